"""Every event is written to the inbox before it is acked; nothing else happens here."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp

from bot.domain.mail import Lane
from bot.services.inbox import Inbox

log = structlog.get_logger(__name__)

LARGEST_BODY = 1_000_000
"""Characters of JSON beyond which an envelope is kept only as a note that it was too large to be one of Slack's."""

REPLIED_TO = frozenset({"app_mention", "app_home_opened", "assistant_thread_started"})


class Bells:
    """Wakes the workers: rung when there is something in a lane, or in the outbox."""

    def __init__(self) -> None:
        self.lanes = {lane: asyncio.Event() for lane in Lane}
        self.outbox = asyncio.Event()


def receive_events(app: AsyncApp, inbox: Inbox, team_id: str, bells: Bells) -> None:
    """Puts the inbox in front of every listener. Slack repeats what is not acked, so a failed write acks nothing."""

    @app.middleware
    async def keep(body: dict[str, Any], next: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        if body.get("type") not in ("event_callback", "app_rate_limited"):
            return await next()
        lane = lane_of(body)
        await inbox.accept(str(body.get("team_id") or team_id), event_id(body), lane, as_text(body))
        bells.lanes[lane].set()
        return BoltResponse(status=200)


def event_id(body: Mapping[str, Any]) -> str:
    """Slack's own id; for the notices without one, what makes them the same."""
    given = body.get("event_id")
    if given:
        return str(given)
    return f"{body.get('type')}:{body.get('team_id')}:{body.get('minute_rate_limited')}:{body.get('event_time')}"


def lane_of(body: Mapping[str, Any]) -> Lane:
    event = body.get("event")
    if not isinstance(event, dict):
        return Lane.RECORD
    direct = event.get("type") == "message" and event.get("channel_type") == "im"
    return Lane.REPLY if direct or event.get("type") in REPLIED_TO else Lane.RECORD


def as_text(body: Mapping[str, Any]) -> str:
    """The envelope as ASCII JSON: every string that Slack can send can be stored."""
    text = json.dumps(body, ensure_ascii=True)
    if len(text) <= LARGEST_BODY:
        return text
    log.warning("envelope_too_large", characters=len(text))
    event = body.get("event")
    kept = {k: event.get(k) for k in ("type", "channel", "ts", "user")} if isinstance(event, dict) else None
    note = {"event": {**kept, "text": None} if kept else None, "too_large": len(text)}
    return json.dumps({**{k: v for k, v in body.items() if k != "event"}, **note}, ensure_ascii=True)
