"""The one error boundary: an error becomes a sentence for the person and a reference for the log."""

import asyncio
import secrets
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from bot.errors import BecauseError
from handlers.blocks.escape import escape

log = structlog.get_logger(__name__)


ACK_SEEN_S = 0.05
"""Bolt looks for the ack every 0.01 s, and takes it back when a listener has failed by then: let it be seen first."""


def guard(app: AsyncApp) -> None:
    @app.error
    async def failed(error: Exception, body: dict[str, Any], respond: Any, client: Any) -> None:
        await asyncio.sleep(ACK_SEEN_S)
        reference = secrets.token_hex(4)
        user = (body.get("user") or {}).get("id") if isinstance(body.get("user"), dict) else body.get("user_id")
        if isinstance(error, BecauseError):
            log.warning("refused", reference=reference, error=str(error))
            sentence = escape(str(error))
        else:
            log.error("fault", reference=reference, exc_info=error)
            sentence = (
                f"Something went wrong here, and nothing was changed. Reference for your administrator: {reference}"
            )
        if body.get("response_url") or body.get("response_urls"):
            await respond(
                text=sentence,
                response_type="ephemeral",
                replace_original=False,
                unfurl_links=False,
                unfurl_media=False,
            )
        elif user:
            await client.chat_postMessage(channel=user, text=sentence, unfurl_links=False, unfurl_media=False)
