"""Which channels are read, as what, and what the workspace looks like."""

from dataclasses import replace

from bot.domain.clock import Now
from bot.domain.kinds import Surface
from bot.domain.workspace import Channel, Person, Team
from bot.services.erasing import take_out_of_synthesis
from bot.services.ports import Directory
from bot.services.reindexing import put_words
from store.passages import DECISION, MESSAGE
from store.unit_of_work import Store, UnitOfWork

HOME = "local"
"""The workspace that holds what is imported before Slack is connected."""


class Listening:
    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def home_team(self) -> str:
        """The one workspace of this database; made where there is none yet."""
        async with self._store.read(HOME) as uow:
            teams = await uow.workspaces.all_teams()
        if not teams:
            async with self._store.write(HOME) as uow:
                teams = await uow.workspaces.all_teams()  # another process may have come first
                if not teams:
                    await uow.workspaces.save_team(Team(HOME, "local", ""))
                    await uow.commit()
        return next((team.id for team in teams if team.id != HOME), HOME)

    async def connect(self, team: Team) -> None:
        """Slack said who we are: what was imported before becomes this workspace's."""
        async with self._store.write(team.id) as uow:
            known = {known.id for known in await uow.workspaces.all_teams()}
            if HOME in known and team.id not in known:
                await uow.moves.rename_team(HOME)
                await put_words(uow, await uow.messages.ids_where(), await uow.decisions.ids())
            await uow.workspaces.save_team(team)
            await uow.commit()

    async def listen(self, team_id: str, channel: Channel, surface: Surface | None) -> None:
        """From now on the channel is read as `surface`; None stops. What was said there is read anew."""
        async with self._store.write(team_id) as uow:
            await uow.workspaces.save_channel(channel)
            await uow.workspaces.set_surface(channel.id, surface)
            await uow.messages.set_surface_of_channel(channel.id, surface)
            await uow.commit()

    async def listen_as_set(
        self, team_id: str, directory: Directory, surfaces: dict[str, Surface]
    ) -> tuple[tuple[Channel, ...], tuple[str, ...]]:
        """Joins and reads the channels that the settings name, by name or id.

        Returns the channels it listens to now, and the names of settings that are no channel it can see.
        """
        wanted = dict(surfaces)
        async for channel in directory.channels():
            surface = wanted.pop(channel.id, None) or wanted.pop(channel.name, None)
            async with self._store.read(team_id) as uow:
                known = await uow.workspaces.channel(channel.id)
            surface = surface or (known.surface if known else None)
            if surface is not None and not channel.is_member and not channel.is_private and not channel.is_archived:
                await directory.join(channel.id)
                channel = replace(channel, is_member=True)
            await self.note_channel(team_id, channel)
            if surface is not None and (known is None or known.surface is not surface):
                await self.listen(team_id, channel, surface)
        return await self.listened(team_id), tuple(wanted)

    async def listened(self, team_id: str) -> tuple[Channel, ...]:
        async with self._store.read(team_id) as uow:
            return await uow.workspaces.listened()

    async def channels(self, team_id: str) -> tuple[Channel, ...]:
        async with self._store.read(team_id) as uow:
            return await uow.workspaces.channels()

    async def note_channel(self, team_id: str, channel: Channel) -> None:
        """What Slack says of a channel now. A change of privacy moves everything that was said there."""
        async with self._store.write(team_id) as uow:
            known = await uow.workspaces.channel(channel.id)
            await uow.workspaces.save_channel(channel)
            if known is not None and known.is_private != channel.is_private:
                await self._move_audience(uow, known, channel)
            await uow.commit()

    async def _move_audience(self, uow: UnitOfWork, before: Channel, now: Channel) -> None:
        """All that was said or decided in the channel, and all that was made of it, is for another audience now."""
        await uow.messages.set_audience_of_channel(now.id, now.audience)
        records = await uow.decisions.set_audience_of_channel(now.id, now.audience)
        said = await uow.messages.ids_where(channel_id=now.id)
        await uow.passages.set_audience(MESSAGE, said, now.audience)
        await uow.passages.set_audience(DECISION, records, now.audience)
        await put_words(uow, said, records)
        await take_out_of_synthesis(uow, said, self._now(), audience=before.audience, but_in=now.id)
        await uow.answers.forget_citing(records)

    async def note_people(self, team_id: str, people: list[Person]) -> None:
        async with self._store.write(team_id) as uow:
            await uow.workspaces.save_people(people, self._now())
            await uow.commit()

    async def note_member(self, team_id: str, channel_id: str, user_id: str, *, is_in: bool) -> None:
        async with self._store.write(team_id) as uow:
            if is_in:
                await uow.workspaces.add_member(channel_id, user_id)
            else:
                await uow.workspaces.remove_member(channel_id, user_id)
            await uow.commit()

    async def note_members(self, team_id: str, channel_id: str, user_ids: frozenset[str]) -> None:
        async with self._store.write(team_id) as uow:
            await uow.workspaces.replace_members(channel_id, user_ids)
            await uow.commit()

    async def rename_channel_id(self, team_id: str, old: str, new: str) -> None:
        """A channel that became shared gets a new id: everything that was said there moves with it."""
        async with self._store.write(team_id) as uow:
            await uow.moves.rename_channel(old, new)
            said = await uow.messages.ids_where(channel_id=new)
            await put_words(uow, said, await uow.decisions.ids_of_channel(new))
            await uow.commit()

    async def team(self, team_id: str) -> Team | None:
        async with self._store.read(team_id) as uow:
            return await uow.workspaces.team()
