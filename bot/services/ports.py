"""What the services need from Slack, said without Slack's client. `handlers` provides it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from bot.domain.messages import Message, time_of_ts
from bot.domain.workspace import Channel, Person


@dataclass(frozen=True)
class Reacted:
    """Somebody's reaction on a message, as history shows it; the emoji's name without skin tone."""

    message_id: str
    user_id: str
    emoji: str


@dataclass(frozen=True)
class Shown:
    """The reactions on a stretch of history, as Slack showed them.

    seen: ids of all its messages; own: those that are ours. cut: message id and emoji where Slack named fewer people
    than it counted.
    """

    reactions: tuple[Reacted, ...] = ()
    seen: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    cut: frozenset[tuple[str, str]] = frozenset()

    def __add__(self, other: "Shown") -> "Shown":
        return Shown(
            self.reactions + other.reactions, self.seen + other.seen, self.own | other.own, self.cut | other.cut
        )


@dataclass(frozen=True)
class Replies:
    messages: tuple[Message, ...]
    shown: Shown


@dataclass(frozen=True)
class Page:
    """One page of a channel's history. `oldest_ts` is where the next page, further back, begins; None at the end."""

    messages: tuple[Message, ...]
    shown: Shown
    thread_roots: tuple[str, ...]  # ts of the messages on this page that have replies
    oldest_ts: str | None
    latest_replies: Mapping[str, str] = field(default_factory=dict)  # ts of each root's newest reply, where it is told

    def last_reply_at(self, root: str) -> datetime:
        """When the thread was written in last; where that is not told, as if it were now."""
        ts = self.latest_replies.get(root)
        return time_of_ts(ts) if ts else datetime.max.replace(tzinfo=UTC)


class Directory(Protocol):
    """Who is who and who is where, as Slack says now. Raises `Unavailable` where Slack does not say."""

    async def person(self, user_id: str) -> Person | None: ...

    async def channel(self, channel_id: str) -> Channel | None: ...

    def channels(self) -> AsyncIterator[Channel]: ...

    async def members(self, channel_id: str) -> frozenset[str]: ...

    async def join(self, channel_id: str) -> None: ...


class History(Protocol):
    """What was said before. Raises `Unavailable` where Slack does not let us read."""

    async def message(self, channel: Channel, ts: str) -> Message | None:
        """One message or thread reply; None where it is gone or was never something said."""
        ...

    async def page(self, channel: Channel, *, oldest: datetime, before_ts: str | None) -> Page:
        """The newest messages in [oldest, before_ts), newest first."""
        ...

    async def replies(self, channel: Channel, thread_ts: str) -> Replies:
        """All replies of one thread, oldest first, without the parent."""
        ...
