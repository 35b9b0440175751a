"""Takes envelopes from the inbox and hands each to the one handler of its kind."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from bot.domain.mail import Envelope
from bot.errors import BadInput
from handlers import on_home, on_message, on_question, on_reaction, on_workspace
from handlers.context import Context

log = structlog.get_logger(__name__)

Handler = Callable[[Context, Mapping[str, Any]], Awaitable[None]]

HANDLERS: Mapping[str, Handler] = {
    "message": on_message.handle,
    "reaction_added": on_reaction.handle,
    "reaction_removed": on_reaction.handle,
    "app_mention": on_question.mentioned,
    "app_home_opened": on_home.opened,
    **on_workspace.HANDLERS,
}


async def handle(context: Context, envelope: Envelope) -> None:
    """Raises BadInput for what can never be handled; unknown kinds of events are none of ours and done with."""
    body = json.loads(envelope.body)
    if body.get("type") == "app_rate_limited":
        log.warning("slack_rate_limited_events", minute=body.get("minute_rate_limited"))
        return
    if body.get("too_large"):
        raise BadInput(envelope.event_id, f"the envelope had {body['too_large']} characters; that is no Slack event")
    event = body.get("event")
    if not isinstance(event, dict):
        raise BadInput(envelope.event_id, "the envelope holds no event")
    handler = HANDLERS.get(str(event.get("type")))
    if handler is not None:
        await handler(context, event)
