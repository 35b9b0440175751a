"""Reading the history of the channels that are listened to: paged, resumable, and again after every downtime."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.clock import Now
from bot.domain.messages import time_of_ts
from bot.domain.workspace import Channel
from bot.services.ingestion import Captured, Ingestion
from bot.services.marks import Marks
from bot.services.ports import History, Page
from store.backfills import Backfill
from store.unit_of_work import Store

OVERLAP = timedelta(hours=1)
"""How far before the last known event a gap is read again: late edits, clocks that differ."""

GAP = "gap"
"""The setting that holds where a channel's gap begins while it is being filled."""

FIRST_LOOK = timedelta(days=2)
"""How far back a channel that is new to us is read before anything else: enough for the next digest."""

OLD_THREADS = timedelta(days=14)
"""How old a thread may be for replies to it to be looked for after downtime."""

Progress = Callable[[Channel, datetime], None]
"""Told after each page how far back the channel has been read."""


class Backfilling:
    def __init__(self, store: Store, ingestion: Ingestion, marks: Marks, history: History, now: Now) -> None:
        self._store, self._ingestion, self._history, self._now = store, ingestion, history, now
        self._marks = marks

    async def read(self, channel: Channel, oldest: datetime, progress: Progress | None = None) -> Captured:
        """Reads from now back to `oldest`, page by page; a stopped run goes on where it was."""
        total = Captured()
        run = await self._taken_up(channel, oldest)
        if run is None:
            run = Backfill(channel.id, oldest, self._now())
        else:
            total += await self._since(channel, run.started_at - OVERLAP)  # what was said since the run was begun
        while run.finished_at is None:
            asked = self._now()
            page = await self._history.page(channel, oldest=run.oldest, before_ts=run.reached_ts)
            total += await self._take(channel, page, asked)
            run = replace(
                run,
                reached_ts=page.oldest_ts or run.reached_ts,
                finished_at=self._now() if page.oldest_ts is None else None,
            )
            reached = run.oldest if page.oldest_ts is None else time_of_ts(page.oldest_ts)
            async with self._store.write(channel.team_id) as uow:
                await uow.backfills.save(run)
                await uow.workspaces.set_backfilled_to(channel.id, reached)
                await uow.commit()
            if progress is not None:
                progress(channel, reached)
        return total

    async def read_once(self, channel: Channel, oldest: datetime) -> Captured:
        """As `read`, but nothing where the channel's history was read before."""
        async with self._store.read(channel.team_id) as uow:
            known = await uow.backfills.get(channel.id)
        if known is not None and known.finished_at is not None:
            return Captured()
        return await self.read(channel, oldest)

    async def note_gap(self, channel: Channel) -> datetime:
        """Writes down where the channel's gap begins, before new events hide it. A gap that was never filled stays."""
        since = channel.last_event_at - OVERLAP if channel.last_event_at else self._now() - FIRST_LOOK
        name = f"{GAP}:{channel.id}"
        async with self._store.write(channel.team_id) as uow:
            left = await uow.settings.get(name)
            since = min(since, datetime.fromisoformat(left)) if left else since
            await uow.settings.set(name, since.isoformat())
            await uow.commit()
        return since

    async def fill_gap(self, channel: Channel) -> Captured:
        """After downtime: everything since the last event, read again; a fill that was stopped is begun again."""
        since = await self.note_gap(channel)
        total = await self._since(channel, since)
        total += await self._late_replies(channel, since)
        async with self._store.write(channel.team_id) as uow:
            await uow.settings.set(f"{GAP}:{channel.id}", "")
            await uow.commit()
        return total

    async def _since(self, channel: Channel, since: datetime) -> Captured:
        total, before = Captured(), None
        while True:
            asked = self._now()
            page = await self._history.page(channel, oldest=since, before_ts=before)
            total += await self._take(channel, page, asked)
            if page.oldest_ts is None:
                return total
            before = page.oldest_ts

    async def _late_replies(self, channel: Channel, since: datetime) -> Captured:
        """What was replied since then in threads that are older: a channel's history does not show it. On the way, the
        reactions on what is older are seen as they are now."""
        total, before = Captured(), f"{since.timestamp():.6f}"
        while True:
            asked = self._now()
            page = await self._history.page(channel, oldest=since - OLD_THREADS, before_ts=before)
            late = tuple(root for root in page.thread_roots if page.last_reply_at(root) >= since)
            total += await self._take(channel, Page((), page.shown, late, None), asked)
            if page.oldest_ts is None:
                return total
            before = page.oldest_ts

    async def _take(self, channel: Channel, page: Page, asked: datetime) -> Captured:
        """A page with its threads, and the tags on them as they were when Slack was `asked`."""
        said, shown = list(page.messages), page.shown
        for root in page.thread_roots:
            replies = await self._history.replies(channel, root)
            said += replies.messages
            shown += replies.shown
        done = await self._ingestion.capture(channel.team_id, said)
        await self._marks.settle(channel, shown, asked)
        return done

    async def _taken_up(self, channel: Channel, oldest: datetime) -> Backfill | None:
        """The run that was stopped, if it reaches as far back."""
        async with self._store.read(channel.team_id) as uow:
            known = await uow.backfills.get(channel.id)
        return known if known is not None and known.finished_at is None and known.oldest <= oldest else None
