"""Offers to record a decision that wait for somebody's yes."""

from sqlalchemy import ColumnElement, delete, select, update

from bot.domain.decisions import Draft
from store.repository import Repository
from store.tables import drafts
from store.upsert import insert_once


class Drafts(Repository):
    async def add(self, draft: Draft) -> bool:
        """False when this person was offered this message before: never twice."""
        row = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
        unique = ("team_id", "channel_id", "ts", "for_user_id")
        return await insert_once(self.conn, drafts, {**row, "team_id": self.team_id}, unique=unique)

    async def get(self, draft_id: str) -> Draft | None:
        found = await self._read(drafts.c.id == draft_id)
        return found[0] if found else None

    async def waiting_for(self, user_id: str) -> tuple[Draft, ...]:
        return await self._read(drafts.c.for_user_id == user_id, drafts.c.state == "waiting")

    async def set_state(self, draft_id: str, state: str) -> None:
        await self.conn.execute(
            update(drafts).where(drafts.c.team_id == self.team_id, drafts.c.id == draft_id).values(state=state)
        )

    async def close_for_message(self, channel_id: str, ts: str, state: str) -> None:
        mine = (drafts.c.team_id == self.team_id, drafts.c.channel_id == channel_id, drafts.c.ts == ts)
        await self.conn.execute(update(drafts).where(*mine).values(state=state))

    async def forget_person(self, user_id: str) -> None:
        await self.conn.execute(delete(drafts).where(drafts.c.team_id == self.team_id, drafts.c.for_user_id == user_id))

    async def _read(self, *conditions: ColumnElement[bool]) -> tuple[Draft, ...]:
        query = select(drafts).where(drafts.c.team_id == self.team_id, *conditions)
        rows = (await self.conn.execute(query.order_by(drafts.c.created_at, drafts.c.id))).mappings()
        return tuple(Draft(**{name: row[name] for name in Draft.__dataclass_fields__}) for row in rows)
