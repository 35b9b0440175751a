"""Coming up: by HTTP with signed requests, and with one clear sentence where it cannot be."""

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest
import structlog

from bot.app import build_app
from bot.errors import BadSettings, BecauseError
from bot.running import start
from bot.workspace.clock import WorkspaceClock
from bot.workspace.server import LocalWorkspace
from handlers.manifest import manifest

from .company import make_company, settings_for
from .conftest import House, OpenHouse
from .test_restarts import Process, empty_house


async def test_http_takes_signed_requests_only(tmp_path: Path) -> None:
    async with empty_house(strict_rates=False) as workspace:
        app = build_app(settings_for(workspace, tmp_path, slack_app_token=None), now=workspace.clock.now)
        await app.open()
        running = await start(app)
        assert running.web is not None
        host, port = running.web.addresses[0][:2]
        base = f"http://{host}:{port}"
        try:
            await workspace.deliver_to(f"{base}/slack/events")
            house = House(workspace, app, running, tmp_path)
            jo = workspace.driver.as_user("jo")
            ts = await jo.post("#support", "Heard by HTTP: the pump gauge is wrong")
            await house.until_kept("#support", ts)
            await jo.command("/why", "why is the pump gauge wrong?", channel="#product", expect="record")
            await jo.command("/decide", "By HTTP", channel="#product")
            await jo.modal(contains="Options considered")
            async with aiohttp.ClientSession() as session:
                forged = {"x-slack-signature": "v0=00", "x-slack-request-timestamp": "1"}
                body = '{"type":"event_callback","event_id":"EvFORGED","event":{"type":"message"}}'
                headers = {**forged, "Content-Type": "application/json"}
                async with session.post(f"{base}/slack/events", data=body, headers=headers) as reply:
                    assert reply.status == 401
                async with session.get(f"{base}/healthz") as reply:
                    assert reply.status == 200
                async with session.get(f"{base}/readyz") as reply:
                    assert reply.status == 200
                async with session.get(f"{base}/metrics") as reply:
                    assert "because_messages" in await reply.text()
            assert await app.services.inbox.dead() == ()
        finally:
            await running.stop()
            await app.close()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slack_bot_token": "xoxb-wrong"}, "SLACK_BOT_TOKEN is not accepted"),
        ({"slack_app_token": "xapp-wrong"}, "SLACK_APP_TOKEN is not accepted"),
        ({"slack_bot_token": None}, "SLACK_BOT_TOKEN is not set"),
        ({"slack_app_token": None, "slack_signing_secret": None}, "Set SLACK_APP_TOKEN"),
    ],
)
async def test_wrong_tokens_are_one_sentence(tmp_path: Path, changes: dict[str, str | None], sentence: str) -> None:
    async with empty_house(strict_rates=False) as workspace:
        app = build_app(settings_for(workspace, tmp_path, **changes), now=workspace.clock.now)
        try:
            await app.open()
            with pytest.raises(BadSettings, match=sentence):
                await start(app, serves_http=False)
        finally:
            await app.close()


async def test_a_missing_scope_is_named(tmp_path: Path) -> None:
    asked = manifest()
    asked["oauth_config"]["scopes"]["bot"].remove("channels:read")
    clock = WorkspaceClock()
    workspace = LocalWorkspace(make_company(clock.now()), asked, clock)
    await workspace.start()
    app = build_app(settings_for(workspace, tmp_path), now=clock.now)
    try:
        await app.open()
        with pytest.raises(BecauseError, match="channels:read"):
            await start(app, serves_http=False)
    finally:
        await app.close()
        await workspace.stop()


async def test_a_taken_port_and_an_unreachable_slack_end_the_command(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with empty_house(strict_rates=False) as workspace:
            busy = Process(workspace, tmp_path, because_port=port)
            await busy.start()
            code, said = await busy.ended()
            assert code == 1
            assert f"Port {port}" in said
            assert "Traceback" not in said
    async with empty_house(strict_rates=False) as workspace:
        away = Process(workspace, tmp_path, slack_api_url="http://127.0.0.1:9/api/")
        await away.start()
        code, said = await away.ended()
        assert code == 1
        assert "cannot be reached" in said
        assert "Traceback" not in said


async def test_a_fault_in_a_handler_is_a_sentence_with_a_reference(
    opening: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opening() as house:

        async def broken(*given: object, **named: object) -> None:
            raise RuntimeError("the secret inner word")

        monkeypatch.setattr(house.app.services.answering, "why", broken)
        with structlog.testing.capture_logs() as logs:
            jo = house.driver.as_user("jo")
            said = await jo.command("/why", "why?", channel="#product", expect="Reference")
            assert "secret inner word" not in str(said)
            reference = str(said["text"]).rsplit(" ", 1)[-1]
            assert any(entry.get("reference") == reference for entry in logs)


async def test_nobody_is_refused_because_slack_did_not_say_who_it_is(opening: OpenHouse) -> None:
    async with opening() as house:
        jo = house.driver.as_user("jo")
        ts = await jo.post("#support", "Tag me while Slack stutters: the dredger is late")
        await house.until_kept("#support", ts)
        house.faults.fail("users.info", "error", times=30, error="fatal_error")
        await jo.react("#support", ts, "bug")
        await house.driver.settle()
        await asyncio.sleep(0.3)
        house.faults.calls.clear()
        await house.driver.advance(seconds=30)

        async def tagged() -> bool:
            signal = await house.signal("#support", ts)
            return signal is not None and signal.tagged_by == ("U0JO",)

        await house.until(tagged, what="the tag")
