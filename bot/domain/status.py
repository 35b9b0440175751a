"""The state of things, counted (INTERFACE: `status --json`)."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.kinds import Surface


@dataclass(frozen=True)
class ChannelStatus:
    """A channel that is listened to. Times in UTC."""

    id: str
    name: str
    surface: Surface | None
    messages: int
    last_event_at: datetime | None = None
    backfilled_to: datetime | None = None


@dataclass(frozen=True)
class Status:
    """`pending_index`: texts that are stored but not searchable by meaning yet; `lag_seconds`: age of the oldest event
    that is not worked off."""

    messages: int
    feedback: int
    signals: int
    decisions: int
    themes: int
    pending_index: int = 0
    last_digest: date | None = None
    lag_seconds: float = 0.0
    stuck: int = 0  # envelopes set aside after many tries; `because doctor` shows them
    channels: tuple[ChannelStatus, ...] = ()
