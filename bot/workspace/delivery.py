"""How payloads reach the app: one transport at a time, acks within 3 seconds, events tried again when there is none."""

import asyncio
import time
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.workspace.clock import WorkspaceClock
from bot.workspace.faults import Faults
from bot.workspace.shapes import Json

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
ATTEMPTS_KEPT = 10_000


class Kind(StrEnum):
    """What is delivered, by the names of Socket Mode's envelopes."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"


@dataclass(frozen=True)
class Retry:
    attempt: int  # 1 to 3
    reason: str


@dataclass(frozen=True)
class Ack:
    """What came of one try. `payload` is what the app said with its ack (a dict or nothing).

    reason: Slack's word for why it counts as failed, empty when it was acked.
    """

    payload: Json | None = None
    reason: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        return not self.reason


class Transport(Protocol):
    """Socket Mode or HTTP."""

    @property
    def connected(self) -> bool: ...

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Ack:
        """Sends once and waits up to ACK_SECONDS for the ack."""
        ...


class Background:
    """Tasks that the workspace started and still owns; cancelled when it stops."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass(frozen=True)
class Attempt:
    """One try to deliver one payload, kept for tests to look at."""

    kind: Kind
    payload: Json
    retry: Retry | None
    ack: Ack


class Delivery:
    """Sends payloads through the transport of the moment. `attempts` is the visible list of the latest tries."""

    def __init__(self, transport: Transport, clock: WorkspaceClock, faults: Faults, background: Background) -> None:
        self.transport = transport
        self.attempts: deque[Attempt] = deque(maxlen=ATTEMPTS_KEPT)
        self._clock = clock
        self._faults = faults
        self._background = background
        self._held: Json | None = None
        self._first_tries = 0  # events whose first try is not answered yet

    @property
    def idle(self) -> bool:
        """Whether every event had its first try answered, one way or the other."""
        return self._first_tries == 0

    async def settle(self, seconds: float = 1.0) -> None:
        """Waits (real time, at most `seconds`) until no event is waiting for the answer to its first try."""
        deadline = time.monotonic() + seconds
        while not self.idle and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.005)

    def event(self, payload: Json) -> None:
        """Sends an event in the background, with up to three retries."""
        if self._held is None and self._faults.spend("swap_events"):
            self._held = payload
            return
        self._start(payload)
        if self._held is not None:
            held, self._held = self._held, None
            self._start(held)

    async def ask(self, kind: Kind, payload: Json) -> Ack:
        """Sends a command or an interaction; these are tried once only."""
        return await self._try(kind, payload, None)

    def _start(self, payload: Json) -> None:
        self._first_tries += 1
        self._background.start(self._with_retries(payload))
        if self._faults.spend("duplicate_events"):
            self._background.start(self._try(Kind.EVENT, payload, None))

    async def _with_retries(self, payload: Json) -> None:
        try:
            ack = await self._try(Kind.EVENT, payload, None)
        finally:
            self._first_tries -= 1
        for number, delay in enumerate(RETRY_DELAYS, start=1):
            if ack.ok or ack.no_retry:
                return
            await self._clock.sleep(delay)
            ack = await self._try(Kind.EVENT, payload, Retry(number, ack.reason))

    async def _try(self, kind: Kind, payload: Json, retry: Retry | None) -> Ack:
        ack = await self.transport.send(kind, payload, retry)
        if ack.ok and kind is Kind.EVENT and self._faults.spend("ignore_acks"):
            ack = Ack(reason="http_timeout")
        self.attempts.append(Attempt(kind, payload, retry, ack))
        return ack
