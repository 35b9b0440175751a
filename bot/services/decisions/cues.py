"""The words by which a decision is told from talk about decisions. Each group is alternatives of one meaning."""

import re


def _any(*alternatives: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}", re.IGNORECASE)


def _opening(*alternatives: str, after: str = r"\b") -> re.Pattern[str]:
    """At the start of a sentence, after at most a word of transition."""
    lead = r"^\W*(?:(?:ok(?:ay)?|right|alright|so|then|and|all|team|update|heads[ -]up|no)\b[\s,:–—-]*)?"
    return _any(*alternatives, before=lead, after=after)


_TOPIC = r"(?: (?:on|of|for|about) [\w '’-]{1,30})?"
_STUDY = r"(?:tests?|trial|research|experiment|surveys?|interviews?|study|analysis|poll|vote|review|match|game)\b"
LABELLED = (
    _opening(
        r"(?:it(?: is|['’]s) )?decided(?: (?:with|together with) \w+(?: and \w+)?)?",
        rf"(?:(?:final|team|group|product) )?decision(?: made)?{_TOPIC}",
        rf"(?:final|team|group) call{_TOPIC}",
        rf"(?:the )?(?:outcome|conclusion)(?! (?:of|from) (?:\w+ ){{0,2}}{_STUDY}){_TOPIC}",
        r"settled(?: with \w+(?: and \w+)?)?",
        after=r"\s*[:–—-]\s*\S",
    ),
)
"""Calls what follows a decision."""

_OF_THE_DAY = (
    r"(?:get|have|eat|order|meet|grab|give|take|wait|speak|talk|chat|call|look|see|try|celebrate|pair|skip|restart|reboot"
    r"|roll|revert|rerun|re-run|redeploy|retry|walk|run|play|watch|visit|invite|sit|split|disagree|hire|leave|reach"
    r"|send|adopt|move (?:the|our) \w+ to)"
)
OUTRIGHT = (
    _any(
        r"(?:we|the (?:product |whole )?(?:team|squad|group)|\w+ and i)(?:['’]ve| have)?"
        r"(?: just| now| both| all| finally| also)?"
        rf" (?:(?:decided|agreed|opted) (?:to(?! {_OF_THE_DAY}\b)|that|against|not)|(?:decided|agreed) (?:on|for)"
        rf"|settled (?:on|for)|chose (?:to(?! {_OF_THE_DAY}\b)|not))",
        r"i(?:['’]ve| have)? decided (?:that )?we",
    ),
)
"""Says by itself that something is decided."""

_PRODUCT = (
    r"(?:build|add|support|offer|ship|sell|import|allow|migrat|replac|integrat|charg|translat|locali[sz]|introduc|rewrit)\w*"
    r"(?! (?:you|him|her|them|it|this|that)\b)"
)
_ENDS = r"(?:dropp|remov|retir|sunsett|discontinu|kill|shelv|postpon|deprecat|standardi[sz])ing"
PLAIN = (
    _any(
        rf"we (?:won['’]?t|will not|are not going to) (?:be )?{_PRODUCT}",
        rf"we['’]re not going to {_PRODUCT}",
        rf"we(?:['’]re| are) {_ENDS}(?! (?:off|by|out|time))",
        r"we(?:['’]re| are) not going with",
        rf"we(?:['’]ll| will) stop {_PRODUCT}",
        r"we(?:['’]ll| will) (?:require|limit|charge|retire|discontinue|sunset|standardi[sz]e)",
    ),
    _opening(
        rf"let['’]?s not {_PRODUCT}",
        r"not (?:doing|building|adding|supporting|offering|shipping|selling)(?! (?:you|him|her|them|it|this|that)\b)",
        r"(?:killing|retiring|sunsetting|discontinuing|deprecating)",
        r"(?:we['’]re |we are )?putting (?:this|it) on ice",
    ),
)
"""Settles something about the product, if anything is said to explain it."""

_ONE_THING = r"(?! (?:the|whatever|what|my|your|his|her|their|\w+['’]s|\w+ to)\b)"
SETTLING = (
    _any(rf"(?:we(?:['’]re| are)|(?:so|ok(?:ay)?|then),?) going with{_ONE_THING}"),
    _opening(rf"going with{_ONE_THING}", rf"let['’]?s go with{_ONE_THING}", r"let['’]?s stick with"),
    _any(r"we(?:['’]ll| will)? stick with"),
    _opening(r"(?:going forward|from now on),?(?! (?:please|i\b|let))"),
)
"""Settles something, if a reason stands beside it."""

LOOSE = (
    _any(r"we(?:['’]ll| will) (?:drop|stop|keep|stick (?:to|with)|use|switch to|move to|postpone|park|shelve|defer)"),
    _opening(r"let['’]?s (?:not|drop|park|shelve|postpone|defer|ice|kill|stick to|keep)"),
    _opening(r"(?:(?:this|it)(?: one)? (?:is |goes )|(?:we )?put(?:ting)? (?:this|it) )?on ice"),
    _opening(r"rejected", r"approved", r"parked", r"shelved", r"dropped", after=r"\b\s*[,.:;–—-]"),
    _opening("shelving", "parking", "dropping", "postponing", "pausing"),
    _any("on purpose", "not configurable", "for good", "we (?:require|limit|charge)"),
)
"""Settles something of any kind: it takes the word that it is recorded, or when it is looked at again."""

LASTING = (
    _any(
        r"(?:i['’]ll|i will|\w+ will|\w+ writes?|i['’]m)"
        r" (?:record|writ(?:e|ing) (?:it|this|that|the (?:record|adr|decision))|document)(?:ing)?"
    ),
    _any(
        r"we(?:['’]ll| will)? (?:look|come|talk|think)(?: at it| about it| back)?"
        r" (?:again|back to (?:it|this)) (?:when|once|if|in|after)",
        r"(?:revisit|reopen)(?: it| this)? (?:when|once|if|in|after)",
        r"from now on(?:wards?)?",
        "going forward",
        r"until (?:further notice|\w+ (?:more )?(?:customers|accounts))",
    ),
)
"""Says that it is meant to last: recorded, looked at again on a condition, from now on."""

PERSONAL = _any("i", "me", "my", "mine", "he", "she", "his", "her", "him", "likes?")
"""A reason that is somebody's own, and not the product's."""

REASON = _any("because", "since", "as it", "otherwise", "so that", "due to", "the reason", r"too \w+ (?:to|for)")

SPOILED = (
    _any("jk", "j/k", "kidding", "lol", "lmao", "rofl", r"haha\w*", r"hehe\w*", "sarcasm", "april fools?"),
    _any("pasted", "forwarded", "fwd", "fw", "copied", "decision by", r"(?:approved|signed off|ordered|decided) by"),
    _any(r"ignore (?:all|previous|any)", "system prompt", r"assistants?", r"as an ai"),
    re.compile(
        r"(?i):(?:joy|laughing|rofl|smirk|stuck_out_tongue\w*|wink|upside_down_face|clown\w*|zany_face|troll\w*):"
    ),
    re.compile(r"[😂🤣😜😏🙃🤡😉😅😆😁🤪]|[;:]-?[)pP](?:\s|$)|(?:^|\s)/s(?:\s|$)|\b[A-Z]{2}\d{2}[A-Z0-9]{4,}\b"),
)
"""A joke, somebody else's words, or words to a machine: nothing in the message is taken for the author's decision."""

DENIED = (
    _any(
        r"no(?:body|\ one) (?:has |ever )?(?:decided|agreed)",
        r"(?:not|never|nothing|nor) (?:\w+ ){0,2}(?:decided|agreed|settled|a decision)",
        r"(?:no|not) (?:yet )?(?:a )?(?:final|decision|decided|settled)",
        r"undecided",
        r"(?:decided|agreed) (?:nothing|nobody)",
        r"we did(?:n['’]t| not)",
        *("tbd", "draft", "wip", r"straw ?man", "dream", "not true", "fake", r"rumou?rs?", "scratch that"),
        r"never ?mind",
        r"changed (?:my|our) mind",
        r"leave (?:it|this|that|the decision) to",
    ),
    re.compile(r"(?i)n['’]t (?:\w+ ){0,2}(?:decided|agreed|settled|a decision)\b"),
)
"""Says that nothing is decided."""

OPEN = (
    _any(
        *("if", "unless", "whether", "in case", "provided", "as long as", "depending", "subject to", "on condition"),
        *("pending", "in the event"),
        *("should", "shall", "could", "might", r"(?-i:may)", "maybe"),
        *("perhaps", "would", "rfc", "idea"),
        *(r"propos\w+", r"suggest\w*", "imagine", "suppose", "assuming", r"(?:what|how) about"),
        r"wonder\w*",
        *(r"think(?:ing)?", "guess", "prefer", r"vot(?:e[sd]?|ing)", r"lean(?:ing)?", "tempted"),
        *(r"hop(?:e|ing)", r"want(?:ed|s)?"),
        *(r"(?:need|have|must|wants us) to decide", "to be decided", "can we", "do we", "let me"),
        r"in favou?r",
        *(r"my (?:take|view|opinion)", "imh?o", r"tentative\w*", "probably", "likely", "not sure"),
        "asked us to",
        r"(?:before|until|once|when) we(?:['’]ve| have)? decided?",
    ),
)
"""Weighs, asks or proposes."""

TOLD_OF = (
    _any(
        r"(?:as|like|since|because|when|after|why|what|where|which|who|how|that|what['’]s|thing|reason|the one|once"
        r"|before|though|although|than|remember|recall\w*|apparently) (?:we|i|they|you|the team)(?: had| have|['’]ve)?"
        r" (?:decided|agreed|chose|settled)",
        *("already", "previously", "originally", "long ago", "back then", "at the time", "yesterday"),
        *("had (?:decided|agreed|chosen|settled)", "used to"),
        r"last (?:year|month|week|quarter|summer|winter|spring|autumn|fall|time|sprint)",
        *(r"(?:years?|months?|weeks?|ages) ago", r"(?:in|from) (?:19|20)\d\d"),
        r"a?dr-?\d+",
        *("according to", "apparently", "supposedly", "it was decided", "reminder"),
    ),
)
"""Tells of a decision taken before."""

OF_OTHERS = (
    _any(
        r"(?:they|he|she|you|customers?|clients?|competitors?|vendors?|harbours?)(?:['’]ve| have| has)? (?:\w+ )?"
        r"(?:decided|agreed|chose|settled|(?:is|are) going with)",
        *("said", "says", "told", "heard", "claims?", "announced", "wrote"),
        *("someone", "somebody", "competitors?", "vendors?", "still", "stays?", "remains?", "as before"),
    ),
)
"""Tells of what others decided or said, or of what stays as it is. What is called a decision may well hold these."""

LEADS = re.compile(
    r"(?i)^\W*(?:(?:ok(?:ay)?|so|and|the|fyi|short)\b[\s,]*)*"
    r"(?:update|heads[ -]up|closing|talked|spoke|discussed|after|following|outcome|results?|conclusion|summary|tl;?dr"
    r"|recap|decision|decided|news|resolution|team|all|everyone|everybody|folks"
    r"|final|settled|resolved|fyi|ok)\b[^:]*$"
)
"""What may stand before a colon, and a decision of the author's own after it; after anything else it is quoted."""

TRIFLE = (
    _any(
        *("lunch", "dinner", "breakfast", "pizza", "sushi", "ramen", "noodles?", "tacos?", "burgers?", "beers?"),
        *("wine", "croissants?", "doughnuts?", "donuts?", "sandwich(?:es)?", "canteen"),
        *("kitchen", "restaurant", "barbecue"),
        *("drinks?", "pub", "coffee"),
        *("cakes?", "cookies", "snacks?", "party", "birthday", "karaoke", "offsite", "retreat"),
        *("holidays?", "vacation"),
        *("weekend", "football", "movie", "music", "playlist", "gif", "meme", "stand-?up", "retro"),
        *("meetings?", "a call"),
        *("zoom", "room", "desks?", "chairs?", "(?:t-?)?shirts?", "hoodies?", "mugs?", "stickers?"),
        *("swag", "train", "hotel", "flight", "taxi"),
        *("van", "bus", "parking"),
        *("kids", "dog", "cat", "trade show", "demo", "flow", "today", "tonight", "tomorrow", "noon"),
        "day off",
        "this (?:morning|afternoon|evening|week)",
        "(?:on|by|for|until) (?:mon|tues|wednes|thurs|fri|satur|sun)day",
        *("panic", "worry", "forget", "kid ourselves", "get ahead", "jinx", "rush", "argue", "fight"),
        *("overthink", "pretend"),
        *("go there", "drop by", "keep (?:an eye|track|in mind|you posted|going|calm|it up|in touch)"),
        "see you",
        *("conversation", "discussion", "in (?:the|this|a) thread"),
    ),
)
"""Plans of the day, food, and turns of phrase."""
