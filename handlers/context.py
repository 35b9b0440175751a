"""What every handler is given: the services, Slack's client, and where things go."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.clock import Now
from bot.domain.kinds import Surface
from bot.domain.workspace import Channel, Team
from bot.services.container import Services


@dataclass
class Context:
    """One workspace's handlers.

    client: for posts; never repeats a request by itself (a repeated post is a second post).
    reader: for reads; waits and repeats when Slack says so.
    digest_channel: name or id from the settings; `digest_channel_id` once Slack said which it is.
    """

    services: Services
    team: Team
    client: AsyncWebClient
    reader: AsyncWebClient
    now: Now
    reactions: Mapping[str, str]
    surfaces: Mapping[str, Surface]
    leads: frozenset[str]
    digest_channel: str
    digest_channel_id: str | None = None
    names: dict[str, str] = field(default_factory=dict)  # of people and channels, by id
    emoji_aliases: dict[str, str] = field(default_factory=dict)
    read_back: Callable[[Channel], None] = lambda channel: None  # starts reading a channel's history in the background
    caught_up: asyncio.Event = field(default_factory=asyncio.Event)  # what was said while we were away has been read
