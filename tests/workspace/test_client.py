"""What the page talks to: reading, acting, the news, and what somebody may not see."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.errors import BecauseError
from bot.workspace.company.model import Welcome
from bot.workspace.server import LocalWorkspace

from .conftest import Connect, MakeWorkspace
from .listening import Ear
from .tiny import client_of, make_company, make_manifest


class Page:
    """A browser page without a browser."""

    def __init__(self, session: aiohttp.ClientSession, url: str, user_id: str) -> None:
        self._session = session
        self._url = url
        self._user = user_id
        self.news: list[dict[str, Any]] = []

    async def get(self, name: str, **query: str) -> Any:
        async with self._session.get(f"{self._url}client/{name}", params={"as": self._user, **query}) as response:
            return await response.json()

    async def post(self, route: str, **body: Any) -> Any:
        async with self._session.post(f"{self._url}client/{route}", json={"as": self._user, **body}) as response:
            return await response.json()

    async def listen(self) -> None:
        async with self._session.ws_connect(f"{self._url}client/events?as={self._user}") as ws:
            async for frame in ws:
                self.news.append(frame.json())

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [n for n in self.news if n["type"] == kind]


@pytest.fixture
async def pages(workspace: LocalWorkspace) -> AsyncIterator[dict[str, Page]]:
    """Open pages of mara, jo and the guest."""
    async with aiohttp.ClientSession() as session:
        opened = {name: Page(session, workspace.url, f"U0{name.upper()}") for name in ("mara", "jo", "gus")}
        listening = [asyncio.create_task(page.listen()) for page in opened.values()]
        await workspace.driver.until(lambda: len(workspace.parts.feed._listeners) == 3)
        yield opened
        for task in listening:
            task.cancel()


async def test_boot_tells_what_there_is(workspace: LocalWorkspace, pages: dict[str, Page]) -> None:
    boot = await pages["mara"].get("boot")
    assert boot["team"] == {"id": "T0TINY", "name": "Tiny", "domain": "tiny", "timezone": "UTC"}
    assert [c["command"] for c in boot["commands"]] == ["/why", "/raw"]
    assert boot["shortcuts"][0] == {"callback_id": "tag_signal", "name": "Tag", "type": "message"}
    assert boot["prompts"] == [{"title": "Help", "message": "help"}]
    assert boot["emoji"]["mega"] == "📣"
    assert boot["connected"] is False
    assert boot["app"]["name"] == "Because"
    assert {c["id"] for c in boot["channels"]} == {"C0SUPPORT", "C0PRODUCT", "C0SECRET", "C0SHARED"}
    seen_by_jo = await pages["jo"].get("boot")
    assert "C0SECRET" not in {c["id"] for c in seen_by_jo["channels"]}
    eve = next(p for p in boot["people"] if p["id"] == "U0EVE")
    assert eve["is_external"] is True


async def test_reading_a_channel_and_a_thread(pages: dict[str, Page]) -> None:
    history = (await pages["jo"].get("history", channel="C0SUPPORT"))["messages"]
    assert [m.get("reply_count") for m in history] == [2, None]
    thread = await pages["jo"].get("history", channel="C0SUPPORT", thread_ts=history[0]["ts"])
    assert [m["text"] for m in thread["messages"]][1:] == ["Reply one", "Reply two"]
    assert "error" in await pages["jo"].get("history", channel="C0SECRET")
    assert (await pages["jo"].get("history"))["error"] == "channel is missing."


async def test_posts_reach_those_who_may_see_them(workspace: LocalWorkspace, pages: dict[str, Page]) -> None:
    posted = await pages["mara"].post("post", channel="C0SUPPORT", text="hello @jo")
    await pages["mara"].post("post", channel="C0SECRET", text="private")
    await pages["mara"].post("post", channel="C0PRODUCT", text="roadmap")
    await workspace.driver.until(lambda: len(pages["mara"].told("message")) == 3)
    await workspace.driver.until(lambda: len(pages["jo"].told("message")) == 2)
    assert pages["jo"].told("message")[0]["message"]["text"] == "hello <@U0JO>"
    assert [n["channel"] for n in pages["gus"].told("message")] == ["C0SUPPORT"]
    assert (await pages["jo"].get("unread"))["channels"]["C0SUPPORT"] == 1
    await pages["jo"].post("react", channel="C0SUPPORT", ts=posted["ts"], name="mega")
    await workspace.driver.until(lambda: pages["gus"].told("reaction"))
    assert pages["gus"].told("reaction")[0]["reactions"] == [{"name": "mega", "users": ["U0JO"], "count": 1}]
    assert "error" in await pages["jo"].post("edit", channel="C0SUPPORT", ts=posted["ts"], text="not mine")
    await pages["mara"].post("edit", channel="C0SUPPORT", ts=posted["ts"], text="hello all")
    await pages["mara"].post("post", channel="C0SUPPORT", text="reply", thread_ts=posted["ts"])
    await pages["mara"].post("delete", channel="C0SUPPORT", ts=posted["ts"])
    await workspace.driver.until(lambda: len(pages["jo"].told("message_changed")) == 3)
    last = pages["jo"].told("message_changed")[-1]["message"]
    assert last["subtype"] == "tombstone"


async def test_a_file_from_the_page(workspace: LocalWorkspace, pages: dict[str, Page]) -> None:
    file = {"name": "a.txt", "content": "data:text/plain;base64,aGVsbG8="}
    await pages["jo"].post("post", channel="C0SUPPORT", text="look", file=file)
    shown = (await pages["gus"].get("history", channel="C0SUPPORT"))["messages"][-1]["files"][0]
    assert (shown["name"], shown["size"]) == ("a.txt", 5)


async def test_commands_and_modals_from_the_page(
    workspace: LocalWorkspace, connect: Connect, pages: dict[str, Page]
) -> None:
    def register(app: AsyncApp) -> None:
        @app.command("/why")
        async def why(ack: Any, respond: Any, command: dict[str, Any], client: Any) -> None:
            await ack()
            button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
            await respond(text="psst", blocks=[{"type": "actions", "block_id": "b", "elements": [button]}])
            element = {"type": "plain_text_input", "action_id": "i"}
            label = {"type": "plain_text", "text": "Label"}
            view = {"type": "modal", "callback_id": "v", "title": label, "submit": label}
            blocks = [{"type": "input", "block_id": "in", "label": label, "element": element}]
            await client.views_open(trigger_id=command["trigger_id"], view={**view, "blocks": blocks})

        @app.action("go")
        async def go(ack: Any, respond: Any) -> None:
            await ack()
            await respond(text="gone", replace_original=True)

        @app.view("v")
        async def submitted(ack: Any, view: dict[str, Any]) -> None:
            value = view["state"]["values"]["in"]["i"]["value"]
            if value == "bad":
                await ack(response_action="errors", errors={"in": "no"})
            else:
                await ack()

    await connect(workspace, register)
    page = pages["jo"]
    await workspace.driver.until(lambda: page.told("status"))
    assert page.told("status")[-1]["connected"] is True
    assert await page.post("command", channel="C0SUPPORT", command="/why", text="x") == {"ok": True}
    await workspace.driver.until(lambda: page.told("view_opened") and page.told("ephemeral"))
    assert pages["mara"].told("ephemeral") == []
    whisper = page.told("ephemeral")[0]["message"]
    assert whisper["ephemeral"] is True
    assert (await page.get("history", channel="C0SUPPORT"))["messages"][-1]["ts"] == whisper["ts"]
    container = {"type": "message", "channel": "C0SUPPORT", "ts": whisper["ts"], "ephemeral": True}
    await page.post("action", container=container, block_id="b", action={"type": "button", "action_id": "go"})
    await workspace.driver.until(lambda: page.told("ephemeral_replaced"))
    assert page.told("ephemeral_replaced")[0]["message"]["text"] == "gone"
    stale = await page.post("action", container=container, block_id="b", action={"type": "button", "action_id": "go"})
    assert stale == {"error": "This is no longer there."}
    view_id = page.told("view_opened")[0]["view"]["id"]

    def state(value: str) -> dict[str, Any]:
        return {"values": {"in": {"i": {"type": "plain_text_input", "value": value}}}}

    assert (await page.post("submit", view_id=view_id, state=state("bad")))["errors"] == {"in": "no"}
    assert await page.post("submit", view_id=view_id, state=state("good")) == {"ok": True}
    await workspace.driver.until(lambda: page.told("view_closed"))
    unknown = await page.post("command", channel="C0SUPPORT", command="/nothing", text="")
    assert unknown == {"error": "/nothing is not a valid command."}


async def test_shortcuts_dms_and_the_home(workspace: LocalWorkspace, connect: Connect, pages: dict[str, Page]) -> None:
    ear = Ear()
    await connect(workspace, ear.register)
    page = pages["mara"]
    ts = (await page.post("post", channel="C0SUPPORT", text="tag me"))["ts"]
    assert await page.post("shortcut", callback_id="tag_signal", channel="C0SUPPORT", ts=ts) == {"ok": True}
    assert ear.bodies[-1]["type"] == "message_action"
    dm = (await page.post("dm"))["channel"]
    await page.post("post", channel=dm, text="hello app")
    assert (await page.get("dms"))["dms"][0]["last_text"] == "hello app"
    assert "error" in await pages["jo"].get("history", channel=dm)
    await client_of(workspace).views_publish(
        user_id="U0MARA", view={"type": "home", "blocks": [{"type": "divider"}]}
    )
    assert (await page.get("home"))["view"]["blocks"][0]["type"] == "divider"
    await workspace.driver.until(lambda: page.told("home"))
    assert pages["jo"].told("home") == []


async def test_tomorrow_comes_at_half_past_eight(workspace: LocalWorkspace, pages: dict[str, Page]) -> None:
    before = workspace.clock.now()
    now = (await pages["jo"].post("tomorrow"))["now"]
    assert now.endswith("T08:30:00Z")
    assert workspace.clock.now() > before
    await workspace.driver.until(lambda: pages["mara"].told("clock"))


async def test_guests_see_their_channels_only(pages: dict[str, Page]) -> None:
    assert "error" in await pages["gus"].get("history", channel="C0PRODUCT")
    assert "error" in await pages["gus"].post("join", channel="C0PRODUCT")
    assert "error" in await pages["gus"].post("post", channel="C0PRODUCT", text="x")


async def test_a_taken_port_is_said_in_one_sentence(make_workspace: MakeWorkspace, workspace: LocalWorkspace) -> None:
    port = int(workspace.url.rsplit(":", 1)[1].strip("/"))
    second = LocalWorkspace(make_company(workspace.clock.now()), make_manifest())
    with pytest.raises(BecauseError, match=f"Port {port} on 127.0.0.1 is in use"):
        await second.start(port=port)


async def test_the_page_is_served_and_nothing_beside_it(workspace: LocalWorkspace) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(workspace.url) as response:
            assert response.status in (200, 404)  # without the page's files the API still works
        async with session.get(f"{workspace.url}page/%2e%2e/server.py") as response:
            assert response.status == 404


async def test_other_web_sites_may_not_act_here(workspace: LocalWorkspace) -> None:
    async with aiohttp.ClientSession() as session:
        foreign = {"Origin": "https://evil.test"}
        body = {"as": "U0MARA", "channel": "C0SUPPORT", "text": "x"}
        async with session.post(f"{workspace.url}client/post", json=body, headers=foreign) as response:
            assert response.status == 403
        own = {"Origin": workspace.url.rstrip("/")}
        async with session.post(f"{workspace.url}client/post", json=body, headers=own) as response:
            assert response.status == 200
        async with session.post(f"{workspace.url}client/post", data="[1]") as response:
            assert (await response.json())["error"] == "The request is no JSON object."


async def test_joins_are_not_counted_as_unread(workspace: LocalWorkspace, pages: dict[str, Page]) -> None:
    await pages["jo"].get("history", channel="C0PRODUCT")
    workspace.driver.invite_app("product", "mara")
    assert (await pages["jo"].get("unread"))["channels"]["C0PRODUCT"] == 0
    await pages["mara"].post("post", channel="C0PRODUCT", text="roadmap")
    assert (await pages["jo"].get("unread"))["channels"]["C0PRODUCT"] == 1


async def test_a_text_file_shows_how_it_begins(pages: dict[str, Page]) -> None:
    file = {"name": "call.txt", "content": "They asked for a map.\n" * 100}
    await pages["mara"].post("post", channel="C0SUPPORT", text="notes", file=file)
    [shown] = (await pages["jo"].get("history", channel="C0SUPPORT"))["messages"][-1]["files"]
    assert shown["preview"].startswith("They asked for a map.")
    assert len(shown["preview"]) == 500


async def test_only_those_who_may_start_there_are_told_to(workspace: LocalWorkspace, pages: dict[str, Page]) -> None:
    assert (await pages["jo"].get("boot"))["welcome"] is None
    workspace.parts.world.welcome = Welcome("secret", ("why so?",))
    assert (await pages["mara"].get("boot"))["welcome"] == {"channel": "C0SECRET", "questions": ["why so?"]}
    assert (await pages["jo"].get("boot"))["welcome"] is None
