"""The payloads of commands, shortcuts, buttons and modals, in Slack's shape."""

from bot.workspace.clock import WorkspaceClock
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.shapes import Json
from bot.workspace.state import Channel, User, World
from bot.workspace.triggers import Triggers


def channel_name(channel: Channel) -> str:
    """As payloads name it: private conversations are not named."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.kind in ("group", "mpim") else channel.name


class Payloads:
    """Builds payloads; each gets a fresh trigger and, where it has a place, a fresh response_url."""

    def __init__(self, world: World, clock: WorkspaceClock, triggers: Triggers, urls: ResponseUrls) -> None:
        self._world = world
        self._clock = clock
        self._triggers = triggers
        self._urls = urls

    def command(self, user: User, channel: Channel, command: str, text: str) -> Json:
        return {
            "token": self._world.app.verification_token,
            "team_id": self._world.team_id,
            "team_domain": self._world.domain,
            "channel_id": channel.id,
            "channel_name": channel_name(channel),
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": self._world.app.id,
            "is_enterprise_install": "false",
            "response_url": self._urls.mint(channel.id, user.id),
            "trigger_id": self._triggers.mint(user.id),
        }

    def message_shortcut(self, user: User, channel: Channel, message: Json, callback_id: str) -> Json:
        url = self._urls.mint(channel.id, user.id, source_ts=message["ts"], thread_ts=message.get("thread_ts"))
        return {
            **self._frame("message_action", user),
            "callback_id": callback_id,
            "trigger_id": self._triggers.mint(user.id),
            "response_url": url,
            "message_ts": message["ts"],
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message": self._world.shown(message),
        }

    def global_shortcut(self, user: User, callback_id: str) -> Json:
        trigger_id = self._triggers.mint(user.id)
        return {**self._frame("shortcut", user), "callback_id": callback_id, "trigger_id": trigger_id}

    def message_action(
        self, user: User, channel: Channel, message: Json, action: Json, state: Json, *, is_ephemeral: bool
    ) -> Json:
        """A button or menu on a message. Ephemeral messages are not part of their own payload."""
        ts = message["ts"]
        container: Json = {"type": "message", "message_ts": ts, "channel_id": channel.id, "is_ephemeral": is_ephemeral}
        if message.get("thread_ts"):
            container["thread_ts"] = message["thread_ts"]
        payload = {
            **self._frame("block_actions", user),
            "container": container,
            "trigger_id": self._triggers.mint(user.id),
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "state": state or {"values": {}},
            "response_url": self._urls.mint(
                channel.id,
                user.id,
                source_ts=ts,
                source_is_ephemeral=is_ephemeral,
                thread_ts=message.get("thread_ts"),
            ),
            "actions": [{**action, "action_ts": self._action_ts()}],
        }
        if not is_ephemeral:
            payload["message"] = self._world.shown(message)
        return payload

    def view_action(self, user: User, view: Json, action: Json) -> Json:
        return {
            **self._frame("block_actions", user),
            "container": {"type": "view", "view_id": view["id"]},
            "trigger_id": self._triggers.mint(user.id, view["id"] if view["type"] == "modal" else None),
            "view": view,
            "actions": [{**action, "action_ts": self._action_ts()}],
        }

    def submission(self, user: User, view: Json) -> Json:
        return {
            **self._frame("view_submission", user),
            "trigger_id": self._triggers.mint(user.id, view["id"]),
            "view": view,
            "response_urls": [],
        }

    def closed(self, user: User, view: Json, *, is_cleared: bool) -> Json:
        return {**self._frame("view_closed", user), "view": view, "is_cleared": is_cleared}

    def _frame(self, kind: str, user: User) -> Json:
        return {
            "type": kind,
            "token": self._world.app.verification_token,
            "api_app_id": self._world.app.id,
            "team": {"id": self._world.team_id, "domain": self._world.domain},
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
            "enterprise": None,
            "is_enterprise_install": False,
            "action_ts": self._action_ts(),
        }

    def _action_ts(self) -> str:
        return f"{self._clock.timestamp():.6f}"
