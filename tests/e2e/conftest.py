"""The real product connected over Socket Mode to the workspace of a small company."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.app import App, build_app
from bot.domain.answers import Answer
from bot.domain.audience import Viewer
from bot.domain.messages import Message, slack_message_id
from bot.domain.signals import Signal
from bot.running import Running, start
from bot.workspace.clock import WorkspaceClock
from bot.workspace.driver import Driver
from bot.workspace.faults import Faults
from bot.workspace.rates import HistoryProfile
from bot.workspace.server import LocalWorkspace
from handlers.manifest import manifest

from .company import make_company, settings_for

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@dataclass
class House:
    """A workspace and the product in it."""

    workspace: LocalWorkspace
    app: App
    running: Running
    folder: Path

    @property
    def driver(self) -> Driver:
        return self.workspace.driver

    @property
    def faults(self) -> Faults:
        return self.workspace.faults

    @property
    def operator(self) -> Viewer:
        return Viewer.operator(self.app.team_id)

    def id_of(self, channel: str, ts: str) -> str:
        return slack_message_id(self.driver.channel(channel).id, ts)

    async def kept(self, channel: str, ts: str) -> Message | None:
        """The message as the product holds it now."""
        return await self.app.services.ingestion.known(self.operator, self.id_of(channel, ts))

    async def until_kept(self, channel: str, ts: str, text: str | None = None) -> Message:
        """Waited for; with `text` until it reads so."""

        async def there() -> Message | None:
            message = await self.kept(channel, ts)
            return message if message is not None and (text is None or message.text == text) else None

        return await self.until(there, what=f"{ts} kept in {channel}")

    async def signal(self, channel: str, ts: str) -> Signal | None:
        found = {s.id: s for s in await self.app.services.signals.list(self.operator)}
        return found.get(self.id_of(channel, ts))

    async def until(self, condition: Callable[[], Awaitable[Any]], seconds: float = 8.0, *, what: str = "") -> Any:
        """As the driver's `until`, for conditions that have to be awaited."""
        import asyncio
        import time

        deadline = time.monotonic() + seconds
        while not (result := await condition()):
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {seconds} s in vain{': ' + what if what else ''}")
            await asyncio.sleep(0.02)
        return result

    async def worked_off(self, seconds: float = 8.0) -> None:
        """Every event that was sent is acked and handled, everything to be posted is posted."""
        await self.driver.settle()

        async def idle() -> bool:
            async with self.app.store.read(self.app.team_id) as uow:
                waits = await uow.inbox.counts()
                later = self.workspace.clock.now() + timedelta(days=1)  # what is being sent right now is due later
                return not waits.get("waiting") and not await uow.outbox.due(later, 1)

        await self.until(idle, seconds, what="the inbox and the outbox are empty")

    async def why(self, question: str, who: str) -> Answer:
        """The answer as the services give it to this person."""
        services = self.app.services
        return await services.answering.why(await services.viewers.asking(self.app.team_id, who), question)

    async def record(self, who: str, title: str, channel: str, **values: str) -> None:
        """Records by `/decide`, whatever earlier records it is told of."""
        actor = self.driver.as_user(who)
        await actor.command("/decide", title, channel=channel)
        await actor.modal(contains="Options considered")
        done = await actor.submit(dict(values))
        if "view" in done:
            done = await actor.submit(dict(values))
        assert done == {"ok": True}
        await self.driver.message(channel, contains=title)
        await self.worked_off()
        await self.app.catch_up()

    def posts(self) -> list[dict[str, Any]]:
        """Everything the product posted so far, in every form, as the calls' arguments."""
        methods = ("chat.postMessage", "chat.postEphemeral", "chat.update")
        return [call.args for method in methods for call in self.driver.calls(method)]


OpenHouse = Callable[..., Any]


@asynccontextmanager
async def open_house(
    *,
    start_at: datetime | None = NOON,
    strict_rates: bool = False,
    history: HistoryProfile = HistoryProfile.INTERNAL,
    secret: bool = True,
    fill: bool = True,
    folder: Path | None = None,
    workspace: LocalWorkspace | None = None,
    **settings: Any,
) -> AsyncIterator[House]:
    """Starts both; the workspace only where none is handed in."""
    own = workspace is None
    clock = workspace.clock if workspace else WorkspaceClock(start_at)
    if workspace is None:
        company = make_company(clock.now())
        workspace = LocalWorkspace(company, manifest(), clock, strict_rates=strict_rates, history=history)
        await workspace.start()
        if secret:
            workspace.driver.invite_app("#secret", "mara")
    with tempfile.TemporaryDirectory(prefix="because-e2e-", ignore_cleanup_errors=True) as made:
        app = build_app(settings_for(workspace, folder or Path(made), **settings), now=clock.now)
        running = None
        try:
            await app.open()
            if fill:
                company = make_company(clock.now())
                await app.services.accounts.import_accounts(app.team_id, company.accounts)
                await app.services.import_decisions(app.team_id, company.decisions)
            running = await start(app, serves_http=False)
            await app.catch_up()
            yield House(workspace, app, running, folder or Path(made))
        finally:
            if running is not None:
                await running.stop()
            await app.close()
            if own:
                await workspace.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house() -> AsyncIterator[House]:
    """One house for a module's tests: each uses messages of its own."""
    async with open_house() as opened:
        yield opened


@pytest.fixture
def opening() -> OpenHouse:
    """For tests that need a house of their own: `async with opening(...) as house`."""
    return open_house
