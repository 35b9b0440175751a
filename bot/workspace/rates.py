"""Slack's rate limits as token buckets on the workspace's clock."""

import math
from dataclasses import dataclass
from enum import Enum, StrEnum

from bot.workspace.clock import WorkspaceClock


class Rate(Enum):
    """Calls a minute, and how many may come at once (Slack tolerates bursts up to about a minute's worth)."""

    TIER_1 = (1, 4)
    TIER_2 = (20, 20)
    TIER_3 = (50, 50)
    TIER_4 = (100, 100)
    SPECIAL = (600, 600)
    NONE = (0, 0)

    @property
    def per_minute(self) -> int:
        return self.value[0]

    @property
    def burst(self) -> int:
        return self.value[1]


class HistoryProfile(StrEnum):
    """How `conversations.history` and `.replies` are limited: an app that a company built for itself (and Marketplace
    apps) reads at tier 3, an app sold outside the Marketplace once a minute and 15 messages a page."""

    INTERNAL = "internal"
    NON_MARKETPLACE = "non_marketplace"


HISTORY_METHODS = frozenset({"conversations.history", "conversations.replies"})
NON_MARKETPLACE_PAGE = 15
POSTS_PER_SECOND_PER_CHANNEL = 1


@dataclass
class _Bucket:
    tokens: float
    at: float


class Rates:
    """Says how long a call must wait. `strict=False` lets everything through (the demo)."""

    def __init__(
        self, clock: WorkspaceClock, *, strict: bool = True, history: HistoryProfile = HistoryProfile.INTERNAL
    ) -> None:
        self._clock = clock
        self.strict = strict
        self.history = history
        self._buckets: dict[str, _Bucket] = {}

    def wait_for_method(self, name: str, rate: Rate) -> int:
        """Seconds to wait before `name` may be called (the Retry-After), 0 when it may be now; takes one call then."""
        if name in HISTORY_METHODS and self.history is HistoryProfile.NON_MARKETPLACE:
            return self._take(name, per_second=1 / 60, burst=1)
        if rate is Rate.NONE:
            return 0
        return self._take(name, per_second=rate.per_minute / 60, burst=rate.burst)

    def wait_for_post(self, channel_id: str) -> int:
        """The same for a message into one channel: about one a second."""
        per_second = POSTS_PER_SECOND_PER_CHANNEL
        return self._take(f"post:{channel_id}", per_second=per_second, burst=per_second)

    def _take(self, key: str, *, per_second: float, burst: float) -> int:
        if not self.strict:
            return 0
        now = self._clock.timestamp()
        bucket = self._buckets.setdefault(key, _Bucket(float(burst), now))
        bucket.tokens = min(float(burst), bucket.tokens + (now - bucket.at) * per_second)
        bucket.at = now
        if bucket.tokens >= 1 - 1e-9:
            bucket.tokens -= 1
            return 0
        return max(1, math.ceil((1 - bucket.tokens) / per_second))
