"""What is searched by meaning: passages of records and messages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, delete, func, insert, null, select, update

from bot.domain.audience import Viewer
from store.tables import decisions, embeddings, messages, passages
from store.vectors import DECISION, GIST, MESSAGE, Vectors, of_passage, text_hash, unpack_all
from store.visibility import visible
from store.waiting import PendingPassage, WaitingPassages

__all__ = [
    "DECISION",
    "GIST",
    "MESSAGE",
    "NewPassage",
    "Passages",
    "PendingPassage",
    "StoredPassage",
    "Vectors",
    "text_hash",
]

_GO_TOGETHER = {DECISION: (DECISION, GIST)}
"""What is kept of a decision under another kind shares its fate: replaced, moved and erased with its passages."""


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


class StoredPassage(NamedTuple):
    """What is shown and weighed of a passage; `text` is None where it is the owner's whole text."""

    role: str
    section: str
    start: int
    end: int
    text: str | None


class Passages(WaitingPassages):
    async def replace(self, owner_kind: str, owner_ids: Sequence[str], new: Sequence[NewPassage]) -> None:
        """The passages of these owners are now `new`; they wait to be embedded unless their text was before.

        With a decision's passages its gist is replaced too: give both.
        """
        held = await self._take_out(owner_kind, owner_ids)
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
        await self.forget_orphans(held)  # after the insert: a text that stays keeps its vector

    async def remove(self, owner_kind: str, owner_ids: Sequence[str]) -> None:
        """Erases the passages of these owners, and the vectors of texts that nobody else holds."""
        await self.forget_orphans(await self._take_out(owner_kind, owner_ids))

    async def _take_out(self, owner_kind: str, owner_ids: Sequence[str]) -> set[str]:
        """Returns the hashes of the texts that were taken out."""
        hashes: set[str] = set()
        for start in range(0, len(owner_ids), 500):
            done = await self.conn.execute(
                delete(passages)
                .where(
                    passages.c.team_id == self.team_id,
                    passages.c.owner_kind.in_(_kinds(owner_kind)),
                    passages.c.owner_id.in_(owner_ids[start : start + 500]),
                )
                .returning(passages.c.text_hash)
            )
            hashes.update(done.scalars())
        return hashes

    async def set_audience(self, owner_kind: str, owner_ids: Sequence[str], audience: str) -> None:
        for start in range(0, len(owner_ids), 500):
            await self.conn.execute(
                update(passages)
                .where(
                    passages.c.team_id == self.team_id,
                    passages.c.owner_kind.in_(_kinds(owner_kind)),
                    passages.c.owner_id.in_(owner_ids[start : start + 500]),
                )
                .values(audience=audience)
            )

    async def shelves_of(self, ids: Sequence[int]) -> dict[tuple[str, str], list[int]]:
        """Which (owner kind, audience) each passage stands under, of those that are still there and are searched."""
        found: dict[tuple[str, str], list[int]] = {}
        for start in range(0, len(ids), 500):
            query = select(passages.c.id, passages.c.owner_kind, passages.c.audience).where(
                passages.c.id.in_(ids[start : start + 500])
            )
            for passage, kind, audience in await self.conn.execute(query.where(passages.c.owner_kind != GIST)):
                found.setdefault((kind, audience), []).append(passage)
        return found

    async def of_owners(
        self, owner_kind: str, owner_ids: Sequence[str] | None, model: str, viewer: Viewer
    ) -> dict[str, tuple[list[StoredPassage], Vectors]]:
        """The embedded passages of these owners in order, and their vectors (n, dim). Owners with none are left out.

        owner_ids: None for all that the viewer's audiences may read.
        """
        query: Select[Any] = (
            select(passages.c.owner_id, *(passages.c[name] for name in StoredPassage._fields), embeddings.c.vector)
            .join(embeddings, of_passage())
            .where(passages.c.team_id == self.team_id, passages.c.owner_kind == owner_kind, passages.c.model == model)
            .order_by(passages.c.owner_id, passages.c.ordinal)
        )
        if not viewer.sees_all:
            query = query.where(passages.c.audience.in_(sorted(viewer.audiences)))
        rows: list[Row[*tuple[Any, ...]]] = list((await self.conn.execute(query)).all()) if owner_ids is None else []
        for start in range(0, len(owner_ids or ()), 500):
            some = query.where(passages.c.owner_id.in_((owner_ids or ())[start : start + 500]))
            rows += (await self.conn.execute(some)).all()
        vectors = unpack_all([row[-1] for row in rows])
        found: dict[str, tuple[list[StoredPassage], Vectors]] = {}
        for owner, first, end in _runs([row[0] for row in rows]):
            found[owner] = [StoredPassage(*row[1:-1]) for row in rows[first:end]], vectors[first:end]
        return found

    async def visible_owners(self, ids: Sequence[int], viewer: Viewer) -> dict[int, str]:
        """Whose those of `ids` are that the viewer may read: the last word on permission, whatever the index says."""
        query: Select[Any] = select(passages.c.id, passages.c.team_id, passages.c.owner_id)
        if viewer.only_channels is None:  # then the owner's channel is not asked for, and long records are not read
            query = query.where(visible(passages.c.audience, null(), viewer))
        else:
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
            query = query.outerjoin(messages, in_message).outerjoin(decisions, in_record)
            query = query.where(visible(passages.c.audience, channel, viewer))
        found: dict[int, str] = {}
        for start in range(0, len(ids), 500):
            rows = await self.conn.execute(query.where(passages.c.id.in_(ids[start : start + 500])))
            # Not a condition of the query: SQLite would look through all passages of the workspace for these few.
            found.update({passage: owner for passage, team_id, owner in rows if team_id == self.team_id})
        return found


def _kinds(owner_kind: str) -> tuple[str, ...]:
    return _GO_TOGETHER.get(owner_kind, (owner_kind,))


def _runs(owners: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Each owner of rows that are sorted by owner, with the bounds of its rows."""
    first = 0
    for owner, group in groupby(owners):
        end = first + sum(1 for _ in group)
        yield owner, first, end
        first = end
