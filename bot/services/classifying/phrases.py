"""Words and turns of phrase that tell kinds of signal apart, as patterns. A change needs a new training."""

CUES: tuple[str, ...] = (
    # a question mark
    r"\?",
    # ends in one
    r"\?\s*$",
    # how to
    r"\bhow (?:do|can|to|would|should|does|could|is|are|did)\b",
    # opens with a question word
    r"^(?:\W*|hi\W+|hello\W+|hey\W+)(?:what|where|which|who|when|why|how)\b",
    # a yes-or-no question
    r"(?:^|[.!?,:]\s*)(?:is|are|can|could|does|do|did|will|would|should|may|has|have|anyone|"
    r"any)\b[^.!]*\?",
    # is there, anyone
    r"\bis (?:there|it possible)\b|\bany(?:one|body|\s+(?:way|idea|example))\b",
    # asks for help
    r"\bneed help|\bhelp (?:me|needed|with)|\bcan (?:any|some)(?:one|body)|\bcould (?:any|some)(?:one|"
    r"body)|\bi don'?t understand|\bconfus|\bnot sure\b|\bwondering\b|\bwant to know\b|\bexplain\b|"
    r"\bclarif|\bbeginner\b|\bnew to\b",
    # please add
    r"\bplease (?:add|make|bring|allow|let|give|consider|support|include|increase|provide|show)\b|"
    r"\b(?:add|adding)\b.{0,30}\b(?:option|support|ability|feature|setting|button)",
    # a wish
    r"\bi wish\b|\bwish (?:it|there|you|they)\b|\bwould (?:be|love|like|really like|make)\b|\b(?:it|"
    r"that)'d be\b|\bi'd (?:love|like)\b|\bhope(?:fully|ing)?\b|\bif only\b|\bit'd\b|\bwould help\b",
    # speaks of features
    r"\bfeature\b|\bfeature request\b|\benhancement\b|\bproposal\b|\bpropose|\bsuggest|\brfc\b",
    # a need
    r"\bwe(?:'d)? need\b|\bneeds? (?:a|an|to be|more|better)\b|\brequire|\bmissing\b|\blacks?\b|"
    r"\bability to\b|\boption(?:s)? (?:to|for)\b|\ballow(?:s|ing)?\b|\bsupport for\b|\bshould (?:be|"
    r"have|let|allow|support)\b|\bwant(?:s|ed)?\b|\basks? for\b|\basked for\b|\brequested\b",
    # opens with what to do
    r"^\W*(?:\[[^\]]*\]\s*)?(?:[\w/.\-]+:\s*)?(?:add|allow|support|implement|expose|provide|enable|"
    r"introduce|make|extend|improve|consider|let|remove|use|move|create|convert|change|update|refactor|"
    r"replace|bring|give|show|include|ability|option|extract|export|port|enhance|optimi[sz]e|finish)\b",
    # words of failure
    r"\bbugs?\b|\bbuggy\b|\bcrash|\bfreez|\bbroken?\b|\bbreaks?\b|\bfail(?:s|ed|ing|ure)?\b|\berrors?\b|"
    r"\bexception\b|\bsegfault|\bregression\b|\bleak|\bhang(?:s|ing)?\b|\bstuck\b|\bassert|\bpanic|"
    r"\bglitch|\bincorrect\b|\bwrong\b|\bcorrupt",
    # does not
    r"\b(?:does|do|did|is|are|was|can|could|has|have|will|would)(?: ?n[o']?t|n't|nt)\b|\bcan ?not\b|"
    r"\bunable to\b|\bno longer\b|\bstopped\b|\bnever\b|\bwon'?t\b|\bnot work",
    # a report
    r"\b(?:steps )?to reproduce|\brepro\b|\bexpected (?:behavio|result)|\bactual (?:behavio|result)|"
    r"\bstack ?trace|\btraceback|\bstack\b|\blog output",
    # displeasure
    r"\bterrible|\bhorrible|\bawful|\bworst|\bhate|\bannoy|\bfrustrat|\bdisappoint|\buseless|"
    r"\bslow(?:er|ly)?\b|\blag|\bpoor|\bbad\b|\bconfusing|\bugly|\bpain\b|\bsuck|\bclunky|\bdifficult|"
    r"\bhard to\b|\btoo (?:many|much|slow|long|complicated)|\bproblem|\bissues?\b|\bunfortunately|"
    r"\bridiculous",
    # pleasure
    r"\blove[sd]?\b|\bgreat\b|\bawesome|\bamazing|\bexcellent|\bfantastic|\bperfect|\bbest\b|\bgood\b|"
    r"\bnice\b|\beasy\b|\bhappy\b|\benjoy|\bwonderful|\bbrilliant|\bhelpful|\buseful|\bfun\b|"
    r"\bintuitive|\brecommend|\bbeautiful|\bfast\b|\bsmooth|\bimpress|\bkudos|\bwell done|\bfavou?rite|"
    r"\blike (?:the|that|how|this)\b|\bpleased|\bsatisf|\bconvenient|\bcool\b",
    # emphasis
    r"\b(?:very|really|so|super|absolutely|extremely|incredibly)\b",
    # a but
    r"\bbut\b|\bhowever\b|\balthough\b|\bexcept\b",
    # thanks
    r"\bthank|\bthx\b|\bcheers\b|\bty\b",
    # an interjection
    r"^\W*(?:ok|okay|great|perfect|cool|awesome|nice|good|thanks?|thank you|thx|ty|cheers|got it|yes|no|"
    r"yeah|yep|sure|lol|haha|np|sorry|hi|hello|hey|welcome|wow|congrats)\b.{0,25}$",
    # addressed to somebody
    r"^\s*(?:<?@[\w.\- ]+>?|[a-z][\w\-\[\]|`^]{1,15})\s*[:,]\s",
    # advice and questions back
    r"\byou (?:can|could|should|need|have|may|might|must|will)\b|\byou'(?:ll|re)\b|\btry (?:to|the|"
    r"using|with|it|again|that|this)\b|\bhave you\b|\bdid you\b|\bdo you\b|\bare you\b|\bcheck (?:the|"
    r"your|if|out)\b|\bjust (?:use|set|run|do)\b|\blet me\b|\bi(?:'d| would) (?:recommend|suggest)\b|"
    r"\bsee (?:the|https?)",
    # I
    r"\b(?:i|i'm|i've|my|me)\b",
    # we
    r"\b(?:we|we're|we've|our|us)\b",
    # a customer
    r"\b(?:they|their|customer|client|prospect|account)\b",
    # housekeeping
    r"has joined|set the channel|joined the channel|archived|uploaded a file|commented on|renamed",
    # a link
    r"https?://",
    # code
    r"```|`[^`]+`|^\s*(?:sudo|kubectl|docker|git|pip|npm|\$|>)",
    # an announcement
    r"\bwebinar|\bmeetup|\bjoin us\b|\bregister|\breleased\b|\bannounc|\bblog\b|\bhiring\b|\bnewsletter|"
    r"\brelease notes|\bchangelog",
    # leaving
    r"\bcancel|\bchurn|\brenew|\bterminat|\bleav(?:e|ing)\b|\bunsubscrib|\bdowngrad|\bgave notice|"
    r"\brefund|\bcontract ends",
    # a purchase
    r"\bdeal\b|\bcontract\b|\bsign(?:ed|ing|ature)?\b|\bprocurement|\bpurchase|\bclosed lost|"
    r"\bblock(?:s|er|ed|ing)?\b|\bprospect\b|\bbudget\b|\bobject(?:ion|ed)|\brfp\b|\bwithout\b.*\bno\b|"
    r"\bbuy\b|\bdeal ?breaker|\bshowstopper|\bmust-have",
    # somebody else's product
    r"\bcompet|\bcompar|\binstead of\b|\bswitch(?:ing|ed)? (?:to|from)\b|\bmov(?:ing|ed) to\b|"
    r"\bmigrat\w+ to\b|\balternative|\blost (?:to|against)|\bcheaper|\bvs\.?\b|\bbetter than\b|\bevaluat",
    # a version
    r"\bv?\d+\.\d+(?:\.\d+)?\b",
    # since
    r"\bsince\b|\bafter (?:the|i|we|up)\b|\bupdat|\bupgrad",
    # when, always
    r"\bwhen(?:ever)?\b|\bevery time\b|\beach time\b|\balways\b|\bkeeps?\b|\bif i\b",
    # attempts
    r"\btry(?:ing)? to\b|\btried\b|\bgetting\b|\bi get\b|\bi got\b|\bi'm seeing\b|\bwe see\b|"
    r"\bwe're seeing\b|\bi have a (?:problem|question)|\bfacing\b",
    # appointments
    r"\bmeeting\b|\bcall\b|\bdemo\b|\btomorrow\b|\bmonday\b|\bfriday\b|\bweekend\b|\blunch\b|\bstandup\b",
    # a beginner's question
    r"\bplease help|\bhelp me\b|\bwhat am i\b|\bam i (?:missing|doing|the only)|\bi(?:'m|"
    r" am)(?: a)? (?:new|beginner|trying|confused)|\bmy (?:code|program|project|script|model|computer|"
    r"machine|app)\b|\bany (?:help|hint|suggestion|advice)|\bwhat (?:should|do) i\b|\bdo i (?:need|"
    r"have)|\bis (?:this|it) (?:a bug|expected|normal|by design|correct|right)",
    # installation
    r"\binstall|\bbuild(?:ing)?\b|\bcompil|\bimport(?:ing)?\b|\bset ?up\b|\bconfigur",
    # there is no way to
    r"\bno (?:way|option|support|possibility) (?:to|for)\b|\bthere(?:'s| is) no\b|\bcurrently\b|"
    r"\bnot (?:yet )?(?:possible|supported|available)\b|\bshould\b|\bpropos|\bmotivation\b|\buse case\b",
    # a fix
    r"^\W*(?:\[[^\]]*\]\s*)?fix(?:e[sd])?\b|\bfix(?:es)? #?\d+",
)
"""Looked for in the first line and in the whole."""

FORM_CUES: tuple[str, ...] = (
    # a form that says bug
    r"\b(?:issue type|type|kind|report a \*?bug\*?\??)\W*(?:\s|<b>|\*)*(?:bug|defect)\b",
    # a form that says feature
    r"\b(?:issue type|type|kind|report a \*?bug\*?\??)\W*(?:\s|<b>|\*)*(?:documentation )?feature|"
    r"describe the feature|descripe the feature|feature request related|the feature you'd like|"
    r"feature and motivation",
    # a form that says question
    r"\b(?:issue type|type|kind|category)\W*(?:\s|<b>|\*)*(?:support|question|how|build/install)\b|"
    r"your question|stack ?overflow",
)
"""Looked for in the text with its form: fields in which the writer says what it is."""

GROUNDS: dict[str, str] = {
    "competitor": r"\bcompet|\bcompar|\binstead\b|\b(?:switch|mov|migrat|chang)\w* (?:\w+ )?(?:to|from)\b|"
    r"\balternative|"
    r"\blo(?:st|sing) (?:\w+ )?(?:to|against)|\bcheaper|\bvs\.?\b|\bversus\b|\bbetter than\b|\bevaluat|"
    r"\brivals?\b|\bincumbent|"
    r"\bother (?:one|tool|vendor|product|provider)|\b(?:went|go|going) with\b|\balready (?:has|have|does|use)|"
    r"\buses?\b|\bbenchmark|"
    r"\bheard (?:of|that)|\bshort-?list|\bdo(?:es)? (?:it|this|that|\w+) better\b|\bthink of\b|\boffer|\bundercut|"
    r"\blike [A-Z]",
    "churn_risk": r"\bcancel|\bchurn|\brenew|\bterminat|\bleav(?:e|ing)\b|\bunsubscrib|\bdowngrad|\bnotice\b|"
    r"\brefund|\bcontract|"
    r"\bexport|\bquit|\bdrop|\bstop(?:ped)? using|\belsewhere|\bgoodbye|\bbye\b|\buninstall|\bdelet\w+ my|"
    r"\bat risk|\bextend|"
    r"\bpatience|\b(?:i'm|we're|i am|we are) (?:out|done|gone)|\bgo back to|\bsubscription|\baccount|\bbudget|"
    r"\bunhappy|\boffers\b|"
    r"\bregret|\bwind(?:ing)? down|\breplace|\bnot worth|\bdon't need|\bescalat|\btrust\b|\bfrozen|\bhealth score|"
    r"\busage|\bseats",
    "deal_blocker": r"\bdeal|\bcontract|\bsign|\bprocurement|\bpurchas|\bclosed lost|\bblock|\bprospect|\bbudget|"
    r"\bobject|\brfp\b|"
    r"\btender|\bbuy|\bbuyer|\bshow-?stopper|\bmust-?have|\brequirement|\bapprov|\bunless\b|\buntil\b|\bwithout\b|"
    r"\bonly if\b|\blegal|"
    r"\bsecurity|\bciso|\bcfo|\bcompliance|\bevaluation|\bpilot|\btrial|\bopportunity|\bexpansion|\brollout|"
    r"\bprice|\bpricing|"
    r"\bcommit|[€$£]\s?\d|\d\s?k\b",
}
"""Words without one of which a message is hardly of the kind: such kinds are rare, and cost attention."""
