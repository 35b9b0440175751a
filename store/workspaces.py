"""Teams, channels, people and who is in which channel."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from bot.domain.kinds import Surface
from bot.domain.workspace import Channel, Person, Team
from store.repository import Repository
from store.tables import channels, memberships, people, teams
from store.upsert import upsert

FORGOTTEN = "(forgotten)"


class Workspaces(Repository):
    async def team(self) -> Team | None:
        row = (await self.conn.execute(select(teams).where(teams.c.id == self.team_id))).mappings().first()
        return Team(**row) if row else None

    async def all_teams(self) -> tuple[Team, ...]:
        return tuple(Team(**row) for row in (await self.conn.execute(select(teams))).mappings())

    async def save_team(self, team: Team) -> None:
        await upsert(
            self.conn,
            teams,
            [
                {
                    "id": team.id,
                    "name": team.name,
                    "url": team.url,
                    "bot_user_id": team.bot_user_id,
                    "bot_id": team.bot_id,
                }
            ],
        )

    async def channel(self, channel_id: str) -> Channel | None:
        found = await self._channels(channels.c.id == channel_id)
        return found[0] if found else None

    async def channels(self) -> tuple[Channel, ...]:
        return await self._channels()

    async def listened(self) -> tuple[Channel, ...]:
        return await self._channels(channels.c.surface.is_not(None))

    async def _channels(self, *conditions: Any) -> tuple[Channel, ...]:
        query = select(channels).where(channels.c.team_id == self.team_id, *conditions)
        rows = (await self.conn.execute(query.order_by(channels.c.name, channels.c.id))).mappings()
        return tuple(
            Channel(
                **{
                    **row,
                    "surface": Surface(row["surface"]) if row["surface"] else None,
                    "connected_team_ids": tuple(row["connected_team_ids"]),
                }
            )
            for row in rows
        )

    async def save_channel(self, channel: Channel) -> None:
        """Writes what Slack says of a channel. Surface and progress are set by their own methods."""
        await upsert(
            self.conn,
            channels,
            [
                {
                    "team_id": self.team_id,
                    "id": channel.id,
                    "name": channel.name,
                    "is_private": channel.is_private,
                    "is_shared": channel.is_shared,
                    "has_guests": channel.has_guests,
                    "is_member": channel.is_member,
                    "is_archived": channel.is_archived,
                    "connected_team_ids": list(channel.connected_team_ids),
                }
            ],
        )

    async def _set(self, channel_id: str, **values: Any) -> None:
        await self.conn.execute(
            update(channels).where(channels.c.team_id == self.team_id, channels.c.id == channel_id).values(**values)
        )

    async def set_surface(self, channel_id: str, surface: Surface | None) -> None:
        await self._set(channel_id, surface=surface.value if surface else None)

    async def set_last_event(self, channel_id: str, at: datetime) -> None:
        newest = func.coalesce(channels.c.last_event_at, at) <= at
        await self.conn.execute(
            update(channels)
            .where(channels.c.team_id == self.team_id, channels.c.id == channel_id, newest)
            .values(last_event_at=at)
        )

    async def set_backfilled_to(self, channel_id: str, at: datetime) -> None:
        """History is known back to `at`; a shorter reading takes nothing of a longer one back."""
        earliest = func.coalesce(channels.c.backfilled_to, at) >= at
        await self.conn.execute(
            update(channels)
            .where(channels.c.team_id == self.team_id, channels.c.id == channel_id, earliest)
            .values(backfilled_to=at)
        )

    async def person(self, user_id: str) -> Person | None:
        return (await self.people([user_id])).get(user_id)

    async def people(self, user_ids: Iterable[str]) -> dict[str, Person]:
        wanted, found = sorted(set(user_ids)), {}
        for start in range(0, len(wanted), 500):
            query = select(people).where(people.c.team_id == self.team_id, people.c.id.in_(wanted[start : start + 500]))
            for row in (await self.conn.execute(query)).mappings():
                known = {k: v for k, v in row.items() if k not in ("looked_up_at", "is_silenced")}
                found[row["id"]] = Person(**known)
        return found

    async def members_named(self, names: Iterable[str]) -> tuple[Person, ...]:
        """Full members of this workspace who bear one of these names, in whatever case."""
        wanted = sorted({name.casefold() for name in names})
        if not wanted:
            return ()
        full = (~people.c.is_external, ~people.c.is_guest, ~people.c.is_bot, ~people.c.is_deleted)
        query = select(people.c.id, people.c.name).where(people.c.team_id == self.team_id, *full)
        same = [user_id for user_id, name in await self.conn.execute(query) if name.casefold() in wanted]
        return tuple((await self.people(same)).values())

    async def members_called(self, name: str) -> tuple[Person, ...]:
        """Full members of this workspace whose first or whole name this is, in whatever case."""
        wanted = name.casefold()
        full = (~people.c.is_external, ~people.c.is_guest, ~people.c.is_bot, ~people.c.is_deleted)
        query = select(people.c.id, people.c.name).where(people.c.team_id == self.team_id, *full)
        rows = await self.conn.execute(query.where(people.c.name.icontains(name, autoescape=True)))
        called = [i for i, whole in rows if wanted in (whole.casefold(), whole.casefold().split(" ")[0])]
        return tuple((await self.people(called)).values())

    async def staff_names(self) -> tuple[str, ...]:
        """Names of the company's own people."""
        query = select(people.c.name).where(
            people.c.team_id == self.team_id, ~people.c.is_external, ~people.c.is_bot, ~people.c.is_silenced
        )
        return tuple((await self.conn.execute(query.order_by(people.c.name))).scalars())

    async def everybodys_names(self) -> tuple[str, ...]:
        """Names of all people known here, customers' too."""
        query = select(people.c.name).where(people.c.team_id == self.team_id, ~people.c.is_bot, ~people.c.is_silenced)
        return tuple((await self.conn.execute(query.distinct().order_by(people.c.name))).scalars())

    async def external_people(self) -> tuple[Person, ...]:
        """People of other companies, whose addresses tell which company their workspace is."""
        query = select(people.c.id).where(people.c.team_id == self.team_id, people.c.is_external)
        known = await self.people((await self.conn.execute(query)).scalars())
        return tuple(known[user_id] for user_id in sorted(known))

    async def save_people(self, found: Sequence[Person], looked_up_at: datetime | None) -> None:
        """What Slack says of these people; of those who asked to be forgotten, only their rights."""
        silenced = await self.silenced()
        await upsert(
            self.conn,
            people,
            [
                {
                    "team_id": self.team_id,
                    "id": p.id,
                    "name": FORGOTTEN if p.id in silenced else p.name,
                    "email": None if p.id in silenced else p.email,
                    "home_team_id": p.home_team_id,
                    "is_bot": p.is_bot,
                    "is_guest": p.is_guest,
                    "is_external": p.is_external,
                    "is_deleted": p.is_deleted,
                    "looked_up_at": looked_up_at,
                }
                for p in found
            ],
        )

    async def silence(self, user_id: str) -> None:
        """From now on nothing that this person writes is kept."""
        await upsert(
            self.conn,
            people,
            [{"team_id": self.team_id, "id": user_id, "name": FORGOTTEN, "is_silenced": True}],
        )
        await self.conn.execute(
            update(people)
            .where(people.c.team_id == self.team_id, people.c.id == user_id)
            .values(name=FORGOTTEN, email=None)
        )

    async def silenced(self) -> frozenset[str]:
        query = select(people.c.id).where(people.c.team_id == self.team_id, people.c.is_silenced)
        return frozenset((await self.conn.execute(query)).scalars())

    async def replace_members(self, channel_id: str, user_ids: Iterable[str]) -> None:
        mine = (memberships.c.team_id == self.team_id, memberships.c.channel_id == channel_id)
        await self.conn.execute(delete(memberships).where(*mine))
        rows = [{"team_id": self.team_id, "channel_id": channel_id, "user_id": u} for u in sorted(set(user_ids))]
        if rows:
            await self.conn.execute(insert(memberships), rows)

    async def add_member(self, channel_id: str, user_id: str) -> None:
        row = {"team_id": self.team_id, "channel_id": channel_id, "user_id": user_id}
        await upsert(self.conn, memberships, [row])

    async def remove_member(self, channel_id: str, user_id: str) -> None:
        await self.conn.execute(
            delete(memberships).where(
                memberships.c.team_id == self.team_id,
                memberships.c.channel_id == channel_id,
                memberships.c.user_id == user_id,
            )
        )

    async def members(self, channel_id: str) -> frozenset[str]:
        """People known to be in the channel, as of the last look."""
        query = select(memberships.c.user_id).where(
            memberships.c.team_id == self.team_id, memberships.c.channel_id == channel_id
        )
        return frozenset((await self.conn.execute(query)).scalars())

    async def channels_of(self, user_id: str) -> frozenset[str]:
        """Channels that the person is known to be in, as of the last look."""
        query = select(memberships.c.channel_id).where(
            memberships.c.team_id == self.team_id, memberships.c.user_id == user_id
        )
        return frozenset((await self.conn.execute(query)).scalars())
