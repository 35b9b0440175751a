"""A company's records ready to be searched: the product's own index by words, and exact search by meaning in memory."""

import hashlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.messages import Message
from bot.embeddings.port import Embedder, Vectors
from bot.services.retrieval.passages import Passage, passages_of
from bot.services.retrieval.ports import Near, OwnPassage, OwnPassages, Vector
from bot.services.retrieval.words import words_of_record
from store.database import open_database
from store.lexical import MessageMatch, RecordMatch
from store.lexical_sqlite import CREATE, LexicalSqlite

TEAM = "eval"
VIEWER = Viewer.public(TEAM)


class CompanyLibrary:
    """Implements `bot.services.retrieval.ports.Library` for records alone."""

    def __init__(
        self, records: Sequence[Decision], passages: Sequence[Passage], vectors: Vectors, lexical: LexicalSqlite
    ) -> None:
        self._records = {record.id: record for record in records}
        self._passages, self._vectors, self._lexical = passages, vectors, lexical
        rows: dict[str, list[int]] = {}
        for i, passage in enumerate(passages):
            rows.setdefault(passage.owner_id, []).append(i)
        self._rows: dict[str, NDArray[np.int64]] = {owner: np.array(some) for owner, some in rows.items()}

    async def count(self) -> int:
        return len(self._records)

    async def near(self, vector: Vector, k: int) -> Sequence[Near]:
        scores = self._vectors @ vector
        top = np.argsort(-scores, kind="stable")[:k]
        return [Near(self._passages[i].owner_id, float(scores[i])) for i in top]

    async def near_messages(self, vector: Vector, k: int) -> Sequence[Near]:
        return []

    async def passages(self, owner_ids: Collection[str]) -> Mapping[str, OwnPassages]:
        return {owner: self._own(self._rows[owner]) for owner in owner_ids if owner in self._rows}

    def _own(self, rows: NDArray[np.int64]) -> OwnPassages:
        own = [self._passages[i] for i in rows]
        found = tuple(OwnPassage(p.role, p.section, p.start, p.end, p.text) for p in own)
        return OwnPassages(found, self._vectors[rows])

    async def records(self, ids: Collection[str]) -> Mapping[str, Decision]:
        return {i: self._records[i] for i in ids if i in self._records}

    async def messages(self, ids: Collection[str]) -> Mapping[str, Message]:
        return {}

    async def replies(self, messages: Collection[Message]) -> Mapping[str, Sequence[Message]]:
        return {}

    async def people_called(self, name: str) -> Mapping[str, str]:
        return {}

    async def channels_named(self, name: str) -> frozenset[str]:
        return frozenset()

    async def matching(self, terms: Sequence[str], k: int) -> Sequence[RecordMatch]:
        return await self._lexical.records(terms, VIEWER, k)

    async def matching_messages(self, terms: Sequence[str], k: int) -> Sequence[MessageMatch]:
        return []

    async def holding(self, terms: Sequence[str], owner_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        return await self._lexical.holding(terms, owner_ids)

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        return await self._lexical.record_frequencies(terms)

    async def message_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        return {}

    async def terms_like(self, prefix: str) -> Sequence[tuple[str, int]]:
        return await self._lexical.terms_like(prefix)


@asynccontextmanager
async def open_library(
    records: Sequence[Decision], embedder: Embedder, cache: Path, name: str
) -> AsyncIterator[CompanyLibrary]:
    """Indexes the records; their vectors are kept in `cache` and made again only where a passage changed."""
    passages = [passage for record in records for passage in passages_of(record)]
    vectors = _vectors([p.text for p in passages], embedder, cache / f"{name}.npz")
    place = cache / f"{name}.db"
    for old in (place, place.with_name(f"{name}.db-wal"), place.with_name(f"{name}.db-shm")):
        old.unlink(missing_ok=True)
    engine = open_database(f"sqlite:///{place}")
    async with engine.connect() as conn:
        for statement in CREATE:
            await conn.exec_driver_sql(statement)
        lexical = LexicalSqlite(conn, TEAM)
        await lexical.put_records([words_of_record(record) for record in records])
        yield CompanyLibrary(records, passages, vectors, lexical)
    await engine.dispose()


def _vectors(texts: Sequence[str], embedder: Embedder, place: Path) -> Vectors:
    """(n, dim), from the cache where the text was embedded before by the same model."""
    keys = [hashlib.sha256(f"{embedder.model}\0{text}".encode()).hexdigest()[:24] for text in texts]
    known: dict[str, Vectors] = {}
    if place.exists():
        with np.load(place) as stored:
            known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    missing = sorted({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
    for start in range(0, len(missing), 2048):
        some = missing[start : start + 2048]
        for (key, _), vector in zip(some, embedder.embed([text for _, text in some]), strict=True):
            known[key] = vector
    if missing:
        place.parent.mkdir(parents=True, exist_ok=True)
        kept = sorted(set(keys))
        np.savez(place, keys=np.array(kept), vectors=np.stack([known[k] for k in kept]).astype(np.float16))
    return np.stack([known[key] for key in keys]).astype(np.float32)
