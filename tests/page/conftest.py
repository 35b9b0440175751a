"""The local workspace with a small app in it, in a thread of its own, and a headless Chromium that looks at it."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Page
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.clock import WorkspaceClock
from bot.workspace.server import LocalWorkspace
from handlers.manifest import manifest
from tests.chromium import launched
from tests.page.company import GENERAL, MARA, SHARED, SUPPORT, tiny_company
from tests.page.sample_app import sample_app

T = TypeVar("T")


@dataclass
class Stage:
    """A running workspace. `heard` is what its app was told."""

    loop: asyncio.AbstractEventLoop
    workspace: LocalWorkspace
    handler: AsyncSocketModeHandler
    heard: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.workspace.url

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)


async def _start() -> Stage:
    now = datetime.now(UTC)
    workspace = LocalWorkspace(tiny_company(now), manifest(), WorkspaceClock(), strict_rates=False)
    await workspace.start()
    client = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)
    for channel in (GENERAL, SUPPORT, SHARED):
        await client.conversations_join(channel=channel)
    heard: list[dict[str, Any]] = []
    app = sample_app(client, workspace.signing_secret, heard)
    web = AsyncWebClient(token=workspace.app_token, base_url=workspace.api_url)
    handler = AsyncSocketModeHandler(app, workspace.app_token, web_client=web)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    return Stage(asyncio.get_running_loop(), workspace, handler, heard)


async def _stop(stage: Stage) -> None:
    await stage.handler.close_async()  # type: ignore[no-untyped-call]
    await stage.workspace.stop()


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = asyncio.run_coroutine_threadsafe(_start(), loop).result(20)
    yield made
    made.run(_stop(made))
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture
def page(stage: Stage, browser: Browser) -> Iterator[Page]:
    """The page, loaded and listening, played as Mara. A script error fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(8000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{stage.url}?as={MARA}")
    page.wait_for_selector(f'html[data-ready][data-live="{MARA}"]')
    yield page
    context.close()
    assert problems == []
