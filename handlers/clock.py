"""The clock ticks; whether there is anything to do is decided in the database."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import BecauseError
from handlers.context import Context
from handlers.receiving import Bells

log = structlog.get_logger(__name__)

DIGEST_EVERY_S = 5
REFRESH_EVERY_S = 300
PRUNE_EVERY_S = 3600

Work = Callable[[], Awaitable[None]]
Clock = AsyncIOScheduler


def start_clock(context: Context, bells: Bells, retention_days: int | None) -> AsyncIOScheduler:
    """A tick that is missed is made up for by the next one; none runs twice at a time."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})

    async def digest() -> None:
        await make_due_digest(context, bells)

    async def refresh() -> None:
        await context.services.indexing.refresh()

    async def prune() -> None:
        await context.services.inbox.prune()
        if retention_days is not None:
            before = context.now() - timedelta(days=retention_days)
            await context.services.forgetting.older_than(context.team.id, before)

    for name, work, seconds in (
        ("digest", digest, DIGEST_EVERY_S),
        ("refresh", refresh, REFRESH_EVERY_S),
        ("prune", prune, PRUNE_EVERY_S),
    ):
        scheduler.add_job(_reported, "interval", seconds=seconds, args=(name, work), id=name, misfire_grace_time=None)
    scheduler.start()
    return scheduler


async def make_due_digest(context: Context, bells: Bells) -> None:
    """Makes the digest of the day if its hour has come and nobody made it."""
    plan = await context.services.digests.follow_plan(context.team.id)
    if plan is not None and plan.channel_id:
        context.digest_channel_id = plan.channel_id
    if context.digest_channel_id is None:
        return
    if context.services.digests.due(context.now()) is None:
        return
    if not context.caught_up.is_set():
        return  # a digest of half a day would be the only one
    await context.services.indexing.work_off(context.team.id)
    await context.services.reading.work_off(context.team.id)
    viewer = await context.services.viewers.landing(context.team.id, context.digest_channel_id)
    if await context.services.digests.make_due(viewer, context.digest_channel_id) is not None:
        bells.outbox.set()


async def _reported(name: str, work: Work) -> None:
    try:
        await work()
    except BecauseError as failure:
        log.warning("tick_failed", tick=name, error=str(failure))
