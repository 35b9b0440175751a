"""The words by which a decision is told from talk about decisions. Each group is alternatives of one meaning."""

import re


def _any(*alternatives: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}", re.IGNORECASE)


def _opening(*alternatives: str, after: str = r"\b") -> re.Pattern[str]:
    """At the start of a sentence, after at most a word of transition."""
    lead = r"^\W*(?:(?:ok(?:ay)?|right|alright|so|then|and|all|team|update|heads[ -]up|no)\b[\s,:–—-]*)?"
    return _any(*alternatives, before=lead, after=after)


OUTRIGHT = (
    _opening(
        r"(?:it(?: is|['’]s) )?decided(?: (?:with|together with) \w+(?: and \w+)?)?",
        r"decision(?: made)?",
        r"final (?:call|decision)",
        r"settled",
        after=r"\s*[:–—-]\s*\S",
    ),
    _any(
        r"(?:we|the team|\w+ and i)(?:['’]ve| have)?(?: just| now| both| all| finally| also)?"
        r" (?:(?:decided|agreed|opted) (?:to|that|against|not|on|for)|settled (?:on|for)|chose (?:to|not|the))"
    ),
)
"""Says by itself that something is decided."""

SETTLING = (
    _any(r"(?:we(?:['’]re| are)|(?:so|ok(?:ay)?|then),?) (?:not )?going with"),
    _opening(r"going with", r"let['’]?s go with"),
    _any(
        r"we (?:won['’]?t|will not|are not going to) (?:be )?(?:build|add|support|offer|ship|sell|import|allow|migrat"
        r"|replac|integrat|charg|translat|introduc|rewrit)\w*"
    ),
    _any(r"we(?:['’]ll| will) (?:require|limit|charge|retire|discontinue|sunset|standardi[sz]e)"),
)
"""Settles something about the product, if a reason stands beside it."""

LOOSE = (
    _any(r"we(?:['’]ll| will) (?:drop|stop|keep|stick (?:to|with)|use|switch to|move to|postpone|park|shelve|defer)"),
    _opening(r"let['’]?s (?:not|drop|park|shelve|postpone|defer|ice|kill|stick (?:to|with)|keep)"),
    _opening(r"(?:(?:this|it)(?: one)? (?:is |goes )|(?:we )?put(?:ting)? (?:this|it) )?on ice"),
    _opening(r"rejected", r"approved", r"parked", r"shelved", r"dropped", after=r"\b\s*[,.:;–—-]"),
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

REASON = _any("because", "since", "as it", "otherwise", "so that", "due to", "the reason", r"too \w+ (?:to|for)")

SPOILED = (
    _any("jk", "j/k", "kidding", "lol", "lmao", "rofl", r"haha\w*", r"hehe\w*", "sarcasm", "april fools?"),
    _any("pasted", "forwarded", "fwd", "fw", "copied", "decision by", r"(?:approved|signed off|ordered|decided) by"),
    _any(r"ignore (?:all|previous|any)", "system prompt", r"assistants?", r"as an ai"),
    re.compile(
        r"(?i):(?:joy|laughing|rofl|smirk|stuck_out_tongue\w*|wink|upside_down_face|clown\w*|zany_face|troll\w*):"
    ),
    re.compile(r"[😂🤣😜😏🙃🤡😉]|[;:]-?[)pP](?:\s|$)|(?:^|\s)/s(?:\s|$)|\b[A-Z]{2}\d{2}[A-Z0-9]{4,}\b"),
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
    ),
    re.compile(r"(?i)n['’]t (?:\w+ ){0,2}(?:decided|agreed|settled|a decision)\b"),
)
"""Says that nothing is decided."""

OPEN = (
    _any(
        *("if", "unless", "whether", "should", "shall", "could", "might", r"(?-i:may)", "maybe"),
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
        *("had decided", "used to"),
        r"last (?:year|month|week|quarter|summer|winter|spring|autumn|fall|time|sprint)",
        *(r"(?:years?|months?|weeks?|ages) ago", r"(?:in|from) (?:19|20)\d\d", "still", "stays?"),
        *("remains?", "as before"),
        r"a?dr-?\d+",
        r"(?:they|he|she|you|customers?|clients?|competitors?|vendors?|harbours?)(?:['’]ve| have| has)? (?:\w+ )?"
        r"(?:decided|agreed|chose|settled|(?:is|are) going with)",
        *("said", "says", "told", "heard", "claims?", "announced", "wrote", "according to", "apparently"),
        "supposedly",
        *("someone", "somebody", "competitors?", "vendors?", "it was decided"),
    ),
)
"""Tells of a decision taken before, or by others."""

TRIFLE = (
    _any(
        *("lunch", "dinner", "breakfast", "pizza", "sushi", "tacos?", "burgers?", "beers?", "wine"),
        *("drinks?", "pub", "coffee"),
        *("cakes?", "cookies", "snacks?", "party", "birthday", "karaoke", "offsite", "retreat"),
        *("holidays?", "vacation"),
        *("weekend", "football", "movie", "music", "playlist", "gif", "meme", "stand-?up", "retro"),
        *("meetings?", "a call"),
        *("zoom", "room", "desk", "t-?shirts?", "hoodies?", "swag", "train", "hotel", "flight", "taxi"),
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
