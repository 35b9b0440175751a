"""The answer without a model: the record's own sentences, or what was said, or an honest "no record"."""

import asyncio
import re
from dataclasses import replace

import numpy as np

from bot.domain.answers import Answer, Citation, DecisionSummary, EvidenceKind, Nearest
from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.embeddings.port import Vectors
from bot.services.answering.from_talk import answer_from_talk, supporting
from bot.services.answering.reason_weights import Embed, both_sorts, learned_for_reasons
from bot.services.answering.reasons import Reason, choose, shortlist, words_for_meaning
from bot.services.answering.summary import decided_words, summary_of
from bot.services.retrieval.ports import Library
from bot.services.retrieval.question import Question
from bot.services.retrieval.search import Found, Ranked
from bot.services.retrieval.talk import find_talk
from bot.services.retrieval.weights import learned
from bot.sources.records.plain import plain

NEAREST = 4
RIVAL_SHARE = 0.6
"""A second record this near to the first in probability, about the same thing, is shown beside it."""
SAME_THING = 0.6  # cosine of the two records' titles with their summaries

_NOT = re.compile(
    r"(?i)\b(?:not|never|no|isn't|wasn't|aren't|weren't|doesn't|don't|didn't|won't|can't|cannot|couldn't)\b|n’t\b"
)


async def extract(
    library: Library, found: Found, answer_id: str, vectors: Vectors, embed: Embed | None = None
) -> Answer:
    """vectors: (2, dim), of the question and its bare form. embed: compares single sentences, some ten at a time."""
    question = found.question
    near = tuple(Nearest(r.record.id, r.record.title, r.record.url, r.record.status) for r in found.ranked[:NEAREST])
    talk = await find_talk(library, question, vectors[0])
    base = Answer(
        answer_id,
        question.text,
        False,
        "No record answers this.",
        confidence=round(found.confidence, 4),
        nearest=near,
        searched=found.gathered.searched,
        trace=_trace(found),
    )
    if not found.ranked or found.confidence < learned().threshold:
        return answer_from_talk(base, talk)
    first = found.ranked[0]
    reasons = await _reasons(found, first, vectors, embed)
    if not reasons:
        return answer_from_talk(base, talk)
    record = first.record
    successor = await _successor(library, record)
    summary = summary_of(record, successor)
    reason = " ".join(_ended(plain(r.quote(record))) for r in reasons)
    citations = [_cited(record, r.quote(record), found.confidence) for r in reasons]
    text = [reason]
    if successor is not None:
        words = decided_words(successor)
        text.append(f"That no longer holds: it was superseded by “{successor.title}”.")
        citations += [_cited(successor, words, found.confidence)] if words else []
    rival = _rival(found) if successor is None else None
    if rival is not None:
        other = (await _reasons(found, rival, vectors, embed))[:1]
        citations += [_cited(rival.record, r.quote(rival.record), found.confidence) for r in other]
        text += [f"“{rival.record.title}” says: {_ended(plain(r.quote(rival.record)))}" for r in other]
    text += _standing(summary)
    citations += supporting(talk, reason)
    return replace(
        base, answered=True, answer=" ".join(text), reason=reason, decision=summary, citations=tuple(citations)
    )


async def _reasons(found: Found, ranked: Ranked, vectors: Vectors, embed: Embed | None) -> tuple[Reason, ...]:
    weights = learned_for_reasons()
    against = asks_against(found.question)
    short = shortlist(ranked.record, ranked.passages, found.gathered.worth, weights, asks_against=against)
    words = words_for_meaning(ranked.record, short)
    if embed is None or not words:
        return choose(ranked.record, short, vectors[0], None, None, weights)
    compared = await asyncio.to_thread(embed, words)
    sorts = await asyncio.to_thread(both_sorts, embed)
    return choose(ranked.record, short, vectors[0], compared, sorts, weights)


def asks_against(question: Question) -> bool:
    """Whether the question is why something was not done."""
    return bool(question.statuses & {DecisionStatus.REJECTED}) or bool(_NOT.search(question.text))


def _rival(found: Found) -> Ranked | None:
    """The second record, where it is about the same thing as the first and nearly as likely."""
    if len(found.ranked) < 2:
        return None
    first, second = found.ranked[:2]
    if np.exp(second.score - first.score) < RIVAL_SHARE or _linked(first.record, second.record):
        return None
    fronts = {c.record.id: c.own.vectors[0] for c in found.gathered.candidates if len(c.own.vectors)}
    alike = fronts.get(first.record.id), fronts.get(second.record.id)
    if alike[0] is None or alike[1] is None or float(alike[0] @ alike[1]) < SAME_THING:
        return None
    return second


def _linked(one: Decision, other: Decision) -> bool:
    return one.superseded_by == other.id or other.superseded_by == one.id


async def _successor(library: Library, record: Decision) -> Decision | None:
    """What stands in the record's place now, at the end of the chain, as far as it may be seen."""
    seen, last = {record.id}, None
    following = record.superseded_by
    while following and following not in seen:
        seen.add(following)
        found = (await library.records([following])).get(following)
        if found is None:
            break
        last, following = found, found.superseded_by
    return last


def _cited(record: Decision, quote: str, score: float) -> Citation:
    return Citation(
        EvidenceKind.DECISION,
        record.id,
        record.title,
        quote,
        record.url,
        record.status,
        round(score, 4),
        said_on=record.decided_on,
    )


def _standing(summary: DecisionSummary) -> list[str]:
    if summary.status is DecisionStatus.ICEBOXED:
        condition = summary.revisit_when
        return [f"It is on ice; look again when: {plain(condition)}" if condition else "It is on ice."]
    if summary.status is DecisionStatus.PROPOSED:
        return ["This is a proposal; nothing is decided yet."]
    return []


def _ended(sentence: str) -> str:
    return sentence if sentence[-1:] in ".!?…)\"”'" else f"{sentence}."


def _trace(found: Found) -> dict[str, object]:
    return {
        "terms": list(found.question.terms),
        "unknown": sorted(found.gathered.unknown),
        "ranked": [[r.record.id, round(r.score, 3)] for r in found.ranked[:8]],
        "confidence": round(found.confidence, 4),
        "threshold": learned().threshold,
    }
