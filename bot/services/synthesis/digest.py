"""The digest of a window: read everything once, think without the database, tell it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Decision
from bot.domain.digests import Coverage, Digest, DigestDecision, UnansweredQuestion, Window
from bot.domain.messages import SLACK, Message
from bot.domain.signals import Signal
from bot.domain.workspace import Channel
from bot.services.synthesis.days import Rhythm, week_before
from bot.services.synthesis.themes import Themes
from store.unit_of_work import Store

MOST_THEMES = 5
MOST_UNANSWERED = 3


@dataclass(frozen=True)
class Read:
    """What one window holds for one viewer."""

    messages: tuple[Message, ...]
    signals: tuple[Signal, ...]
    channels: tuple[Channel, ...]
    decisions: tuple[Decision, ...]
    unanswered: tuple[UnansweredQuestion, ...]
    unread: int
    failed: int


class DigestComposer:
    def __init__(self, store: Store, themes: Themes, rhythm: Rhythm, now: Now) -> None:
        self._store, self._themes, self.rhythm, self._now = store, themes, rhythm, now

    async def compose(self, viewer: Viewer, day: date, window: Window | None = None) -> Digest:
        """The digest as `viewer` may see it (what everybody in the digest channel may). Same input, same digest."""
        span = window or self.rhythm.window_of(day)
        await self._themes.update(viewer)
        week = week_before(span.end)
        themes = await self._themes.list(viewer, week)
        read = await self._read(viewer, span)
        spoken_of = {signal.id for signal in read.signals}
        active = [theme for theme in themes if spoken_of.intersection(theme.member_ids)]
        return Digest(
            date=day,
            window=span,
            coverage=_coverage(read),
            themes=tuple(active[:MOST_THEMES]),
            decisions=_decisions(read.decisions),
            unanswered=read.unanswered[:MOST_UNANSWERED],
            signals=len(read.signals),
            accounts=len({signal.account_id for signal in read.signals if signal.account_id}),
        )

    async def _read(self, viewer: Viewer, span: Window) -> Read:
        async with self._store.read(viewer.team_id) as uow:
            messages = await uow.messages.between(span.start, span.end, viewer)
            counts = await uow.inbox.received_between(span.start, span.end)
            listened = tuple(
                channel
                for channel in await uow.workspaces.listened()
                if channel.surface
                and channel.surface.is_customer_side
                and viewer.may_read(channel.audience, channel.id)
            )
            customer_side = tuple(m for m in messages if is_customer_side(m))
            return Read(
                messages=customer_side,
                signals=await uow.signals.list(viewer, since=span.start, until=span.end),
                channels=listened,
                decisions=await uow.decisions.list(viewer, changed_since=span.start),
                unanswered=await uow.answers.unanswered(span.start, span.end, PUBLIC),
                unread=await uow.messages.count_unread([m.id for m in customer_side]),
                failed=counts.get("dead", 0),
            )


def is_customer_side(message: Message) -> bool:
    """Said where customers speak: a customer surface, or feedback from another system."""
    if message.surface is not None:
        return message.surface.is_customer_side
    return message.source != SLACK


def _coverage(read: Read) -> Coverage:
    heard = {m.channel_id for m in read.messages}
    return Coverage(
        read=len(read.messages) - read.unread,
        received=len(read.messages) + read.failed,
        failed=read.failed,
        silent_sources=tuple(channel.name for channel in read.channels if channel.id not in heard),
        channels=tuple(channel.name for channel in read.channels if channel.id in heard),
    )


def _decisions(changed: Sequence[Decision]) -> tuple[DigestDecision, ...]:
    """New and contested ones, the contested first."""
    found = [
        DigestDecision(d.id, d.title, d.status, d.url, contested=bool(d.contested_by))
        for d in changed
        if d.contested_by or d.recorded_by is not None
    ]
    return tuple(sorted(found, key=lambda d: (not d.contested, d.id)))
