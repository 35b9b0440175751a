"""What goes wrong on demand, seen through the SDK."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.server import LocalWorkspace

from .tiny import client_of


@pytest.fixture
async def joined(workspace: LocalWorkspace) -> LocalWorkspace:
    await client_of(workspace).conversations_join(channel="C0SUPPORT")
    return workspace


def texts(workspace: LocalWorkspace) -> list[str]:
    return [m["text"] for m in workspace.driver.app_messages("#support")]


async def test_the_sdk_posts_twice_when_the_reply_is_lost(joined: LocalWorkspace) -> None:
    """Its default is one retry after a lost connection: the reason to post with `retry_handlers=[]`."""
    joined.faults.fail("chat.postMessage", "reset", after_commit=True)
    careless = AsyncWebClient(token=joined.bot_token, base_url=joined.api_url)
    await careless.chat_postMessage(channel="C0SUPPORT", text="twice")
    assert texts(joined) == ["twice", "twice"]


async def test_a_careful_client_learns_that_the_reply_was_lost(joined: LocalWorkspace) -> None:
    joined.faults.fail("chat.postMessage", "reset", after_commit=True)
    with pytest.raises((aiohttp.ClientError, ConnectionError)):
        await client_of(joined).chat_postMessage(channel="C0SUPPORT", text="once")
    assert texts(joined) == ["once"]


async def test_a_connection_cut_before_anything_was_done(joined: LocalWorkspace) -> None:
    joined.faults.fail("chat.postMessage", "reset")
    with pytest.raises((aiohttp.ClientError, ConnectionError)):
        await client_of(joined).chat_postMessage(channel="C0SUPPORT", text="never")
    assert texts(joined) == []


@pytest.mark.parametrize("after_commit", [False, True])
async def test_server_errors(joined: LocalWorkspace, after_commit: bool) -> None:
    joined.faults.fail("chat.postMessage", "server_error", after_commit=after_commit)
    with pytest.raises(SlackApiError) as caught:
        await client_of(joined).chat_postMessage(channel="C0SUPPORT", text="x")
    assert caught.value.response.status_code == 500
    assert texts(joined) == (["x"] if after_commit else [])


async def test_a_page_instead_of_json(joined: LocalWorkspace) -> None:
    joined.faults.fail("auth.test", "html")
    with pytest.raises(SlackApiError) as caught:
        await client_of(joined).auth_test()
    assert caught.value.response.status_code == 200
    await client_of(joined).auth_test()


async def test_named_errors_and_rate_limits(joined: LocalWorkspace) -> None:
    joined.faults.fail("users.info", "error", error="user_not_visible", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="user_not_visible"):
            await client_of(joined).users_info(user="U0JO")
    joined.faults.fail("users.info", "rate_limited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await client_of(joined).users_info(user="U0JO")
    assert caught.value.response.headers["Retry-After"] == "7"
    await client_of(joined).users_info(user="U0JO")
