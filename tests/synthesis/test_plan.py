"""When the digest comes: days, holidays, hours, zones; and who may set it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.synthesis.days import LATE_UNTIL, Rhythm
from handlers.digest_commands import _dates, _days, _hour, _zone
from tests.e2e.conftest import open_house

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Pacific/Chatham")
rhythms = st.builds(
    Rhythm,
    st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None, fold=0)),
    st.sampled_from(ZONES).map(ZoneInfo),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=8),
)


@settings(deadline=None)
@given(rhythms, st.dates(date(2026, 2, 1), date(2026, 11, 30)))
def test_windows_of_the_days_that_have_a_digest_follow_each_other(rhythm: Rhythm, start: date) -> None:
    days = [day for n in range(40) if rhythm.has_digest(day := start + timedelta(days=n))]
    for before, after in pairwise(days):
        assert rhythm.window_of(before).end == rhythm.window_of(after).start


@settings(deadline=None)
@given(rhythms, st.datetimes(datetime(2026, 2, 1), datetime(2026, 11, 30)))
def test_what_is_due_has_a_digest_and_is_not_late(rhythm: Rhythm, at: datetime) -> None:
    now = at.replace(tzinfo=UTC)
    day = rhythm.due(now)
    if day is not None:
        assert rhythm.has_digest(day)
        assert rhythm.hour_of(day) <= now < rhythm.hour_of(day) + LATE_UNTIL


@settings(deadline=None)
@given(rhythms, st.dates(date(2026, 2, 2), date(2026, 11, 30)))
def test_a_week_has_one_weekly_edition_at_most(rhythm: Rhythm, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=n) for n in range(7)]
    told = [one for one in week if rhythm.is_weekly(one)]
    assert told == [one for one in week if rhythm.has_digest(one)][:1]


def test_monday_after_a_weekend_reaches_back_to_friday() -> None:
    rhythm = Rhythm(time(8, 30), ZoneInfo("UTC"), frozenset(range(5)), frozenset({date(2026, 12, 25)}))
    assert rhythm.window_of(date(2026, 12, 28)).start == datetime(2026, 12, 24, 8, 30, tzinfo=UTC)
    assert rhythm.due(datetime(2026, 12, 25, 9, tzinfo=UTC)) is None
    assert rhythm.is_weekly(date(2026, 12, 28))


@pytest.mark.parametrize(
    ("said", "meant"),
    [("09:00", time(9)), ("7", time(7)), ("7.30", time(7, 30)), ("5:15 pm", time(17, 15)), ("12am", time(0))],
)
def test_hours_are_read(said: str, meant: time) -> None:
    assert _hour(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("mon-fri", range(5)), ("Mon, Wed, Fri", (0, 2, 4)), ("every day", range(7)), ("sat-mon", (5, 6, 0)),
     ("weekdays", range(5)), ("monday", (0,))],
)  # fmt: skip
def test_days_are_read(said: str, meant: tuple[int, ...]) -> None:
    assert _days(said) == frozenset(meant)


@pytest.mark.parametrize("wrong", ["", "25:00", "soon", "9:99", "13pm"])
def test_what_is_no_hour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        _hour(wrong)


@pytest.mark.parametrize("wrong", ["", "someday", "mon-xyz"])
def test_what_is_no_day_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        _days(wrong)


def test_what_is_no_date_or_zone_is_refused() -> None:
    for read, wrong in ((_dates, "christmas"), (_dates, ""), (_zone, "Mars/Base"), (_zone, "../etc")):
        with pytest.raises(ValueError):  # noqa: PT011
            read(wrong)


async def test_set_from_slack_it_is_kept_and_followed() -> None:
    async with open_house(start_at=datetime(2026, 3, 10, 12, 0, tzinfo=UTC)) as house:
        mara = house.driver.as_user("mara")
        told = await mara.command("/because", "digest at 09:15", expect="09:15")
        assert "every day" in str(told["blocks"])
        await mara.command("/because", "digest days mon-fri", expect="Monday to Friday")
        await mara.command("/because", "digest holiday 2026-03-11", expect="11 Mar 2026")
        await mara.command("/because", "digest channel #support", expect="<#C0SUPPORT>")
        await mara.command("/because", "digest short", expect="It is short")
        await mara.command("/because", "digest whenever", expect="I do not understand")
        await mara.command("/because", "digest preview", expect="2026")
        plan = await house.app.services.digests.follow_plan(house.app.team_id)
        assert plan is not None
        assert plan.channel_id == "C0SUPPORT"
        rhythm = house.app.services.composer.rhythm
        assert rhythm.due(datetime(2026, 3, 11, 9, 30, tzinfo=UTC)) is None
        assert rhythm.due(datetime(2026, 3, 12, 9, 30, tzinfo=UTC)) == date(2026, 3, 12)


async def test_only_leads_set_it_where_there_are_leads() -> None:
    async with open_house(start_at=datetime(2026, 3, 10, 12, 0, tzinfo=UTC), because_leads=("U0MARA",)) as house:
        await house.driver.as_user("jo").command("/because", "digest at 07:00", expect="Only product leads")
        await house.driver.as_user("mara").command("/because", "digest at 07:00", expect="07:00")
