"""How far the reading of each channel's history has come, so that it can be taken up again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from store.repository import Repository
from store.tables import backfills
from store.upsert import upsert


@dataclass(frozen=True)
class Backfill:
    """History is read from the newest back; `reached_ts` is the oldest message read so far."""

    channel_id: str
    oldest: datetime
    started_at: datetime
    reached_ts: str | None = None
    finished_at: datetime | None = None


class Backfills(Repository):
    async def get(self, channel_id: str) -> Backfill | None:
        query = select(backfills).where(backfills.c.team_id == self.team_id, backfills.c.channel_id == channel_id)
        row = (await self.conn.execute(query)).mappings().first()
        return Backfill(**{name: row[name] for name in Backfill.__dataclass_fields__}) if row else None

    async def save(self, backfill: Backfill) -> None:
        row = {name: getattr(backfill, name) for name in Backfill.__dataclass_fields__}
        await upsert(self.conn, backfills, [{**row, "team_id": self.team_id}])
