"""Sentences that say the contrary of their quote in nearly its own words: an opposite word, sides exchanged."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from bot.services.composing.words import stem, stems, words

_RETRACTS = re.compile(
    r"\b(?:(?:not|n['’]t|hardly|barely) (?:really |at all )?(?:true|the case|so that|because|since|due to)"
    r"|untrue|(?:is|was|it['’]s) false|myth|contrary to|on the contrary|even (?:though|if)|although|despite"
    r"|in spite of|regardless)\b",
    re.IGNORECASE,
)
_PIVOT = re.compile(
    r"\b(?:over|than|instead of|rather than|in favou?r of|before|after|but|while|whereas)\b", re.IGNORECASE
)
_EITHER_WAY = frozenset({"but", "while", "whereas"})
"""Their two sides may be told the other way round, if they are told so whole."""
_FROM_TO = re.compile(r"\bfrom (\S+) (?:\w+ )?to (\S+)", re.IGNORECASE)
_MARKS = ".,;%"
_CLAUSE_END = re.compile(
    r"[.;:,—]\s|\s[-–]\s|\b(?:because|since|but|and|although|though|while|so that|which|whereas|unless|if)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    ["a", "an", "the", "is", "are", "was", "were", "be", "been", "it", "its", "of", "for", "in", "on", "to", "that"]
)
_PREFIXES = ((("un", "non"), 4), (("in", "im", "ir", "il", "dis"), 6))
"""With the letters that must be left without them: "discount" is not the opposite of "count"."""


def says_the_contrary(text: str, quote: str, around: str) -> bool:
    """Whether the sentence takes its quote back, uses the opposite of one of its words, or exchanges its two sides.

    around: the whole sentences that the quote was cut from.
    """
    if any(found.group().lower() not in around.lower() for found in _RETRACTS.finditer(text)):
        return True
    return _opposite_word(text, quote, around) or _exchanged(text, around) or _back_and_forth(text, around)


def _opposite_word(text: str, quote: str, around: str) -> bool:
    """Whether a word of the text is the opposite of one that the quote says in its place."""
    known = set(_by_word(around).values())
    said = [_by_word(clause) for clause in _clauses(quote)]
    for clause in _clauses(text):
        mine = _by_word(clause)
        for word, own in mine.items():
            contrary = [one for one in said if any(is_opposite(word, other) for other in one)]
            if not contrary:
                continue
            if own not in known:
                return True
            rest = set(mine.values()) - {own} - _SMALL  # said of something else there?
            straight = max((_shared(rest, one) for one in said if own in one.values()), default=None)
            if straight is not None and max(_shared(rest, one) for one in contrary) > straight:
                return True
    return False


@lru_cache(maxsize=20_000)
def is_opposite(one: str, other: str) -> bool:
    """Whether two lower-case words mean the opposite of each other: by the list, or by a prefix (`un-`, `im-`)."""
    if stem(other) in _opposites().get(stem(one), ()):
        return True
    short, long = sorted((one, other), key=len)
    return any(
        long.startswith(prefix) and len(long) - len(prefix) >= least and stem(long[len(prefix) :]) == stem(short)
        for prefixes, least in _PREFIXES
        for prefix in prefixes
    )


def _shared(some: set[str], clause: Mapping[str, str]) -> int:
    return len(some & set(clause.values()))


def _exchanged(text: str, around: str) -> bool:
    """Whether what stands on the two sides of a word that compares has changed places."""
    for found in _PIVOT.finditer(text):
        pivot = found.group().lower()
        for other in re.finditer(rf"\b{pivot}\b", around, re.IGNORECASE):
            left, right = set(stems(text[: found.start()])), set(stems(text[found.end() :]))
            was_left, was_right = set(stems(around[: other.start()])), set(stems(around[other.end() :]))
            only_left, only_right = was_left - was_right, was_right - was_left
            if left & only_right and right & only_left:
                stays = left & only_left or right & only_right
                if pivot not in _EITHER_WAY or stays:
                    return True
    return False


def _back_and_forth(text: str, around: str) -> bool:
    """Whether "from A to B" is told as "from B to A"."""
    was, told = ({(a.strip(_MARKS), b.strip(_MARKS)) for a, b in _FROM_TO.findall(words)} for words in (around, text))
    return any(before != after and (after, before) in was for before, after in told)


def _clauses(text: str) -> Iterator[str]:
    return (clause for clause in _CLAUSE_END.split(text) if clause and clause.strip())


def _by_word(text: str) -> dict[str, str]:
    """Stem of every lower-case word, the small ones too: "before" and "no" have opposites."""
    return {word.lower(): stem(word.lower()) for word in words(text)}


@lru_cache(maxsize=1)
def _opposites() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in Path(__file__).with_name("contraries.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        left, right = ([stem(word) for word in side.split()] for side in line.split("|"))
        for one in left:
            found.setdefault(one, set()).update(right)
        for one in right:
            found.setdefault(one, set()).update(left)
    return found
