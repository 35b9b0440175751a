"""The clock that everything in the workspace waits on."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.workspace.clock import WorkspaceClock

START = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)


def test_a_frozen_clock_moves_only_when_told() -> None:
    clock = WorkspaceClock(START, frozen=True)
    assert clock.now() == clock.now() == START
    assert clock.advance(seconds=90) == START + timedelta(seconds=90)
    with pytest.raises(ValueError, match="forward"):
        clock.move_to(START)


def test_a_flowing_clock_starts_where_it_is_told() -> None:
    clock = WorkspaceClock(START)
    assert START <= clock.now() < START + timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_tomorrow_morning_is_local_over_a_change_of_clocks() -> None:
    clock = WorkspaceClock(datetime(2026, 3, 28, 12, 0, tzinfo=UTC), frozen=True)
    berlin = ZoneInfo("Europe/Berlin")  # moves to summer time on the 29th
    assert clock.next_local(time(8, 30), berlin) == datetime(2026, 3, 29, 6, 30, tzinfo=UTC)
    clock.move_to(clock.next_local(time(8, 30), berlin))
    assert clock.next_local(time(8, 30), berlin) == datetime(2026, 3, 30, 6, 30, tzinfo=UTC)


async def test_sleepers_wake_in_order_when_time_is_moved() -> None:
    clock, woken = WorkspaceClock(START, frozen=True), []

    async def sleeper(seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append(seconds)

    tasks = [asyncio.create_task(sleeper(s)) for s in (300, 60)]
    await asyncio.sleep(0.01)
    clock.advance(seconds=59)
    await asyncio.sleep(0.01)
    assert woken == []
    clock.advance(seconds=1000)
    await asyncio.gather(*tasks)
    assert woken == [60, 300]


async def test_sleep_also_ends_by_itself() -> None:
    await asyncio.wait_for(WorkspaceClock().sleep(0.02), 2)


async def test_within_gives_the_result_or_times_out() -> None:
    clock = WorkspaceClock(START, frozen=True)
    assert await clock.within(3, asyncio.sleep(0.01, "done")) == "done"
    waiting = asyncio.create_task(clock.within(3, asyncio.Event().wait()))
    await asyncio.sleep(0.01)
    clock.advance(seconds=3)
    with pytest.raises(TimeoutError):
        await waiting
