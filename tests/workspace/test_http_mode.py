"""HTTP delivery to a real Bolt app behind a real server."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.errors import BecauseError
from bot.workspace.people import Refused
from bot.workspace.server import LocalWorkspace

from .conftest import MakeWorkspace
from .listening import Ear
from .tiny import client_of


class Receiver:
    """A server at one address; `requests` is the visible list of (headers, body). `handle` may be replaced."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], str]] = []
        self.app: AsyncApp | None = None
        self.answer: Callable[[], web.Response] = web.Response

    async def start(self) -> str:
        application = web.Application()
        application.router.add_post("/slack/events", self._take)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/slack/events"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.text()
        self.requests.append((dict(request.headers), body))
        if "url_verification" in body and self.app is None:
            return web.json_response({"challenge": json.loads(body)["challenge"]})
        if self.app is None:
            return self.answer()
        bolt = await self.app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(request.headers)))
        content_type = bolt.first_headers_without_set_cookie().get("content-type", "text/plain").split(";")[0]
        return web.Response(status=bolt.status, text=bolt.body, content_type=content_type)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    yield receiver
    await receiver.stop()


def bolt_app(workspace: LocalWorkspace, ear: Ear, secret: str | None = None) -> AsyncApp:
    app = AsyncApp(client=client_of(workspace), signing_secret=secret or workspace.signing_secret)
    ear.register(app)
    return app


async def test_events_commands_and_buttons_arrive_signed(workspace: LocalWorkspace, receiver: Receiver) -> None:
    ear = Ear()
    receiver.app = bolt_app(workspace, ear)
    await workspace.deliver_to(await receiver.start())
    jo = workspace.driver.as_user("jo")
    await jo.dm("over http")
    await workspace.driver.until(lambda: ear.of("message"))
    await jo.command("/why", "a & b", channel="#support")
    assert ear.bodies[-1]["text"] == "a &amp; b"
    await jo.global_shortcut("new_thing")
    assert ear.bodies[-1]["callback_id"] == "new_thing"
    verifier = SignatureVerifier(workspace.signing_secret)
    for headers, body in receiver.requests:
        assert verifier.is_valid_request(body, headers)


async def test_an_ack_may_carry_words(workspace: LocalWorkspace, receiver: Receiver) -> None:
    app = AsyncApp(client=client_of(workspace), signing_secret=workspace.signing_secret)

    @app.command("/why")
    async def why(ack: Any) -> None:
        await ack("in one breath")

    receiver.app = app
    await workspace.deliver_to(await receiver.start())
    jo = workspace.driver.as_user("jo")
    assert (await jo.command("/why", "x", expect="in one breath"))["text"] == "in one breath"


async def test_an_address_that_does_not_answer_the_challenge_is_not_taken(
    workspace: LocalWorkspace, receiver: Receiver
) -> None:
    receiver.app = bolt_app(workspace, Ear(), secret="another secret")
    with pytest.raises(BecauseError, match="challenge"):
        await workspace.deliver_to(await receiver.start())


async def test_failures_are_tried_again_with_the_reason(make_workspace: MakeWorkspace, receiver: Receiver) -> None:
    workspace = await make_workspace(frozen=True, strict_rates=False)
    await workspace.deliver_to(await receiver.start())
    receiver.answer = lambda: web.Response(status=500)
    await workspace.driver.as_user("jo").dm("hello")
    await workspace.driver.until(lambda: len(receiver.requests) == 3)
    workspace.clock.advance(seconds=60)
    await workspace.driver.until(lambda: len(receiver.requests) == 4)
    headers = receiver.requests[-1][0]
    retry = {k.lower(): v for k, v in headers.items() if k.lower().startswith("x-slack-retry")}
    assert retry == {"x-slack-retry-num": "2", "x-slack-retry-reason": "http_error"}
    receiver.answer = lambda: web.Response(status=503, headers={"x-slack-no-retry": "1"})
    workspace.clock.advance(seconds=300)
    await workspace.driver.until(lambda: len(receiver.requests) == 5)
    await workspace.driver.as_user("jo").dm("no more of this")
    await workspace.driver.until(lambda: len(receiver.requests) == 6)
    workspace.clock.advance(seconds=3600)
    await asyncio.sleep(0.05)
    assert len(receiver.requests) == 6


async def test_a_command_that_fails_says_so(workspace: LocalWorkspace, receiver: Receiver) -> None:
    await workspace.deliver_to(await receiver.start())
    receiver.answer = lambda: web.Response(status=500)
    with pytest.raises(Refused, match="dispatch_failed"):
        await workspace.driver.as_user("jo").command("/why", "x")
