"""Everything that a running workspace consists of, wired together."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.workspace.api.assistant import Assistants
from bot.workspace.channels import Channels
from bot.workspace.clock import WorkspaceClock
from bot.workspace.company.model import Company
from bot.workspace.delivery import Background, Delivery
from bot.workspace.events import EventDesk
from bot.workspace.faults import Faults
from bot.workspace.feed import Feed
from bot.workspace.interactions import Interactions
from bot.workspace.manifest import AppManifest
from bot.workspace.messages import Messages
from bot.workspace.modals import Modals
from bot.workspace.payloads import Payloads
from bot.workspace.people import People
from bot.workspace.rates import Rates
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.seed import build_world
from bot.workspace.shapes import Json
from bot.workspace.socket_mode import SocketHub
from bot.workspace.state import World
from bot.workspace.triggers import Triggers
from bot.workspace.validation import check_view

CALLS_KEPT = 10_000


@dataclass(frozen=True)
class ApiCall:
    """One call of the Web API and what was answered, kept for tests to look at."""

    method: str
    args: Json
    reply: Json

    @property
    def ok(self) -> bool:
        return bool(self.reply.get("ok"))


@dataclass(frozen=True)
class Parts:
    """`calls` is the visible list of the latest Web API calls."""

    world: World
    manifest: AppManifest
    clock: WorkspaceClock
    zone: ZoneInfo
    faults: Faults
    rates: Rates
    feed: Feed
    background: Background
    sockets: SocketHub
    delivery: Delivery
    events: EventDesk
    messages: Messages
    channels: Channels
    assistants: Assistants
    modals: Modals
    urls: ResponseUrls
    people: People
    interactions: Interactions
    calls: deque[ApiCall]


def assemble(
    company: Company, manifest: Mapping[str, Any], clock: WorkspaceClock, zone: ZoneInfo, faults: Faults, rates: Rates
) -> Parts:
    """A workspace of this company with the app of this manifest installed, connected to nothing yet."""
    parsed = AppManifest.parse(manifest)
    world = build_world(company, parsed.name, clock.timestamp())
    feed, background = Feed(), Background()
    sockets = SocketHub(world.app.id, clock)
    delivery = Delivery(sockets, clock, faults, background)
    events = EventDesk(world, parsed, clock, delivery)
    messages = Messages(world, clock, events, feed, faults)
    channels = Channels(world, clock, messages, events, feed)
    triggers = Triggers(clock)
    modals = Modals(world, feed, triggers, check_view)
    urls = ResponseUrls(world, clock, messages)
    people = People(world, clock, messages, channels, events, modals)
    payloads = Payloads(world, clock, triggers, urls)
    return Parts(
        world=world,
        manifest=parsed,
        clock=clock,
        zone=zone,
        faults=faults,
        rates=rates,
        feed=feed,
        background=background,
        sockets=sockets,
        delivery=delivery,
        events=events,
        messages=messages,
        channels=channels,
        assistants=Assistants(world, feed),
        modals=modals,
        urls=urls,
        people=people,
        interactions=Interactions(world, parsed, people, payloads, delivery, modals, urls),
        calls=deque(maxlen=CALLS_KEPT),
    )
