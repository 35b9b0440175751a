"""What of a record is searched: its passages by meaning, its whole text by words. Its gist is kept beside them."""

from collections.abc import Sequence

from bot.domain.decisions import Decision
from bot.services.retrieval.passages import passages_of
from bot.services.retrieval.words import words_of_record
from bot.services.synthesis.kept_gists import gist_passages
from store.passages import DECISION, NewPassage
from store.unit_of_work import UnitOfWork


async def index_records(uow: UnitOfWork, records: Sequence[Decision]) -> None:
    """Replaces everything that is searched or kept to be compared of these records."""
    passages = [
        NewPassage(
            DECISION,
            record.id,
            record.audience,
            p.text,
            p.start,
            p.end,
            ordinal=p.ordinal,
            section=p.section,
            role=p.role,
        )
        for record in records
        for p in passages_of(record)
    ]
    gists = [line for record in records for line in gist_passages(record)]
    await uow.passages.replace(DECISION, [r.id for r in records], passages + gists)
    await uow.texts.put_records([words_of_record(record) for record in records])
