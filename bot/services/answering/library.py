"""The library of one viewer: what there is to find, and nothing that this viewer may not see."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import Decision
from bot.domain.messages import Message
from bot.services.retrieval.ports import Near, OwnPassage, OwnPassages, Vector
from store.index.port import Hit, Shelf, VectorIndex
from store.lexical import MessageMatch, RecordMatch
from store.passages import DECISION, MESSAGE
from store.unit_of_work import Store, UnitOfWork

TERMS_LIKE = 400


class ViewersLibrary:
    """Implements `bot.services.retrieval.ports.Library`. Each call is a read of its own, but within `one_read`."""

    def __init__(self, store: Store, index: VectorIndex, model: str, viewer: Viewer) -> None:
        self._store, self._index, self._model, self._viewer = store, index, model, viewer
        self._open: UnitOfWork | None = None

    @asynccontextmanager
    async def one_read(self) -> AsyncIterator[None]:
        """All calls inside are one read, which spares most of what they cost. No model is to be awaited in it."""
        async with self._store.read(self._viewer.team_id) as uow:
            self._open = uow
            try:
                yield
            finally:
                self._open = None

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[UnitOfWork]:
        if self._open is not None:
            yield self._open
            return
        async with self._store.read(self._viewer.team_id) as uow:
            yield uow

    async def count(self) -> int:
        async with self._read() as uow:
            return await uow.decisions.count_visible(self._viewer)

    async def near(self, vector: Vector, k: int) -> Sequence[Near]:
        return await self._near(DECISION, vector, k)

    async def near_messages(self, vector: Vector, k: int) -> Sequence[Near]:
        return await self._near(MESSAGE, vector, k)

    async def passages(self, owner_ids: Collection[str]) -> Mapping[str, OwnPassages]:
        async with self._read() as uow:
            found = await uow.passages.of_owners(DECISION, list(owner_ids), self._model, self._viewer)
        return {
            owner: OwnPassages(
                tuple(OwnPassage(p.role, p.section, p.start, p.end, p.text or "") for p in stored), vectors
            )
            for owner, (stored, vectors) in found.items()
        }

    async def records(self, ids: Collection[str]) -> Mapping[str, Decision]:
        async with self._read() as uow:
            return await uow.decisions.by_ids(ids, self._viewer)

    async def messages(self, ids: Collection[str]) -> Mapping[str, Message]:
        async with self._read() as uow:
            return await uow.messages.by_ids(ids, self._viewer)

    async def replies(self, messages: Collection[Message]) -> Mapping[str, Sequence[Message]]:
        found: dict[str, Sequence[Message]] = {}
        async with self._read() as uow:
            for message in messages:
                root = message.thread_ts or message.ts
                if message.channel_id and root:
                    thread = await uow.messages.thread(message.channel_id, root, self._viewer)
                    found[message.id] = [m for m in thread if m.id != message.id and m.created_at >= message.created_at]
        return found

    async def people_called(self, name: str) -> Mapping[str, str]:
        async with self._read() as uow:
            return {person.id: person.name for person in await uow.workspaces.members_called(name)}

    async def channels_named(self, name: str) -> frozenset[str]:
        async with self._read() as uow:
            return frozenset(c.id for c in await uow.workspaces.channels() if c.name.casefold() == name.casefold())

    async def matching(self, terms: Sequence[str], k: int) -> Sequence[RecordMatch]:
        async with self._read() as uow:
            return await uow.texts.records(terms, self._viewer, k)

    async def matching_messages(self, terms: Sequence[str], k: int) -> Sequence[MessageMatch]:
        async with self._read() as uow:
            return await uow.texts.messages(terms, self._viewer, k)

    async def holding(self, terms: Sequence[str], owner_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        async with self._read() as uow:
            return await uow.texts.holding(terms, owner_ids)

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        async with self._read() as uow:
            return await uow.texts.record_frequencies(terms)

    async def message_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        async with self._read() as uow:
            return await uow.texts.message_frequencies(terms)

    async def terms_like(self, prefix: str) -> Sequence[tuple[str, int]]:
        async with self._read() as uow:
            return await uow.texts.terms_like(prefix, TERMS_LIKE)

    async def _near(self, owner_kind: str, vector: Vector, k: int) -> Sequence[Near]:
        """Looks on the shelves of the viewer's audiences; SQL has the last word on every hit."""
        hits: list[Hit] = []
        for audience in await self._audiences(owner_kind):
            hits += await self._index.search(Shelf(owner_kind, audience), vector, k)
        hits.sort(key=lambda hit: (-hit.similarity, hit.passage_id))
        near: list[Near] = []
        async with self._read() as uow:
            for start in range(0, len(hits), k):
                some = hits[start : start + k]
                seen = await uow.passages.visible_owners([hit.passage_id for hit in some], self._viewer)
                near += [Near(seen[hit.passage_id], hit.similarity) for hit in some if hit.passage_id in seen]
                if len(near) >= k:
                    break
        return near[:k]

    async def _audiences(self, owner_kind: str) -> list[str]:
        if not self._viewer.sees_all:
            private = sorted(self._viewer.audiences - {PUBLIC})
            return [PUBLIC, *private] if PUBLIC in self._viewer.audiences else private
        async with self._read() as uow:
            return sorted(audience for kind, audience in await uow.passages.shelves(self._model) if kind == owner_kind)
