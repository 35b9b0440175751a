"""A Bolt app that hears everything and acks it."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp


class Ear:
    """`bodies` is the visible list of all that came; `events` the inner events."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []

    @property
    def events(self) -> list[dict[str, Any]]:
        return [b["event"] for b in self.bodies if "event" in b]

    def of(self, kind: str, subtype: str | None = None) -> list[dict[str, Any]]:
        return [e for e in self.events if e["type"] == kind and (subtype is None or e.get("subtype") == subtype)]

    def register(self, app: AsyncApp) -> None:
        @app.middleware  # before any listener, as the product keeps its inbox
        async def hear(body: dict[str, Any], next: Any) -> None:
            self.bodies.append(body)
            await next()

        @app.event(re.compile(".*"))
        async def event() -> None:
            pass

        for listen in (app.action, app.command, app.shortcut):
            listen(re.compile(".*"))(_ack)
        app.view_submission(re.compile(".*"))(_ack)
        app.view_closed(re.compile(".*"))(_ack)


async def _ack(ack: Any) -> None:
    await ack()
