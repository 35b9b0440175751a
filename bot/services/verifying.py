"""After much of a channel was erased at once: what Slack no longer holds is erased here too."""

from datetime import datetime, timedelta

from bot.domain.audience import Viewer
from bot.domain.messages import time_of_ts
from bot.domain.workspace import Channel
from bot.services.ingestion import Ingestion
from bot.services.ports import History
from store.unit_of_work import Store


class Verifying:
    def __init__(self, store: Store, ingestion: Ingestion, history: History) -> None:
        self._store, self._ingestion, self._history = store, ingestion, history

    async def verify(self, channel: Channel, latest: str) -> int:
        """Erases what is kept of the channel up to the timestamp `latest` and is not in its history; how many.

        Nothing is erased before all of that history was read. Raises Unavailable where Slack does not let us read.
        """
        operator, until = Viewer.operator(channel.team_id), time_of_ts(latest)
        async with self._store.read(channel.team_id) as uow:
            kept = {
                message.id: message.ts
                for message in await uow.messages.of_channel(channel.id, operator)
                if message.ts is not None and message.created_at <= until
            }
        if not kept:
            return 0
        there = await self._in_history(channel, min(time_of_ts(ts) for ts in kept.values()))
        gone = {message_id: ts for message_id, ts in kept.items() if message_id not in there}
        for ts in gone.values():
            await self._ingestion.erase(channel.team_id, channel.id, ts)
        return len(gone)

    async def _in_history(self, channel: Channel, since: datetime) -> set[str]:
        there: set[str] = set()
        before = None
        while True:
            page = await self._history.page(channel, oldest=since - timedelta(seconds=1), before_ts=before)
            there.update(message.id for message in page.messages)
            for root in page.thread_roots:
                there.update(message.id for message in (await self._history.replies(channel, root)).messages)
            if page.oldest_ts is None:
                return there
            before = page.oldest_ts
