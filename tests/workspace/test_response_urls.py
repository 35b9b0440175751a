"""`response_url`s: five uses in thirty minutes, replacing and deleting what was acted on."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.workspace.server import LocalWorkspace

from .conftest import Connect, MakeWorkspace
from .listening import Ear


@pytest.fixture
async def frozen(make_workspace: MakeWorkspace) -> LocalWorkspace:
    return await make_workspace(frozen=True, strict_rates=False)


async def url_of_command(workspace: LocalWorkspace, connect: Connect) -> str:
    ear = Ear()
    await connect(workspace, ear.register)
    await workspace.driver.as_user("jo").command("/why", "x", channel="#support")
    return str(ear.bodies[-1]["response_url"])


async def test_five_uses(frozen: LocalWorkspace, connect: Connect) -> None:
    hook = AsyncWebhookClient(await url_of_command(frozen, connect))
    for number in range(5):
        assert (await hook.send(text=f"answer {number}")).body == "ok"
    sixth = await hook.send(text="too many")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    assert [m["text"] for m in frozen.driver.ephemerals("jo")] == [f"answer {n}" for n in range(5)]


async def test_thirty_minutes(frozen: LocalWorkspace, connect: Connect) -> None:
    hook = AsyncWebhookClient(await url_of_command(frozen, connect))
    frozen.clock.advance(seconds=1799)
    assert (await hook.send(text="in time")).status_code == 200
    frozen.clock.advance(seconds=2)
    late = await hook.send(text="late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


async def test_an_answer_for_all_is_a_message_even_where_the_app_is_not_in(
    workspace: LocalWorkspace, connect: Connect
) -> None:
    hook = AsyncWebhookClient(await url_of_command(workspace, connect))
    await hook.send(text="for all", response_type="in_channel")
    assert workspace.driver.app_messages("#support")[-1]["text"] == "for all"
    refused = await hook.send(text="x", blocks=[{"type": "nonsense"}])
    assert (refused.status_code, "invalid_blocks" in refused.body) == (400, True)


def with_button(text: str) -> list[dict[str, Any]]:
    button = {"type": "button", "action_id": "go", "value": "1", "text": {"type": "plain_text", "text": "Go"}}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return [section, {"type": "actions", "elements": [button]}]


async def test_buttons_on_messages_replace_and_delete_them(
    workspace: LocalWorkspace, connect: Connect, client: AsyncWebClient
) -> None:
    ear = Ear()
    await connect(workspace, ear.register)
    await client.conversations_join(channel="C0SUPPORT")
    await client.chat_postMessage(channel="C0SUPPORT", text="old", blocks=with_button("old"))
    message = await workspace.driver.message("#support", contains="old")
    gus = workspace.driver.as_user("gus")
    await gus.press("Go", message)
    body = ear.bodies[-1]
    assert body["message"]["ts"] == message["ts"]
    assert body["container"]["is_ephemeral"] is False
    assert body["actions"][0]["value"] == "1"
    hook = AsyncWebhookClient(body["response_url"])
    await hook.send(text="new", replace_original=True)
    replaced = workspace.driver.app_messages("#support")[-1]
    assert (replaced["text"], "blocks" in replaced) == ("new", False)
    await hook.send(text="aside")
    assert workspace.driver.ephemerals("gus")[-1]["text"] == "aside"
    await hook.send(delete_original=True)
    assert workspace.driver.app_messages("#support") == []


async def test_buttons_on_whispers_carry_no_message(
    workspace: LocalWorkspace, connect: Connect, client: AsyncWebClient
) -> None:
    ear = Ear()
    await connect(workspace, ear.register)
    await client.conversations_join(channel="C0SUPPORT")
    await client.chat_postEphemeral(channel="C0SUPPORT", user="U0JO", text="psst", blocks=with_button("psst"))
    jo = workspace.driver.as_user("jo")
    await jo.press("Go", await jo.ephemeral(contains="psst"))
    body = ear.bodies[-1]
    assert "message" not in body
    assert body["container"]["is_ephemeral"] is True
    await AsyncWebhookClient(body["response_url"]).send(delete_original=True)
    assert jo.ephemerals() == []


async def test_unknown_addresses_are_gone(workspace: LocalWorkspace) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{workspace.url}response/guess", json={"text": "x"}) as response:
            assert response.status == 404
        async with session.post(f"{workspace.url}response/guess", data="no json") as response:
            assert response.status == 400
