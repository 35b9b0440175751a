"""Promises to customers that go against a decision."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bot.domain.decisions import Decision
from bot.domain.kinds import Surface
from bot.domain.signals import Signal
from bot.domain.verdicts import Contradiction
from bot.services.synthesis_rules.linking import words_of
from bot.services.theming.excerpts import sentences

Matrix = NDArray[np.float32]

_SAME = 0.45  # cosine with the bonus of shared words
_SHARED_WORDS = 0.25
_BY = r"(?:by|in|before|this|next)"
_BUILD = r"(?:have|ship|deliver|support|build|add|offer|launch|release|roll out)"
_WILL = r"(?:'ll| will|'d| would|'s| is|'re| are| can)\b(?! not\b| never\b| no\b)"
_PROMISES = (
    r"\b(?:i|we)(?:'ve| have)? (?:\w+ )?(?:promised|committed|guaranteed|assured|pledged|agreed to \w+)\b",
    rf"\b(?:i|we)?(?: |^)?told (?:them|him|her|the \w+|\w+)(?: that)? (?:we|it){_WILL}",
    rf"\b(?:i|we) said (?:that )?(?:we|it|they){_WILL}",
    r"\b(?:the|their|our|your) (?:contract|offer|proposal|order form|quote|sow|msa)(?: (?:to|with|for) [\w ]{1,20}?)? "
    r"(?:includes?|says|has|covers|states|contains|promises)\b",
    r"\b(?:is|are) (?:now )?(?:in|part of) (?:the|their|our) (?:contract|offer|proposal|order form|quote|deal)\b",
    r"\b(?:gave|given|giving) \w+ (?:our|my) word\b",
    r"\b(?:has|have|made|gave) (?:\w+ )?(?:our|my|a) (?:commitment|promise) ",
    r"\bwe can (?:do|deliver|have|ship|build|give)\b.{1,50}\b(?:by|before|in) (?:\w+ )?(?:the )?"
    r"(?:q[1-4]|spring|summer|autumn|fall|winter|year|month|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    r"\bconfirmed? (?:the )?(?:delivery|availability|release|launch)\b",
    r"\bconfirmed (?:with|to) [\w ]{1,30}?(?::| that) ",
    r"\bsold (?:them|him|her|\w+) (?:the|a|an|on) |\b(?:had|have|needed) to promise\b",
    r"\boffered (?:them|him|her|\w+) (?:a|an|the|to) (?!discount|call|demo|meeting|trial)",
    rf"\b(?:we(?:'ll| will)|we are going to|we're going to) (?:definitely |certainly |surely )?{_BUILD}\b",
    r"\bwe(?:'ll| will) get (?:it|this|that) (?:done|built|shipped)\b",
    rf"\b(?:they|you)(?:'ll| will) (?:have|get) (?:\w+ ){{1,3}}{_BY}\b",
    rf"\b(?:'ll| will) be (?:available|live|ready|shipped|there|delivered|out|in the product) (?:{_BY}|soon)\b",
    r"\b(?:promised|committed to|guaranteed|assured) (?:them|him|her|the customer|that|\w+)\b",
    rf"\b(?:is|it's) (?:coming|shipping|landing) {_BY}\b",
    r"\b(?:wrote|written|put|added|included)\b.{1,80}\b(?:in|into|to|as part of) (?:the|their|our) "
    r"(?:contract|proposal|offer|order form|quote|sow|statement of work)\b|\bcontractually\b",
    rf"\b(?:i|we)(?:'ve| have)? (?:gave|given|confirmed) (?:them |him |her )?.{{0,40}}(?:date|in writing|{_BY})\b",
)
_CUES = (
    "promis", "commit", "guarant", "assur", "pledg", "agreed", "told", "said", "contract", "offer", "proposal",
    "order form", "quote", "sow", "msa", "deal", "word", "we can", "confirm", "sold", "'ll", "will", "going to",
    "coming", "shipping", "landing", "wrote", "written", "put", "added", "included", "gave", "given",
)  # fmt: skip
"""In small letters: a text with none of these promises nothing, and is found out in a tenth of the time."""
_NO_PROMISES = (
    r"\b(?:\w+n['’]t|cannot|never|without|no|not|avoid|instead of|nothing)(?: \w+){0,2} (?:promis|commit|guarante)\w*",
    r"\bif (?:we|you)(?:'ll| will| can)?\b|\bwhether (?:we|you)\b",
    r"\basked? (?:if|whether|when|us to)\b|\bwant(?:s|ed)? us to (?:promise|commit)\b|\bplease (?:don't|do not)\b",
    r"\b(?:competitors?|rivals?|(?:old|other|former|current) (?:vendor|provider|supplier))(?: has| have)? "
    r"(?:promise|commit|guarantee|assure|offer)\w*",
    r"\b(?:will not|would not|are not|is not|do not|does not|did not|can not|cannot|decided against|say no)\b",
    r"\?\s*$",
)


@cache
def _promises() -> re.Pattern[str]:
    return re.compile("|".join(_PROMISES), re.IGNORECASE)


@cache
def _no_promises() -> re.Pattern[str]:
    return re.compile("|".join(_NO_PROMISES), re.IGNORECASE)


@dataclass(frozen=True)
class Shelved:
    """A decision that says no; `vector`: (d,) unit, of its title and decision; `text` likewise."""

    decision: Decision
    text: str
    vector: Matrix


def promise_in(text: str) -> str | None:
    """The sentence that promises something, verbatim, or None."""
    small = text.lower()
    if not any(cue in small for cue in _CUES) or not _promises().search(text):  # what no sentence of it can do
        return None
    for start, end in sentences(text) or ((0, len(text)),):
        sentence = text[start:end]
        if _promises().search(sentence) and not _no_promises().search(sentence):
            return sentence
    return None


def contradictions(
    said: Sequence[Signal],
    vectors: Matrix,
    shelved: Sequence[Shelved],
    at_least: float = _SAME,
) -> tuple[Contradiction, ...]:
    """Promises in sales channels held against what was decided against, each against the decision it is nearest to.

    said: messages of any kind (staff included) with (n, d) unit vectors of the model that the decisions' are of.
    A promise made before its decision is none.
    """
    found: list[Contradiction] = []
    meaning, titles = np.stack([one.vector for one in shelved]) if shelved else None, _Titles(shelved)
    for signal, vector in zip(said, vectors, strict=True):
        promise = promise_in(signal.text) if signal.surface is Surface.SALES else None
        if promise is None or meaning is None:
            continue
        scores = (meaning @ vector).astype(np.float64) + _SHARED_WORDS * titles.shares(words_of(signal.text))
        best = int(np.argmax(scores))
        decision = shelved[best].decision
        if scores[best] >= at_least and _decided_before(decision, signal):
            found.append(
                Contradiction(
                    decision.id,
                    signal.id,
                    promise,
                    signal.url,
                    signal.account,
                    decision.title,
                    round(float(scores[best]), 4),
                    decision.url,
                    signal.created_at.date() if signal.created_at else None,
                )
            )
    return tuple(sorted(found, key=lambda c: (_latest_first(c.said_on), -c.similarity, c.id)))


class _Titles:
    """The words of thousands of titles, looked up by word."""

    def __init__(self, shelved: Sequence[Shelved]) -> None:
        self._held: dict[str, list[int]] = {}
        words = [words_of(one.decision.title) for one in shelved]
        for row, some in enumerate(words):
            for word in some:
                self._held.setdefault(word, []).append(row)
        self._sizes = np.array([max(len(some), 1) for some in words])

    def shares(self, words: frozenset[str]) -> NDArray[np.float64]:
        """(n,), of each title's words, how many are among these."""
        counts = np.zeros(len(self._sizes))
        for word in words_of(" ".join(words)):
            counts[self._held.get(word, [])] += 1
        shares: NDArray[np.float64] = counts / self._sizes
        return shares


def _latest_first(day: date | None) -> int:
    return -day.toordinal() if day else 0


def _decided_before(decision: Decision, signal: Signal) -> bool:
    if decision.decided_on is None or signal.created_at is None:
        return True
    return datetime.combine(decision.decided_on, time.min, UTC) <= signal.created_at
