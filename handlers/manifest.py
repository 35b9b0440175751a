"""The manifest of the Slack app, as it is pasted into Slack's form."""

from importlib import resources
from typing import Any

import yaml


def manifest_text() -> str:
    """The manifest for Socket Mode, comments and all."""
    return resources.files("handlers").joinpath("manifest.yaml").read_text(encoding="utf-8")


def manifest() -> dict[str, Any]:
    """The same as a value."""
    loaded: dict[str, Any] = yaml.safe_load(manifest_text())
    return loaded


def manifest_for_http(base_url: str) -> str:
    """The manifest for an app that Slack reaches by HTTP at `base_url`, e.g. `https://because.example.com`."""
    address = f"{base_url.rstrip('/')}/slack/events"
    app = manifest()
    app["settings"]["socket_mode_enabled"] = False
    app["settings"]["event_subscriptions"]["request_url"] = address
    app["settings"]["interactivity"]["request_url"] = address
    for command in app["features"]["slash_commands"]:
        command["url"] = address
    return yaml.safe_dump(app, sort_keys=False, allow_unicode=True, width=110)
