"""What the workspace needs to know of the app: its manifest, as in `manifest.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SlashCommand:
    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    callback_id: str
    name: str
    type: str  # "message" or "global"


@dataclass(frozen=True)
class AppManifest:
    """The parts of a manifest that change what the workspace does. Unknown parts are left alone."""

    name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...]
    prompts: tuple[tuple[str, str], ...]  # (title, message)
    home_tab: bool

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> "AppManifest":
        features = raw.get("features", {})
        settings = raw.get("settings", {})
        view = features.get("agent_view") or features.get("assistant_view") or {}
        name = features.get("bot_user", {}).get("display_name") or raw["display_information"]["name"]
        scopes = raw.get("oauth_config", {}).get("scopes", {}).get("bot", [])
        if view:
            scopes = [*scopes, "assistant:write"]
        return cls(
            name=str(name),
            scopes=frozenset(scopes),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            commands=tuple(
                SlashCommand(
                    c["command"], c.get("description", ""), c.get("usage_hint", ""), bool(c.get("should_escape", False))
                )
                for c in features.get("slash_commands", [])
            ),
            shortcuts=tuple(
                Shortcut(s["callback_id"], s["name"], s.get("type", "message")) for s in features.get("shortcuts", [])
            ),
            prompts=tuple((p["title"], p["message"]) for p in view.get("suggested_prompts", [])),
            home_tab=bool(features.get("app_home", {}).get("home_tab_enabled", False)),
        )
