"""Our own form of a message outside: a row of JSON Lines that any reader of feedback takes, and we take back whole."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.kinds import SignalKind, Surface
from bot.domain.messages import Feedback, Message
from bot.errors import BadInput

MARK = "because"
_WORDS = ("source", "channel_id", "ts", "thread_ts", "author", "author_id", "author_team_id", "audience")
_FLAGS = ("is_bot", "is_staff")


def to_row(message: Message, account: str | None, kind: SignalKind | None) -> dict[str, Any]:
    """JSON-ready. account: its name. kind: what the message was taken for."""
    kept: dict[str, Any] = {name: getattr(message, name) for name in _WORDS if getattr(message, name) is not None}
    kept |= {name: True for name in _FLAGS if getattr(message, name)}
    if message.edited_at is not None:
        kept["edited_at"] = message.edited_at.isoformat()
    return {
        "id": message.id,
        "text": message.text,
        "created_at": message.created_at.isoformat().replace("+00:00", "Z"),
        "author": message.author or message.author_id,
        "author_email": message.author_email,
        "account": account,
        "url": message.url,
        "kind": kind.value if kind else None,
        "surface": message.surface.value if message.surface else None,
        "source": message.source,
        "channel": message.channel_name,
        "ts": message.ts,
        MARK: kept,
    }


def from_row(row: Mapping[str, Any], place: str) -> Feedback:
    """The message of a row that `to_row` made. Raises BadInput where a value is not what it must be."""
    try:
        message = _message(row)
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadInput(place, f"is no exported message: {type(wrong).__name__} {wrong}"[:200]) from wrong
    return Feedback(
        id=message.id,
        text=message.text,
        source=message.source,
        created_at=message.created_at,
        author=message.author,
        author_email=message.author_email,
        account=message.account_hint,
        url=message.url,
        kind=message.kind_hint,
        surface=message.surface,
        exported=message,
    )


def _message(row: Mapping[str, Any]) -> Message:
    kept: Mapping[str, Any] = row[MARK]
    values: dict[str, Any] = {name: _word(kept[name]) for name in _WORDS if kept.get(name) is not None}
    values |= {name: bool(kept.get(name)) for name in _FLAGS}
    return Message(
        id=_word(row["id"]),
        team_id="",
        text=_word(row["text"]),
        created_at=datetime.fromisoformat(_word(row["created_at"])),
        author_email=_optional(row.get("author_email")),
        account_hint=_optional(row.get("account")),
        url=_optional(row.get("url")),
        kind_hint=SignalKind(row["kind"]) if row.get("kind") else None,
        surface=Surface(row["surface"]) if row.get("surface") else None,
        edited_at=datetime.fromisoformat(_word(kept["edited_at"])) if kept.get("edited_at") else None,
        **values,
    )


def _optional(value: Any) -> str | None:
    return None if value is None else _word(value)


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value
