"""Dates and times in many spellings."""

from datetime import UTC, date, datetime

import pytest

from bot.sources.dates import read_date, read_time


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-01-05", date(2026, 1, 5)),
        ("2025-10-9", date(2025, 10, 9)),
        ("2023-15-03", date(2023, 3, 15)),
        ("2018-03-26 (extracted from general proposal 2019-01-17)", date(2018, 3, 26)),
        ("13-Jun-2000", date(2000, 6, 13)),
        ("September 2, 2015", date(2015, 9, 2)),
        ("March 20, 2018\\", date(2018, 3, 20)),
        ("November 17th, 2016", date(2016, 11, 17)),
        ("15 May 2017 (to reflect actual implementation)", date(2017, 5, 15)),
        ("October, 2015", date(2015, 10, 1)),
        ("July 2013", date(2013, 7, 1)),
        ("28/02/2019", date(2019, 2, 28)),
        ("02/28/2019", date(2019, 2, 28)),
        ("04/07/2019", date(2019, 7, 4)),
        ("yyyy-mm-dd", None),
        ("[Date]", None),
        ("2023-99-99", None),
        (None, None),
        (date(2020, 1, 1), date(2020, 1, 1)),
        (datetime(2020, 1, 1, 9), date(2020, 1, 1)),
    ],
)
def test_dates(words: object, day: date | None) -> None:
    assert read_date(words) == day


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-01-05T10:00:00Z", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("2026-01-05 10:00:00+02:00", datetime(2026, 1, 5, 8, tzinfo=UTC)),
        ("2026-01-05", datetime(2026, 1, 5, tzinfo=UTC)),
        (1700000000, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("1700000000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("Jan 5, 2026 3:04 PM", datetime(2026, 1, 5, 15, 4, tzinfo=UTC)),
        ("05/01/2026 15:04", datetime(2026, 1, 5, 15, 4, tzinfo=UTC)),
        ("Mon, 05 Jan 2026 10:00:00 +0000", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("3:04 PM", None),
        ("soon", None),
        ("", None),
        (True, None),
    ],
)
def test_times(words: object, moment: datetime | None) -> None:
    assert read_time(words) == moment
