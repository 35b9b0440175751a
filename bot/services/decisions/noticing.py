"""Whether a message states a decision that its author just took: few are found, and nearly all of those are right.

A person is bothered for each, so doubt means no. What is taken for a decision: a sentence of the author's own that says
"decided", or settles something with a reason, and is no question, quotation, report, condition, joke or trifle.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.services.decisions.cues import (
    DENIED,
    LASTING,
    LOOSE,
    OPEN,
    OUTRIGHT,
    REASON,
    SETTLING,
    SPOILED,
    TOLD_OF,
    TRIFLE,
)

SHORTEST, LONGEST = 25, 1_500  # characters of a message
FEWEST_WORDS = 7  # of a sentence that says "decided"

_QUOTED = re.compile(r"(?m)^\s*(?:>|&gt;).*$|```[\s\S]*?```|`[^`\n]*`|[\"“„«][^\"”“»\n]{3,300}[\"”“»]")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.](?=\S)[^.!?\n]*)*[.!?]*")
_REASON = re.compile(r"(?i)[\s,;]+(?:because|since|otherwise|so that|due to|as it)\b")
_FROM_NOW = re.compile(r"(?i)\bfrom (?:now|today|monday|next \w+) on(?:wards?)?\b")


def looks_like_a_decision(text: str) -> bool:
    """text: plain words of one message, as its author wrote them."""
    words = unicodedata.normalize("NFKC", text)
    if not SHORTEST <= len(words) <= LONGEST or _holds(SPOILED, words) or _holds(DENIED, words):
        return False
    own = _QUOTED.sub(" ", words)
    return any(_decides(sentence.strip(), own) for sentence in _SENTENCE.findall(own) if sentence.strip())


def _decides(sentence: str, own: str) -> bool:
    """Whether the sentence settles something, with what stands around it in the author's own words."""
    head = _REASON.split(sentence, maxsplit=1)[0]  # the reason may well say "could" and "already"
    if sentence.endswith("?") or _holds(OPEN, head) or _holds(TOLD_OF, head):
        return False
    if _holds(TRIFLE, _FROM_NOW.sub(" ", sentence)):
        return False
    if _holds(OUTRIGHT, head):
        return len(sentence.split()) >= FEWEST_WORDS
    if _holds(SETTLING, head):
        return bool(REASON.search(own)) or _holds(LASTING, own)
    return _holds(LOOSE, head) and _holds(LASTING, own)


def _holds(patterns: Iterable[re.Pattern[str]], words: str) -> bool:
    return any(pattern.search(words) for pattern in patterns)
