"""The loops that work off what waits: the inbox's lanes, the outbox, and what is to be embedded and read."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.domain.mail import Envelope, Lane
from handlers import inbox_worker
from handlers.context import Context
from handlers.ending import end_all
from handlers.posting import Postman
from handlers.receiving import Bells

log = structlog.get_logger(__name__)

IDLE_S = 1.0
"""How long a loop rests when nothing rings: retries come due by the clock."""

RESTART_S = 2.0

Work = Callable[[], Awaitable[int]]
"""Does what waits and returns how much there was."""


class Workers:
    def __init__(self, context: Context, bells: Bells) -> None:
        self._context, self._bells = context, bells
        self._reading = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        postman = Postman(self._context)
        services = self._context.services

        async def handle(envelope: Envelope) -> None:
            await inbox_worker.handle(self._context, envelope)
            self._bells.outbox.set()
            self._reading.set()

        async def outbox() -> int:
            return await services.outbox.work_off(postman.send, postman.posted)

        async def read() -> int:
            team_id = self._context.team.id
            return await services.indexing.work_off(team_id, most=2000) + await services.reading.work_off(team_id)

        loops: list[tuple[str, asyncio.Event, Work]] = [
            (lane.value, self._bells.lanes[lane], partial(services.inbox.work_off, lane, handle)) for lane in Lane
        ]
        loops += [("outbox", self._bells.outbox, outbox), ("reading", self._reading, read)]
        self._tasks = [asyncio.create_task(_loop(*loop), name=loop[0]) for loop in loops]

    async def stop(self) -> None:
        await end_all(self._tasks)


async def _loop(name: str, bell: asyncio.Event, work: Work) -> None:
    """Works until there is nothing to do, then waits for the bell or a moment. A fault is logged, never the end."""
    while True:
        bell.clear()
        try:
            busy = await work()
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("worker_fault", worker=name)
            await asyncio.sleep(RESTART_S)
            continue
        if not busy:
            try:
                async with asyncio.timeout(IDLE_S):  # wait_for can lose a cancellation that comes with the bell
                    await bell.wait()
            except TimeoutError:
                continue
