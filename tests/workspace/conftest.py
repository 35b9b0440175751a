"""The workspace of a tiny company, and a real Bolt app to connect to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.clock import WorkspaceClock
from bot.workspace.faults import Faults
from bot.workspace.server import LocalWorkspace

from .tiny import client_of, make_company, make_manifest

MakeWorkspace = Callable[..., Awaitable[LocalWorkspace]]
Connect = Callable[..., Awaitable[AsyncApp]]


@pytest.fixture
async def make_workspace() -> AsyncIterator[MakeWorkspace]:
    """Starts a workspace of the tiny company; keyword arguments as `LocalWorkspace` takes them, and `frozen`."""
    started: list[LocalWorkspace] = []

    async def make(*, frozen: bool = False, manifest: dict[str, Any] | None = None, **options: Any) -> LocalWorkspace:
        options.setdefault("clock", WorkspaceClock(frozen=frozen))
        options.setdefault("faults", Faults())
        company = make_company(datetime.now(UTC))
        workspace = LocalWorkspace(company, manifest or make_manifest(), **options)
        await workspace.start()
        started.append(workspace)
        return workspace

    yield make
    for workspace in started:
        await workspace.stop()


@pytest.fixture
async def workspace(make_workspace: MakeWorkspace) -> LocalWorkspace:
    return await make_workspace(strict_rates=False)


@pytest.fixture
async def client(workspace: LocalWorkspace) -> AsyncWebClient:
    return client_of(workspace)


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    """Connects a Bolt app over a socket; `register(app)` adds its listeners first."""
    handlers: list[AsyncSocketModeHandler] = []

    async def start(workspace: LocalWorkspace, register: Callable[[AsyncApp], None]) -> AsyncApp:
        app = AsyncApp(client=client_of(workspace), ignoring_self_events_enabled=False)
        register(app)
        already = workspace.parts.sockets.count
        handler = AsyncSocketModeHandler(app, workspace.app_token, ping_interval=1)
        handlers.append(handler)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await workspace.driver.until(lambda: workspace.parts.sockets.count > already)
        return app

    yield start
    for handler in handlers:
        await handler.close_async()  # type: ignore[no-untyped-call]
