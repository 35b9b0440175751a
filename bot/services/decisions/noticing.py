"""Whether a message states a decision that its author just took: few are found, and nearly all of those are right.

A person is bothered for each, so doubt means no. What is taken for a decision: a sentence of the author's own that says
"decided", or settles something from now on, and is no question, quotation, report, condition, joke or matter of lunch.
"""

import re
import unicodedata

SHORTEST, LONGEST = 25, 1_500
FEWEST_WORDS = 5  # in the deciding sentence
ENOUGH = 2

_QUOTED = re.compile(r"(?m)^\s*(?:>|&gt;).*$|```.*?```|`[^`\n]*`|[\"“„«][^\"”“»\n]{3,300}[\"”“»]", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.](?=\S)[^.!?\n]*)*[.!?]*")

_OUTRIGHT = re.compile(
    r"(?ix)^\W*(?:ok(?:ay)?|right|alright|so|then|and|hi\ all|team|all|update|heads[ -]up)?[\s,:–—-]*"
    r"(?:(?:it\ is\ |it's\ )?decided|decision(?:\ made)?|final\ (?:call|decision)|settled)\s*[:–—-]\s*\S"
)
_WE_DECIDED = re.compile(
    r"(?ix)\b(?:we|(?:the\ )?team|[a-z]+\ and\ i|i)(?:['’]ve|\ have)?\ (?:just\ |now\ |both\ |all\ |finally\ )?(?:decided|agreed|settled\ on|chose|opted)"
    r"\ (?:to|that|against|not|on|for|we|it|the)\b"
)
_GOING_WITH = re.compile(
    r"(?ix)\b(?:we(?:['’]re|\ are)|i['’]m|(?:so|ok(?:ay)?|then),?)\ (?:not\ )?going\ with\b|^\W*going\ with\b|^\W*(?:so\ |ok(?:ay)?,?\ )?let['’]?s\ go\ with\b"
)
_WE_WILL_NOT = re.compile(
    r"(?ix)\bwe\ (?:won['’]?t|will\ not|are\ not\ going\ to)\ (?:be\ )?(?:build|add|support|offer|ship|do|make|sell|import|allow|migrat|replac|integrat|charg"
    r"|translat|introduc|invest|renam|rewrit)\w*\b"
)
_WE_WILL = re.compile(
    r"(?ix)\bwe(?:['’]ll|\ will)\ (?:drop|retire|discontinue|sunset|stop|keep|stick\ (?:to|with)|go\ with|use|switch\ to|move\ to"
    r"|standardi[sz]e|postpone|park|shelve|ice|defer|charge|require|limit|replace)\b"
)
_LETS_NOT = re.compile(
    r"(?ix)^\W*(?:ok(?:ay)?|so|then|right|no)?[\s,]*let['’]?s\ (?:not|drop|park|shelve|postpone|defer|ice|kill|stick\ (?:to|with)|keep)\ \S"
)
_ICE = re.compile(r"(?i)^\W*(?:ok(?:ay)?,? |so |then )?(?:this (?:one )?(?:is|goes) |it goes |we put (?:this|it) |putting (?:this|it) )?on ice\b")
_REJECTED = re.compile(r"(?i)^\W*(?:rejected|approved|parked|shelved|dropped)\b\s*[,.:;–—-]")
_FROM_NOW_ON = re.compile(r"(?i)\b(?:from (?:now|today|monday|next \w+) on(?:wards?)?|going forward|on purpose|until (?:then|further notice|we|\w+ (?:more )?(?:customers?|accounts?))|for good)\b")
_RECORDS_IT = re.compile(
    r"(?i)\b(?:(?:i['’]ll|i will|\w+ will|\w+ writes?|i['’]m|can you|please) (?:record|write (?:it|this|that|the (?:record|adr|decision))|document)(?:ing)?(?: it| this| that| the (?:record|decision))?)\b"
)
_REASON = re.compile(r"(?i)\b(?:because|since|as it|otherwise|so that|due to|the reason|in order to|too \w+ (?:to|for))\b")
_CONDITION_TO_REVISIT = re.compile(r"(?i)\bwe(?:['’]ll| will)? (?:look|come|talk|think) (?:at it |about it |back )?again (?:when|once|if|in|after)\b|\b(?:revisit|reopen)(?: it| this)? (?:when|once|if|in|after)\b")

_SPOILED = re.compile(
    r"(?ix)\b(?:jk|j/k|just\ kidding|kidding|lol|lmao|rofl|haha\w*|hehe\w*|sarcasm|april\ fools?)\b|(?:^|\s)/s(?:\s|$)"
    r"|:(?:joy|laughing|rofl|smirk|stuck_out_tongue\w*|wink|upside_down_face|clown\w*|zany_face|troll\w*):|[😂🤣😜😏🙃🤡😉]|[;:]-?[)pP](?:\s|$)"
    r"|\b(?:pasted|forwarded|fwd|fw|quote|copied)\b|\bdecision\ by\b|\b(?:approved|signed\ off|ordered|decided)\ by\b|\bignore\ (?:all|previous|any)\b"
    r"|\b[A-Z]{2}\d{2}[A-Z0-9]{4,}\b|\b(?:as\ an\ ai|system\ prompt|assistants?)\b"
)
_DENIED = re.compile(
    r"(?ix)\b(?:no(?:body|\ one)\s+(?:has\s+|ever\s+)?(?:decided|agreed)|(?:not|never|n['’]t|nothing|nor)\s+(?:\w+\s+){0,2}(?:decided|agreed|settled|a\ decision)"
    r"|(?:not|no)\s+(?:yet\s+)?(?:a\ )?(?:final|decision|decided|settled)|undecided|(?:decided|agreed)\s+(?:nothing|nobody)|(?:no,?\ )?we\ did(?:n['’]t|\ not)"
    r"|tbd|draft|wip|straw\ ?man|dream|wish|not\ true|fake|rumou?r|scratch\ that|never\ ?mind|changed\ (?:my|our)\ mind)\b"
)
_OPEN = re.compile(
    r"(?ix)\b(?:if|unless|whether|should|shall|could|might|may|maybe|perhaps|would|wouldn['’]t|propose[sd]?|proposal|proposing|suggest\w*|suggestion|rfc|idea"
    r"|imagine|suppose|assuming|what\ about|how\ about|wonder\w*|think|thinking|guess|prefer|vote[sd]?|voting|leaning|lean|tempted|hop(?:e|ing)|want|wanted|need\ to\ decide"
    r"|have\ to\ decide|must\ decide|to\ be\ decided|can\ we|do\ we|let\ me|in\ favou?r|my\ (?:take|view|opinion)|imo|imho|tentative\w*|probably|likely|not\ sure"
    r"|before\ we\ decide|until\ we\ decide|once\ we(?:['’]ve|\ have)?\ decided?|when\ we\ decide)\b"
)
_TOLD_OF = re.compile(
    r"(?ix)\b(?:(?:as|like|since|because|when|after|why|what|where|which|who|how|that|what['’]s|thing|reason|the\ one|once|before|though|although|than|remember|recall\w*)"
    r"\ (?:we|i|they|you|the\ team)\ (?:had\ |have\ |['’]ve\ )?(?:decided|agreed|chose|settled)"
    r"|(?:already|previously|originally|once|long\ ago|back\ then|at\ the\ time|last\ (?:year|month|week|quarter|summer|winter|spring|autumn|fall|time|sprint)|(?:in|since|from)\ (?:19|20)\d\d"
    r"|years?\ ago|months?\ ago|weeks?\ ago|ages\ ago|yesterday|had\ decided|used\ to|still|stays?|remains?|as\ before|DR-\d+|ADR-?\d+)"
    r"|(?:they|he|she|it|you|customers?|clients?|competitors?|vendors?|google|apple|microsoft|slack|amazon)(?:['’]ve|\ have|\ has)?\ (?:\w+\ )?(?:decided|agreed|chose|settled|(?:are|is)\ going\ with)"
    r"|(?:said|says|told|heard|reads?|claims?|announced|reports?|wrote|according\ to|apparently|supposedly|in\ theory|someone|somebody|fyi:?\ the\ news))\b"
)
_TRIFLE = re.compile(
    r"(?ix)\b(?:lunch|dinner|breakfast|pizza|sushi|burgers?|salad|thai|indian|beers?|wine|drinks?|pub|bar|coffee|tea|cakes?|cookies|snacks?|party|birthday|karaoke|offsite|retreat|holidays?"
    r"|vacation|weekend|football|movie|film|music|playlist|gif|emoji|meme|stand-?up|retro|meeting|call|zoom|sync\ (?:today|tomorrow)|calendar|room|desk|office\ (?:plant|party|dog)|t-?shirts?|hoodies?|swag"
    r"|panic|worry|forget|kid\ ourselves|get\ ahead|jinx|rush|argue|fight|overthink|pretend|go\ there|beat\ around|waste|train|hotel|flight|taxi|parking|the\ kids|dog|cat|colou?r\ of\ the\ wall)\b"
)


def looks_like_a_decision(text: str) -> bool:
    """text: plain words of one message, as its author wrote them."""
    words = unicodedata.normalize("NFKC", text)
    if not SHORTEST <= len(words) <= LONGEST or _SPOILED.search(words) or _DENIED.search(words):
        return False
    own = _QUOTED.sub(" ", words)
    sentences = [s.strip() for s in _SENTENCE.findall(own) if s.strip()]
    return any(_decides(s, own) for s in sentences)


def _decides(sentence: str, own: str) -> bool:
    """Whether the sentence settles something, with what stands around it in the author's own words."""
    if sentence.endswith("?") or _OPEN.search(sentence) or _TOLD_OF.search(sentence) or _TRIFLE.search(sentence):
        return False
    outright = bool(_OUTRIGHT.search(sentence))
    if len(sentence.split()) < FEWEST_WORDS and not _ICE.search(sentence) and not _REJECTED.search(sentence):
        return False
    strength = 0
    strength += 2 * (outright or bool(_WE_DECIDED.search(sentence)))
    weak = (_GOING_WITH, _WE_WILL_NOT, _WE_WILL, _LETS_NOT, _ICE, _REJECTED, _FROM_NOW_ON)
    strength += sum(bool(pattern.search(sentence)) for pattern in weak)
    if not strength:
        return False
    around = (_REASON, _RECORDS_IT, _CONDITION_TO_REVISIT)
    return strength + sum(bool(pattern.search(own)) for pattern in around) >= ENOUGH
