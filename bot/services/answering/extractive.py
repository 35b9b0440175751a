"""Provisional."""

from bot.domain.answers import Answer, Citation, DecisionSummary, EvidenceKind, Nearest
from bot.embeddings.port import Vectors
from bot.services.retrieval.ports import Library
from bot.services.retrieval.search import Found


async def extract(library: Library, found: Found, answer_id: str, vectors: Vectors) -> Answer:
    near = tuple(Nearest(r.record.id, r.record.title, r.record.url, r.record.status) for r in found.ranked[:4])
    if not found.ranked or found.confidence < 0.4:
        return Answer(
            answer_id,
            found.question.text,
            False,
            "No record answers this.",
            nearest=near,
            confidence=found.confidence,
            searched=found.searched,
        )
    best = found.ranked[0]
    record = best.record
    passage = best.passages[0][0]
    quote = record.text[passage.start : passage.end]
    return Answer(
        answer_id,
        found.question.text,
        True,
        " ".join(quote.split()),
        reason=" ".join(quote.split()),
        decision=DecisionSummary(
            record.id, record.title, record.status, record.decided_on, record.superseded_by, url=record.url
        ),
        citations=(Citation(EvidenceKind.DECISION, record.id, record.title, quote, record.url, record.status),),
        confidence=found.confidence,
        searched=found.searched,
        nearest=near,
    )
