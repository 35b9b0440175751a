"""The words that conditions are made of: who asks, what is lost, what ships, when."""

import re

from bot.services.synthesis_rules.numbers import NUMBER

PEOPLE = (
    r"(?:accounts?|customers?|clients?|compan(?:y|ies)|prospects?|organi[sz]ations?|tenants?|teams?|users?|people|"
    r"buyers?|logos?|subscribers?|partners?|members?|sites?)"
)
ASK = (
    r"(?:asks?|asked|asking|needs?|needed|wants?|wanted|requests?|requested|demands?|demanded|complains?|complained|"
    r"reports?|reported|names?|named|requires?|required|insists?|insisted|begs?|says?|said|makes? it|"
    r"raises?|raised|brings? it up|mentions?|mentioned|hits?|runs? into|reques(?:t|ts) it)"
)
TALK = r"(?:tickets?|requests?|messages?|complaints?|reports?|mentions?|votes?|questions?)"
SEGMENTS = (
    "enterprise", "mid-market", "midmarket", "smb", "small business", "strategic", "commercial", "startup", "growth",
    "public sector", "government",
)  # fmt: skip
LOST = r"(?:lost?|loses?|losing|blocked?|blocks|fails?|failed|falls? through|churns?|churned|leaves?|left|cancels?)"
LOSS = r"lost|loses?|losing|churn\w*|leaves?|left|cancel\w*|falls? through|went to"
DEALS = r"(?:deals?|contracts?|opportunit(?:y|ies)|renewals?)"
PER = r"(?:in|within|per|during|inside|over|a|each) ?(?:the same |one |a |an |any |single )?"
SPAN = re.compile(
    rf"\b{PER}(?:(?P<number>{NUMBER}) )?(?P<unit>day|week|month|quarter|year)s?\b(?! (?:from|later))",
    re.IGNORECASE,
)
DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
SHIPS = (
    r"(?:ships?|shipped|has shipped|have shipped|is (?:out|live|released|done|finished|shipped|available|launched|"
    r"in place|rolled out|ready|here|delivered|migrated|rebuilt|replaced|complete|completed|generally available)|"
    r"are (?:out|live|released|done|available|in place|shipped)|has (?:landed|launched|gone live|been (?:released|"
    r"shipped|rolled out|launched|finished|completed))|goes? live|launch(?:es)?|lands?|exists?|gets? released|"
    r"comes? out)"
)
EVENT = re.compile(
    rf"^(?:(?:we (?:will |may |should |can )?)?(?:revisit|reconsider|look again|review|reopen)\w*"
    rf"(?: (?:this|it|this decision))? )?(?:only )?"
    rf"(?:once|when|after|as soon as|if)? ?(?P<what>.+?) {SHIPS}\b(?P<rest>.*)$",
    re.IGNORECASE,
)
SCHEDULED = (
    r"(?:ends?|ended|expires?|runs? out|is up|are up|renews?|starts?|begins?|takes? effect|comes? into force|is over|"
    r"has passed|passes|closes|opens|finishes|lapses|is due)"
)
CONNECTIVES = re.compile(
    r"\b(?:revisit\w*|reconsider\w*|look\w*|again|review\w*|reopen\w*|when|once|if|not|no|earlier|sooner|than|before|"
    r"after|in|by|from|until|till|at|the|of|start|beginning|end|early|mid|late|we|this|it|then|on|around|is|over|"
    r"has|passed|passes|ends?|up|next|planning|plan|latest|due|again|decision|date|and|a|an|to|for|be|will)\b|[^\w\s]",
    re.IGNORECASE,
)
DECIDES = re.compile(
    r"\b(?:we|the (?:board|team|company)|leadership) (?:ha(?:ve|s) )?(?:decides?|decided|approves?|approved) "
    r"(?:to |on |for |that )?(?P<what>.+)$",
    re.IGNORECASE,
)
RELEASE = re.compile(
    r"\b(?:once|after|with) (?:the )?(?P<what>.+?) (?:release|launch|roll-?out|migration)$", re.IGNORECASE
)
VERSION = re.compile(r"\bv?\d+(?:\.\d+)+\b")
PLAIN_ADJECTIVES = frozenset(
    (
        "more", "other", "others", "new", "different", "distinct", "separate", "existing", "paying", "additional",
        "further", "active", "current", "of", "our", "the", "or", "them", "independent", "such", "individual", "total",
    )
)  # fmt: skip
INVERSE = re.compile(
    r"\b(?:fewer|less|under|below|drops?|falls?|shrinks?|unless|nobody|no one|never|not|half|third|quarter of|"
    r"percent|per cent|percentage|majority|most of|tenth)\b|n't\b|%|"
    r"\b(?:\w+) (?:in|out of) (?:ten|five|four|three|two|a hundred|\d+)\b",
    re.IGNORECASE,
)
