"""The company's calendar: content is written in days before today, and becomes dates when somebody asks for them.

`D-12` is twelve days before the anchor day, `D+30` thirty days after it. In text, `{{D-12}}` reads "8 November".
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

DIGEST_AT = time(8, 30)
FIRST_MOMENT = time(8, 35)
"""Before this the day has no messages after its digest yet, so the company's today is the day before."""
LAST_MOMENT = time(11, 30)
"""When the content's last day ends; an earlier `now` squeezes what follows the digest into the time there is."""

_DAY = re.compile(r"D([+-]\d+)")
_DAY_IN_TEXT = re.compile(r"\{\{D([+-]\d+)\}\}")


@dataclass(frozen=True)
class Days:
    """`today` is local midnight of the anchor day, `now` the moment that no message may be later than."""

    today: datetime
    now: datetime

    @classmethod
    def ending(cls, now: datetime) -> "Days":
        """The calendar whose last day is today, or yesterday in the small hours. `now` must be aware (ValueError)."""
        if now.tzinfo is None:
            raise ValueError("now has no time zone")
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if now.time() < FIRST_MOMENT:
            midnight -= timedelta(days=1)
        return cls(midnight, now)

    def date(self, words: str) -> date:
        """The date that `D-12` means. Raises ValueError for anything else."""
        match = _DAY.fullmatch(words)
        if not match:
            raise ValueError(f"not a day such as D-12: {words!r}")
        return (self.today + timedelta(days=int(match[1]))).date()

    def at(self, day: int, clock: time) -> datetime:
        """The moment in UTC of a wall clock time on a day; on the last day never later than `now`."""
        local = self.today + timedelta(days=day, hours=clock.hour, minutes=clock.minute, seconds=clock.second,
                                       microseconds=clock.microsecond)
        start = self._today_at(DIGEST_AT)
        end = self._today_at(LAST_MOMENT)
        if day == 0 and local > start and self.now < end:
            local = start + (local - start) * ((self.now - start) / (end - start)) * 0.98
        return local.astimezone(UTC)

    def fill(self, text: str) -> str:
        """The text with its `{{D-12}}` written out."""
        return _DAY_IN_TEXT.sub(lambda match: _spoken(self.date(f"D{match[1]}")), text)

    def _today_at(self, clock: time) -> datetime:
        return self.today + timedelta(hours=clock.hour, minutes=clock.minute)


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B}"
