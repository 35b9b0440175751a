"""What people set from Slack, by name; it goes before the environment."""

from typing import Any

from sqlalchemy import select

from store.repository import Repository
from store.tables import settings
from store.upsert import upsert


class Settings(Repository):
    async def get(self, name: str) -> Any:
        query = select(settings.c.value).where(settings.c.team_id == self.team_id, settings.c.name == name)
        return (await self.conn.execute(query)).scalar()

    async def set(self, name: str, value: Any) -> None:
        await upsert(self.conn, settings, [{"team_id": self.team_id, "name": name, "value": value}])
