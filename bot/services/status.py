"""The state of things: what has been read, how far behind we are, what is stuck."""

from datetime import datetime

from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.messages import SLACK
from bot.domain.status import ChannelStatus, Status
from store.unit_of_work import Store


class StatusService:
    def __init__(self, store: Store, model: str, now: Now) -> None:
        self._store, self._model, self._now = store, model, now

    async def read(self, viewer: Viewer) -> Status:
        """Counts of everything; channels only as far as the viewer may know of them."""
        team_id = viewer.team_id
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
                    ChannelStatus(c.id, c.name, c.surface, by_channel.get(c.id, 0), c.last_event_at, c.backfilled_to)
                    for c in channels
                    if (c.surface or c.id in by_channel) and viewer.may_read(c.audience, c.id)
                ),
            )
