"""The Chroma index: ids and vectors, never text; one collection a shelf. Broken or drifted, it is rebuilt from SQL.

One process owns the embedded store (two writers corrupt it silently), so it is opened under a file lock.
"""

import asyncio
import random
from collections.abc import Collection, Sequence
from pathlib import Path

import structlog
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout
from httpx import HTTPError

from bot.domain.audience import PUBLIC
from store.index.chroma_calls import ChromaCalls
from store.index.exact import ExactIndex
from store.index.port import Hit, Shelf, Vector
from store.unit_of_work import Store

log = structlog.get_logger(__name__)

BATCH = 2000  # a call takes at most 5,461
MOST_PRIVATE_SHELVES = 32  # beyond that, private shelves are searched exactly: each collection costs memory
SEARCH_TIMEOUT_S = 5.0
PROBES = 12
"""How many entries of each shelf are asked for themselves at every refresh: after many deletes some are not found."""
ITSELF = 0.99
BROKEN = (ChromaError, HTTPError, RuntimeError, ValueError, KeyError, AttributeError, OSError)
"""What a damaged, closed or unreachable store has been seen to raise (a timeout is an OSError)."""


class OwnedElsewhere(Exception):
    """Another process holds the embedded index."""


class ChromaIndex:
    """Falls back to the exact search whenever Chroma fails, and mends itself at the next refresh."""

    def __init__(
        self, store: Store, team_id: str, model: str, exact: ExactIndex, *, folder: Path | None, url: str | None
    ) -> None:
        self._store, self._team_id, self._model, self._exact = store, team_id, model, exact
        self._calls = ChromaCalls(team_id, model, folder=folder, url=url)
        self._lock = FileLock(f"{folder}.lock") if folder is not None else None
        self._healthy = False
        self._refreshing = asyncio.Lock()
        self._shelves: set[Shelf] = set()

    @property
    def is_healthy(self) -> bool:
        """Whether Chroma answers; otherwise the exact search does."""
        return self._healthy

    def open(self) -> None:
        """Takes the index. Raises OwnedElsewhere where another process has it."""
        if self._lock is not None:
            Path(self._lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=0)
            except Timeout as held:
                raise OwnedElsewhere(self._lock.lock_file) from held
        try:
            self._calls.connect()
        except BROKEN as failure:
            log.warning("index_unreadable", error=str(failure), meaning="searching exactly until it is mended")

    def close(self) -> None:
        self._healthy = False
        try:
            self._calls.close()
        except BROKEN as failure:
            log.info("index_closed_broken", error=str(failure))
        if self._lock is not None:
            self._lock.release()

    async def search(self, shelf: Shelf, vector: Vector, k: int) -> list[Hit]:
        if not self._healthy or shelf not in self._shelves:
            return await self._exact.search(shelf, vector, k)
        try:
            async with asyncio.timeout(SEARCH_TIMEOUT_S):
                return await asyncio.to_thread(self._calls.query, shelf, vector, k)
        except BROKEN as failure:
            self._failed(failure)
            return await self._exact.search(shelf, vector, k)

    async def add(self, shelf: Shelf, ids: Sequence[int], vectors: Vector) -> None:
        await self._exact.add(shelf, ids, vectors)
        if not self._healthy or shelf not in self._shelves:  # a shelf that is not laid yet is laid whole, by a refresh
            return
        try:
            await asyncio.to_thread(self._calls.add, shelf, list(ids), vectors)
        except BROKEN as failure:
            self._failed(failure)

    async def refresh(self) -> int:
        """Compares every shelf with SQL and mends the difference; starts over where Chroma cannot be read."""
        async with self._refreshing:
            await self._exact.refresh()
            try:
                return await self._mend()
            except BROKEN as failure:
                self._failed(failure)
            try:
                await asyncio.to_thread(self._calls.start_over)
                return await self._mend()
            except BROKEN as failure:  # no server, no room: the exact search goes on until the next refresh
                log.warning("index_not_mended", error=str(failure))
                return 0

    async def drift(self) -> int | None:
        """How many entries differ from SQL, mending nothing; None where Chroma cannot be read."""
        async with self._store.read(self._team_id) as uow:
            shelves = [Shelf(*key) for key in await uow.passages.shelves(self._model)]
            wanted = {shelf: await uow.passages.ids_of_shelf(*shelf, self._model) for shelf in shelves}
        private = [shelf for shelf in shelves if shelf.audience != PUBLIC]
        skipped = frozenset(private if len(private) > MOST_PRIVATE_SHELVES else ())
        try:
            present = {s: await asyncio.to_thread(self._calls.ids, s) for s in shelves if s not in skipped}
        except BROKEN as failure:
            log.info("index_unreadable", error=str(failure))
            return None
        return sum(len(found ^ wanted[shelf]) for shelf, found in present.items())

    def _failed(self, failure: Exception) -> None:
        self._healthy = False
        log.warning("index_failed", error=str(failure) or repr(failure), meaning="searching exactly until it is mended")

    async def _mend(self) -> int:
        async with self._store.read(self._team_id) as uow:
            marks = await uow.passages.shelves(self._model)
        shelves = {Shelf(*key) for key in marks}
        private = sorted(s for s in shelves if s.audience != PUBLIC)
        if len(private) > MOST_PRIVATE_SHELVES:
            shelves -= set(private)
        mended = 0
        for shelf in sorted(shelves):
            mended += await self._mend_shelf(shelf)
        await asyncio.to_thread(self._calls.drop_others, shelves)
        self._shelves, self._healthy = shelves, True
        return mended

    async def _mend_shelf(self, shelf: Shelf) -> int:
        # Chroma first: what SQL takes in between the two looks is added twice, never taken for stale.
        present = await asyncio.to_thread(self._calls.ids, shelf)
        async with self._store.read(self._team_id) as uow:
            wanted = await uow.passages.ids_of_shelf(*shelf, self._model)
        stale, missing = sorted(present - wanted), sorted(wanted - present)
        if stale:
            await asyncio.to_thread(self._calls.delete, shelf, stale)
        await self._lay(shelf, missing)
        if not await self._finds_itself(shelf, wanted):
            log.warning("index_lost_entries", shelf=shelf, meaning="it is laid anew")
            await asyncio.to_thread(self._calls.drop, shelf)
            await self._lay(shelf, sorted(wanted))
            return len(stale) + len(wanted)
        return len(stale) + len(missing)

    async def _lay(self, shelf: Shelf, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), BATCH):
            async with self._store.read(self._team_id) as uow:
                found, vectors = await uow.passages.vectors_of(ids[start : start + BATCH], self._model)
            if len(found):
                await asyncio.to_thread(self._calls.add, shelf, found.tolist(), vectors)

    async def _finds_itself(self, shelf: Shelf, ids: Collection[int]) -> bool:
        """Whether entries chosen by chance are found by their own vectors."""
        chosen = random.sample(sorted(ids), min(PROBES, len(ids)))
        async with self._store.read(self._team_id) as uow:
            _, vectors = await uow.passages.vectors_of(chosen, self._model)
        for vector in vectors:
            hits = await asyncio.to_thread(self._calls.query, shelf, vector, 1)
            if not hits or hits[0].similarity < ITSELF:
                return False
        return True
