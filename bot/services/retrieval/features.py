"""What is measured of a record as the answer to a question: one row of numbers a candidate, in the order of FEATURES.

All are such that more means nearer, or say what kind of record it is; the weights are learned.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.services.retrieval.apart import apart
from bot.services.retrieval.phrases import PhraseFit
from bot.services.retrieval.ports import OwnPassages, Vector
from bot.services.retrieval.question import Question
from bot.services.retrieval.terms import terms_of
from store.lexical import RecordMatch

FEATURES = (
    "best",  # similarity of the question to the nearest passage, and so on
    "top3",
    "whole",  # of the mean of all its passages
    "reasoning",  # of the mean of those that reason
    "title",
    "headings",
    "reason",
    "bare",  # of the question without its opening
    "faq",
    "rejected",
    "summary",
    "apart",  # of its nearest passage, without what all candidates share
    "apart3",  # of its three nearest
    "phrases",  # how well each phrase of the question is met by itself
    "words_title",  # BM25 by field, as a share of the best candidate's
    "words_reasons",
    "words_body",
    "words_all",
    "ranks",  # reciprocal ranks by meaning and by words
    "covered",  # share of the question's terms, by rarity, that the record holds
    "covered_passage",  # ... that its best passage holds
    "covered_top3",
    "covered_title",
    "rare_missing",
    "period",
    "status",
    "named",
    "length",
    "referred",  # log of how many other records name it
    "accepted",
    "shelved",
    "replaced",
)
NEAREST_READ = 3
"""Passages of a candidate whose words are looked at."""
_REASON_ROLES = frozenset(
    {"rationale", "rejected", "faq", "options", "summary", "problem", "decision", "consequences", "revisit"}
)
_ARGUED = frozenset({"title", "summary", "problem", "rationale", "decision", "rejected"})
Matrix = NDArray[np.float64]
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Candidate:
    """A record that may answer, with everything known of it. similarities: (n, forms), of its passages to the question,
    the bare question and its phrases. rank_meaning, rank_words: from 0, among all that were found. referred: how many
    other records name it."""

    record: Decision
    own: OwnPassages
    similarities: Matrix
    match: RecordMatch
    held: frozenset[str]
    rank_meaning: int
    rank_words: int
    referred: int

    @property
    def nearest(self) -> tuple[int, ...]:
        """Indices of its passages, nearest first."""
        return tuple(int(i) for i in np.argsort(-self.similarities[:, 0], kind="stable"))


@dataclass(frozen=True)
class Gathered:
    """Everything measured for a question, before anything learned is applied. table: (candidates, features).

    worth: the question's terms by rarity; unknown: those that no record holds. phrases: how its phrases are met.
    vector: of the whole question. searched: records looked through.
    """

    question: Question
    candidates: tuple[Candidate, ...]
    table: Matrix
    worth: dict[str, float]
    unknown: frozenset[str]
    phrases: PhraseFit
    vector: Vector
    searched: int


def rarity(terms: Sequence[str], frequencies: Mapping[str, int], count: int) -> dict[str, float]:
    """What each term is worth (idf): a term in no record the most."""
    found = {}
    for term in terms:
        n = min(frequencies.get(term, 0), count)
        found[term] = math.log(1 + (count - n + 0.5) / (n + 0.5))
    return found


def measure(
    question: Question, vector: Vector, candidates: Sequence[Candidate], worth: Mapping[str, float], phrases: PhraseFit
) -> Matrix:
    """(candidates, features). vector: of the whole question."""
    likeness = apart(vector, [c.own.vectors for c in candidates]) if candidates else []
    rows = [
        _row(question, vector, candidate, worth, own, float(phrase))
        for candidate, own, phrase in zip(candidates, likeness, phrases.apart, strict=True)
    ]
    table = np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    for name in ("words_title", "words_reasons", "words_body", "words_all"):
        column = table[:, FEATURES.index(name)]
        if len(rows) and column.max() > 0:
            column /= column.max()
    return table


def _row(
    question: Question, vector: Vector, c: Candidate, worth: Mapping[str, float], likeness: Matrix, phrase: float
) -> list[float]:
    sims, bare = c.similarities[:, 0], c.similarities[:, 1]
    roles = [p.role for p in c.own.passages]
    down = np.sort(sims)[::-1]
    top = np.zeros(3)
    top[: min(3, len(down))] = down[:3]

    def nearest(*wanted: str) -> float:
        of = [s for s, role in zip(sims, roles, strict=True) if role in wanted]
        return max(0.0, float(max(of, default=0.0)))

    total = sum(worth.values()) or 1.0

    def share(held: frozenset[str] | set[str]) -> float:
        return sum(value for term, value in worth.items() if term in held) / total

    read = [set(terms_of(c.own.passages[i].text)) for i in c.nearest[:NEAREST_READ]]
    rarest = 0.6 * max(worth.values(), default=0.0)
    rare = [term for term, value in worth.items() if value >= rarest]
    status = c.record.status
    lexical = 3 * c.match.title + 1.5 * c.match.reasons + c.match.body
    return [
        max(0.0, float(down[0])) if len(down) else 0.0,
        float(top @ (0.6, 0.25, 0.15)),
        _of_mean(c.own.vectors, vector),
        _of_mean(c.own.vectors[[role in _ARGUED for role in roles]], vector),
        nearest("title"),
        nearest("headings"),
        nearest(*_REASON_ROLES),
        max(0.0, float(bare.max())) if len(bare) else 0.0,
        nearest("faq"),
        nearest("rejected", "options"),
        nearest("summary", "title"),
        float(likeness.max()),
        float(np.sort(likeness)[-3:].mean()),
        phrase,
        c.match.title,
        c.match.reasons,
        c.match.body,
        lexical,
        1 / (10 + c.rank_meaning) + 1 / (10 + c.rank_words),
        share(c.held),
        max((share(terms) for terms in read), default=0.0),
        share(set().union(*read)),
        share(set(terms_of(c.record.title))),
        sum(term not in c.held for term in rare) / len(rare) if rare else 0.0,
        float(question.falls_in(c.record.decided_on)),
        float(status in question.statuses),
        float(_is_named(question, c.record)),
        math.log(1 + len(c.record.text)),
        math.log(1 + c.referred),
        float(status is DecisionStatus.ACCEPTED),
        float(status.is_shelved),
        float(status in (DecisionStatus.SUPERSEDED, DecisionStatus.DEPRECATED)),
    ]


def _of_mean(vectors: Vector, vector: Vector) -> float:
    if not len(vectors):
        return 0.0
    mean = vectors.mean(axis=0)
    return float(mean @ vector) / (float(np.linalg.norm(mean)) or 1.0)


def _is_named(question: Question, record: Decision) -> bool:
    """Whether the question says the record's id ("why did PEP 572 ...")."""
    if not _may_be_named(question.text, record.id):
        return False
    named = _named(record.id)
    return named is not None and bool(named.search(question.text))


def _may_be_named(asked: str, record_id: str) -> bool:
    """Whether the letters of the id stand in the question: most do not, and need no pattern made for them."""
    if not (asked.isascii() and record_id.isascii()):
        return True  # case is not told by single letters everywhere
    lowered = asked.lower()
    return all(letters in lowered for letters in _LETTERS.findall(record_id.lower()))


@lru_cache(maxsize=4096)
def _named(record_id: str) -> re.Pattern[str] | None:
    """How a question says an id of letters and numbers; None for any other."""
    pieces = re.findall(r"[^\W\d_]+|\d+", record_id)
    if not (any(p.isdigit() for p in pieces) and any(p.isalpha() for p in pieces)):
        return None
    wanted = r"[\W_]*".join(f"0*{int(p)}" if p.isdigit() else p for p in pieces)
    return re.compile(rf"(?i)\b{wanted}\b")


def similarities(own: OwnPassages, forms: Vector) -> Matrix:
    """(n, forms) of a record's passages."""
    return (own.vectors @ forms.T).astype(np.float64)
