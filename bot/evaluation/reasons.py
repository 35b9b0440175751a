"""Whether the sentences chosen state the reason asked for, as people judged it; and learning to choose them.

A judgement names the sentences of a record that answer a question, each by a hash of its words: it can be held against
the record without carrying any of its text. Every third question is for measuring alone.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from bot.domain.decisions import Decision
from bot.embeddings.port import Embedder
from bot.evaluation.answers import Answered
from bot.evaluation.choosing import Array, fit_choice
from bot.evaluation.learning_grounds import ShortLesson, fit_grounds, with_grounds, without_grounds
from bot.evaluation.library import CompanyLibrary, open_library
from bot.evaluation.questions import TODAY, Asked, companies, read_company, read_questions
from bot.evaluation.short_records import Searched, searched
from bot.services.answering.extractive import asks_against
from bot.services.answering.reason_weights import ReasonWeights, both_sorts, learned_for_reasons
from bot.services.answering.reasons import SHORTLIST, Option, Shortlist, measured, quotable, words_for_meaning
from bot.services.answering.sentence_features import COMMON, EARLY, FEATURES, late_features
from bot.services.retrieval.ports import Vector
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import Found, Ranked, find_records
from bot.services.retrieval.weights import Linear, learned
from bot.sources.records.sentences import Sentence, split

WEIGHTS = Path(__file__).parent.parent / "services" / "answering" / "reason_weights.json"
PENALTY = 12.0
SAID_OUTRIGHT = {"down_notice": 1.0, "down_says_so": 1.0}
"""Few of the records judged were turned down with a word on it, so what these count is set by hand, as a floor."""


@dataclass(frozen=True)
class Judgement:
    """good: marks of the record's sentences that state the reason. is_aside: kept for measuring alone."""

    question_id: str
    record_id: str
    good: frozenset[str]
    is_aside: bool


@dataclass(frozen=True)
class _Lesson:
    """One question's sentences: early (n, len(EARLY)), right (n,); question: its vector."""

    record: Decision
    sentences: tuple[Sentence, ...]
    early: Array
    right: Array
    beside: float
    question: Vector

    @property
    def grounds(self) -> Array:
        """(n, len(GROUNDS))."""
        return self.early[:, len(COMMON) :]

    def late(self, chosen: Sequence[int], embedder: Embedder) -> Array:
        """(len(chosen), len(FEATURES)), of the sentences at these places."""
        options = tuple(Option(self.sentences[i], self.early[i], 0.0) for i in chosen)
        own = embedder.embed(words_for_meaning(self.record, Shortlist(options, self.beside)))
        late = late_features(self.beside, own @ self.question, *(both_sorts(embedder.embed) @ own.T))
        return np.hstack([self.early[chosen], late])


def read_judgements() -> dict[str, Judgement]:
    """By the question's id."""
    lines = files("bot.evaluation").joinpath("why_reasons.jsonl").read_text("utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: row["id"])
    return {
        row["id"]: Judgement(row["id"], row["record"], frozenset(row["good"]), n % 3 == 2) for n, row in enumerate(rows)
    }


def mark(sentence: str) -> str:
    """The hash by which a judgement names a sentence; white space does not count."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:10]


def reason_lines(answered: Sequence[Answered]) -> list[str]:
    """How many first quotes hold a sentence that was judged to state the reason, where the right record answered."""
    judgements = read_judgements()
    verdicts: list[tuple[bool, bool]] = []
    for one in answered:
        judgement = judgements.get(one.asked.id)
        decision = one.answer.decision
        if judgement is not None and decision is not None and decision.id == judgement.record_id:
            quote = one.answer.citations[0].quote
            is_right = any(mark(quote[a:b]) in judgement.good for a, b in split(quote, 0, len(quote)))
            verdicts.append((is_right, judgement.is_aside))
    aside = [is_right for is_right, is_aside in verdicts if is_aside]
    return [
        f"Reasons judged right: {sum(right for right, _ in verdicts)} of {len(verdicts)}; of those that nothing was "
        f"learned from, {sum(aside)} of {len(aside)}."
    ]


async def learn_reasons(data: Path, cache: Path, embedder: Embedder) -> ReasonWeights:
    """From the judgements that are not kept aside: first what counts in any record, then in short ones."""
    lessons = await _judged_lessons(data, cache, embedder)
    early = fit_choice(EARLY, [without_grounds(x.early, EARLY) for x in lessons], [x.right for x in lessons], PENALTY)
    tables, rights = [], []
    for lesson in lessons:
        best = [int(i) for i in np.argsort(-early(without_grounds(lesson.early, EARLY)), kind="stable")[:SHORTLIST]]
        if lesson.right[best].any():
            tables.append(without_grounds(lesson.late(best, embedder), FEATURES))
            rights.append(lesson.right[best])
    weights = ReasonWeights(_raised(early), _raised(fit_choice(FEATURES, tables, rights, PENALTY)))
    return await _with_grounds(weights, lessons, cache, embedder)


async def learn_grounds(data: Path, cache: Path, embedder: Embedder) -> ReasonWeights:
    """The kept weights, with those that count in short records alone learned anew."""
    lessons = await _judged_lessons(data, cache, embedder)
    return await _with_grounds(learned_for_reasons(), lessons, cache, embedder)


async def _with_grounds(
    weights: ReasonWeights, lessons: Sequence[_Lesson], cache: Path, embedder: Embedder
) -> ReasonWeights:
    short = [_short_lesson(one) async for one in searched(embedder, cache) if not one.ask.is_held]
    some = [lesson for lesson in (*lessons, *short) if lesson.grounds.any()]
    return with_grounds(weights, fit_grounds([_grounds_of(lesson, weights.late, embedder) for lesson in some]))


async def _judged_lessons(data: Path, cache: Path, embedder: Embedder) -> list[_Lesson]:
    judgements = read_judgements()
    questions = [q for q in read_questions(data) if q.id in judgements and not judgements[q.id].is_aside]
    lessons: list[_Lesson] = []
    for company in companies(data):
        mine = [question for question in questions if question.company == company]
        async with open_library(read_company(data, company), embedder, cache, company) as library:
            for asked in mine:
                lesson = await _judged_lesson(library, asked, judgements[asked.id], embedder)
                lessons += [lesson] if lesson is not None and lesson.right.any() else []
    return lessons


def _raised(fitted: Linear) -> Linear:
    least = np.array([SAID_OUTRIGHT.get(name, -np.inf) for name in fitted.names]) * fitted.scale
    return replace(fitted, weight=np.maximum(fitted.weight, least))


def keep_reason_weights(weights: ReasonWeights) -> Path:
    """Where they are kept."""
    WEIGHTS.write_text(json.dumps(weights.to_json(), indent=1) + "\n", "utf-8")
    return WEIGHTS


async def _judged_lesson(
    library: CompanyLibrary, asked: Asked, judgement: Judgement, embedder: Embedder
) -> _Lesson | None:
    vectors = embedder.embed(read_question(asked.question, TODAY).forms)
    found = await find_records(library, asked.question, vectors, TODAY, learned())
    ranked = next((r for r in found.ranked if r.record.id == judgement.record_id), None)
    return _lesson(found, ranked, vectors[0], lambda words: mark(words) in judgement.good) if ranked else None


def _short_lesson(one: Searched) -> _Lesson:
    ranked = next(r for r in one.found.ranked if r.record.id == one.ask.record.id)
    return _lesson(one.found, ranked, one.vectors[0], one.ask.is_right)


def _lesson(found: Found, ranked: Ranked, vector: Vector, is_right: Callable[[str], bool]) -> _Lesson:
    record, sentences = ranked.record, quotable(ranked.record)
    against = asks_against(found.question)
    early, beside = measured(record, ranked.passages, found.gathered.worth, asks_against=against)
    right = np.array([float(is_right(record.text[s.start : s.end])) for s in sentences])
    return _Lesson(record, sentences, early, right, beside, vector)


def _grounds_of(lesson: _Lesson, late: Linear, embedder: Embedder) -> ShortLesson:
    table = lesson.late(range(len(lesson.sentences)), embedder)
    return ShortLesson(late(without_grounds(table, FEATURES)), lesson.grounds, lesson.right)
