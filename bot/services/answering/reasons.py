"""Chooses the sentences of a record that give the reason asked for: whole, verbatim, and few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.decisions import Decision
from bot.services.answering.cues import (
    LEANS,
    STRONG,
    gives_reason,
)
from bot.services.answering.sentence_worth import ROLE_WORTH, by_place, held, stand
from bot.services.retrieval.ports import OwnPassage, Vector
from bot.sources.records.plain import plain
from bot.sources.records.roles import role_of_heading
from bot.sources.records.sections import parts
from bot.sources.records.sentences import Sentence, sentences

SHORTLIST = 7
"""Sentences that are compared with the question by meaning: a few milliseconds each."""
MOST_CHARACTERS = 650
COMPARED_CHARACTERS = 260
SECOND_WITHIN = 0.2
"""A second run is shown only where it is worth nearly as much as the first."""
GROUNDS = 2
ECHO = 0.5
"""What likeness counts for a sentence that gives no reason."""


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
    """A sentence with what is known of it before its meaning is compared."""

    sentence: Sentence
    near: float  # similarity of the passage it stands in
    worth: float  # what its own words and place say for it
    is_ground: bool = False  # stands behind the paragraph that says what was decided

    @property
    def rough(self) -> float:
        return 0.7 * self.near + self.worth


def shortlist(
    record: Decision,
    passages: Sequence[tuple[OwnPassage, float]],
    worth: Mapping[str, float],
    *,
    asks_against: bool = False,
) -> list[Option]:
    """The SHORTLIST sentences that may give the reason, best first, by the passages they stand in and their words.

    passages: the record's, with their similarity to the question. worth: the question's terms by rarity.
    asks_against: the question is why something was not done.
    """
    found = _quotable(record)
    total = sum(worth.values()) or 1.0
    options = []
    headed: dict[tuple[str, ...], float] = {}
    first_block: dict[tuple[str, ...], int] = {}
    for sentence, near in zip(found, _nearness(found, passages), strict=True):
        words = record.text[sentence.start : sentence.end]
        place = (*sentence.path, sentence.heading)
        opens = 0.0 if place in headed else 0.04
        if place not in headed:
            headed[place] = held(" ".join(place[-2:]), worth) / total
        said = 0.2 * held(words, worth) / total + 0.2 * headed[place] + opens
        first_block.setdefault(place, sentence.block)
        said += gives_reason(words) + ROLE_WORTH.get(sentence.role, 0.0)
        is_ground = sentence.role == "decision" and sentence.block != first_block[place]
        said += by_place(sentence, words, is_ground=is_ground)
        stands = stand(record, sentence, words, asks_against)
        options.append(Option(sentence, near, said + stands, is_ground))
    ranked = sorted(options, key=lambda o: (-o.rough, o.sentence.start))
    # What follows on the decision's first paragraph is heard even where it shares no word with the question.
    grounds = [o for o in ranked if o.is_ground][:GROUNDS]
    return [o for o in ranked if o not in grounds][: SHORTLIST - len(grounds)] + grounds


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


def _quotable(record: Decision) -> tuple[Sentence, ...]:
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


def choose(record: Decision, options: Sequence[Option], question: Vector, vectors: Vector) -> tuple[Reason, ...]:
    """One to three runs of sentences, best first. vectors: (len(options), dim), of the options' words; may be empty."""
    if not options:
        return ()
    meaning = vectors @ question if len(vectors) else np.array([option.near for option in options])
    scored = sorted(
        (
            (o.worth + 0.3 * o.near + _beyond_echo(record, o) * float(near), o.sentence)
            for o, near in zip(options, meaning, strict=True)
        ),
        key=lambda pair: (-pair[0], pair[1].start),
    )
    tell = [pair for pair in scored if pair[1] in {o.sentence for o in options if _beyond_echo(record, o) == 1.0}]
    scored = tell or scored
    every = _quotable(record)
    best = scored[0][0]
    chosen: list[Reason] = []
    room = MOST_CHARACTERS
    for worth, sentence in scored[:4]:
        start, end = _stand_alone(record.text, sentence, every)
        if any(r.start < end and start < r.end for r in chosen):
            continue
        adds = worth >= best - SECOND_WITHIN and gives_reason(record.text[start:end]) >= 0.12
        if chosen and (not adds or end - start > room):
            continue
        chosen.append(Reason(start, end, worth))
        room -= end - start
        if len(chosen) == 2 or room < 120:
            break
    return _joined(record.text, chosen, every)


def _beyond_echo(record: Decision, option: Option) -> float:
    """How far likeness to the question counts: what says the same as the question without a reason answers nothing."""
    said = record.text[option.sentence.start : option.sentence.end]
    return 1.0 if option.is_ground or option.sentence.role == "rationale" or gives_reason(said) else ECHO


def words_for_meaning(record: Decision, options: Sequence[Option]) -> list[str]:
    """What of each option is embedded: its words, under its heading where that names something."""
    return [
        f"{plain(o.sentence.heading)}: {words}" if _is_telling(o.sentence) else words
        for o in options
        for words in [plain(record.text[o.sentence.start : o.sentence.end])[:COMPARED_CHARACTERS]]
    ]


def _is_telling(sentence: Sentence) -> bool:
    return sentence.role != "title" and role_of_heading(sentence.heading) in (None, "faq") and bool(sentence.heading)


def _stand_alone(text: str, sentence: Sentence, every: Sequence[Sentence]) -> tuple[int, int]:
    """The sentence with the one before it where it leans on that, or the one after it where that gives the reason."""
    at = every.index(sentence)
    start, end = sentence.start, sentence.end
    words = text[start:end]
    before = every[at - 1] if at else None
    after = every[at + 1] if at + 1 < len(every) else None
    if before is not None and LEANS.match(plain(words)) and _touch(text, before, sentence):
        start = before.start
    elif (
        after is not None
        and not STRONG.search(words)
        and STRONG.search(text[after.start : after.end])
        and _touch(text, sentence, after)
        and after.end - start < MOST_CHARACTERS
    ):
        end = after.end
    return start, end


def _touch(text: str, first: Sentence, second: Sentence) -> bool:
    """Whether nothing but white space stands between the two, in one paragraph."""
    return first.block == second.block and not text[first.end : second.start].strip()


def _joined(text: str, chosen: list[Reason], every: Sequence[Sentence]) -> tuple[Reason, ...]:
    """Runs that follow on each other in one paragraph become one, so that a quote is not cut in two."""
    if len(chosen) == 2:
        first, second = sorted(chosen, key=lambda r: r.start)
        ends = next((s for s in every if s.end == first.end), None)
        begins = next((s for s in every if s.start == second.start), None)
        if ends is not None and begins is not None and _touch(text, ends, begins):
            return (Reason(first.start, second.end, max(first.worth, second.worth)),)
    return tuple(chosen)
