"""Whether a message states a decision that its author just took: few are found, and nearly all of those are right.

A person is bothered for each, so doubt means no. What is taken for a decision: a sentence of the author's own that says
"decided", or settles something with a reason, and is no question, quotation, report, condition, joke or trifle.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.services.decisions.cues import (
    DENIED,
    LABELLED,
    LASTING,
    LEADS,
    LOOSE,
    OF_OTHERS,
    OPEN,
    OUTRIGHT,
    PERSONAL,
    PLAIN,
    REASON,
    SETTLING,
    SPOILED,
    TOLD_OF,
    TRIFLE,
)

SHORTEST, LONGEST = 25, 1_500  # characters of a message
FEWEST_WORDS = 7  # of a sentence that says "decided"
FEWEST_EXPLAINING = 5  # words beside a decision that explain it

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
    if _holds(LABELLED, head):
        return len(sentence.split()) >= FEWEST_WORDS
    if _holds(OF_OTHERS, head):
        return False
    if _own(OUTRIGHT, head):
        return len(sentence.split()) >= FEWEST_WORDS
    reason = REASON.search(own)
    if _own(PLAIN, head):
        return bool(reason) or _holds(LASTING, own) or _is_explained(sentence, own)
    if _own(SETTLING, head):
        is_impersonal = reason is not None and not PERSONAL.search(own[reason.end() :])
        return is_impersonal or _holds(LASTING, _FROM_NOW.sub(" ", own))
    return _own(LOOSE, head) and _holds(LASTING, own)


def _own(patterns: Iterable[re.Pattern[str]], head: str) -> bool:
    """Whether one of the patterns stands in the author's own words: not behind "Jo:" or "From a customer's mail:"."""
    for pattern in patterns:
        if found := pattern.search(head):
            before, colon, _ = head[: found.start()].rpartition(":")
            return not colon or bool(LEADS.search(before))
    return False


def _is_explained(sentence: str, own: str) -> bool:
    """Whether anything of some length is said beside it: after a comma or a colon, or in another sentence."""
    _, _, after = re.sub(r":\s|,\s", "|", sentence).partition("|")
    others = [one for one in _SENTENCE.findall(own) if one.strip() and one.strip() != sentence and "?" not in one]
    return any(len(words.split()) >= FEWEST_EXPLAINING for words in (after, *others))


def _holds(patterns: Iterable[re.Pattern[str]], words: str) -> bool:
    return any(pattern.search(words) for pattern in patterns)
