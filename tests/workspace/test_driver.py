"""The driver itself: it finds things by the words people see, and says what there was instead."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.server import LocalWorkspace


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
