"""Coming up and going down: who we are, what we listen to, and what was missed meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.workspace import Channel, Team
from bot.errors import BadSettings, BecauseError, NotFound, Unavailable
from bot.services.backfill import Backfilling
from bot.sources.reactions import custom_aliases
from handlers.boundary import guard
from handlers.clock import Clock, start_clock
from handlers.context import Context
from handlers.ending import end_all
from handlers.receiving import Bells, receive_events
from handlers.register import register
from handlers.slack_calls import answer_of
from handlers.slack_directory import SlackDirectory
from handlers.slack_history import SlackHistory
from handlers.workers import Workers

HISTORY = timedelta(days=90)
"""How far back a channel is read when it is listened to for the first time."""

log = structlog.get_logger(__name__)

WRONG_TOKEN = ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired")


async def who_we_are(reader: AsyncWebClient) -> Team:
    """Raises BadSettings where Slack does not take the token, Unavailable where it does not answer."""
    try:
        me = await answer_of(reader.auth_test())
    except Unavailable as refused:
        if any(word in str(refused) for word in WRONG_TOKEN):
            raise BadSettings(
                "SLACK_BOT_TOKEN is not accepted by Slack: copy the Bot User OAuth Token (xoxb-...) from "
                "OAuth & Permissions, and reinstall the app if it was revoked"
            ) from refused
        raise Unavailable(f"Slack cannot be reached at {reader.base_url}: {refused}") from refused
    return Team(
        id=str(me["team_id"]),
        name=str(me.get("team") or ""),
        url=str(me.get("url") or ""),
        bot_user_id=me.get("user_id"),
        bot_id=me.get("bot_id"),
    )


class Connection:
    """One workspace's handlers, workers and clock around a Bolt app."""

    def __init__(self, context: Context, directory: SlackDirectory, *, signing_secret: str | None) -> None:
        self.context, self._directory = context, directory
        self.bells = Bells()
        self.bolt = AsyncApp(
            client=context.client,
            signing_secret=signing_secret,
            request_verification_enabled=signing_secret is not None,
            ignoring_self_events_enabled=False,  # our own posts are told apart by us, so that their envelopes are acked
        )
        receive_events(self.bolt, context.services.inbox, context.team.id, self.bells)
        register(self.bolt, context, self.bells)
        guard(self.bolt)
        self._workers = Workers(context, self.bells)
        self._clock: Clock | None = None
        self._background: set[asyncio.Task[None]] = set()
        context.read_back = lambda channel: self._in_background(self._read_back(channel))

    async def start(self, retention_days: int | None, *, history_since: datetime | None = None) -> None:
        """Comes up and works. history_since: first reads everything that was said since then, and waits for it."""
        await self._prepare()
        if history_since is not None:
            await self._read_history(history_since)
        await self._note_gaps()
        self._workers.start()
        self._clock = start_clock(self.context, self.bells, retention_days)
        self._in_background(self._catch_up())

    async def _note_gaps(self) -> None:
        """Where each channel's gap begins, before new events hide it."""
        context = self.context
        history = SlackHistory(context.reader, context.team, lambda: context.names, context.emoji_aliases)
        backfilling = context.services.backfilling(history)
        for channel in await context.services.listening.listened(context.team.id):
            if channel.last_event_at is not None:
                await backfilling.note_gap(channel)

    async def _read_history(self, oldest: datetime) -> None:
        """Everything that was said since `oldest` in the channels that are listened to, embedded and read."""
        context = self.context
        history = SlackHistory(context.reader, context.team, lambda: context.names, context.emoji_aliases)
        backfilling = context.services.backfilling(history)
        for channel in await context.services.listening.listened(context.team.id):
            await backfilling.read(channel, oldest)
        await context.services.indexing.work_off(context.team.id)
        await context.services.reading.work_off(context.team.id)
        await context.services.indexing.refresh()

    async def stop(self) -> None:
        if self._clock is not None and self._clock.running:
            self._clock.shutdown(wait=False)
        await end_all(self._background)
        await self._workers.stop()

    async def _prepare(self) -> None:
        """Learns people, emoji and channels, joins what the settings name, and finds the digest's channel."""
        context, services = self.context, self.context.services
        await self._learn_people_and_emoji()
        listened, unknown = await services.listening.listen_as_set(
            context.team.id, self._directory, dict(context.surfaces)
        )
        for name in unknown:
            log.warning("no_such_channel", name=name, mend="create it, or invite the app to it if it is private")
        channels = await services.listening.channels(context.team.id)
        context.names.update({c.id: c.name if not c.is_private else "private channel" for c in channels})
        wanted = context.digest_channel
        found = next((c for c in channels if wanted in (c.id, c.name)), None)
        if found is None:
            log.warning("no_digest_channel", name=wanted, mend="create it or set BECAUSE_DIGEST_CHANNEL")
        else:
            context.digest_channel_id = found.id
            await self._join(found)
        log.info("listening", channels=[c.name for c in listened], digest=context.digest_channel_id)

    async def _learn_people_and_emoji(self) -> None:
        """Known beforehand they save a question each; what Slack does not give now is asked when it is needed."""
        context = self.context
        try:
            people = [person async for person in self._directory.people()]
            await context.services.listening.note_people(context.team.id, people)
            context.names.update({person.id: person.name for person in people})
            context.emoji_aliases.update(custom_aliases(await self._directory.emoji_aliases()))
        except (Unavailable, NotFound) as failure:
            log.warning("not_learned", what="people or emoji", error=str(failure))

    async def _join(self, channel: Channel) -> None:
        if channel.is_member or channel.is_private:
            return
        try:
            await self._directory.join(channel.id)
        except (Unavailable, NotFound) as failure:
            log.warning("cannot_join", channel=channel.name, error=str(failure))

    async def _catch_up(self) -> None:
        """What was said while we were away; then, without hurry, the history of channels that are new to us."""
        context = self.context
        channels = await context.services.listening.listened(context.team.id)
        for channel in channels:
            await self._try(channel, partial(_fill_gap, channel))
        context.caught_up.set()
        await context.services.indexing.refresh()
        for channel in channels:
            await self._read_back(channel)

    async def _read_back(self, channel: Channel) -> None:
        """The channel's history, once; a run that was stopped goes on where it was."""
        oldest = self.context.now() - HISTORY
        await self._try(channel, partial(_read_once, channel, oldest))

    async def _try(self, channel: Channel, read: Callable[[Backfilling], Awaitable[object]]) -> None:
        context = self.context
        history = SlackHistory(context.reader, context.team, lambda: context.names, context.emoji_aliases)
        try:
            await read(context.services.backfilling(history))
        except BecauseError as failure:
            log.warning("history_not_read", channel=channel.name, error=str(failure))

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


async def _fill_gap(channel: Channel, backfilling: Backfilling) -> None:
    await backfilling.fill_gap(channel)


async def _read_once(channel: Channel, oldest: datetime, backfilling: Backfilling) -> None:
    await backfilling.read_once(channel, oldest)
