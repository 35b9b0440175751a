"""Calls to Slack that end in a value or in one clear error."""

from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotFound, Unavailable

GONE = frozenset(
    {
        "channel_not_found",
        "message_not_found",
        "not_found",  # a view that was closed
        "thread_not_found",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
READ_RETRIES = 3
POST_TIMEOUT_S = 10
"""Shorter than the time that the outbox leaves a post to the process that sends it."""


def posting_client(token: str | None, base_url: str) -> AsyncWebClient:
    """Never repeats a request: after a dropped connection the post may be out already."""
    return AsyncWebClient(token=token, base_url=base_url, retry_handlers=[], timeout=POST_TIMEOUT_S)


def reading_client(token: str | None, base_url: str) -> AsyncWebClient:
    """Waits out rate limits and repeats what failed on the way: reading twice does no harm."""
    return AsyncWebClient(
        token=token,
        base_url=base_url,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=READ_RETRIES),
            AsyncRateLimitErrorRetryHandler(max_retry_count=READ_RETRIES),
            AsyncServerErrorRetryHandler(max_retry_count=READ_RETRIES),
        ],
    )


async def answer_of(call: Awaitable[Any]) -> dict[str, Any]:
    """The body of Slack's answer. Raises NotFound for what is gone, Unavailable for everything else that is refused."""
    try:
        response = await call
    except SlackApiError as refused:
        error = error_of(refused)
        if error in GONE:
            raise NotFound(f"Slack does not know it any more ({error}).") from refused
        needed = refused.response.get("needed") if isinstance(refused.response.data, dict) else None
        wants = f"; the app lacks the scope {needed}" if error == "missing_scope" and needed else ""
        raise Unavailable(f"Slack refused: {error}{wants}.") from refused
    except (SlackClientError, aiohttp.ClientError, TimeoutError, ValueError) as failure:
        raise Unavailable(f"Slack did not answer: {failure}") from failure
    data = response.data
    return data if isinstance(data, dict) else {}


def error_of(refused: SlackApiError) -> str:
    """Slack's own word for what is wrong, e.g. `not_in_channel`."""
    data = refused.response.data
    return str(data.get("error", "unknown")) if isinstance(data, dict) else "unknown"
