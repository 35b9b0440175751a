"""Local days and their windows. A digest belongs to a local day, so no clock change skips or doubles one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.digests import Window

LATE_UNTIL = timedelta(hours=6)
"""How long after its hour a digest that was missed is still worth posting."""


@dataclass(frozen=True)
class Rhythm:
    """When the digest is made: at this hour of each local day, in this zone."""

    at: time
    zone: ZoneInfo

    def hour_of(self, day: date) -> datetime:
        """The digest's moment on that local day, in UTC. An hour that the clock change skips becomes the next one."""
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)

    def window_of(self, day: date) -> Window:
        """From the hour of the day before to the hour of the day."""
        return Window(self.hour_of(day - timedelta(days=1)), self.hour_of(day))

    def local_date(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def due(self, now: datetime) -> date | None:
        """The local day whose digest should be out by now; None before the hour, and when it is too late."""
        day = self.local_date(now)
        # Near midnight yesterday's hour can be the one that was missed.
        for candidate in (day, day - timedelta(days=1)):
            hour = self.hour_of(candidate)
            if hour <= now < hour + LATE_UNTIL:
                return candidate
        return None

    def preview(self, now: datetime) -> Window:
        """The last day until now."""
        return Window(now - timedelta(days=1), now)


def week_before(end: datetime) -> Window:
    """The seven days that end at `end`: what trends compare with the seven days before them."""
    return Window(end - timedelta(days=7), end)
