"""The workspace's clock: real time plus an offset that only moves forward, and timers that follow it."""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")


class WorkspaceClock:
    """Time as the workspace knows it. `clock.now` fits wherever a `bot.domain.clock.Now` is asked for.

    start: the time at which the clock begins (default: the real time).
    frozen: when true, time moves only by `advance` and `move_to`; otherwise it also flows with real time.

    Everything that waits in the workspace (acks, retries, triggers, buckets) waits on this clock, so a test may say
    `clock.advance(seconds=300)` instead of waiting.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        real = datetime.now(UTC)
        self._frozen = frozen
        self._offset = (start.astimezone(UTC) - real) if start is not None else timedelta()
        self._frozen_at = real
        self._order = itertools.count()
        self._waiters: list[tuple[datetime, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        return (self._frozen_at if self._frozen else datetime.now(UTC)) + self._offset

    def timestamp(self) -> float:
        return self.now().timestamp()

    def advance(self, by: timedelta | None = None, *, seconds: float = 0) -> datetime:
        """Moves time forward and fires what is due meanwhile. ValueError when asked to go back."""
        step = (by or timedelta()) + timedelta(seconds=seconds)
        if step < timedelta():
            raise ValueError("the workspace's clock only moves forward")
        self._offset += step
        self._fire()
        return self.now()

    def move_to(self, at: datetime) -> datetime:
        return self.advance(at - self.now())

    def next_local(self, at: time, zone: ZoneInfo) -> datetime:
        """The next moment (UTC) that the clocks in `zone` show `at`, strictly after the present."""
        local = self.now().astimezone(zone)
        day = local.date()
        while (moment := datetime.combine(day, at, zone)) <= local:
            day += timedelta(days=1)
        return moment.astimezone(UTC)

    async def sleep(self, seconds: float) -> None:
        """Waits `seconds` of this clock's time."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        loop = asyncio.get_running_loop()
        due = self.now() + timedelta(seconds=seconds)
        while self.now() < due:
            waiter: asyncio.Future[None] = loop.create_future()
            heapq.heappush(self._waiters, (due, next(self._order), waiter))
            timer = None
            if not self._frozen:
                timer = loop.call_later((due - self.now()).total_seconds() + 0.001, _release, waiter)
            try:
                await waiter
            finally:
                if timer is not None:
                    timer.cancel()
                self._waiters = [entry for entry in self._waiters if entry[2] is not waiter]
                heapq.heapify(self._waiters)

    async def within(self, seconds: float, awaitable: Awaitable[T]) -> T:
        """The awaitable's result. TimeoutError when `seconds` of this clock pass first (it is cancelled then)."""
        task = asyncio.ensure_future(awaitable)
        timer = asyncio.ensure_future(self.sleep(seconds))
        try:
            await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise TimeoutError
            return task.result()
        finally:
            timer.cancel()
            task.cancel()

    def _fire(self) -> None:
        now = self.now()
        while self._waiters and self._waiters[0][0] <= now:
            _, _, waiter = heapq.heappop(self._waiters)
            _release(waiter)


def _release(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
