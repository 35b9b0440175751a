"""What was shipped, and what is planned."""

from collections.abc import Iterable

from bot.domain.releases import Release, RoadmapItem
from store.unit_of_work import Store


class Releases:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def import_releases(self, team_id: str, releases: Iterable[Release]) -> int:
        batch = list(releases)
        async with self._store.write(team_id) as uow:
            await uow.releases.save(batch)
            await uow.commit()
        return len(batch)

    async def import_roadmap(self, team_id: str, items: Iterable[RoadmapItem]) -> int:
        batch = list(items)
        async with self._store.write(team_id) as uow:
            await uow.releases.save_roadmap(batch)
            await uow.commit()
        return len(batch)
