"""Words and turns of phrase that tell kinds of signal apart, beside what the embedding sees."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bot.services.classifying.essence import essence

_CUES: tuple[str, ...] = (
    # qmark
    r"\?",
    # qend
    r"\?\s*$",
    # howto
    r"\bhow (?:do|can|to|would|should|does|could|is|are|did)\b",
    # wh
    r"^(?:\W*|hi\W+|hello\W+|hey\W+)(?:what|where|which|who|when|why|how)\b",
    # aux
    r"(?:^|[.!?,:]\s*)(?:is|are|can|could|does|do|did|will|would|should|may|has|have|anyone|"
    r"any)\b[^.!]*\?",
    # is there
    r"\bis (?:there|it possible)\b|\bany(?:one|body|\s+(?:way|idea|example))\b",
    # help
    r"\bneed help|\bhelp (?:me|needed|with)|\bcan (?:any|some)(?:one|body)|\bcould (?:any|some)(?:one|"
    r"body)|\bi don'?t understand|\bconfus|\bnot sure\b|\bwondering\b|\bwant to know\b|\bexplain\b|"
    r"\bclarif|\bbeginner\b|\bnew to\b",
    # please add
    r"\bplease (?:add|make|bring|allow|let|give|consider|support|include|increase|provide|show)\b|"
    r"\b(?:add|adding)\b.{0,30}\b(?:option|support|ability|feature|setting|button)",
    # wish
    r"\bi wish\b|\bwish (?:it|there|you|they)\b|\bwould (?:be|love|like|really like|make)\b|\b(?:it|"
    r"that)'d be\b|\bi'd (?:love|like)\b|\bhope(?:fully|ing)?\b|\bif only\b|\bit'd\b|\bwould help\b",
    # feat
    r"\bfeature\b|\bfeature request\b|\benhancement\b|\bproposal\b|\bpropose|\bsuggest|\brfc\b",
    # need
    r"\bwe(?:'d)? need\b|\bneeds? (?:a|an|to be|more|better)\b|\brequire|\bmissing\b|\blacks?\b|"
    r"\bability to\b|\boption(?:s)? (?:to|for)\b|\ballow(?:s|ing)?\b|\bsupport for\b|\bshould (?:be|"
    r"have|let|allow|support)\b|\bwant(?:s|ed)?\b|\basks? for\b|\basked for\b|\brequested\b",
    # impv
    r"^\W*(?:\[[^\]]*\]\s*)?(?:[\w/.\-]+:\s*)?(?:add|allow|support|implement|expose|provide|enable|"
    r"introduce|make|extend|improve|consider|let|remove|use|move|create|convert|change|update|refactor|"
    r"replace|bring|give|show|include|ability|option|extract|export|port|enhance|optimi[sz]e|finish)\b",
    # bug
    r"\bbugs?\b|\bbuggy\b|\bcrash|\bfreez|\bbroken?\b|\bbreaks?\b|\bfail(?:s|ed|ing|ure)?\b|\berrors?\b|"
    r"\bexception\b|\bsegfault|\bregression\b|\bleak|\bhang(?:s|ing)?\b|\bstuck\b|\bassert|\bpanic|"
    r"\bglitch|\bincorrect\b|\bwrong\b|\bcorrupt",
    # notwork
    r"\b(?:does|do|did|is|are|was|can|could|has|have|will|would)(?: ?n[o']?t|n't|nt)\b|\bcan ?not\b|"
    r"\bunable to\b|\bno longer\b|\bstopped\b|\bnever\b|\bwon'?t\b|\bnot work",
    # repro
    r"\b(?:steps )?to reproduce|\brepro\b|\bexpected (?:behavio|result)|\bactual (?:behavio|result)|"
    r"\bstack ?trace|\btraceback|\bstack\b|\blog output",
    # neg
    r"\bterrible|\bhorrible|\bawful|\bworst|\bhate|\bannoy|\bfrustrat|\bdisappoint|\buseless|"
    r"\bslow(?:er|ly)?\b|\blag|\bpoor|\bbad\b|\bconfusing|\bugly|\bpain\b|\bsuck|\bclunky|\bdifficult|"
    r"\bhard to\b|\btoo (?:many|much|slow|long|complicated)|\bproblem|\bissues?\b|\bunfortunately|"
    r"\bridiculous",
    # pos
    r"\blove[sd]?\b|\bgreat\b|\bawesome|\bamazing|\bexcellent|\bfantastic|\bperfect|\bbest\b|\bgood\b|"
    r"\bnice\b|\beasy\b|\bhappy\b|\benjoy|\bwonderful|\bbrilliant|\bhelpful|\buseful|\bfun\b|"
    r"\bintuitive|\brecommend|\bbeautiful|\bfast\b|\bsmooth|\bimpress|\bkudos|\bwell done|\bfavou?rite|"
    r"\blike (?:the|that|how|this)\b|\bpleased|\bsatisf|\bconvenient|\bcool\b",
    # very
    r"\b(?:very|really|so|super|absolutely|extremely|incredibly)\b",
    # but
    r"\bbut\b|\bhowever\b|\balthough\b|\bexcept\b",
    # thanks
    r"\bthank|\bthx\b|\bcheers\b|\bty\b",
    # thanks only
    r"^\W*(?:ok|okay|great|perfect|cool|awesome|nice|good|thanks?|thank you|thx|ty|cheers|got it|yes|no|"
    r"yeah|yep|sure|lol|haha|np|sorry|hi|hello|hey|welcome|wow|congrats)\b.{0,25}$",
    # addr
    r"^\s*(?:<?@[\w.\- ]+>?|[a-z][\w\-\[\]|`^]{1,15})\s*[:,]\s",
    # you can
    r"\byou (?:can|could|should|need|have|may|might|must|will)\b|\byou'(?:ll|re)\b|\btry (?:to|the|"
    r"using|with|it|again|that|this)\b|\bhave you\b|\bdid you\b|\bdo you\b|\bare you\b|\bcheck (?:the|"
    r"your|if|out)\b|\bjust (?:use|set|run|do)\b|\blet me\b|\bi(?:'d| would) (?:recommend|suggest)\b|"
    r"\bsee (?:the|https?)",
    # i
    r"\b(?:i|i'm|i've|my|me)\b",
    # we
    r"\b(?:we|we're|we've|our|us)\b",
    # they
    r"\b(?:they|their|customer|client|prospect|account)\b",
    # join
    r"has joined|set the channel|joined the channel|archived|uploaded a file|commented on|renamed",
    # url
    r"https?://",
    # code
    r"```|`[^`]+`|^\s*(?:sudo|kubectl|docker|git|pip|npm|\$|>)",
    # announce
    r"\bwebinar|\bmeetup|\bjoin us\b|\bregister|\breleased\b|\bannounc|\bblog\b|\bhiring\b|\bnewsletter|"
    r"\brelease notes|\bchangelog",
    # cancel
    r"\bcancel|\bchurn|\brenew|\bterminat|\bleav(?:e|ing)\b|\bunsubscrib|\bdowngrad|\bgave notice|"
    r"\brefund|\bcontract ends",
    # deal
    r"\bdeal\b|\bcontract\b|\bsign(?:ed|ing|ature)?\b|\bprocurement|\bpurchase|\bclosed lost|"
    r"\bblock(?:s|er|ed|ing)?\b|\bprospect\b|\bbudget\b|\bobject(?:ion|ed)|\brfp\b|\bwithout\b.*\bno\b|"
    r"\bbuy\b|\bdeal ?breaker|\bshowstopper|\bmust-have",
    # comp
    r"\bcompet|\bcompar|\binstead of\b|\bswitch(?:ing|ed)? (?:to|from)\b|\bmov(?:ing|ed) to\b|"
    r"\bmigrat\w+ to\b|\balternative|\blost (?:to|against)|\bcheaper|\bvs\.?\b|\bbetter than\b|\bevaluat",
    # version
    r"\bv?\d+\.\d+(?:\.\d+)?\b",
    # since
    r"\bsince\b|\bafter (?:the|i|we|up)\b|\bupdat|\bupgrad",
    # when
    r"\bwhen(?:ever)?\b|\bevery time\b|\beach time\b|\balways\b|\bkeeps?\b|\bif i\b",
    # trying
    r"\btry(?:ing)? to\b|\btried\b|\bgetting\b|\bi get\b|\bi got\b|\bi'm seeing\b|\bwe see\b|"
    r"\bwe're seeing\b|\bi have a (?:problem|question)|\bfacing\b",
    # meet
    r"\bmeeting\b|\bcall\b|\bdemo\b|\btomorrow\b|\bmonday\b|\bfriday\b|\bweekend\b|\blunch\b|\bstandup\b",
)
_READ = 1500  # characters of a text that are looked through
_OPENING = 300  # characters of the first line that are


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(cue, re.IGNORECASE | re.MULTILINE) for cue in _CUES)


def cues_of(text: str) -> list[float]:
    """Numbers from 0 to 1: each cue in the first line, how often in the whole, and the text's length."""
    plain = essence(text)
    opening = plain.split("\n", 1)[0][:_OPENING]
    words = len(plain.split())
    found = [1.0 if cue.search(opening) else 0.0 for cue in _patterns()]
    found += [min(len(cue.findall(plain[:_READ])), 3) / 3 for cue in _patterns()]
    shape = (words <= 3, words <= 6, words > 60, "\n" in plain, opening.isupper())
    return [*found, min(words, 60) / 60, *(float(one) for one in shape)]


def cue_matrix(texts: Sequence[str]) -> NDArray[np.float32]:
    """(n, cues), the same columns in every run of one version of this file."""
    return np.array([cues_of(text) for text in texts], dtype=np.float32).reshape(len(texts), 2 * len(_CUES) + 6)
