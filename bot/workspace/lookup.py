"""How the driver finds people, channels and messages by the names that tests use for them."""

from typing import Any

from bot.workspace.parts import Parts
from bot.workspace.shapes import Json
from bot.workspace.state import Channel, World


def user_of(world: World, who: str) -> str:
    """The id of a person given by id or handle. AssertionError names those there are."""
    if who in world.users:
        return who
    wanted = who.removeprefix("@").lower()
    for user in world.users.values():
        if wanted in (user.name.lower(), user.real_name.lower()):
            return user.id
    raise AssertionError(f"there is nobody called {who!r}; there are {sorted(u.name for u in world.users.values())}")


def channel_of(parts: Parts, name: str) -> Channel:
    """By id, name or `#name`; `@handle` gives that person's direct message with the app."""
    world = parts.world
    if name in world.channels:
        return world.channels[name]
    if name.startswith("@"):
        return world.dm_with(user_of(world, name), parts.clock.timestamp())
    if (channel := world.named_channel(name)) is not None:
        return channel
    there = sorted(c.name for c in world.channels.values() if c.name)
    raise AssertionError(f"there is no channel {name!r}; there are {there}")


def ts_of(message: str | Json) -> str:
    return message if isinstance(message, str) else str(message["ts"])


def words(holder: Json) -> str:
    """All words that a reader of a message or view sees: text, blocks, attachments, buttons' labels; one line each."""
    seen: list[str] = []
    _collect(holder, seen)
    return "\n".join(dict.fromkeys(w for w in seen if w))


_WORDY = frozenset(
    ["text", "title", "label", "hint", "fallback", "pretext", "value", "alt_text", "url", "initial_value", "caption"]
)
_SKIPPED = ("metadata", "state", "previous_message", "root")


def _collect(value: Any, seen: list[str]) -> None:
    if isinstance(value, list):
        parts = [v for v in value if isinstance(v, dict) and isinstance(v.get("text"), str) and "elements" not in v]
        if len(parts) == len(value) and len(parts) > 1:
            seen.append("".join(str(p["text"]) for p in parts))
        for item in value:
            _collect(item, seen)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in _SKIPPED:
                continue
            if isinstance(item, str):
                if key in _WORDY:
                    seen.append(item)
            else:
                _collect(item, seen)
