"""Time as an argument: everything that needs to know the time is handed a `Now`."""

from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]
"""Gives the present time, aware, in UTC."""


def utc_now() -> datetime:
    return datetime.now(UTC)
