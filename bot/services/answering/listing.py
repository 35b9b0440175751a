"""A question that names a time, a person or a place and nothing else: what was decided then, by them, there."""

import uuid
from collections.abc import Sequence

from bot.domain.answers import Answer
from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.services.answering.beside import cited
from bot.services.answering.summary import decided_words
from bot.services.retrieval.question import said_of_time
from bot.services.retrieval.search import Found
from bot.services.retrieval.terms import content_terms
from store.unit_of_work import Store

MOST = 10
_GENERAL = frozenset(
    content_terms(
        "decide decided decision decisions record records made make list show tell change changed choose chosen agreed"
        " accept accepted approve approved reject rejected shelve shelved iceboxed ice postponed deferred turned down"
        " dropped drop everything all new latest day week month quarter year team squad guild happened outcome"
    )
)


async def listed(store: Store, viewer: Viewer, found: Found) -> Answer | None:
    """The records of which the question says all that it says, newest first; None where it asks of a matter."""
    if not found.conditions or _matter(found):
        return None
    statuses = found.question.statuses
    async with store.read(viewer.team_id) as uow:
        records = await uow.decisions.list(viewer)
    fitting = [
        record
        for record in records
        if (not statuses or record.status in statuses) and all(c.fits(record) for c in found.conditions)
    ]
    return _answer(found, fitting, len(records)) if fitting else None


def _matter(found: Found) -> frozenset[str]:
    """The words of the question that are neither of its conditions nor of deciding as such."""
    beside = " ".join((*said_of_time(found.question.text), *(condition.words for condition in found.conditions)))
    return frozenset(content_terms(found.question.text)) - frozenset(content_terms(beside)) - _GENERAL


def _answer(found: Found, fitting: Sequence[Decision], searched: int) -> Answer:
    asked = " ".join(condition.asked for condition in found.conditions)
    count = "One record" if len(fitting) == 1 else f"{len(fitting)} records"
    more = f", the newest {MOST} of them" if len(fitting) > MOST else ""
    reason = f"{count} {asked}{more}:"
    named = "; ".join(_named(record) for record in fitting[:MOST])
    return Answer(
        uuid.uuid4().hex,
        found.question.text,
        True,
        f"{reason} {named}.",
        reason,
        citations=tuple(cited(record, decided_words(record), 1.0) for record in fitting[:MOST]),
        confidence=1.0,
        searched=searched,
    )


def _named(record: Decision) -> str:
    day = f", {record.decided_on:%-d %b %Y}" if record.decided_on else ""
    return f"“{record.title}” ({record.status.value}{day})"
