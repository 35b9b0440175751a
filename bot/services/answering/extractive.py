"""The answer without a model: the record's own sentences, or what was said, or an honest "no record"."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.answers import Answer, DecisionSummary, Nearest
from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.embeddings.port import Vectors
from bot.services.answering.beside import cited, rival, successors
from bot.services.answering.from_talk import answer_from_talk, beats, supporting
from bot.services.answering.reason_weights import Embed, both_sorts, learned_for_reasons
from bot.services.answering.reasons import Reason, choose, shortlist, words_for_meaning
from bot.services.answering.summary import decided_words, summary_of
from bot.services.decisions.opposing import opposed
from bot.services.retrieval.features import FEATURES
from bot.services.retrieval.ports import Library
from bot.services.retrieval.question import Question
from bot.services.retrieval.search import Found, Ranked
from bot.services.retrieval.talk import Said, find_talk
from bot.services.retrieval.weights import learned
from bot.sources.records.plain import plain

NEAREST = 4
NEAR_TALK = 0.45
"""Cosine from which a message is about what was asked, whether or not it says why."""

_NOT = re.compile(
    r"(?i)\b(?:not|never|no|isn't|wasn't|aren't|weren't|doesn't|don't|didn't|won't|can't|cannot|couldn't)\b|n’t\b"
)


async def extract(
    library: Library,
    found: Found,
    answer_id: str,
    vectors: Vectors,
    embed: Embed | None = None,
    talk: Sequence[Said] | None = None,
) -> Answer:
    """vectors: (forms, dim), of the question first. embed: compares single sentences, some ten at a time.

    talk: what was said near the question, where that was looked up already.
    """
    question = found.question
    near = tuple(Nearest(r.record.id, r.record.title, r.record.url, r.record.status) for r in found.ranked[:NEAREST])
    if talk is None:
        talk = await find_talk(library, question, vectors[0])
    talk = [said for said in talk if all(c.said_so(said.message) for c in found.conditions)]
    base = Answer(
        answer_id,
        question.text,
        False,
        "No record answers this.",
        confidence=round(found.confidence, 4),
        nearest=near,
        searched=found.gathered.searched,
        near_talk=tuple(said.message.id for said in talk if said.similarity >= NEAR_TALK)[:NEAREST],
        trace=_trace(found),
    )
    if not found.ranked or found.confidence < learned().threshold:
        return answer_from_talk(base, talk)
    first = found.ranked[0]
    if beats(talk, *_held_by(found, first)):
        return answer_from_talk(base, talk)
    reasons = await _reasons(found, first, vectors, embed)
    if not reasons:
        return answer_from_talk(base, talk)
    record = first.record
    chain = await successors(library, record)
    summary = summary_of(record, chain)
    reason = " ".join(_ended(plain(r.quote(record))) for r in reasons)
    citations = [cited(record, r.quote(record), found.confidence) for r in reasons]
    text = [found.missed, reason] if found.missed else [reason]
    if chain:
        text.append(_replaced(chain))
        citations += [cited(one, decided_words(one), found.confidence) for one in reversed(chain) if decided_words(one)]
    other = rival(found) if not chain else None
    said = (await _reasons(found, other, vectors, embed))[:1] if other is not None else ()
    if other is not None and said:
        is_opposed = opposed(record, other.record)
        quote = (decided_words(other.record) if is_opposed else "") or said[0].quote(other.record)
        citations.append(cited(other.record, quote, found.confidence))
        lead = "Another record contradicts this" if is_opposed else "Another record is on the same matter"
        text.append(f"{lead}: “{other.record.title}” says: {_ended(plain(quote))}")
        base = replace(base, rival=summary_of(other.record), rival_reason=_ended(plain(quote)), is_opposed=is_opposed)
    text += _standing(summary)
    citations += supporting(talk, reason)
    return replace(
        base,
        answered=True,
        answer=" ".join(text),
        narrowed=found.missed,
        reason=reason,
        decision=summary,
        citations=tuple(citations),
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


def _held_by(found: Found, ranked: Ranked) -> tuple[float, float]:
    """How much of the question the record holds: share of its terms, by rarity, and its nearest passage's cosine."""
    candidates = found.gathered.candidates
    row = next(n for n, candidate in enumerate(candidates) if candidate.record.id == ranked.record.id)
    covered, best = (found.gathered.table[row, FEATURES.index(name)] for name in ("covered", "best"))
    return float(covered), float(best)


def asks_against(question: Question) -> bool:
    """Whether the question is why something was not done."""
    return bool(question.statuses & {DecisionStatus.REJECTED}) or bool(_NOT.search(question.text))


def _replaced(chain: Sequence[Decision]) -> str:
    """`That no longer holds: it was superseded by “B”, and that by “C”.`"""
    titles = [f"“{one.title}”" for one in chain]
    return f"That no longer holds: it was superseded by {', and that by '.join(titles)}."


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
