"""Reading the history of the channels that are listened to: paged, resumable, and again after every downtime."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.clock import Now
from bot.domain.messages import time_of_ts
from bot.domain.workspace import Channel
from bot.services.ingestion import Captured, Ingestion
from bot.services.ports import History
from store.backfills import Backfill
from store.unit_of_work import Store

OVERLAP = timedelta(hours=1)
"""How far before the last known event a gap is read again: late edits, clocks that differ."""

Progress = Callable[[Channel, datetime], None]
"""Told after each page how far back the channel has been read."""


class Backfilling:
    def __init__(self, store: Store, ingestion: Ingestion, history: History, now: Now) -> None:
        self._store, self._ingestion, self._history, self._now = store, ingestion, history, now

    async def read(self, channel: Channel, oldest: datetime, progress: Progress | None = None) -> Captured:
        """Reads from now back to `oldest`, page by page; a stopped run goes on where it was."""
        run = await self._take_up(channel, oldest)
        total = Captured()
        while run.finished_at is None:
            page = await self._history.page(channel, oldest=run.oldest, before_ts=run.reached_ts)
            total += await self._ingestion.capture(channel.team_id, page.messages)
            for root in page.thread_roots:
                replies = await self._history.replies(channel, root)
                total += await self._ingestion.capture(channel.team_id, replies)
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

    async def fill_gap(self, channel: Channel) -> Captured:
        """After downtime: everything since the last event, read again."""
        since = (channel.last_event_at or self._now()) - OVERLAP
        total, before = Captured(), None
        while True:
            page = await self._history.page(channel, oldest=since, before_ts=before)
            total += await self._ingestion.capture(channel.team_id, page.messages)
            for root in page.thread_roots:
                total += await self._ingestion.capture(channel.team_id, await self._history.replies(channel, root))
            if page.oldest_ts is None:
                return total
            before = page.oldest_ts

    async def _take_up(self, channel: Channel, oldest: datetime) -> Backfill:
        async with self._store.read(channel.team_id) as uow:
            known = await uow.backfills.get(channel.id)
        if known is not None and known.finished_at is None and known.oldest <= oldest:
            return known
        return Backfill(channel.id, oldest, self._now())
