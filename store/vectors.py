"""Vectors, beside their text's hash and their model, so that the index is rebuilt without embedding anything again."""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, delete, exists, func, select

from store.repository import Repository
from store.tables import embeddings, passages
from store.upsert import insert_missing

DECISION = "decision"
MESSAGE = "message"
GIST = "gist"
"""Short texts that stand for a decision where it is held against others: embedded like passages, but not searched."""

Vectors = NDArray[np.float32]


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def pack(vector: Vectors) -> bytes:
    """Half precision: half the room, and no neighbour changes place that is not a tie."""
    return vector.astype(np.float16).tobytes()


def unpack(stored: bytes) -> Vectors:
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)


def unpack_all(stored: Sequence[bytes]) -> Vectors:
    """(n, dim), one row each vector; (0, 0) of none."""
    if not stored:
        return np.zeros((0, 0), dtype=np.float32)
    return np.frombuffer(b"".join(stored), dtype=np.float16).reshape(len(stored), -1).astype(np.float32)


MANY = 2_000
"""Messages from which on their vectors are read by going through all."""


def of_passage() -> ColumnElement[bool]:
    """The join of a passage with its vector."""
    return (
        (embeddings.c.team_id == passages.c.team_id)
        & (embeddings.c.text_hash == passages.c.text_hash)
        & (embeddings.c.model == passages.c.model)
    )


class PassageVectors(Repository):
    async def known_vectors(self, hashes: Iterable[str], model: str) -> dict[str, Vectors]:
        wanted, found = list(hashes), {}
        for start in range(0, len(wanted), 500):
            query = select(embeddings.c.text_hash, embeddings.c.vector).where(
                embeddings.c.team_id == self.team_id,
                embeddings.c.model == model,
                embeddings.c.text_hash.in_(wanted[start : start + 500]),
            )
            for row in await self.conn.execute(query):
                found[row.text_hash] = unpack(row.vector)
        return found

    async def keep_vectors(self, vectors: dict[str, Vectors], model: str) -> None:
        rows = [
            {"team_id": self.team_id, "text_hash": text, "model": model, "vector": pack(vector)}
            for text, vector in sorted(vectors.items())
        ]
        await insert_missing(self.conn, embeddings, rows, unique=("team_id", "text_hash", "model"))

    async def shelves(self, model: str) -> dict[tuple[str, str], tuple[int, int]]:
        """A mark of each shelf (owner kind, audience) that is searched; it changes with the embedded passages it holds.

        The mark is the count and the sum of the ids: ids are never used twice, so an edit changes the sum.
        """
        query = (
            select(passages.c.owner_kind, passages.c.audience, func.count(), func.sum(passages.c.id))
            .where(passages.c.team_id == self.team_id, passages.c.model == model)
            .group_by(passages.c.owner_kind, passages.c.audience)
        )
        rows = await self.conn.execute(query)
        return {(kind, audience): (n, int(total)) for kind, audience, n, total in rows if kind != GIST}

    async def vectors_of_shelf(self, owner_kind: str, audience: str, model: str) -> tuple[NDArray[np.int64], Vectors]:
        """Ids and vectors (n, dim) of one shelf, by id."""
        query = (
            select(passages.c.id, embeddings.c.vector)
            .join(embeddings, of_passage())
            .where(
                passages.c.team_id == self.team_id,
                passages.c.owner_kind == owner_kind,
                passages.c.audience == audience,
                passages.c.model == model,
            )
            .order_by(passages.c.id)
        )
        return _columns([(row.id, row.vector) for row in await self.conn.execute(query)])

    async def vectors_of(self, ids: Sequence[int], model: str) -> tuple[NDArray[np.int64], Vectors]:
        """Ids and vectors (n, dim) of those of these passages that have one, by id."""
        found: list[tuple[int, bytes]] = []
        for start in range(0, len(ids), 500):
            query = (
                select(passages.c.id, embeddings.c.vector)
                .join(embeddings, of_passage())
                .where(
                    passages.c.team_id == self.team_id,
                    passages.c.model == model,
                    passages.c.id.in_(ids[start : start + 500]),
                )
            )
            found += [(row.id, row.vector) for row in await self.conn.execute(query)]
        return _columns(sorted(found))

    async def ids_of_shelf(self, owner_kind: str, audience: str, model: str) -> frozenset[int]:
        query = select(passages.c.id).where(
            passages.c.team_id == self.team_id,
            passages.c.owner_kind == owner_kind,
            passages.c.audience == audience,
            passages.c.model == model,
        )
        return frozenset((await self.conn.execute(query)).scalars())

    async def vectors_of_messages(self, ids: Sequence[str], model: str) -> dict[str, Vectors]:
        """By message id; many are read in one go, which is far faster than looking each up."""
        query = (
            select(passages.c.owner_id, embeddings.c.vector, passages.c.model)
            .join(embeddings, of_passage())
            .where(passages.c.team_id == self.team_id, passages.c.owner_kind == MESSAGE)
        )
        rows: list[tuple[str, bytes]] = []
        if len(ids) > MANY:
            wanted = frozenset(ids)
            every = await self.conn.execute(query.where(passages.c.model == model))
            rows += [(i, vector) for i, vector, _ in every if i in wanted]
        else:
            for start in range(0, len(ids), 500):
                some = await self.conn.execute(query.where(passages.c.owner_id.in_(ids[start : start + 500])))
                # The model is no condition: SQLite would go through all passages of the model for these few.
                rows += [(i, vector) for i, vector, embedded_by in some if embedded_by == model]
        if not rows:
            return {}
        matrix = unpack_all([vector for _, vector in rows])
        return {message_id: matrix[at] for at, (message_id, _) in enumerate(rows)}

    async def hashes_held(self, ids: Sequence[int]) -> frozenset[str]:
        """Of the passages that are still there among `ids`."""
        found: set[str] = set()
        for start in range(0, len(ids), 500):
            query = select(passages.c.text_hash).where(passages.c.id.in_(ids[start : start + 500]))
            found.update((await self.conn.execute(query)).scalars())
        return frozenset(found)

    async def forget_orphans(self, hashes: Iterable[str]) -> None:
        """Erases those of these vectors whose text nobody holds any more."""
        same_text = passages.c.text_hash == embeddings.c.text_hash
        held = exists().where(passages.c.team_id == embeddings.c.team_id, same_text)
        gone = sorted(hashes)
        for start in range(0, len(gone), 500):
            await self.conn.execute(
                delete(embeddings).where(
                    embeddings.c.team_id == self.team_id,
                    embeddings.c.text_hash.in_(gone[start : start + 500]),
                    ~held,
                )
            )


def _columns(rows: Sequence[tuple[int, bytes]]) -> tuple[NDArray[np.int64], Vectors]:
    ids = np.array([passage for passage, _ in rows], dtype=np.int64)
    return ids, unpack_all([vector for _, vector in rows])
