"""The state of things: what has been read, how far behind we are, what is stuck."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import Now
from bot.domain.messages import SLACK
from bot.domain.workspace import Channel
from store.unit_of_work import Store


@dataclass(frozen=True)
class ChannelStatus:
    channel: Channel
    messages: int


@dataclass(frozen=True)
class Status:
    """`lag_seconds`: age of the oldest envelope that waits. `stuck`: envelopes set aside after many tries."""

    messages: int
    feedback: int
    signals: int
    decisions: int
    themes: int
    pending_index: int
    last_digest: date | None
    lag_seconds: float
    stuck: int
    channels: tuple[ChannelStatus, ...]


class StatusService:
    def __init__(self, store: Store, model: str, now: Now) -> None:
        self._store, self._model, self._now = store, model, now

    async def read(self, team_id: str) -> Status:
        async with self._store.read(team_id) as uow:
            counts = await uow.messages.counts()
            by_channel = await uow.messages.counts_by_channel()
            channels = await uow.workspaces.channels()
            oldest: datetime | None = await uow.inbox.oldest_waiting()
            envelopes = await uow.inbox.counts()
            last = await uow.digests.last()
            return Status(
                messages=counts.get(SLACK, 0),
                feedback=sum(n for source, n in counts.items() if source != SLACK),
                signals=await uow.signals.count(),
                decisions=await uow.decisions.count(),
                themes=await uow.themes.count(),
                pending_index=await uow.passages.count_pending(self._model),
                last_digest=last[0] if last else None,
                lag_seconds=max(0.0, (self._now() - oldest).total_seconds()) if oldest else 0.0,
                stuck=envelopes.get("dead", 0),
                channels=tuple(
                    ChannelStatus(c, by_channel.get(c.id, 0)) for c in channels if c.surface or c.id in by_channel
                ),
            )
