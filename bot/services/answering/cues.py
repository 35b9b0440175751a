"""Words by which a sentence gives a reason, turns a thing down, leans on another sentence or says nothing."""

import re

STRONG = re.compile(
    r"(?i)\b(because|the (?:main |primary |key |only |real )?reasons?|due to|in order to|so that|otherwise"
    r"|therefore|thus|hence"
    r"|consequently|rather than|instead of|as a result|this (?:means|allows|avoids|makes|gives|lets|enables|prevents)"
    r"|which (?:means|makes|would)|rejected|motivat\w+|rationale|justif\w+|not worth|in favou?r of|chosen|dismissed"
    r"|we (?:chose|decided|rejected|prefer|felt|believe|concluded|want)"
    r"|too (?:hard|slow|complex|complicated|much|many|expensive|easy|confusing|late|difficult|big|small|risky))\b"
)
WEAK = re.compile(
    r"(?i)\b(since|as|but|however|although|while|would|could|cannot|can't|don't|doesn't|problem\w*|difficult\w*"
    r"|confus\w+"
    r"|complex\w*|simpl\w+|eas(?:y|ier|ily)|hard(?:er)?|better|worse|cost\w*|risk\w*|secur\w+|benefit\w*|advantage\w*"
    r"|drawback\w*|disadvantage\w*|avoid\w*|allow\w*|need\w*|require\w*|lack\w*|unnecessar\w+|error-prone|fail\w*"
    r"|slow\w*|fast\w*|consisten\w+)\b"
)
STATES = re.compile(r"(?i)^\W*(?:good|bad), because|\b(?:main|primary|key|only) reasons?\b")
OUTCOME = re.compile(
    r"(?i)^\W*(?:chosen|decided|decision|rejected|accepted|iceboxed|deferred"
    r"|we (?:will|do|chose|decided|go|are going))\b"
)
"""Says what was decided: no reason by itself, unless it goes on with one."""
SINCE_WHEN = re.compile(r"(?i)\bsince (?:then|\d|version|last|the (?:start|beginning)|we (?:started|began|launched))")
GOES_ON = re.compile(
    r"(?i)\b(because|since|so that|in order to|otherwise|due to|as (?:it|they|we|this|the)|too \w+"
    r"|would|cannot|can't)\b"
)
POINTS_ELSEWHERE = re.compile(
    r"(?i)\b(this section|sections? (?:above|below)|described (?:below|above|in)|as follows|see (?:also|the"
    r"|section|below|above|pep|:|`)"
    r"|for more (?:information|details?)|the following|discussed (?:below|above|in)|listed (?:below|above)"
    r"|for (?:example|instance)"
    r"|more details|please refer|refer to|note that|thanks to|would like to thank)\b"
)
SAYS_IT_IS_DOWN = re.compile(
    r"(?i)\b(?:this|the) (?:\w+ ){0,2}(?:is|was|has been|will be|is being|has now been) (?:\w+ )?"
    r"(?:rejected|withdrawn|deferred|declined|superseded|abandoned|dropped|postponed|put off|shelved|iceboxed)"
    r"\b.{0,80}\b(?:because|since|until|as|due to|for|in favou?r of|by|after|when|so that|would)\b"
    r"|\b(?:i|we) (?:am |are |hereby |therefore |have )?(?:\w+ )?(?:reject(?:ed|ing)?|withdr[ae]w(?:n|ing)?"
    r"|deferr(?:ed|ing))\b"
    r"|\b(?:rejected|withdrawn|deferred|declined|dropped|shelved)\b.{0,40}\b(?:because|due to|since|until|based on)\b"
)
NOTICE = re.compile(
    r"(?i)\b(?:rejection|withdrawal|deferral|deferment|notice|resolution|pronouncement|withdrawn|superseded|status)\b"
)
ANNOUNCES = re.compile(
    r"(?i)^\W*(?:this|the) (?:pep|proposal|document|rfc|kep|oep|adr|record|enhancement|design)\W+(?:proposes"
    r"|describes|specifies"
    r"|introduces|adds|defines|outlines|suggests|proposed|is about)\b"
)
LEANS = re.compile(
    r"(?i)^(?:this|that|these|those|it|they|he|she|such|however|but|also|therefore|thus|hence|so|instead"
    r"|moreover|furthermore"
    r"|additionally|in addition|as a result|otherwise|for (?:this|that|these) reasons?|then|consequently"
    r"|similarly|finally|second\w*"
    r"|both|neither|and|or|yet|still|again|here|there,)\b"
)

TELLS_A_PROBLEM = re.compile(
    r"(?i)\b(problems?|difficult\w*|error-prone|confus\w+|cannot|can't|impossible|lacks?|lacking"
    r"|no (?:way|standard|easy)|fail\w*|brok\w*|breaks?|bugs?|inconsisten\w+|insecure|unmaintained|deprecated"
    r"|obsolete|expensive|slow\w*|hard|harder|tedious|painful|burden\w*|overhead|issues?|risks?|wrong|misleading"
    r"|unsafe|vulnerab\w+|drawbacks?|limitations?|struggl\w+|suffer\w*|waste\w*|ambigu\w+|complicat\w+|complex\w*)\b"
)
TELLS_A_GAIN = re.compile(
    r"(?i)\b(allow\w*|enabl\w+|easier|easy|simpl\w+|reduc\w+|improv\w+|avoid\w*|prevent\w*|benefit\w*|advantages?"
    r"|better|faster|cheaper|safer|flexib\w+|consisten\w+|clear\w*|help\w*|eliminat\w+|secur\w+|protect\w*"
    r"|support\w*|sav(?:e|es|ing))\b"
)
ARGUES = re.compile(
    r"(?i)\b(in order to|motivat\w+|purpose|goals?|aims?|reasons?|rationale|because|due to|since|so that|so we"
    r"|therefore|thus|hence|instead of|rather than|otherwise|as a result|consequently|chosen|chose|prefer\w*|would)\b"
)
SPECIFIES = re.compile(
    r"(?i)\b(must|shall|may|should|can be|is (?:set|defined|specified|returned|called|used|raised)"
    r"|are (?:set|defined|returned|used)|returns?|raises?|accepts?|implement\w*|added|adding|adds|proposes?|propose)\b"
)
ILLUSTRATES = re.compile(
    r"(?i)\b(for example|for instance|e\.g\.|such as|consider|note that|see|suppose|imagine|example)\b"
)
NAMES_PEOPLE = re.compile(
    r"(?i)\b(users?|customers?|developers?|people|maintainers?|teams?|community|everybody|everyone|programmers?"
    r"|beginners|authors?)\b"
)
FINDS_NO_FAVOUR = re.compile(
    r"(?i)\b(no (?:popular )?support|consensus|agreement|not (?:worth|needed|necessary|justified)|unnecessary"
    r"|reject\w*|low|rarely|popular|already)\b"
)
WISHES = re.compile(
    r"(?i)\b(?<!we )(?<!i )(ask(?:s|ed|ing)?|want(?:s|ed|ing)?|wish(?:es|ed)?|would (?:like|love)|request(?:s|ed)?"
    r"|demand(?:s|ed)?|complain\w*|propos\w+|suggest\w*|hope[sd]?)\b"
)
"""Says what somebody would have: the case for a thing, and no ground of a decision against it."""
AGAINST = re.compile(r"(?i)\b(?:no|not|never|cannot|don't|without|stop|drop)\b")
"""In a title: decides that something is not done."""


def gives_reason(words: str) -> float:
    """0 to 0.26: how much these words sound like giving a reason."""
    strong = 0.12 if STRONG.search(words) else 0.0
    stated = 0.06 if STATES.search(words) else 0.12 if OUTCOME.search(words) else 0.0
    if OUTCOME.search(words) and not GOES_ON.search(words):
        return 0.0
    words = SINCE_WHEN.sub("", words)
    elsewhere = 0.1 if POINTS_ELSEWHERE.search(words) else 0.0
    return max(0.0, strong + stated + 0.04 * min(2, len(WEAK.findall(words))) - elsewhere)
