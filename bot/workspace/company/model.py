"""What a company consists of, before it becomes a workspace. Times are already absolute, in UTC."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import Account
from bot.domain.decisions import IncomingDecision
from bot.domain.kinds import Surface
from bot.domain.releases import Release, RoadmapItem


@dataclass(frozen=True)
class SeedPerson:
    """`team_id` differs from the company's own for people of other companies (Slack Connect)."""

    id: str
    name: str  # handle, e.g. "mara"
    real_name: str
    title: str = ""
    email: str = ""
    team_id: str | None = None
    is_guest: bool = False
    is_lead: bool = False
    channels: tuple[str, ...] = ()  # names of the private channels (and, for guests, all channels) the person is in
    colour: str = "#5b5b5b"  # of the avatar


@dataclass(frozen=True)
class SeedChannel:
    id: str
    name: str
    topic: str = ""
    is_private: bool = False
    is_shared: bool = False
    surface: Surface | None = None  # the surface the app is told to listen to
    connected_team_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeedReaction:
    name: str
    user_ids: tuple[str, ...]


@dataclass(frozen=True)
class SeedMessage:
    """`key` is a name unique in the company; `parent` is the key of the message that it answers in a thread.

    `text` is as Slack stores it: mentions and links as tokens, `&`, `<` and `>` escaped. A message of an integration
    (Zendesk, Intercom, HubSpot) has `bot_name` instead of `user_id` and may carry its text in `attachments` (Slack's
    own shape) with an empty `text`.
    """

    key: str
    channel_id: str
    at: datetime
    text: str = ""
    user_id: str | None = None
    bot_name: str | None = None
    parent: str | None = None
    reactions: tuple[SeedReaction, ...] = ()
    attachments: tuple[dict[str, object], ...] = ()
    file_name: str | None = None


@dataclass(frozen=True)
class Welcome:
    """What somebody who is new here is told to try. `channel` is where to start; each question goes after `/why`."""

    channel: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Company:
    team_id: str
    name: str
    domain: str  # Slack subdomain
    people: tuple[SeedPerson, ...]
    channels: tuple[SeedChannel, ...]
    messages: tuple[SeedMessage, ...]
    accounts: tuple[Account, ...]
    decisions: tuple[IncomingDecision, ...]
    releases: tuple[Release, ...]
    roadmap: tuple[RoadmapItem, ...]
    competitors: tuple[str, ...]
    welcome: Welcome | None = None
