"""Themes: signals that say the same thing, under one lasting id."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Quote:
    """Exact words, with the message they stand in."""

    id: str
    text: str
    url: str | None = None
    account: str | None = None


@dataclass(frozen=True)
class Trend:
    """Messages in the window, and in the window of the same length before it."""

    now: int
    before: int


@dataclass(frozen=True)
class Theme:
    """INTERFACE: `themes --json`. `accounts` counts distinct accounts, `arr` sums each of them once."""

    id: str
    label: str
    keywords: tuple[str, ...]
    messages: int
    accounts: int
    arr: float
    share_of_top_account: float
    trend: Trend
    first_seen: datetime | None
    status: str
    member_ids: tuple[str, ...]
    quotes: tuple[Quote, ...]
    decision_ids: tuple[str, ...] = ()
    top_account: str | None = None
    surfaces: tuple[str, ...] = ()
