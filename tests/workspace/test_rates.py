"""Rate limits on a clock that the test moves."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.rates import HistoryProfile
from bot.workspace.server import LocalWorkspace

from .conftest import MakeWorkspace
from .tiny import client_of


async def wait_asked(call: Any) -> int:
    with pytest.raises(SlackApiError) as caught:
        await call
    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    return int(caught.value.response.headers["Retry-After"])


async def test_a_tier_is_used_up_and_fills_again(make_workspace: MakeWorkspace) -> None:
    workspace = await make_workspace(frozen=True)
    client = client_of(workspace)
    for _ in range(20):
        await client.conversations_list()
    assert await wait_asked(client.conversations_list()) == 3
    await client.users_info(user="U0MARA")  # another method has a bucket of its own
    workspace.clock.advance(seconds=3)
    await client.conversations_list()
    assert await wait_asked(client.conversations_list()) == 3


async def test_one_message_a_second_a_channel(make_workspace: MakeWorkspace) -> None:
    workspace = await make_workspace(frozen=True)
    client = client_of(workspace)
    await client.conversations_join(channel="C0SUPPORT")
    await client.conversations_join(channel="C0PRODUCT")
    await client.chat_postMessage(channel="C0SUPPORT", text="1")
    assert await wait_asked(client.chat_postMessage(channel="C0SUPPORT", text="2")) == 1
    await client.chat_postMessage(channel="C0PRODUCT", text="elsewhere")
    workspace.clock.advance(seconds=1)
    await client.chat_postMessage(channel="C0SUPPORT", text="3")
    assert [m["text"] for m in workspace.driver.app_messages("#support")] == ["1", "3"]


async def test_the_sdk_waits_and_tries_again_when_told_to(make_workspace: MakeWorkspace) -> None:
    workspace = await make_workspace()
    client = AsyncWebClient(
        token=workspace.bot_token,
        base_url=workspace.api_url,
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
    )
    await client.conversations_join(channel="C0SUPPORT")
    await client.chat_postMessage(channel="C0SUPPORT", text="1")
    await client.chat_postMessage(channel="C0SUPPORT", text="2")
    assert len([c for c in workspace.driver.calls("chat.postMessage") if not c.ok]) >= 1


async def test_history_outside_the_marketplace(make_workspace: MakeWorkspace) -> None:
    workspace = await make_workspace(frozen=True, history=HistoryProfile.NON_MARKETPLACE)
    client = client_of(workspace)
    await client.conversations_join(channel="C0SUPPORT")
    for number in range(20):
        await workspace.driver.as_user("mara").post("#support", f"message {number}")
    page = await client.conversations_history(channel="C0SUPPORT", limit=200)
    assert len(page["messages"]) == 15
    assert page["has_more"] is True
    assert await wait_asked(client.conversations_history(channel="C0SUPPORT")) == 60
    workspace.clock.advance(seconds=60)
    await client.conversations_history(channel="C0SUPPORT")


async def test_relaxed_rates_let_everything_through(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    for _ in range(30):
        await client.conversations_list()
