"""Acts as the people of a local workspace, and waits for what the app does. Made for tests; the page does the same.

    mara = workspace.driver.as_user("mara")
    ts = await mara.post("#support", "SSO is the third request this week")
    await mara.react("#support", ts, "mega")
    answer = await mara.command("/why", "did we drop custom roles?", channel="#support", expect="custom roles")
    await mara.press("Share", answer)
    view = await mara.shortcut("record_decision", "#support", ts)      # the modal that opens
    await mara.submit({"Title": "Drop custom roles", "Decision": "...", "Why": "..."})
    digest = await workspace.driver.message("#product", contains="This morning")

People go by handle or id, channels by `#name`, name or id, messages by ts or by the message itself. What waits,
waits in real time, five seconds at most unless told otherwise, and says in the AssertionError what there was instead.
"""

import asyncio
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import TypeVar

from bot.workspace.actor import Actor
from bot.workspace.delivery import Attempt, Kind
from bot.workspace.lookup import channel_of, ts_of, user_of, words
from bot.workspace.parts import ApiCall, Parts
from bot.workspace.shapes import Json
from bot.workspace.state import Channel

T = TypeVar("T")


class Driver:
    """The view from above: channels, messages, deliveries, calls, time."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def as_user(self, who: str) -> Actor:
        """Somebody to act as, by handle (`mara`) or id."""
        return Actor(self._parts, self, user_of(self._parts.world, who))

    def channel(self, name: str) -> Channel:
        """By `#name`, name or id. A person's handle with `@` in front gives their direct message with the app."""
        return channel_of(self._parts, name)

    # --- what is there ---

    def messages(self, channel: str, thread: str | Json | None = None) -> list[Json]:
        """A channel's messages, oldest first, with metadata; with `thread` its parent and replies."""
        found = self.channel(channel)
        chosen = found.top_level() if thread is None else found.thread(ts_of(thread))
        return [self._parts.world.shown(m, with_metadata=True) for m in chosen]

    def app_messages(self, channel: str, thread: str | Json | None = None) -> list[Json]:
        """The same, only what the app wrote."""
        return [m for m in self.messages(channel, thread) if self._parts.world.is_own(m)]

    def ephemerals(self, who: str) -> list[Json]:
        """All that was whispered to a person and is still there, oldest first."""
        whispered = self._parts.world.ephemerals.get(user_of(self._parts.world, who), [])
        return [self._parts.world.shown(m) for m in whispered]

    def calls(self, method: str) -> list[ApiCall]:
        """The Web API calls of this method so far, with arguments and replies."""
        return [c for c in self._parts.calls if c.method == method]

    def attempts(self, event_type: str | None = None) -> list[Attempt]:
        """Tries to deliver, all or of events of this type; retries included."""
        if event_type is None:
            return list(self._parts.delivery.attempts)
        return [
            a
            for a in self._parts.delivery.attempts
            if a.kind is Kind.EVENT and a.payload.get("event", {}).get("type") == event_type
        ]

    # --- waiting ---

    async def until(self, condition: Callable[[], T | None], seconds: float = 5.0, *, what: str = "") -> T:
        """Waits until `condition()` is truthy and gives that; AssertionError after that many real seconds."""
        deadline = time.monotonic() + seconds
        while not (result := condition()):
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {seconds} s in vain{': ' + what if what else ''}")
            await asyncio.sleep(0.01)
        return result

    def link(self, channel: str, message: str | Json) -> str:
        """The permalink of a message, as `chat.getPermalink` gives it."""
        return self._parts.world.permalink(self.channel(channel), ts_of(message))

    async def message(
        self, channel: str, *, contains: str = "", thread: str | Json | None = None, seconds: float = 5.0
    ) -> Json:
        """The newest message of the app's in the channel (or thread) that has these words, waited for."""

        def newest() -> Json | None:
            fitting = [m for m in self.app_messages(channel, thread) if contains in words(m)]
            return fitting[-1] if fitting else None

        return await self.until_found(
            newest, seconds, lambda: f"{contains!r} in {channel}", lambda: self.app_messages(channel, thread)
        )

    async def settle(self) -> None:
        """Waits until every event sent so far had its first answer from the app (which may still be at work)."""
        await self._parts.delivery.settle(5.0)

    async def connected(self, seconds: float = 5.0) -> None:
        """Waits until the app is there."""
        await self.until(lambda: self._parts.delivery.transport.connected, seconds, what="the app did not connect")

    # --- time and network ---

    async def advance(self, by: timedelta | None = None, *, seconds: float = 0) -> datetime:
        """Moves the clock forward, after what is under way was answered."""
        await self._parts.delivery.settle()
        return self._parts.clock.advance(by, seconds=seconds)

    async def tomorrow(self, at: time_of_day = time_of_day(8, 30)) -> datetime:
        """Moves the clock to the next local morning."""
        await self._parts.delivery.settle()
        return self._parts.clock.move_to(self._parts.clock.next_local(at, self._parts.zone))

    async def drop_sockets(self) -> None:
        """Cuts the app's connections without a word."""
        await self._parts.sockets.drop()

    async def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Asks the app to connect anew, as Slack does every few hours (`warning`: ten seconds ahead)."""
        await self._parts.sockets.ask_to_reconnect(reason)

    # --- what happens to a workspace ---

    def emit(self, event: Json) -> None:
        """Sends any event of the workspace itself, if the manifest subscribes to it."""
        self._parts.events.anywhere({"event_ts": self._parts.messages.new_ts(), **event})

    def app_rate_limited(self) -> None:
        self._parts.events.rate_limited()

    def unfurl(self, channel: str, message: str | Json) -> None:
        """A link in the message gets its preview: `message_changed` without `edited`."""
        self._parts.messages.unfurl(self.channel(channel), ts_of(message))

    def post_integration(self, channel: str, name: str, text: str = "", attachments: list[Json] | None = None) -> str:
        """What an integration such as Zendesk posts: `bot_message`, its words often in attachments only; the ts."""
        world = self._parts.world
        bot_id = next((b for b, n in world.integrations.items() if n == name), None) or world.ids.next("B")
        world.integrations[bot_id] = name
        body: Json = {"subtype": "bot_message", "bot_id": bot_id, "username": name, "text": text}
        if attachments:
            body["attachments"] = attachments
        return str(self._parts.messages.post(self.channel(channel), body)["ts"])

    def invite_app(self, channel: str, inviter: str) -> None:
        """Somebody brings the app into a channel (the only way into private ones)."""
        world = self._parts.world
        self._parts.channels.join(self.channel(channel), world.app.user_id, inviter=user_of(world, inviter))

    def remove_app(self, channel: str) -> None:
        self._parts.channels.leave(self.channel(channel), self._parts.world.app.user_id, kicked=True)

    def create_channel(self, name: str, creator: str, *, is_private: bool = False) -> Channel:
        creator_id = user_of(self._parts.world, creator)
        return self._parts.channels.create(name.removeprefix("#"), creator_id, is_private=is_private)

    async def until_found(
        self,
        condition: Callable[[], T | None],
        seconds: float,
        what: Callable[[], str],
        there: Callable[[], list[Json]],
    ) -> T:
        """`until`, with the words that there were instead in the error."""
        try:
            return await self.until(condition, seconds)
        except AssertionError:
            shown = "\n".join(f"  - {words(m)[:300]}" for m in there()[-8:]) or "  nothing"
            failed = [f"{c.method}: {json.dumps(c.reply)[:300]}" for c in self._parts.calls if not c.ok]
            refused = "\nrefused calls:\n  " + "\n  ".join(failed[-5:]) if failed else ""
            raise AssertionError(f"waited {seconds} s in vain for {what()}; there was:\n{shown}{refused}") from None


