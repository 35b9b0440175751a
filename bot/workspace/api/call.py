"""One call of a Web API method: who calls, with what, on which workspace."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import Channel

if TYPE_CHECKING:
    from bot.workspace.parts import Parts


def invalid_arguments(message: str) -> SlackRefusal:
    return SlackRefusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] {message}"]})


class Args:
    """Arguments as they came: strings from a form or a query, anything from JSON."""

    def __init__(self, raw: Json) -> None:
        self._raw = raw

    def has(self, name: str) -> bool:
        return self._raw.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        value = self._raw.get(name)
        return default if value is None else str(value)

    def needed(self, name: str) -> str:
        """Refuses with `invalid_arguments` when it is missing."""
        if not self.has(name):
            raise invalid_arguments(f"missing required field: {name}")
        return self.text(name)

    def flag(self, name: str, default: bool = False) -> bool:
        if not self.has(name):
            return default
        return str(self._raw[name]).lower() in ("1", "true", "yes")

    def number(self, name: str, default: int) -> int:
        if not self.has(name):
            return default
        try:
            return int(str(self._raw[name]))
        except ValueError as error:
            raise invalid_arguments(f"must be a number [json-pointer:/{name}]") from error

    def structure(self, name: str) -> Any:
        """JSON, given as such or as a string of it; None when missing."""
        value = self._raw.get(name)
        if isinstance(value, str):
            if not value:
                return None
            try:
                return json.loads(value)
            except ValueError as error:
                raise SlackRefusal("invalid_blocks_format" if name == "blocks" else "invalid_json") from error
        return value

    def words(self, name: str) -> list[str]:
        """A comma-separated list (or a JSON list)."""
        value = self._raw.get(name)
        if isinstance(value, list):
            return [str(v) for v in value]
        return [w.strip() for w in self.text(name).split(",") if w.strip()]


@dataclass(frozen=True)
class Call:
    """`w` is everything the workspace consists of."""

    w: "Parts"
    args: Args

    def need_scope(self, *any_of: str) -> None:
        """Refuses with `missing_scope` unless the app has one of these."""
        have = self.w.manifest.scopes
        if not have & set(any_of):
            raise SlackRefusal("missing_scope", needed=",".join(any_of), provided=",".join(sorted(have)))

    def need_channel_scope(self, channel: Channel, right: str) -> None:
        """`right` is `history`, `read` or `write`; the scope depends on the kind of channel."""
        family = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}[channel.kind]
        self.need_scope(f"{family}:{right}")

    def visible_channel(self, name: str = "channel") -> Channel:
        """The channel named by an argument, if the app may know of it: private ones only as a member."""
        channel = self.w.world.channel(self.args.needed(name))
        if channel.kind != "channel" and not self.w.world.app_is_in(channel):
            raise SlackRefusal("channel_not_found")
        return channel

    def joined_channel(self, name: str = "channel") -> Channel:
        """The same, and the app is in it."""
        channel = self.visible_channel(name)
        if not self.w.world.app_is_in(channel):
            raise SlackRefusal("not_in_channel")
        return channel


@dataclass(frozen=True)
class Method:
    """scopes: any one of these is enough; empty means that the method itself checks, or needs none."""

    run: Callable[[Call], Json]
    rate: Rate
    scopes: tuple[str, ...] = ()
    app_token: bool = False  # wants the app-level token instead of the bot's


def cursor_for(position: str) -> str:
    return base64.urlsafe_b64encode(f"next:{position}".encode()).decode()


def position_of(call: Call) -> str | None:
    """Where the caller's cursor points; None without one. Refuses broken and expired ones."""
    if not call.args.has("cursor"):
        return None
    if call.w.faults.expire_cursors:
        raise SlackRefusal("invalid_cursor")
    try:
        decoded = base64.urlsafe_b64decode(call.args.text("cursor").encode()).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise SlackRefusal("invalid_cursor") from error
    if not decoded.startswith("next:"):
        raise SlackRefusal("invalid_cursor")
    return decoded.removeprefix("next:")


def page_of(call: Call, items: list[Json], *, default: int, most: int = 1000) -> tuple[list[Json], Json]:
    """One page of `items` by offset, and its `response_metadata`."""
    limit = call.args.number("limit", default)
    if limit < 1:
        raise SlackRefusal("invalid_limit")
    position = position_of(call) or "0"
    if not position.isdigit():
        raise SlackRefusal("invalid_cursor")
    start, limit = int(position), min(limit, most)
    rest = start + limit < len(items)
    return items[start : start + limit], {"next_cursor": cursor_for(str(start + limit)) if rest else ""}
