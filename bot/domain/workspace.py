"""The Slack workspace as the product knows it: the team, its channels and its people."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.audience import audience_of_channel
from bot.domain.kinds import Surface


@dataclass(frozen=True)
class Team:
    """One workspace. `url` is its base address with a trailing slash; links are built from it."""

    id: str
    name: str
    url: str
    bot_user_id: str | None = None
    bot_id: str | None = None


@dataclass(frozen=True)
class Channel:
    """A channel; `surface` is None while nobody told us to listen to it."""

    team_id: str
    id: str
    name: str
    is_private: bool = False
    is_shared: bool = False  # with another company (Slack Connect)
    has_guests: bool = False
    is_member: bool = False
    is_archived: bool = False
    surface: Surface | None = None
    connected_team_ids: tuple[str, ...] = ()
    last_event_at: datetime | None = None
    backfilled_to: datetime | None = None

    @property
    def audience(self) -> str:
        return audience_of_channel(self.id, is_private=self.is_private)


@dataclass(frozen=True)
class Person:
    """Somebody who writes or asks. `is_external`: of another company. `is_guest`: restricted to some channels."""

    team_id: str
    id: str
    name: str
    email: str | None = None
    home_team_id: str | None = None
    is_bot: bool = False
    is_guest: bool = False
    is_external: bool = False
    is_deleted: bool = False


def permalink(team_url: str, channel_id: str, ts: str, thread_ts: str | None = None) -> str:
    """The address that opens a message in Slack, as `chat.getPermalink` builds it."""
    link = f"{team_url.rstrip('/')}/archives/{channel_id}/p{ts.replace('.', '')}"
    if thread_ts and thread_ts != ts:
        link += f"?thread_ts={thread_ts}&cid={channel_id}"
    return link
