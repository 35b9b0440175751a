"""Slack as the services see it: who is who, who is where, what was said. Small, and with visible lists."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.messages import Message
from bot.domain.workspace import Channel, Person
from bot.errors import Unavailable
from bot.services.ports import Page, Reacted, Replies, Shown
from tests.databases import TEAM
from tests.store.samples import NOW


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@dataclass
class FakeSlack:
    """`down`: Slack answers nothing. `pages_until_killed`: history fails after so many pages."""

    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, Channel] = field(default_factory=dict)
    inside: dict[str, frozenset[str]] = field(default_factory=dict)
    said: list[Message] = field(default_factory=list)
    reactions: list[Reacted] = field(default_factory=list)
    cut: frozenset[tuple[str, str]] = frozenset()
    down: bool = False
    pages_until_killed: int | None = None
    pages: list[str | None] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    page_size: int = 10

    def add_person(self, user_id: str, **facts: object) -> Person:
        self.people[user_id] = Person(TEAM, user_id, user_id.title(), **facts)  # type: ignore[arg-type]
        return self.people[user_id]

    def add_room(self, channel_id: str, *members: str, **facts: object) -> Channel:
        self.rooms[channel_id] = Channel(TEAM, channel_id, channel_id.lower(), **facts)  # type: ignore[arg-type]
        self.inside[channel_id] = frozenset(members)
        return self.rooms[channel_id]

    async def person(self, user_id: str) -> Person | None:
        self._answer()
        return self.people.get(user_id)

    async def channel(self, channel_id: str) -> Channel | None:
        self._answer()
        return self.rooms.get(channel_id)

    async def channels(self) -> AsyncIterator[Channel]:
        self._answer()
        for room in self.rooms.values():
            yield room

    async def members(self, channel_id: str) -> frozenset[str]:
        self._answer()
        return self.inside[channel_id]

    async def join(self, channel_id: str) -> None:
        self.joined.append(channel_id)

    async def message(self, channel: Channel, ts: str) -> Message | None:
        return next((m for m in self.said if m.ts == ts), None)

    async def page(self, channel: Channel, *, oldest: datetime, before_ts: str | None) -> Page:
        self._answer()
        if self.pages_until_killed is not None:
            if self.pages_until_killed == 0:
                raise Unavailable("killed")
            self.pages_until_killed -= 1
        self.pages.append(before_ts)
        roots = [m for m in self.said if not m.is_reply and m.channel_id == channel.id and m.created_at >= oldest]
        newest = sorted((m for m in roots if before_ts is None or (m.ts or "") < before_ts), key=lambda m: m.ts or "")
        page, rest = newest[-self.page_size :], newest[: -self.page_size]
        ids = {m.id for m in page}
        return Page(
            messages=tuple(reversed(page)),
            shown=Shown(tuple(r for r in self.reactions if r.message_id in ids), tuple(ids), cut=self.cut),
            thread_roots=tuple(m.ts or "" for m in page if any(r.thread_ts == m.ts and r.is_reply for r in self.said)),
            oldest_ts=page[0].ts if rest else None,
        )

    async def replies(self, channel: Channel, thread_ts: str) -> Replies:
        self._answer()
        found = tuple(m for m in self.said if m.thread_ts == thread_ts and m.is_reply)
        return Replies(found, Shown(seen=tuple(m.id for m in found)))

    def _answer(self) -> None:
        if self.down:
            raise Unavailable("Slack did not answer.")


def edited(message: Message, text: str, at: datetime) -> Message:
    return replace(message, text=text, edited_at=at)
