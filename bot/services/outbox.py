"""Posts that must be made exactly once, whatever is killed when."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.domain.clock import Now
from bot.domain.mail import Post
from bot.errors import BecauseError, NotFound, Unavailable
from bot.services.patience import PATIENCE, waiting_time
from store.unit_of_work import Store

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 10
FIRST_WAIT = timedelta(seconds=5)
LEASE = timedelta(seconds=20)
"""How long a post that is being sent is left alone by others; longer than a call to Slack may take."""

Send = Callable[[Post], Awaitable[str]]
"""Posts and returns the message's ts. Called again after a failure, with `attempts` above 0: it must look first."""

Posted = Callable[[Post, str], Awaitable[None]]


class Outbox:
    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def add(self, post: Post) -> bool:
        """False when a post of this key is there already."""
        async with self._store.write(post.team_id) as uow:
            is_new = await uow.outbox.add(post, self._now())
            await uow.commit()
        return is_new

    async def work_off(self, send: Send, posted: Posted, *, limit: int = 20) -> int:
        """Sends what is due, in order; returns how many were tried."""
        async with self._store.read("") as uow:
            batch = await uow.outbox.due(self._now(), limit)
        for post in batch:
            if post.expires_at is not None and self._now() >= post.expires_at:
                await self._write(lambda uow, p=post: uow.outbox.expire(p.id))
                continue
            if not await self._begin(post):
                continue
            try:
                ts = await send(post)
                await posted(post, ts)
            except NotFound as gone:
                await self._failed(post, str(gone), None)
            except (Unavailable, OSError, TimeoutError) as outage:
                await self._failed(post, str(outage), self._after_outage(post))
            except BecauseError as failure:
                await self._failed(post, str(failure), self._next_try(post))
            except Exception as failure:  # an unforeseen fault must cost this post its turn, not stop the others
                log.exception("outbox_fault", key=post.key)
                await self._failed(post, repr(failure), self._next_try(post))
            else:
                await self._write(lambda uow, p=post, t=ts: uow.outbox.posted(p.id, t))
        return len(batch)

    async def replay_dead(self) -> int:
        """Tries every post again that was given up; each is looked for before it is sent."""
        count = 0
        for post, _ in await self.dead():
            async with self._store.write(post.team_id) as uow:
                await uow.outbox.revive(post.team_id, post.key, self._now())
                await uow.commit()
            count += 1
        return count

    async def dead(self) -> tuple[tuple[Post, str], ...]:
        async with self._store.read("") as uow:
            return await uow.outbox.dead()

    async def _begin(self, post: Post) -> bool:
        """Whether this attempt is ours: of two processes one makes it."""
        async with self._store.write(post.team_id) as uow:
            is_ours = await uow.outbox.begin(post, self._now() + LEASE)
            await uow.commit()
        return is_ours

    def _next_try(self, post: Post) -> datetime | None:
        return None if post.attempts + 1 >= MOST_ATTEMPTS else self._now() + waiting_time(post.attempts, FIRST_WAIT)

    def _after_outage(self, post: Post) -> datetime | None:
        """Nothing is wrong with the post, so it waits as long as outages last."""
        now = self._now()
        is_over = post.created_at is not None and now - post.created_at >= PATIENCE
        return None if is_over else now + waiting_time(post.attempts, FIRST_WAIT)

    async def _failed(self, post: Post, error: str, next_try_at: datetime | None) -> None:
        log.warning("post_failed", key=post.key, error=error, given_up=next_try_at is None)
        await self._write(lambda uow: uow.outbox.failed(post.id, error, next_try_at))

    async def _write(self, change: Callable[..., Awaitable[None]]) -> None:
        async with self._store.write("") as uow:
            await change(uow)
            await uow.commit()
