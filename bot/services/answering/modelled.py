"""The answer put into words by a model, each sentence held to a quote; or the extract with a word that it is one."""

from dataclasses import replace

from bot.domain.answers import Answer, AnswerMode, EvidenceKind
from bot.domain.clock import Now
from bot.llm.port import ChatModel
from bot.services.composing.evidence import Evidence
from bot.services.composing.outcome import Composed, Failed, Failure
from bot.services.composing.why import compose_why
from bot.services.retrieval.ports import Library

SILENT = frozenset({Failure.NO_EVIDENCE})


async def put_into_words(model: ChatModel, library: Library, answer: Answer, *, now: Now, deadline: float) -> Answer:
    """`answer` with the model's checked sentences as its reason; unchanged but for a notice where there are none."""
    evidence = await _evidence(library, answer)
    outcome = await compose_why(model, answer.question, evidence, now=now, deadline=deadline)
    if isinstance(outcome, Failed):
        notice = None if outcome.why in SILENT else f"{outcome.reason} These are the record's own words."
        return replace(answer, notice=notice, trace={**answer.trace, "model": outcome.trace()})
    return _told(answer, outcome, evidence)


def _told(answer: Answer, outcome: Composed, evidence: tuple[Evidence, ...]) -> Answer:
    """The sentences on what answers become the reason, their quotes its citations.

    What rests on something beside it (its successor, a record that says otherwise, talk) is never blended in: there
    the model only chooses which of its words are quoted.
    """
    first, chosen = evidence[0], {item.id: list[str]() for item in evidence}
    by_number = {item.n: item for item in evidence}
    for claim in outcome.sentences:
        chosen[by_number[claim.source].id].append(claim.quote)
    own = next(c for c in answer.citations if c.id == first.id)
    quoted = [replace(own, quote=quote) for quote in dict.fromkeys(chosen[first.id])]
    rival = answer.rival.id if answer.rival else None
    beside = [
        replace(c, quote=chosen[c.id][0]) if chosen.get(c.id) and c.id != rival else c
        for c in answer.citations
        if c.id != first.id
    ]
    reason = outcome.resting_on(first.n)
    return replace(
        answer,
        answer=answer.answer.replace(answer.reason, reason, 1),
        reason=reason,
        citations=(*quoted, *dict.fromkeys(beside)),
        mode=AnswerMode.MODEL,
        trace={**answer.trace, "model": outcome.trace()},
    )


async def _evidence(library: Library, answer: Answer) -> tuple[Evidence, ...]:
    """What the extract cites, whole, in its order: the model sees nothing that the viewer may not."""
    records = await library.records([c.id for c in answer.citations if c.kind is EvidenceKind.DECISION])
    said = await library.messages([c.id for c in answer.citations if c.kind is not EvidenceKind.DECISION])
    found: list[Evidence] = []
    for citation in answer.citations:
        number = len(found) + 1
        if any(item.id == citation.id for item in found):
            continue
        if record := records.get(citation.id):
            found.append(
                Evidence(number, citation.kind, record.id, record.title, record.decided_on, record.text, record.status)
            )
        elif message := said.get(citation.id):
            when = message.created_at.date()
            found.append(
                Evidence(number, citation.kind, message.id, citation.title, when, message.text, author=message.author)
            )
    return tuple(found)
