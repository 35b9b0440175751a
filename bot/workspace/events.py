"""Turns what happens into Events API payloads, for what the app subscribed to and may see."""

from bot.workspace.clock import WorkspaceClock
from bot.workspace.delivery import Delivery
from bot.workspace.manifest import AppManifest
from bot.workspace.shapes import Json
from bot.workspace.state import Channel, World

MESSAGE_SUBSCRIPTIONS = {
    "channel": ("message.channels", "channels:history"),
    "group": ("message.groups", "groups:history"),
    "im": ("message.im", "im:history"),
    "mpim": ("message.mpim", "mpim:history"),
}
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_rename": "team:read",
    "team_domain_change": "team:read",
    "user_change": "users:read",
    "emoji_changed": "emoji:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
}


class EventDesk:
    """Sends an event when the manifest subscribes to it, the scope is there, and the app is in the channel."""

    def __init__(self, world: World, manifest: AppManifest, clock: WorkspaceClock, delivery: Delivery) -> None:
        self._world = world
        self._manifest = manifest
        self._clock = clock
        self._delivery = delivery

    def in_channel(self, channel: Channel, event: Json) -> None:
        """An event that only members of the channel get."""
        if self._world.app_is_in(channel):
            self._send(event, channel)

    def anywhere(self, event: Json, channel: Channel | None = None) -> None:
        """An event of the workspace itself (a channel renamed, a person changed)."""
        self._send(event, channel)

    def rate_limited(self) -> None:
        """Says that events are being withheld; this one has no inner event and is never subscribed to."""
        minute = int(self._clock.timestamp()) // 60 * 60
        self._delivery.event(
            {
                "token": self._world.app.verification_token,
                "type": "app_rate_limited",
                "team_id": self._world.team_id,
                "minute_rate_limited": minute,
                "api_app_id": self._world.app.id,
            }
        )

    def _send(self, event: Json, channel: Channel | None) -> None:
        if not self._subscribed(event, channel):
            return
        world = self._world
        shared = channel is not None and channel.is_shared
        self._delivery.event(
            {
                "token": world.app.verification_token,
                "team_id": world.team_id,
                "context_team_id": world.team_id,
                "context_enterprise_id": None,
                "api_app_id": world.app.id,
                "event": event,
                "type": "event_callback",
                "event_id": world.ids.next("Ev"),
                "event_time": int(self._clock.timestamp()),
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": world.team_id,
                        "user_id": world.app.user_id,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "is_ext_shared_channel": shared,
                "event_context": world.ids.next("4-"),
            }
        )

    def _subscribed(self, event: Json, channel: Channel | None) -> bool:
        name = str(event["type"])
        if name == "message" and channel is not None:
            name, scope = MESSAGE_SUBSCRIPTIONS[channel.kind]
        else:
            scope = EVENT_SCOPES.get(name, "")
        return name in self._manifest.events and (not scope or scope in self._manifest.scopes)
