"""The digest of each local day, made once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from store.repository import Repository
from store.tables import digests
from store.upsert import insert_once


class Digests(Repository):
    async def add(self, local_date: date, channel_id: str, body: Mapping[str, Any], at: datetime) -> bool:
        """False when the day's digest is there already: the first one stands."""
        row = {
            "team_id": self.team_id,
            "local_date": local_date,
            "channel_id": channel_id,
            "body": dict(body),
            "made_at": at,
        }
        return await insert_once(self.conn, digests, row, unique=("team_id", "local_date", "channel_id"))

    async def get(self, local_date: date, channel_id: str) -> dict[str, Any] | None:
        query = select(digests.c.body).where(
            digests.c.team_id == self.team_id,
            digests.c.local_date == local_date,
            digests.c.channel_id == channel_id,
        )
        return (await self.conn.execute(query)).scalar()

    async def between(self, start: date, end: date) -> tuple[tuple[date, dict[str, Any]], ...]:
        """The digests of [start, end), by day."""
        query = (
            select(digests.c.local_date, digests.c.body)
            .where(digests.c.team_id == self.team_id, digests.c.local_date >= start, digests.c.local_date < end)
            .order_by(digests.c.local_date, digests.c.channel_id)
        )
        return tuple((row.local_date, row.body) for row in await self.conn.execute(query))

    async def last(self) -> tuple[date, datetime] | None:
        query = (
            select(digests.c.local_date, digests.c.made_at)
            .where(digests.c.team_id == self.team_id)
            .order_by(digests.c.local_date.desc())
            .limit(1)
        )
        row = (await self.conn.execute(query)).first()
        return (row.local_date, row.made_at) if row else None

    async def bodies(self) -> tuple[tuple[date, str, dict[str, Any]], ...]:
        """Day, channel and body of every digest."""
        query = select(digests.c.local_date, digests.c.channel_id, digests.c.body).where(
            digests.c.team_id == self.team_id
        )
        return tuple((row.local_date, row.channel_id, row.body) for row in await self.conn.execute(query))

    async def rewrite(self, local_date: date, channel_id: str, body: Mapping[str, Any]) -> None:
        """For erasing alone: a digest that is out stands."""
        mine = (digests.c.local_date == local_date, digests.c.channel_id == channel_id)
        await self.conn.execute(update(digests).where(digests.c.team_id == self.team_id, *mine).values(body=dict(body)))
