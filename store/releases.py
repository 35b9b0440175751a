"""What was shipped, and what is planned."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select

from bot.domain.releases import Release, RoadmapItem
from store.repository import Repository
from store.tables import releases, roadmap_items
from store.upsert import upsert


class Releases(Repository):
    async def save(self, batch: Sequence[Release]) -> None:
        await upsert(self.conn, releases, [{**asdict(r), "team_id": self.team_id} for r in batch])

    async def all(self) -> tuple[Release, ...]:
        query = select(releases).where(releases.c.team_id == self.team_id)
        rows = (await self.conn.execute(query.order_by(releases.c.released_on, releases.c.id))).mappings()
        return tuple(Release(**row) for row in rows)

    async def save_roadmap(self, batch: Sequence[RoadmapItem]) -> None:
        await upsert(self.conn, roadmap_items, [{**asdict(r), "team_id": self.team_id} for r in batch])

    async def roadmap(self) -> tuple[RoadmapItem, ...]:
        query = select(roadmap_items).where(roadmap_items.c.team_id == self.team_id)
        rows = (await self.conn.execute(query.order_by(roadmap_items.c.id))).mappings()
        return tuple(RoadmapItem(**row) for row in rows)
