"""What happened in a channel, as far as the product cares: one small value for each thing Slack can tell.

`payload` is Slack's own message, untouched and untrusted: it is carried to the reader (`read_message`) and no further;
no service takes one of these with its payload unread.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class MessagePosted:
    """Somebody said something. `thread_ts` is set for replies and for parents that have replies."""

    channel_id: str
    ts: str
    thread_ts: str | None
    payload: Mapping[str, Any] = field(repr=False, compare=False)


@dataclass(frozen=True)
class MessageEdited:
    """What was said at `ts` reads differently now; the original may never have been seen, so this is an upsert."""

    channel_id: str
    ts: str
    thread_ts: str | None
    payload: Mapping[str, Any] = field(repr=False, compare=False)


@dataclass(frozen=True)
class MessageDeleted:
    """The message is gone, and may never have been seen: a late copy of it must not come back."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class MessageTombstoned:
    """The parent of a thread was deleted: its words are gone, its replies stay."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class ReactionChanged:
    """Somebody put a reaction on a message or took it away. `reaction` has no skin tone; aliases are not folded."""

    channel_id: str
    ts: str
    user_id: str
    reaction: str
    added: bool
    event_ts: str | None = None


@dataclass(frozen=True)
class NotAMessage:
    """Nothing was said; `why` is for the log, e.g. `channel_join`, `unfurl`, `own post`."""

    why: str


SlackHappening = MessagePosted | MessageEdited | MessageDeleted | MessageTombstoned | ReactionChanged | NotAMessage
