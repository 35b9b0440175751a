"""Rebuilding from SQL what is searched. Vectors are kept by their text's hash, so nothing is embedded twice."""

from collections.abc import Sequence

from bot.domain.audience import Viewer
from bot.services.decisions.indexed import index_records
from bot.services.ingestion import index_messages
from bot.services.retrieval.words import words_of_message, words_of_record
from store.unit_of_work import Store, UnitOfWork

BATCH = 500


class Reindexing:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def __call__(self, team_id: str) -> int:
        """Passages and words of every record and message, a batch a transaction; returns how many texts there were."""
        everything = Viewer.operator(team_id)
        async with self._store.read(team_id) as uow:
            said, records = await uow.messages.ids_where(), await uow.decisions.ids()
        for start in range(0, len(said), BATCH):
            async with self._store.write(team_id) as uow:
                batch = list((await uow.messages.by_ids(said[start : start + BATCH], everything)).values())
                await index_messages(uow, batch, replacing=batch)
                await uow.commit()
        for start in range(0, len(records), BATCH):
            async with self._store.write(team_id) as uow:
                found = await uow.decisions.by_ids(records[start : start + BATCH], everything)
                await index_records(uow, list(found.values()))
                await uow.commit()
        return len(said) + len(records)


async def put_words(uow: UnitOfWork, message_ids: Sequence[str], record_ids: Sequence[str]) -> None:
    """Lays the words of these messages and records anew: whose they are, or who may read them, has changed."""
    everything = Viewer.operator(uow.team_id)
    said = await uow.messages.by_ids(message_ids, everything)
    await uow.texts.put_messages([words_of_message(m) for m in said.values()])
    records = await uow.decisions.by_ids(record_ids, everything)
    await uow.texts.put_records([words_of_record(r) for r in records.values()])
