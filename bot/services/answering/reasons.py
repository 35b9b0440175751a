"""Chooses the sentences of a record that give the reason asked for: whole, verbatim, and few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.decisions import Decision
from bot.services.answering.cues import gives_reason
from bot.services.answering.reason_weights import ReasonWeights
from bot.services.answering.runs import MOST_CHARACTERS, ground_ends, stand_alone, touch
from bot.services.answering.sentence_features import EARLY, Table, beside_the_matter, early_features, late_features
from bot.services.retrieval.ports import OwnPassage, Vector
from bot.sources.records.plain import plain
from bot.sources.records.roles import role_of_heading
from bot.sources.records.sections import parts
from bot.sources.records.sentences import Sentence, sentences

SHORTLIST = 8
"""Sentences that are compared with the question by meaning: a few milliseconds each."""
COMPARED_CHARACTERS = 220
SECOND_WITHIN = 0.5
"""A second run is shown only where it is worth nearly as much as the first, and reasons too."""
REASONED = 0.12


@dataclass(frozen=True)
class Reason:
    """A run of whole sentences: `text[start:end]` of the record."""

    start: int
    end: int
    worth: float

    def quote(self, record: Decision) -> str:
        return record.text[self.start : self.end]


@dataclass(frozen=True)
class Option:
    """A sentence that may give the reason, with what was measured of it before its meaning is compared."""

    sentence: Sentence
    measured: Table  # (len(EARLY),)
    rough: float

    @property
    def opens_ground(self) -> bool:
        """Whether it opens the paragraph in which a short record gives its ground."""
        return bool(self.measured[EARLY.index("ground_opens")] >= 1)


@dataclass(frozen=True)
class Shortlist:
    """The SHORTLIST sentences that may give the reason, best first. beside: see `beside_the_matter`."""

    options: tuple[Option, ...]
    beside: float


def shortlist(
    record: Decision,
    passages: Sequence[tuple[OwnPassage, float]],
    worth: Mapping[str, float],
    weights: ReasonWeights,
    *,
    asks_against: bool = False,
) -> Shortlist:
    """By the passages that the sentences stand in, their places and their words.

    passages: the record's, with their similarity to the question. worth: the question's terms by rarity.
    asks_against: the question is why something was not done.
    """
    found = quotable(record)
    table, beside = measured(record, passages, worth, asks_against=asks_against)
    rough = weights.early(table)
    best = sorted(range(len(found)), key=lambda i: (-rough[i], i))[:SHORTLIST]
    return Shortlist(tuple(Option(found[i], table[i], float(rough[i])) for i in best), beside)


def measured(
    record: Decision,
    passages: Sequence[tuple[OwnPassage, float]],
    worth: Mapping[str, float],
    *,
    asks_against: bool,
) -> tuple[Table, float]:
    """The early features of the record's quotable sentences, and how far beside its own matter the question is."""
    found = quotable(record)
    beside = beside_the_matter(passages)
    near = _nearness(found, passages)
    return early_features(record, found, near, worth, beside=beside, asks_against=asks_against), beside


def _nearness(found: Sequence[Sentence], passages: Sequence[tuple[OwnPassage, float]]) -> list[float]:
    """By sentence, the similarity of the nearest passage that it begins in; of no passage's, what is usual."""
    begins = np.array([sentence.start for sentence in found], dtype=np.int64)
    near = np.full(len(found), -1.0)
    for passage, similarity in passages:
        if passage.role != "headings":
            inside = (begins >= passage.start) & (begins < passage.end)
            near[inside] = np.maximum(near[inside], similarity)
    usual = float(np.median([similarity for _, similarity in passages])) if passages else 0.0
    return [float(n) for n in np.where(near < 0, usual, near)]


def quotable(record: Decision) -> tuple[Sentence, ...]:
    """The record's sentences; of a record too terse for whole ones, its paragraphs as they stand."""
    found = sentences(record.text, parts(record.text))
    if found:
        return found
    return tuple(
        Sentence(b.start, b.end, p.section.role, p.section.heading, p.section.path, n)
        for n, (p, b) in enumerate((p, b) for p in parts(record.text) if not p.is_noise for b in p.blocks if b.is_prose)
        if p.section.role in ("rationale", "decision", "problem", "summary", "rejected", "consequences")
        and record.text[b.start : b.end][-1] not in ":?"
    )


def choose(
    record: Decision,
    short: Shortlist,
    question: Vector,
    vectors: Vector | None,
    sorts: Vector | None,
    weights: ReasonWeights,
) -> tuple[Reason, ...]:
    """One or two runs of sentences, best first.

    vectors: (len(options), dim), of `words_for_meaning`; sorts: (2, dim), of `both_sorts`. None where nothing embeds.
    """
    scored = sorted(
        _scored(short, question, vectors, sorts, weights), key=lambda pair: (-pair[0], pair[1].sentence.start)
    )
    every = quotable(record)
    chosen: list[Reason] = []
    room = MOST_CHARACTERS
    for worth, option in scored[:4]:
        start, end = stand_alone(record.text, option.sentence, every)
        if option.opens_ground:
            end = max(end, ground_ends(record.text, option.sentence, every))
        if any(r.start < end and start < r.end for r in chosen):
            continue
        adds = worth >= scored[0][0] - SECOND_WITHIN and gives_reason(record.text[start:end]) >= REASONED
        if chosen and (not adds or end - start > room):
            continue
        chosen.append(Reason(start, end, worth))
        room -= end - start
        if len(chosen) == 2 or room < 120:
            break
    return _joined(record.text, chosen, every)


def _scored(
    short: Shortlist, question: Vector, vectors: Vector | None, sorts: Vector | None, weights: ReasonWeights
) -> list[tuple[float, Option]]:
    if vectors is None or sorts is None or not short.options:
        return [(option.rough, option) for option in short.options]
    late = late_features(short.beside, vectors @ question, *(sorts @ vectors.T))
    table = np.hstack([np.stack([option.measured for option in short.options]), late])
    scores = weights.late(table)
    return [(float(score), option) for score, option in zip(scores, short.options, strict=True)]


def words_for_meaning(record: Decision, short: Shortlist) -> list[str]:
    """What of each option is embedded: its words, under its heading where that names something."""
    return [
        f"{plain(o.sentence.heading)}: {words}" if _is_telling(o.sentence) else words
        for o in short.options
        for words in [plain(record.text[o.sentence.start : o.sentence.end])[:COMPARED_CHARACTERS]]
    ]


def _is_telling(sentence: Sentence) -> bool:
    return sentence.role != "title" and role_of_heading(sentence.heading) in (None, "faq") and bool(sentence.heading)


def _joined(text: str, chosen: list[Reason], every: Sequence[Sentence]) -> tuple[Reason, ...]:
    """Runs that follow on each other in one paragraph become one, so that a quote is not cut in two."""
    if len(chosen) == 2:
        first, second = sorted(chosen, key=lambda r: r.start)
        ends = next((s for s in every if s.end == first.end), None)
        begins = next((s for s in every if s.start == second.start), None)
        if ends is not None and begins is not None and touch(text, ends, begins):
            return (Reason(first.start, second.end, max(first.worth, second.worth)),)
    return tuple(chosen)
