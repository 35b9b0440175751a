"""One digest a local day, never two, late ones up to six hours, in zones whose clocks change."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.domain.audience import Viewer
from bot.services.outbox import Outbox
from bot.services.synthesis.bearing import Bearing
from bot.services.synthesis.days import LATE_UNTIL, Rhythm
from bot.services.synthesis.digest import DigestComposer
from bot.services.synthesis.meaning import Meaning
from bot.services.synthesis.posting import DigestDays
from bot.services.synthesis.themes import Themes
from store.unit_of_work import Store
from tests.databases import TEAM
from tests.services.workspace import Clock

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kathmandu")
CHANGES = (
    datetime(2026, 3, 8),
    datetime(2026, 3, 29),
    datetime(2026, 4, 5),
    datetime(2026, 10, 4),
    datetime(2026, 11, 1),
)
HOURS = (time(8, 30), time(2, 15), time(0, 0), time(23, 45))
VIEWER = Viewer.public(TEAM)


@given(zone=st.sampled_from(ZONES), at=st.sampled_from(HOURS), start=st.sampled_from(CHANGES), shift=st.integers(0, 3))
@settings(deadline=None)
def test_windows_follow_each_other_without_gap(zone: str, at: time, start: datetime, shift: int) -> None:
    rhythm = Rhythm(at, ZoneInfo(zone))
    days = [start.date() + timedelta(days=n - 2 + shift) for n in range(6)]
    windows = [rhythm.window_of(day) for day in days]
    for before, after in pairwise(windows):
        assert before.end == after.start
        assert timedelta(hours=22) < after.end - after.start < timedelta(hours=26)


@given(
    zone=st.sampled_from(ZONES),
    at=st.sampled_from(HOURS),
    start=st.sampled_from(CHANGES),
    steps=st.lists(st.integers(1, 60 * 9), max_size=40),
)
@settings(deadline=None)
def test_every_day_is_due_once_its_hour_has_come(zone: str, at: time, start: datetime, steps: list[int]) -> None:
    rhythm, now = Rhythm(at, ZoneInfo(zone)), start.replace(tzinfo=UTC) - timedelta(days=2)
    for step in steps:
        now += timedelta(minutes=step)
        day = rhythm.due(now)
        if day is not None:
            assert rhythm.hour_of(day) <= now < rhythm.hour_of(day) + LATE_UNTIL
        else:
            hours = [rhythm.hour_of(rhythm.local_date(now) - timedelta(days=n)) for n in (0, 1)]
            assert not any(hour <= now < hour + LATE_UNTIL for hour in hours)


class SameMeaning:
    """An embedder for which everything means the same."""

    model, dim = "m", 4

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), self.dim), dtype=np.float32) / 2


def digests(store: Store, zone: str, clock: Clock, at: time = time(8, 30)) -> DigestDays:
    rhythm, bearing = Rhythm(at, ZoneInfo(zone)), Bearing(Meaning(SameMeaning()))
    composer = DigestComposer(store, Themes(store, "m", clock), bearing, rhythm, ())
    return DigestDays(store, composer, clock)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES),
    at=st.sampled_from(HOURS),
    start=st.sampled_from(CHANGES),
    pauses=st.lists(st.integers(1, 14), min_size=5, max_size=20),
)
async def test_one_a_day_whatever_restarts(
    store: Store, zone: str, at: time, start: datetime, pauses: list[int]
) -> None:
    clock = Clock(start.replace(tzinfo=UTC) - timedelta(days=1))
    channel = f"C{start:%m%d}{zone}{at:%H%M}{pauses}"
    made: list[date] = []
    for pause in pauses:
        clock.advance(hours=pause)
        before = {day for day, room, _ in await bodies(store) if room == channel}
        for _ in range(3):  # a restart, and ticks
            await digests(store, zone, clock, at).make_due(VIEWER, channel)
        after = {day for day, room, _ in await bodies(store) if room == channel}
        made += after - before
        assert len(after - before) <= 1
        due = digests(store, zone, clock, at).due(clock.now)
        assert due is None or due in after
    assert len(made) == len(set(made))
    posts = [p for p in await waiting(store, clock) if p.channel_id == channel]
    assert sorted(p.ref for p in posts) == sorted(day.isoformat() for day in made)


async def bodies(store: Store) -> tuple[tuple[date, str, dict[str, object]], ...]:
    async with store.read(TEAM) as uow:
        return await uow.digests.bodies()


async def waiting(store: Store, clock: Clock) -> tuple[object, ...]:
    async with store.read(TEAM) as uow:
        return await uow.outbox.due(clock.now, 10_000)


async def test_late_ones_up_to_six_hours(store: Store) -> None:
    clock = Clock(datetime(2026, 3, 2, 14, 29, tzinfo=UTC))
    assert await digests(store, "UTC", clock).make_due(VIEWER, "C1") is not None
    clock.advance(minutes=1)
    assert digests(store, "UTC", clock).due(clock.now) is None
    sent: list[str] = []

    async def send(post: object) -> str:
        sent.append("x")
        return "1.0"

    async def posted(*_: object) -> None: ...

    await Outbox(store, clock).work_off(send, posted)
    assert sent == []  # it did not get out in time


@pytest.mark.parametrize("times", [2, 3])
async def test_asked_for_by_hand_it_is_posted_once(store: Store, times: int) -> None:
    clock, day = Clock(datetime(2026, 3, 2, 8, 30, tzinfo=UTC)), date(2026, 3, 2)
    days, outbox, sent = digests(store, "UTC", clock), Outbox(store, clock), []

    async def send(post: object) -> str:
        sent.append(post)
        return "1.0"

    async def posted(*_: object) -> None: ...

    await days.make_due(VIEWER, "C1")
    clock.advance(hours=7)
    await outbox.work_off(send, posted)
    assert not await days.is_posted(TEAM, day, "C1")
    for _ in range(times):
        await days.make(VIEWER, "C1", day)
        await outbox.work_off(send, posted)
    assert len(sent) == 1
    assert await days.is_posted(TEAM, day, "C1")
