"""Local days and their windows. A digest belongs to a local day, so no clock change skips or doubles one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.digests import Window

LATE_UNTIL = timedelta(hours=6)
"""How long after its hour a digest that was missed is still worth posting."""

EVERY_DAY = frozenset(range(7))
LONGEST_PAUSE = 60
"""Days without a digest that the next one reaches back over."""


@dataclass(frozen=True)
class Rhythm:
    """When the digest is made: at this hour, in this zone, on these days of the week (0 is Monday) but holidays."""

    at: time
    zone: ZoneInfo
    days: frozenset[int] = EVERY_DAY
    holidays: frozenset[date] = frozenset()

    def hour_of(self, day: date) -> datetime:
        """The digest's moment on that local day, in UTC. An hour that the clock change skips becomes the next one."""
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)

    def has_digest(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.holidays

    def day_before(self, day: date) -> date:
        """The last day before it that had a digest; what is further away than anybody rests is given up."""
        for back in range(1, LONGEST_PAUSE + 1):
            if self.has_digest(day - timedelta(days=back)):
                return day - timedelta(days=back)
        return day - timedelta(days=LONGEST_PAUSE)

    def window_of(self, day: date) -> Window:
        """From the hour of the last digest's day to the hour of the day: nothing is told twice, nothing is lost."""
        return Window(self.hour_of(self.day_before(day)), self.hour_of(day))

    def is_weekly(self, day: date) -> bool:
        """Whether the day's digest looks back on the week too: the first one of a week, on Monday as a rule."""
        return self.has_digest(day) and self.day_before(day).isocalendar()[:2] != day.isocalendar()[:2]

    def local_date(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def due(self, now: datetime) -> date | None:
        """The local day whose digest should be out by now; None before the hour, and when it is too late."""
        day = self.local_date(now)
        # Near midnight yesterday's hour can be the one that was missed.
        for candidate in (day, day - timedelta(days=1)):
            hour = self.hour_of(candidate)
            if self.has_digest(candidate) and hour <= now < hour + LATE_UNTIL:
                return candidate
        return None

    def preview(self, now: datetime) -> Window:
        """The last day until now."""
        return Window(now - timedelta(days=1), now)


def week_before(end: datetime) -> Window:
    """The seven days that end at `end`: what trends compare with the seven days before them."""
    return Window(end - timedelta(days=7), end)
