"""A message: one captured piece of what somebody said, in Slack or elsewhere."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.audience import PUBLIC
from bot.domain.kinds import SignalKind, Surface

SLACK = "slack"
_TEAM_ID = re.compile(r"[TE](?=[A-Z]*\d)[A-Z0-9]{6,}")


def slack_message_id(channel_id: str, ts: str) -> str:
    return f"{channel_id}:{ts}"


def place_of_slack_message(message_id: str) -> tuple[str, str]:
    """(channel_id, ts) of what `slack_message_id` made."""
    channel_id, _, ts = message_id.partition(":")
    return channel_id, ts


def time_of_ts(ts: str) -> datetime:
    """The UTC time of a Slack timestamp such as `1700000000.000100`. Raises ValueError where it is none."""
    seconds, _, micros = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int((micros or "0").ljust(6, "0")[:6]))


@dataclass(frozen=True)
class Message:
    """What was said, word for word. `text` is plain text (Slack's tokens decoded), `id` is unique in a team.

    For Slack: `id` is `CHANNEL:TS`, `source` is `slack`. For feedback from elsewhere `id` is the source's own.
    `account_hint` is what the text's carrier said of the customer (a field, an e-mail domain, a shared channel's team);
    the account it resolves to is `account` (an account id), decided by the signals service or a person.
    """

    id: str
    team_id: str
    text: str
    created_at: datetime
    source: str = SLACK
    channel_id: str | None = None
    channel_name: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    author_id: str | None = None
    author: str | None = None
    author_email: str | None = None
    author_team_id: str | None = None
    is_bot: bool = False
    is_staff: bool = False  # written by somebody of the company itself
    surface: Surface | None = None
    url: str | None = None
    audience: str = PUBLIC
    account: str | None = None
    account_hint: str | None = None
    kind_hint: SignalKind | None = None
    edited_at: datetime | None = None

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def is_customers_own(self) -> bool:
        is_external = self.author_team_id is not None and self.author_team_id != self.team_id
        is_ours = self.is_bot or self.is_staff
        return speaks_for_itself(self.source, self.surface, is_external=is_external, is_ours=is_ours)


def named_by_people(hint: str | None) -> str | None:
    """A carrier's hint at the customer as far as it can be shown: the id of a Slack team tells nobody anything."""
    return None if hint is None or _TEAM_ID.fullmatch(hint) else hint


def speaks_for_itself(source: str, surface: Surface | None, *, is_external: bool, is_ours: bool) -> bool:
    """Whether the author is a customer: not an integration or one of us who passes on what a customer said."""
    return not is_ours and (is_external or source != SLACK or surface is Surface.COMMUNITY)


@dataclass(frozen=True)
class Feedback:
    """One piece of feedback as a reader of another system yields it (INTERFACE: "Feedback in")."""

    id: str
    text: str
    source: str
    created_at: datetime | None = None
    author: str | None = None
    author_email: str | None = None
    account: str | None = None
    url: str | None = None
    kind: SignalKind | None = None
    surface: Surface | None = None
    exported: Message | None = None  # the whole of it, where we wrote the row; its team is not set
