"""Signals: messages marked as meaning something for the product."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.kinds import SignalKind, Surface


@dataclass(frozen=True)
class Tag:
    """One person's mark on one message."""

    message_id: str
    kind: SignalKind
    user_id: str
    tagged_at: datetime
    note: str | None = None


@dataclass(frozen=True)
class Reaction:
    """Somebody's emoji on a message as it was at `at`: there, or taken away. `emoji` is the one name of all its
    aliases; `meaning` is what the settings give it: a kind, or a word of the product's own."""

    message_id: str
    user_id: str
    emoji: str
    meaning: str
    is_there: bool
    at: datetime


@dataclass(frozen=True)
class Signal:
    """A marked message as it is listed (INTERFACE: `signals --json`). Times in UTC, `arr` per year."""

    id: str  # the message's id
    kind: SignalKind
    text: str
    source: str
    surface: Surface | None = None
    channel: str | None = None
    channel_id: str | None = None
    ts: str | None = None
    url: str | None = None
    author: str | None = None
    account: str | None = None  # the account's name
    account_id: str | None = None
    arr: float | None = None
    tagged_by: tuple[str, ...] = ()
    theme_id: str | None = None
    created_at: datetime | None = None
    audience: str = "public"
    is_customers_own: bool = False  # the author is the customer, not one of us who passes it on, nor an integration
