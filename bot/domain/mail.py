"""What comes in from Slack and what is to go out, each exactly once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Lane(StrEnum):
    """What only has to be kept in order, and what a person waits for: a slow answer never holds up the listening."""

    RECORD = "record"
    REPLY = "reply"


@dataclass(frozen=True)
class Envelope:
    """An event as Slack sent it; `body` is the raw JSON, in ASCII."""

    id: int
    team_id: str
    event_id: str
    body: str
    received_at: datetime
    attempts: int
    error: str | None


@dataclass(frozen=True)
class Post:
    """A message to be posted: `kind` and `ref` say what to render (a digest's date, a decision's id).

    `key` is unique in a workspace; it goes into the message's metadata and is looked for before a second try.
    `attempts` counts the tries that were begun before this one.
    """

    team_id: str
    key: str
    kind: str
    ref: str
    channel_id: str
    thread_ts: str | None = None
    user_id: str | None = None  # for a private message: to whom
    expires_at: datetime | None = None
    id: int = 0
    attempts: int = 0
    state: str = "waiting"
    posted_ts: str | None = None
    created_at: datetime | None = None
