"""What waits to be embedded, in which order, and what was embedded."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select, update

from store.tables import decisions, messages, passages
from store.vectors import GIST, MESSAGE, PassageVectors


@dataclass(frozen=True)
class PendingPassage:
    id: int
    text: str
    text_hash: str


class WaitingPassages(PassageVectors):
    async def pending(self, model: str, limit: int) -> tuple[PendingPassage, ...]:
        """Passages without a vector of `model`: first all that is searched, then gists, never mixed.

        Each oldest first; those that have a vector of another model come last.
        """
        found: list[PendingPassage] = []
        for kind in (passages.c.owner_kind != GIST, passages.c.owner_kind == GIST):
            # One condition at a time: each is one stretch of the index, in its order.
            for waits in (passages.c.model.is_(None), passages.c.model < model, passages.c.model > model):
                if len(found) < limit:
                    found += await self._waiting(kind & waits, limit - len(found))
            if found:
                break
        return tuple(found)

    async def _waiting(self, which: ColumnElement[bool], limit: int) -> list[PendingPassage]:
        in_message = (
            (messages.c.team_id == passages.c.team_id)
            & (messages.c.id == passages.c.owner_id)
            & (passages.c.owner_kind == MESSAGE)
        )
        query = (
            select(passages.c.id, passages.c.text, passages.c.text_hash, messages.c.text.label("said"))
            .outerjoin(messages, in_message)
            .where(passages.c.team_id == self.team_id, which)
            .order_by(passages.c.model, passages.c.id)
            .limit(limit)
        )
        rows = await self.conn.execute(query)
        return [PendingPassage(r.id, r.text if r.text is not None else r.said or "", r.text_hash) for r in rows]

    async def count_pending(self, model: str) -> int:
        query = select(func.count()).where(passages.c.team_id == self.team_id, _is_pending(model))
        return int((await self.conn.execute(query)).scalar() or 0)

    async def mark_embedded(self, ids: Sequence[int], model: str) -> None:
        for start in range(0, len(ids), 500):
            await self.conn.execute(
                update(passages).where(passages.c.id.in_(ids[start : start + 500])).values(model=model)
            )

    async def decisions_without_gist(self, limit: int) -> tuple[str, ...]:
        """Ids of records that were kept before gists were."""
        has_one = exists().where(
            passages.c.team_id == decisions.c.team_id,
            passages.c.owner_kind == GIST,
            passages.c.owner_id == decisions.c.id,
        )
        query = select(decisions.c.id).where(decisions.c.team_id == self.team_id, ~has_one)
        return tuple((await self.conn.execute(query.order_by(decisions.c.id).limit(limit))).scalars())


def _is_pending(model: str) -> ColumnElement[bool]:
    """Without a vector of `model`; said in ranges, which an index can answer."""
    return passages.c.model.is_(None) | (passages.c.model < model) | (passages.c.model > model)
