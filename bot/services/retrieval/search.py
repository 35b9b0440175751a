"""From a question to ranked records and talk, over whatever library is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from rapidfuzz import fuzz

from bot.domain.decisions import Decision
from bot.services.retrieval.acronyms import possible_short_forms
from bot.services.retrieval.confidence import in_order, sureness
from bot.services.retrieval.features import Candidate, Gathered, measure, rarity, similarities
from bot.services.retrieval.narrowing import Condition, conditions_of, fitting_first, without_bonus
from bot.services.retrieval.phrases import phrase_fit
from bot.services.retrieval.ports import Library, Near, OwnPassage, Vector
from bot.services.retrieval.question import Question, read_question
from bot.services.retrieval.references import number_of, reference_term
from bot.services.retrieval.terms import content_terms
from bot.services.retrieval.ties import settled
from bot.services.retrieval.weights import Weights
from store.lexical import RecordMatch

PASSAGES_NEAR = 200
RECORDS_MATCHING = 60
CANDIDATES = 24
"""Records that are measured; in the evaluation the right one was always among the first 30 by the rough score."""
NARROWED_CANDIDATES = 96
"""... where none of these is of the time, the people or the place that was asked for."""
COMMON = 0.05
"""Share of the records above which what looks like a short form is more likely a common word."""
_NO_MATCH = RecordMatch("", 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Ranked:
    """A record that may answer. `passages` are its own, nearest first, with their similarity to the question."""

    record: Decision
    score: float
    passages: tuple[tuple[OwnPassage, float], ...]


@dataclass(frozen=True)
class Found:
    """The candidates, best first. confidence: probability that a record answers the question at all.

    conditions: what the question says of the record's time, people and place. missed: a word on it, where none is such.
    """

    gathered: Gathered
    ranked: tuple[Ranked, ...]
    confidence: float
    conditions: tuple[Condition, ...] = ()
    missed: str = ""

    @property
    def question(self) -> Question:
        return self.gathered.question


async def find_records(library: Library, text: str, vectors: Vector, today: date, weights: Weights) -> Found:
    """Ranks the records for a question. vectors: (forms, dim), of the question's `forms` (see `read_question`)."""
    found = _settled(rank(await gather(library, text, vectors, today), weights))
    conditions = await conditions_of(library, found.question, [r.record for r in found.ranked])
    if not conditions or not found.ranked:
        return found
    about = frozenset(term for condition in conditions for term in content_terms(condition.words))
    for most in (CANDIDATES, NARROWED_CANDIDATES):
        gathered = await gather(library, text, vectors, today, about, most)
        found = _settled(rank(without_bonus(gathered), weights))
        order, missed = fitting_first([r.record for r in found.ranked], [r.score for r in found.ranked], conditions)
        if not missed:
            break
    return replace(found, ranked=tuple(found.ranked[i] for i in order), conditions=conditions, missed=missed)


async def gather(
    library: Library,
    text: str,
    vectors: Vector,
    today: date,
    beside: frozenset[str] = frozenset(),
    most: int = CANDIDATES,
) -> Gathered:
    """Looks up and measures the candidates. beside: terms of the question that say nothing of its matter."""
    question = read_question(text, today)
    question = replace(question, terms=tuple(t for t in question.terms if t not in beside) or question.terms)
    whole, bare = vectors[:2]
    count = await library.count()
    frequencies = dict(await library.frequencies(question.terms))
    terms = await _known_terms(library, question.terms, frequencies)
    terms = (*terms, *await _short_forms(library, question, count))
    worth = rarity(question.terms, frequencies, max(count, 1))
    matches = {m.owner_id: m for m in await library.matching(terms, RECORDS_MATCHING)} if terms else {}
    near = [await library.near(v, PASSAGES_NEAR) for v in (whole, bare)]
    owners = _roughly_best(near, matches)[:most]
    records = await library.records(owners)
    passages = await library.passages(list(records))
    held = await library.holding(terms, list(records))
    by_meaning = {owner: place for place, owner in enumerate(dict.fromkeys(n.owner_id for n in near[0]))}
    by_words = {owner: place for place, owner in enumerate(matches)}
    referred = await _referred(library, list(records))
    candidates = tuple(
        Candidate(
            records[owner],
            passages[owner],
            similarities(passages[owner], vectors),
            matches.get(owner, _NO_MATCH),
            frozenset(term for term in terms if owner in held.get(term, ())),
            by_meaning.get(owner, PASSAGES_NEAR),
            by_words.get(owner, RECORDS_MATCHING),
            referred.get(owner, 0),
        )
        for owner in owners
        if owner in records and owner in passages
    )
    unknown = frozenset(question.terms) - frozenset(frequencies)
    phrases = phrase_fit(question.phrases, [c.similarities[:, 2:] for c in candidates], worth)
    table = measure(question, whole, candidates, worth, phrases)
    return Gathered(question, candidates, table, worth, unknown, phrases, whole, count)


def rank(gathered: Gathered, weights: Weights) -> Found:
    """Puts the candidates in order, and says how sure it is of the first."""
    if not gathered.candidates:
        return Found(gathered, (), 0.0)
    scores = weights.ranking(gathered.table)
    order = in_order(gathered, scores)
    sure = sureness(gathered, scores)
    confidence = float(1 / (1 + np.exp(-weights.answering(sure[None, :])[0])))
    candidates = [gathered.candidates[i] for i in order]
    ranked = tuple(
        Ranked(c.record, float(scores[i]), tuple((c.own.passages[j], float(c.similarities[j, 0])) for j in c.nearest))
        for i, c in zip(order, candidates, strict=True)
    )
    return Found(gathered, ranked, confidence)


def _settled(found: Found) -> Found:
    """Near equals about the same thing put in order, unless the question says which status it means."""
    if found.question.statuses or not found.ranked:
        return found
    fronts = {c.record.id: c.own.vectors[0] for c in found.gathered.candidates if len(c.own.vectors)}
    ranked = [r for r in found.ranked if r.record.id in fronts]
    order = settled([r.record for r in ranked], [r.score for r in ranked], [fronts[r.record.id] for r in ranked])
    rest = [r for r in found.ranked if r.record.id not in fronts]
    return replace(found, ranked=(*(ranked[i] for i in order), *rest))


def _roughly_best(near: Sequence[Sequence[Near]], matches: dict[str, RecordMatch]) -> list[str]:
    """The owners, best first by meaning and words taken together without learning."""
    rough: dict[str, float] = {}
    floor = min((n.similarity for some in near for n in some), default=0.0)
    for some in near:
        for owner, similarity in some:
            rough[owner] = max(rough.get(owner, floor), similarity)
    in_title = max((m.title for m in matches.values()), default=0.0) or 1.0
    in_reasons = max((m.reasons for m in matches.values()), default=0.0) or 1.0
    for owner, match in matches.items():
        by_words = 0.1 * match.title / in_title + 0.2 * match.reasons / in_reasons
        rough[owner] = rough.get(owner, floor) + by_words
    return sorted(rough, key=lambda owner: (-rough[owner], owner))


async def _referred(library: Library, owners: Sequence[str]) -> dict[str, int]:
    """How many other records name each of these."""
    terms = {owner: reference_term(number) for owner in owners if (number := number_of(owner))}
    frequencies = await library.frequencies(tuple(set(terms.values())))
    return {owner: frequencies.get(term, 0) for owner, term in terms.items()}


async def _short_forms(library: Library, question: Question, count: int) -> tuple[str, ...]:
    """Names in the question by the short forms that the company uses for them."""
    possible = set(possible_short_forms(question.text)) - set(question.terms)
    known = await library.frequencies(tuple(sorted(possible)))
    return tuple(short for short, n in sorted(known.items()) if n <= max(3, COMMON * count))


async def _known_terms(library: Library, terms: Sequence[str], frequencies: dict[str, int]) -> tuple[str, ...]:
    """The terms that some record holds; a word that none holds stands for its like (a slip of the keys)."""
    known = []
    for term in terms:
        if term in frequencies:
            known.append(term)
        elif len(term) >= 5 and term.isalpha():
            like = [(fuzz.ratio(term, other), n, other) for other, n in await library.terms_like(term[:2])]
            ratio, n, other = max(like, default=(0.0, 0, ""))
            if ratio >= 86:
                known.append(other)
                frequencies[term] = n
    return tuple(dict.fromkeys(known))
