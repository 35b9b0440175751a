"""Events as they come in: written down before they are acked, worked off one by one, poison set aside."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.domain.clock import Now
from bot.domain.mail import Envelope, Lane
from bot.errors import BadInput, BecauseError, Unavailable
from bot.services.patience import PATIENCE, waiting_time
from store.unit_of_work import Store

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=2)
KEEP_DONE = timedelta(days=2)

Handle = Callable[[Envelope], Awaitable[None]]


class Inbox:
    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def accept(self, team_id: str, event_id: str, lane: Lane, body: str) -> bool:
        """Writes the envelope down; False when it came before. `body` is its raw JSON in ASCII."""
        async with self._store.write(team_id) as uow:
            is_new = await uow.inbox.accept(team_id, event_id, lane, body, self._now())
            await uow.commit()
        return is_new

    async def work_off(self, lane: Lane, handle: Handle, *, limit: int = 50) -> int:
        """Hands every envelope of the lane that is due to `handle`, in order of receipt; returns how many there were.

        `BadInput` sets an envelope aside at once: no second try makes a malformed event whole.
        """
        async with self._store.read("") as uow:
            batch = await uow.inbox.due(lane, self._now(), limit)
        for envelope in batch:
            try:
                await handle(envelope)
            except BadInput as malformed:
                await self._failed(envelope, str(malformed), None)
            except (Unavailable, OSError, TimeoutError) as outage:
                await self._failed(envelope, str(outage), self._after_outage(envelope))
            except BecauseError as failure:
                await self._failed(envelope, str(failure), self._next_try(envelope))
            except Exception as failure:  # an unforeseen fault must cost this envelope its turn, not stop the queue
                log.exception("inbox_fault", event_id=envelope.event_id)
                await self._failed(envelope, repr(failure), self._next_try(envelope))
            else:
                async with self._store.write("") as uow:
                    await uow.inbox.done(envelope.id)
                    await uow.commit()
        return len(batch)

    async def dead(self) -> tuple[Envelope, ...]:
        async with self._store.read("") as uow:
            return await uow.inbox.dead()

    async def replay_dead(self) -> int:
        async with self._store.write("") as uow:
            count = await uow.inbox.replay_dead(self._now())
            await uow.commit()
        return count

    async def prune(self) -> int:
        async with self._store.write("") as uow:
            count = await uow.inbox.prune(self._now() - KEEP_DONE)
            await uow.commit()
        return count

    def _next_try(self, envelope: Envelope) -> datetime | None:
        is_last = envelope.attempts + 1 >= MOST_ATTEMPTS
        return None if is_last else self._now() + waiting_time(envelope.attempts, FIRST_WAIT)

    def _after_outage(self, envelope: Envelope) -> datetime | None:
        """Nothing is wrong with the event, so it waits as long as outages last."""
        now = self._now()
        is_over = now - envelope.received_at >= PATIENCE
        return None if is_over else now + waiting_time(envelope.attempts, FIRST_WAIT)

    async def _failed(self, envelope: Envelope, error: str, next_try_at: datetime | None) -> None:
        log.warning("envelope_failed", event_id=envelope.event_id, error=error, set_aside=next_try_at is None)
        async with self._store.write("") as uow:
            await uow.inbox.failed(envelope.id, error, next_try_at)
            await uow.commit()
