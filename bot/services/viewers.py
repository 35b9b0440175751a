"""Who is asking, and what may be said where the answer lands. Unknown means no."""

import time
from collections import Counter
from dataclasses import dataclass, field

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.clock import Now
from bot.domain.workspace import Channel, Person
from bot.errors import NotFound, Unavailable
from bot.services.ports import Directory
from store.unit_of_work import Store

MEMBERS_FRESH_S = 60.0
"""How long a look at a channel's members is believed; leaving a channel ends it at once by its event."""

PERSON_FRESH_S = 600.0

MOST_LOOKS = 3
"""How often a channel is looked at again when somebody comes or goes meanwhile."""


@dataclass
class _Looked:
    """What was seen when, in monotonic seconds."""

    members: dict[str, float] = field(default_factory=dict)
    unseen: set[str] = field(default_factory=set)  # channels that Slack would not show
    changes: Counter[str] = field(default_factory=Counter)  # comings and goings, by channel
    people: dict[str, float] = field(default_factory=dict)


class Viewers:
    def __init__(self, store: Store, directory: Directory | None, now: Now) -> None:
        self._store, self._directory, self._now = store, directory, now
        self._looked = _Looked()

    async def asking(self, team_id: str, user_id: str) -> Viewer:
        """The rights of the person, as of now: for a reply that only this person reads."""
        person = await self.person(team_id, user_id)
        if person is None or person.is_external or person.is_deleted or person.is_bot:
            return Viewer.nobody(team_id, user_id)
        async with self._store.read(team_id) as uow:
            channels = await uow.workspaces.channels()
        if person.is_guest:
            mine = await self._channels_of(team_id, user_id, channels)
            return Viewer.guest(team_id, user_id, mine)
        private = tuple(channel for channel in channels if channel.is_private)
        return Viewer.member(team_id, user_id, await self._channels_of(team_id, user_id, private))

    async def landing(self, team_id: str, channel_id: str) -> Viewer:
        """What everybody in the channel may see: for a reply that others can read."""
        channel = await self.channel(team_id, channel_id)
        if channel is None:
            return Viewer.nobody(team_id)
        if channel.is_shared or await self._has_guests(team_id, channel):
            return Viewer(team_id, None, frozenset({channel.audience}), only_channels=frozenset({channel.id}))
        return Viewer(team_id, None, frozenset({PUBLIC, channel.audience}))

    async def person(self, team_id: str, user_id: str) -> Person | None:
        """The person as Slack says (remembered for a while), None where it does not. Without Slack: as last known."""
        async with self._store.read(team_id) as uow:
            known = await uow.workspaces.person(user_id)
        looked = self._looked.people.get(user_id)
        if self._directory is None or (known and looked and time.monotonic() - looked < PERSON_FRESH_S):
            return known
        try:
            found = await self._directory.person(user_id)
        except (Unavailable, NotFound):
            return None
        if found is None:
            return None
        async with self._store.write(team_id) as uow:
            await uow.workspaces.save_people([found], self._now())
            await uow.commit()
        self._looked.people[user_id] = time.monotonic()
        return found

    async def channel(self, team_id: str, channel_id: str) -> Channel | None:
        async with self._store.read(team_id) as uow:
            known = await uow.workspaces.channel(channel_id)
        if known is not None or self._directory is None:
            return known
        try:
            found = await self._directory.channel(channel_id)
        except (Unavailable, NotFound):
            return None
        if found is not None:
            async with self._store.write(team_id) as uow:
                await uow.workspaces.save_channel(found)
                await uow.commit()
        return found

    def forget_members(self, channel_id: str) -> None:
        """Somebody came or left: the next question looks again, and a look that is under way is not believed."""
        self._looked.members.pop(channel_id, None)
        self._looked.changes[channel_id] += 1

    def forget_person(self, user_id: str) -> None:
        self._looked.people.pop(user_id, None)

    async def _channels_of(self, team_id: str, user_id: str, among: tuple[Channel, ...]) -> frozenset[str]:
        for channel in among:
            await self._look_at_members(team_id, channel.id)
        async with self._store.read(team_id) as uow:
            mine = await uow.workspaces.channels_of(user_id)
        return mine & frozenset(channel.id for channel in among)

    async def _has_guests(self, team_id: str, channel: Channel) -> bool:
        """Whether anybody there is a guest, or might be: who cannot be looked up counts as one."""
        if channel.has_guests:
            return True
        await self._look_at_members(team_id, channel.id)
        if channel.id in self._looked.unseen:
            return True
        async with self._store.read(team_id) as uow:
            members = await uow.workspaces.members(channel.id)
            people = await uow.workspaces.people(members)
        for user_id in sorted(members - set(people)):
            found = await self.person(team_id, user_id)
            if found is None:
                return True
            people[user_id] = found
        return any(p.is_guest or p.is_external for p in people.values())

    async def _look_at_members(self, team_id: str, channel_id: str) -> None:
        looked = self._looked.members.get(channel_id)
        if self._directory is None or (looked and time.monotonic() - looked < MEMBERS_FRESH_S):
            return
        for _ in range(MOST_LOOKS):
            changes = self._looked.changes[channel_id]
            try:
                members = await self._directory.members(channel_id)
            except (Unavailable, NotFound):
                members = frozenset()  # a channel we cannot look into is a channel nobody is known to be in
                self._looked.unseen.add(channel_id)
            else:
                self._looked.unseen.discard(channel_id)
            async with self._store.write(team_id) as uow:
                unchanged = changes == self._looked.changes[channel_id]
                await uow.workspaces.replace_members(channel_id, members if unchanged else ())
                await uow.commit()
            if unchanged:
                self._looked.members[channel_id] = time.monotonic()
                return
