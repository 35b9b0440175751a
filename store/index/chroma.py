"""The Chroma index: ids and vectors, never text; one collection a shelf. Broken or drifted, it is rebuilt from SQL.

One process owns the embedded store (two writers corrupt it silently), so it is opened under a file lock.
"""

import asyncio
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
import structlog
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout

from store.index.exact import ExactIndex
from store.index.port import Hit, Shelf, Vector
from store.unit_of_work import Store

log = structlog.get_logger(__name__)

BATCH = 2000  # a call takes at most 5,461
MOST_PRIVATE_SHELVES = 32  # beyond that, private shelves are searched exactly: each collection costs memory
SPACE = {"hnsw": {"space": "cosine", "ef_search": 200}}
BROKEN = (ChromaError, RuntimeError, ValueError, KeyError, OSError)
"""What a damaged or unreachable store has been seen to raise."""


class OwnedElsewhere(Exception):
    """Another process holds the embedded index."""


class ChromaIndex:
    """Falls back to the exact search whenever Chroma fails, and mends itself at the next refresh."""

    def __init__(
        self, store: Store, team_id: str, model: str, exact: ExactIndex, *, folder: Path | None, url: str | None
    ) -> None:
        self._store, self._team_id, self._model, self._exact = store, team_id, model, exact
        self._folder, self._url = folder, url
        self._client: Any = None
        self._lock: FileLock | None = None
        self._healthy = False
        self._refreshing = asyncio.Lock()
        self._shelves: set[Shelf] = set()

    def open(self) -> None:
        """Takes the index. Raises OwnedElsewhere where another process has it."""
        if self._folder is not None:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(str(self._folder) + ".lock")
            try:
                self._lock.acquire(timeout=0)
            except Timeout as held:
                raise OwnedElsewhere(str(self._folder)) from held
        try:
            self._client = self._connect()
        except BROKEN as failure:
            log.warning("index_unreadable", error=str(failure))
            self._start_over()

    def close(self) -> None:
        self._healthy = False
        self._client = None
        if self._lock is not None:
            self._lock.release()

    async def search(self, shelf: Shelf, vector: Vector, k: int) -> list[Hit]:
        if not self._healthy or shelf not in self._shelves:
            return await self._exact.search(shelf, vector, k)
        try:
            return await asyncio.to_thread(self._query, shelf, vector, k)
        except BROKEN as failure:
            log.warning("index_failed", error=str(failure))
            self._healthy = False
            return await self._exact.search(shelf, vector, k)

    async def add(self, shelf: Shelf, ids: Sequence[int], vectors: Vector) -> None:
        await self._exact.add(shelf, ids, vectors)
        if not self._healthy or (shelf not in self._shelves and len(self._shelves) > MOST_PRIVATE_SHELVES):
            return
        try:
            await asyncio.to_thread(self._add, shelf, list(ids), vectors)
            self._shelves.add(shelf)
        except BROKEN as failure:
            log.warning("index_failed", error=str(failure))
            self._healthy = False

    async def refresh(self) -> int:
        """Compares every shelf with SQL and mends the difference; starts over where Chroma cannot be read."""
        async with self._refreshing:
            await self._exact.refresh()
            try:
                return await self._mend()
            except BROKEN as failure:
                log.warning("index_rebuilt", error=str(failure))
                self._healthy = False
                await asyncio.to_thread(self._start_over)
                return await self._mend()

    async def _mend(self) -> int:
        async with self._store.read(self._team_id) as uow:
            counts = await uow.passages.shelves(self._model)
        shelves = {Shelf(*key) for key in counts}
        private = sorted(s for s in shelves if s.audience != "public")
        if len(private) > MOST_PRIVATE_SHELVES:
            shelves -= set(private)
        mended = 0
        for shelf in sorted(shelves):
            mended += await self._mend_shelf(shelf)
        self._shelves, self._healthy = shelves, True
        await asyncio.to_thread(self._drop_others, shelves)
        return mended

    async def _mend_shelf(self, shelf: Shelf) -> int:
        async with self._store.read(self._team_id) as uow:
            wanted = await uow.passages.ids_of_shelf(*shelf, self._model)
        present = await asyncio.to_thread(self._ids, shelf)
        stale, missing = sorted(present - wanted), wanted - present
        if stale:
            await asyncio.to_thread(self._delete, shelf, stale)
        if missing:
            async with self._store.read(self._team_id) as uow:
                ids, vectors = await uow.passages.vectors_of_shelf(*shelf, self._model, min(missing) - 1)
            keep = [i for i, passage in enumerate(ids) if int(passage) in missing]
            await asyncio.to_thread(self._add, shelf, [int(ids[i]) for i in keep], vectors[keep])
        return len(stale) + len(missing)

    # Below: blocking calls, each run in a thread.

    def _connect(self) -> Any:
        options = ChromaSettings(anonymized_telemetry=False, allow_reset=True)
        if self._url is not None:
            host, _, port = self._url.removeprefix("http://").removeprefix("https://").rstrip("/").partition(":")
            secure = self._url.startswith("https://")
            return chromadb.HttpClient(
                host=host, port=int(port or (443 if secure else 8000)), ssl=secure, settings=options
            )
        return chromadb.PersistentClient(path=str(self._folder), settings=options)

    def _start_over(self) -> None:
        if self._url is not None:
            self._client = self._connect()
            self._drop_others(set())
            return
        assert self._folder is not None
        self._client = None
        chromadb.api.shared_system_client.SharedSystemClient.clear_system_cache()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._client = self._connect()

    def _name(self, shelf: Shelf) -> str:
        raw = f"{self._team_id}.{shelf.owner_kind}.{shelf.audience}.{self._model}"
        return re.sub(r"[^A-Za-z0-9._-]", "-", raw)[:500].strip("._-")

    def _collection(self, shelf: Shelf) -> Any:
        return self._client.get_or_create_collection(self._name(shelf), configuration=SPACE, embedding_function=None)

    def _query(self, shelf: Shelf, vector: Vector, k: int) -> list[Hit]:
        found = self._collection(shelf).query(query_embeddings=[vector.tolist()], n_results=k, include=["distances"])
        return [Hit(int(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def _ids(self, shelf: Shelf) -> set[int]:
        return {int(i) for i in self._collection(shelf).get(include=[])["ids"]}

    def _add(self, shelf: Shelf, ids: list[int], vectors: Vector) -> None:
        collection = self._collection(shelf)
        for start in range(0, len(ids), BATCH):
            collection.upsert(
                ids=[str(i) for i in ids[start : start + BATCH]], embeddings=vectors[start : start + BATCH]
            )

    def _delete(self, shelf: Shelf, ids: list[int]) -> None:
        collection = self._collection(shelf)
        for start in range(0, len(ids), BATCH):
            collection.delete(ids=[str(i) for i in ids[start : start + BATCH]])

    def _drop_others(self, shelves: set[Shelf]) -> None:
        ours = re.sub(r"[^A-Za-z0-9._-]", "-", self._team_id)
        keep = {self._name(shelf) for shelf in shelves}
        for collection in self._client.list_collections():
            if collection.name.startswith(f"{ours}.") and collection.name not in keep:
                self._client.delete_collection(collection.name)
