"""Dates and times in the spellings that people use; never a guess from today's date."""

import re
from datetime import UTC, date, datetime

from dateutil import parser as dateutil_parser

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_DAY_MONTH = re.compile(rf"(?i)\b(\d{{1,2}})(?:st|nd|rd|th)?[\s,-]+(?:of\s+)?{_MONTH}[\s,-]+(\d{{4}})\b")
_MONTH_DAY = re.compile(rf"(?i)\b{_MONTH}[\s-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(\d{{4}})\b")
_MONTH_YEAR = re.compile(rf"(?i)\b{_MONTH},?[\s-]+(\d{{4}})\b")
_EPOCH = re.compile(r"\d{9,10}(\.\d+)?|\d{12,13}")
_NAMES_A_DAY = re.compile(r"\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def read_date(words: object, *, day_first: bool = True) -> date | None:
    """The first date in `words` (text, or a date already), None where there is none.

    A month without a day is its first. `day_first` tells 04/07/2019 apart where neither number is above 12.
    """
    if isinstance(words, datetime):
        return words.date()
    if isinstance(words, date):
        return words
    if not isinstance(words, str):
        return None
    if found := _YEAR_FIRST.search(words):
        year, month, day = map(int, found.groups())
        return _date(year, month, day) or _date(year, day, month)
    if found := _YEAR_LAST.search(words):
        first, second, year = map(int, found.groups())
        readings = (_date(year, second, first), _date(year, first, second))
        return next(filter(None, readings if day_first else readings[::-1]), None)
    if found := _DAY_MONTH.search(words):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_DAY.search(words):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    if found := _MONTH_YEAR.search(words):
        return _date(int(found[2]), _month(found[1]), 1)
    return None


def writes_month_first(words: object) -> bool:
    """Whether a date can only be read as month/day/year, which tells how its neighbours in the file are meant."""
    found = _YEAR_LAST.search(words) if isinstance(words, str) else None
    return found is not None and int(found[2]) > 12 >= int(found[1])


def read_time(words: object) -> datetime | None:
    """A moment in UTC, from ISO 3339, seconds or milliseconds since 1970, or what people and spreadsheets write.

    A time without a zone is taken as UTC, a date without a time as its midnight; None where it is no time at all.
    """
    if isinstance(words, datetime):
        return _utc(words)
    if isinstance(words, date):
        return datetime(words.year, words.month, words.day, tzinfo=UTC)
    if isinstance(words, int | float) and not isinstance(words, bool):
        words = f"{words:.6f}" if isinstance(words, float) else str(words)
    if not isinstance(words, str) or not words.strip():
        return None
    words = words.strip()
    try:
        if _EPOCH.fullmatch(words):
            seconds = float(words)
            return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
        return _utc(datetime.fromisoformat(words))
    except (ValueError, OverflowError):
        return _spelled_time(words)


def _spelled_time(words: str) -> datetime | None:
    day = read_date(words)
    if day is None and not _NAMES_A_DAY.search(words):
        return None
    try:
        return _utc(dateutil_parser.parse(words, default=_ANY_DAY, dayfirst=_YEAR_LAST.search(words) is not None))
    except (ValueError, OverflowError, TypeError):
        return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def _utc(moment: datetime) -> datetime:
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as problem:
        raise ValueError("out of range") from problem


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1
