"""Times that a condition names: `Q2`, `March 2027`, `next year`, `in six months`."""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.services.synthesis_rules.numbers import NUMBER, number_of

_MONTHS = {name.lower(): at for at, name in enumerate(month_name) if name}
_MONTHS |= {name[:3]: at for name, at in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_YEAR = r"(?P<year>20\d\d)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_UNITS = {"day": "days", "week": "weeks", "month": "months", "quarter": "months", "year": "years"}
_LATE = r"(?:after|ends?|ended|end of|until|till|expires?|runs? out|is over|is up|once|past|late)"

_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("day", r"\b(?P<iso>20\d\d-\d\d-\d\d)\b"),
        ("day", rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\.?,? {_YEAR}\b"),
        ("day", rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}\b"),
        ("month", rf"\b(?P<month>{_MONTH})\b\.?(?: (?:of )?{_YEAR})?"),
        ("quarter", rf"\bQ(?P<quarter>[1-4])(?:[ /-]?{_YEAR})?\b"),
        ("quarter", rf"\b(?P<ordinal>first|second|third|fourth) quarter(?: of {_YEAR})?"),
        ("half", rf"\bH(?P<half>[12])(?:[ /-]?{_YEAR})?\b"),
        ("half", rf"\b(?P<ordinal>first|second) half(?: of (?:the year|{_YEAR}))?"),
        ("season", rf"\b(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: (?:of )?{_YEAR})\b"),
        ("year", rf"\b(?:the year )?{_YEAR}\b"),
        ("year", r"\b(?:the|this) (?P<this>year)\b|\b(?P<this2>year)(?:'s)?[ -]end\b"),
        ("next", r"\bnext (?P<unit>week|month|quarter|year)\b"),
        (
            "later",
            rf"\b(?:in|after) (?:about |at least )?(?P<number>{NUMBER}) (?P<unit>day|week|month|quarter|year)s?\b",
        ),
        ("later", rf"\b(?P<number>{NUMBER}) (?P<unit>day|week|month|quarter|year)s? (?:from now|later|have passed)\b"),
    )
)


@dataclass(frozen=True)
class Period:
    """[first, last] as days. `start`, `end`: its place in the text. is_after: the time behind it is meant."""

    first: date
    last: date
    start: int
    end: int
    is_after: bool = False

    @property
    def due(self) -> date:
        """The first day on which the time that is meant has come."""
        return self.last + relativedelta(days=1) if self.is_after else self.first


def period_in(text: str, since: date) -> Period | None:
    """The first time that `text` names, seen from the day `since`: a month without a year is the next one."""
    for kind, pattern in _PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        days = _days(kind, match.groupdict(), since)
        if days is None:
            continue
        first, last = days
        is_after = bool(re.search(rf"\b{_LATE}\b[^,;]{{0,20}}$", text[: match.start()], re.IGNORECASE))
        is_after = is_after or bool(
            re.match(r"\s+(?:is over|has passed|ends|is up)", text[match.end() :], re.IGNORECASE)
        )
        is_after = is_after or "end" in match[0].lower().replace("-", " ").split()
        return Period(first, last, match.start(), match.end(), is_after and kind != "later")
    return None


def _days(kind: str, found: dict[str, str | None], since: date) -> tuple[date, date] | None:
    named = found.get("year")
    year = int(named) if named else None
    match kind:
        case "day":
            return _day(found, year)
        case "month":
            return _months(year, _MONTHS[str(found["month"]).lower()], 1, since)
        case "quarter":
            number = int(found.get("quarter") or 0) or _ORDINALS[str(found["ordinal"]).lower()]
            return _months(year, 3 * number - 2, 3, since)
        case "half":
            number = int(found.get("half") or 0) or _ORDINALS[str(found["ordinal"]).lower()]
            return _months(year, 6 * number - 5, 6, since)
        case "season":
            return _months(year, _SEASONS[str(found["season"]).lower()], 3, since)
        case "year":
            return _months(year or since.year, 1, 12, since)
        case "next":
            return _next(str(found["unit"]).lower(), since)
        case _:
            assert found["unit"] is not None
            assert found["number"] is not None
            unit, number = found["unit"].lower(), number_of(found["number"]) or 1
            day = since + relativedelta(**{_UNITS[unit]: number * (3 if unit == "quarter" else 1)})  # type: ignore[arg-type]
            return day, day


def _day(found: dict[str, str | None], year: int | None) -> tuple[date, date] | None:
    try:
        if found.get("iso"):
            day = date.fromisoformat(str(found["iso"]))
        else:
            day = date(year or 1, _MONTHS[str(found["month"]).lower()], int(str(found["day"])))
    except ValueError:
        return None
    return day, day


def _months(year: int | None, month: int, count: int, since: date) -> tuple[date, date]:
    """`count` months from that one on; without a year the next that is not over."""
    first = date(year or since.year, month, 1)
    last = first + relativedelta(months=count, days=-1)
    if year is None and last < since:
        first, last = first + relativedelta(years=1), last + relativedelta(years=1)
    return first, last.replace(day=monthrange(last.year, last.month)[1])


def _next(unit: str, since: date) -> tuple[date, date]:
    match unit:
        case "week":
            first = since + relativedelta(days=7 - since.weekday())
            return first, first + relativedelta(days=6)
        case "month":
            first = since.replace(day=1) + relativedelta(months=1)
            return first, first + relativedelta(months=1, days=-1)
        case "quarter":
            first = date(since.year, 3 * ((since.month - 1) // 3) + 1, 1) + relativedelta(months=3)
            return first, first + relativedelta(months=3, days=-1)
        case _:
            return date(since.year + 1, 1, 1), date(since.year + 1, 12, 31)
