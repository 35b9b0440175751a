"""What is searched by meaning: passages of records and messages, and their vectors.

Vectors live here beside their text's hash and their model, so the index is rebuilt without embedding anything again.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, insert, select, update

from bot.domain.audience import Viewer
from store.repository import Repository
from store.tables import decisions, embeddings, messages, passages
from store.upsert import insert_new
from store.visibility import visible

DECISION = "decision"
MESSAGE = "message"

Vectors = NDArray[np.float32]


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class NewPassage:
    """`text` is what is embedded. `start` and `end` are offsets into the owner's text."""

    owner_kind: str
    owner_id: str
    audience: str
    text: str
    start: int
    end: int
    ordinal: int = 0
    section: str = ""
    role: str = ""
    is_owners_text: bool = False  # the owner's whole text, which is not stored twice


@dataclass(frozen=True)
class StoredPassage:
    id: int
    owner_kind: str
    owner_id: str
    audience: str
    ordinal: int
    section: str
    role: str
    start: int
    end: int
    text: str | None


@dataclass(frozen=True)
class PendingPassage:
    id: int
    text: str
    text_hash: str


class Passages(Repository):
    async def replace(self, owner_kind: str, owner_ids: Sequence[str], new: Sequence[NewPassage]) -> None:
        """The passages of these owners are now `new`; they wait to be embedded unless their text was before."""
        await self.remove(owner_kind, owner_ids)
        rows = [
            {
                "team_id": self.team_id,
                "owner_kind": p.owner_kind,
                "owner_id": p.owner_id,
                "audience": p.audience,
                "ordinal": p.ordinal,
                "section": p.section,
                "role": p.role,
                "start": p.start,
                "end": p.end,
                "text": None if p.is_owners_text else p.text,
                "text_hash": text_hash(p.text),
                "model": None,
            }
            for p in new
        ]
        if rows:
            await self.conn.execute(insert(passages), rows)

    async def remove(self, owner_kind: str, owner_ids: Sequence[str]) -> None:
        for start in range(0, len(owner_ids), 500):
            await self.conn.execute(
                delete(passages).where(
                    passages.c.team_id == self.team_id,
                    passages.c.owner_kind == owner_kind,
                    passages.c.owner_id.in_(owner_ids[start : start + 500]),
                )
            )

    async def set_audience(self, owner_kind: str, owner_ids: Sequence[str], audience: str) -> None:
        for start in range(0, len(owner_ids), 500):
            await self.conn.execute(
                update(passages)
                .where(
                    passages.c.team_id == self.team_id,
                    passages.c.owner_kind == owner_kind,
                    passages.c.owner_id.in_(owner_ids[start : start + 500]),
                )
                .values(audience=audience)
            )

    async def pending(self, model: str, limit: int) -> tuple[PendingPassage, ...]:
        """Passages without a vector of `model`, oldest first."""
        in_message = (
            (messages.c.team_id == passages.c.team_id)
            & (messages.c.id == passages.c.owner_id)
            & (passages.c.owner_kind == MESSAGE)
        )
        query = (
            select(passages.c.id, passages.c.text, passages.c.text_hash, messages.c.text.label("said"))
            .outerjoin(messages, in_message)
            .where(passages.c.team_id == self.team_id, (passages.c.model.is_(None)) | (passages.c.model != model))
            .order_by(passages.c.id)
            .limit(limit)
        )
        return tuple(
            PendingPassage(row.id, row.text if row.text is not None else row.said or "", row.text_hash)
            for row in await self.conn.execute(query)
        )

    async def count_pending(self, model: str) -> int:
        query = select(func.count()).where(
            passages.c.team_id == self.team_id, (passages.c.model.is_(None)) | (passages.c.model != model)
        )
        return int((await self.conn.execute(query)).scalar() or 0)

    async def known_vectors(self, hashes: Iterable[str], model: str) -> dict[str, Vectors]:
        wanted, found = list(hashes), {}
        for start in range(0, len(wanted), 500):
            query = select(embeddings.c.text_hash, embeddings.c.vector).where(
                embeddings.c.model == model, embeddings.c.text_hash.in_(wanted[start : start + 500])
            )
            for row in await self.conn.execute(query):
                found[row.text_hash] = np.frombuffer(row.vector, dtype=np.float16).astype(np.float32)
        return found

    async def keep_vectors(self, vectors: dict[str, Vectors], model: str) -> None:
        rows = [
            {"text_hash": text, "model": model, "vector": vector.astype(np.float16).tobytes()}
            for text, vector in sorted(vectors.items())
        ]
        if rows:
            await insert_new(self.conn, embeddings, rows, unique=("text_hash", "model"))

    async def mark_embedded(self, ids: Sequence[int], model: str) -> None:
        for start in range(0, len(ids), 500):
            await self.conn.execute(
                update(passages).where(passages.c.id.in_(ids[start : start + 500])).values(model=model)
            )

    async def shelves_of(self, ids: Sequence[int]) -> dict[tuple[str, str], list[int]]:
        """Which (owner kind, audience) each passage stands under; passages erased meanwhile are left out."""
        found: dict[tuple[str, str], list[int]] = {}
        for start in range(0, len(ids), 500):
            query = select(passages.c.id, passages.c.owner_kind, passages.c.audience).where(
                passages.c.id.in_(ids[start : start + 500])
            )
            for passage, kind, audience in await self.conn.execute(query):
                found.setdefault((kind, audience), []).append(passage)
        return found

    async def shelves(self, model: str) -> dict[tuple[str, str], int]:
        """How many embedded passages stand under each (owner kind, audience)."""
        query = (
            select(passages.c.owner_kind, passages.c.audience, func.count())
            .where(passages.c.team_id == self.team_id, passages.c.model == model)
            .group_by(passages.c.owner_kind, passages.c.audience)
        )
        return {(kind, audience): count for kind, audience, count in await self.conn.execute(query)}

    async def vectors_of_shelf(
        self, owner_kind: str, audience: str, model: str, after_id: int = 0
    ) -> tuple[NDArray[np.int64], Vectors]:
        """Ids and vectors (n, dim) of one shelf, by id."""
        query = (
            select(passages.c.id, embeddings.c.vector)
            .join(
                embeddings,
                (embeddings.c.text_hash == passages.c.text_hash) & (embeddings.c.model == passages.c.model),
            )
            .where(
                passages.c.team_id == self.team_id,
                passages.c.owner_kind == owner_kind,
                passages.c.audience == audience,
                passages.c.model == model,
                passages.c.id > after_id,
            )
            .order_by(passages.c.id)
        )
        rows = (await self.conn.execute(query)).all()
        ids = np.array([row.id for row in rows], dtype=np.int64)
        if not rows:
            return ids, np.zeros((0, 0), dtype=np.float32)
        flat = np.frombuffer(b"".join(row.vector for row in rows), dtype=np.float16)
        return ids, flat.reshape(len(rows), -1).astype(np.float32)

    async def ids_of_shelf(self, owner_kind: str, audience: str, model: str) -> frozenset[int]:
        query = select(passages.c.id).where(
            passages.c.team_id == self.team_id,
            passages.c.owner_kind == owner_kind,
            passages.c.audience == audience,
            passages.c.model == model,
        )
        return frozenset((await self.conn.execute(query)).scalars())

    async def vectors_of_messages(self, ids: Sequence[str], model: str) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        for start in range(0, len(ids), 500):
            query = (
                select(passages.c.owner_id, embeddings.c.vector)
                .join(
                    embeddings,
                    (embeddings.c.text_hash == passages.c.text_hash) & (embeddings.c.model == passages.c.model),
                )
                .where(
                    passages.c.team_id == self.team_id,
                    passages.c.owner_kind == MESSAGE,
                    passages.c.model == model,
                    passages.c.owner_id.in_(ids[start : start + 500]),
                )
            )
            for row in await self.conn.execute(query):
                found[row.owner_id] = np.frombuffer(row.vector, dtype=np.float16).astype(np.float32)
        return found

    async def of_owners(
        self, owner_kind: str, owner_ids: Sequence[str], model: str, viewer: Viewer
    ) -> dict[str, tuple[list[StoredPassage], Vectors]]:
        """The embedded passages of these owners in order, and their vectors (n, dim). Owners with none are left out."""
        found: dict[str, list[tuple[StoredPassage, Vectors]]] = {}
        for start in range(0, len(owner_ids), 500):
            query = (
                select(passages, embeddings.c.vector)
                .join(
                    embeddings,
                    (embeddings.c.text_hash == passages.c.text_hash) & (embeddings.c.model == passages.c.model),
                )
                .where(
                    passages.c.team_id == self.team_id,
                    passages.c.owner_kind == owner_kind,
                    passages.c.owner_id.in_(owner_ids[start : start + 500]),
                    passages.c.model == model,
                )
                .order_by(passages.c.owner_id, passages.c.ordinal)
            )
            if not viewer.sees_all:
                query = query.where(passages.c.audience.in_(sorted(viewer.audiences)))
            for row in (await self.conn.execute(query)).mappings():
                stored = StoredPassage(**{k: row[k] for k in StoredPassage.__dataclass_fields__})
                vector = np.frombuffer(row["vector"], dtype=np.float16).astype(np.float32)
                found.setdefault(stored.owner_id, []).append((stored, vector))
        return {
            owner: ([stored for stored, _ in pairs], np.stack([vector for _, vector in pairs]))
            for owner, pairs in found.items()
        }

    async def visible(self, ids: Sequence[int], viewer: Viewer) -> dict[int, StoredPassage]:
        """Those of `ids` whose owner the viewer may read: the last word on permission, whatever the index says."""
        in_message = (
            (messages.c.team_id == passages.c.team_id)
            & (messages.c.id == passages.c.owner_id)
            & (passages.c.owner_kind == MESSAGE)
        )
        in_record = (
            (decisions.c.team_id == passages.c.team_id)
            & (decisions.c.id == passages.c.owner_id)
            & (passages.c.owner_kind == DECISION)
        )
        channel = func.coalesce(messages.c.channel_id, decisions.c.source_channel_id)
        found: dict[int, StoredPassage] = {}
        for start in range(0, len(ids), 500):
            query = (
                select(passages)
                .outerjoin(messages, in_message)
                .outerjoin(decisions, in_record)
                .where(
                    passages.c.team_id == self.team_id,
                    passages.c.id.in_(ids[start : start + 500]),
                    visible(passages.c.audience, channel, viewer),
                )
            )
            for row in (await self.conn.execute(query)).mappings():
                wanted = {k: row[k] for k in StoredPassage.__dataclass_fields__}
                found[row["id"]] = StoredPassage(**wanted)
        return found

    async def forget_orphans(self) -> int:
        """Erases vectors whose text nobody holds any more."""
        held = select(passages.c.text_hash)
        done = await self.conn.execute(delete(embeddings).where(embeddings.c.text_hash.not_in(held)))
        return done.rowcount
