"""The driver itself: it finds things by the words people see, and says what there was instead."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.server import LocalWorkspace

from .conftest import Connect
from .listening import Ear
from .test_blockkit import actions, button, options, section, select, text


async def test_it_says_what_there_was_instead(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    driver = workspace.driver
    with pytest.raises(AssertionError, match=r"nobody called 'bob'.*'mara'"):
        driver.as_user("bob")
    with pytest.raises(AssertionError, match=r"no channel '#nowhere'.*'support'"):
        driver.channel("#nowhere")
    await client.conversations_join(channel="C0SUPPORT")
    await client.chat_postMessage(channel="C0SUPPORT", text="something else")
    with pytest.raises(AssertionError, match=r"'wanted' in #support(.|\n)*something else"):
        await driver.message("#support", contains="wanted", seconds=0.1)
    with pytest.raises(AssertionError, match="no modal open"):
        await driver.as_user("mara").submit({})


async def test_calls_and_links_can_be_looked_at(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="x", unfurl_links=False))["ts"]
    (call,) = workspace.driver.calls("chat.postMessage")
    assert call.ok
    assert call.args["unfurl_links"] is False
    assert "token" not in call.args
    assert workspace.driver.link("support", ts) == f"https://tiny.slack.com/archives/C0SUPPORT/p{ts.replace('.', '')}"
    assert workspace.bot_user_id in workspace.driver.channel("#support").members


async def test_menus_feedback_and_nested_buttons_are_pressed_by_their_words(
    workspace: LocalWorkspace, connect: Connect, client: AsyncWebClient
) -> None:
    ear = Ear()
    await connect(workspace, ear.register)
    await client.conversations_join(channel="C0SUPPORT")
    feedback = {
        "type": "feedback_buttons",
        "action_id": "rate",
        "positive_button": {"text": text("Helpful", "plain_text"), "value": "yes"},
        "negative_button": {"text": text("Not helpful", "plain_text"), "value": "no"},
    }
    blocks = [
        actions(select(3), {"type": "overflow", "action_id": "more", "options": options(2)}),
        {"type": "context_actions", "elements": [feedback]},
        {"type": "container", "child_blocks": [section(accessory=button(text=text("Inside", "plain_text")))]},
    ]
    await client.chat_postMessage(channel="C0SUPPORT", text="press me", blocks=blocks)
    message = await workspace.driver.message("#support", contains="press me")
    jo = workspace.driver.as_user("jo")
    await jo.press("s", message, value="o2")
    await jo.press("more", message, value="1")
    await jo.press("Not helpful", message)
    await jo.press("Inside", message)
    menu, overflow, rated, inside = [b["actions"][0] for b in ear.bodies if b["type"] == "block_actions"]
    assert menu["selected_option"]["text"]["text"] == "o2"
    assert overflow["selected_option"]["value"] == "1"
    assert (rated["type"], rated["value"]) == ("feedback_buttons", "no")
    assert inside["action_id"] == "a"
    with pytest.raises(AssertionError, match=r"no 'Delete' to press.*'Inside'"):
        await jo.press("Delete", message)


async def test_what_is_typed_so_far_goes_along_with_a_button_in_a_modal(
    workspace: LocalWorkspace, connect: Connect, client: AsyncWebClient
) -> None:
    ear = Ear()
    await connect(workspace, ear.register)
    jo = workspace.driver.as_user("jo")
    await jo.command("/why", "x")
    title = text("Title", "plain_text")
    note = {"type": "input", "label": title, "element": {"type": "plain_text_input", "action_id": "note"}}
    view = {"type": "modal", "title": title, "submit": title, "blocks": [note, actions(button())]}
    await client.views_open(trigger_id=ear.bodies[-1]["trigger_id"], view=view)
    await jo.press("Go", typed={"Title": "half a sen"})
    values = ear.bodies[-1]["view"]["state"]["values"]
    assert [v["note"]["value"] for v in values.values() if "note" in v] == ["half a sen"]
