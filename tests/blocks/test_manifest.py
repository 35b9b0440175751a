"""The manifest that Slack is given, held against Slack's limits and against what the app answers to."""

from pathlib import Path

import yaml

from handlers import action_ids, limits
from handlers.manifest import manifest, manifest_for_http, manifest_text

ROOT = Path(__file__).resolve().parents[2]


def test_the_one_at_the_root_is_the_one_in_the_package() -> None:
    assert (ROOT / "manifest.yaml").read_text(encoding="utf-8") == manifest_text()


def test_texts_fit() -> None:
    app = manifest()
    shown, features = app["display_information"], app["features"]
    shortest, longest = limits.MANIFEST_LONG_DESCRIPTION
    assert len(shown["name"]) <= limits.MANIFEST_NAME
    assert len(shown["description"]) <= limits.MANIFEST_DESCRIPTION
    assert shortest <= len(shown["long_description"]) <= longest
    assert len(features["bot_user"]["display_name"]) <= limits.MANIFEST_BOT_NAME
    assert len(features["agent_view"]["agent_description"]) <= limits.MANIFEST_AGENT_DESCRIPTION
    assert len(features["agent_view"]["suggested_prompts"]) <= limits.MANIFEST_PROMPTS
    assert "assistant_view" not in features


def test_commands_and_shortcuts_fit() -> None:
    features = manifest()["features"]
    commands, shortcuts = features["slash_commands"], features["shortcuts"]
    assert [command["command"] for command in commands] == ["/why", "/decide", "/because"]
    for command in commands:
        assert command["should_escape"] is True
        assert len(command["command"]) <= limits.MANIFEST_COMMAND
        assert 0 < len(command["description"]) <= limits.MANIFEST_COMMAND_DESCRIPTION
        assert 0 < len(command["usage_hint"]) <= limits.MANIFEST_USAGE_HINT
        assert "url" not in command
    assert {shortcut["callback_id"]: shortcut["name"] for shortcut in shortcuts} == {
        action_ids.SHORTCUT_RECORD_DECISION: "Record a decision",
        action_ids.SHORTCUT_TAG_SIGNAL: "Tag as customer signal",
    }
    for shortcut in shortcuts:
        assert shortcut["type"] == "message"
        assert len(shortcut["name"]) <= limits.MANIFEST_SHORTCUT_NAME
        assert len(shortcut["description"]) <= limits.MANIFEST_SHORTCUT_DESCRIPTION


def test_events_have_their_scopes() -> None:
    app = manifest()
    events = app["settings"]["event_subscriptions"]["bot_events"]
    scopes = app["oauth_config"]["scopes"]["bot"]
    assert len(events) == len(set(events)) <= limits.MANIFEST_EVENTS
    assert len(scopes) == len(set(scopes)) <= limits.MANIFEST_SCOPES
    needed = {
        "message.channels": "channels:history", "message.groups": "groups:history", "message.im": "im:history",
        "app_mention": "app_mentions:read", "reaction_added": "reactions:read", "reaction_removed": "reactions:read",
        "channel_rename": "channels:read", "group_rename": "groups:read", "user_change": "users:read",
        "emoji_changed": "emoji:read", "team_rename": "team:read", "member_joined_channel": "channels:read",
    }
    for event, scope in needed.items():
        assert event in events
        assert scope in scopes


def test_socket_mode_needs_no_address_and_http_has_one_everywhere() -> None:
    assert manifest()["settings"]["socket_mode_enabled"] is True
    app = yaml.safe_load(manifest_for_http("https://because.example.com/"))
    address = "https://because.example.com/slack/events"
    assert app["settings"]["socket_mode_enabled"] is False
    assert app["settings"]["event_subscriptions"]["request_url"] == address
    assert app["settings"]["interactivity"]["request_url"] == address
    assert {command["url"] for command in app["features"]["slash_commands"]} == {address}
