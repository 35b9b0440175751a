"""A tiny company, and the manifest of an app that may do nearly everything."""

from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.kinds import Surface
from bot.workspace.company.model import Company, SeedChannel, SeedMessage, SeedPerson, SeedReaction
from bot.workspace.server import LocalWorkspace

EVENTS = [
    "app_home_opened", "app_mention", "channel_archive", "channel_created", "channel_id_changed", "channel_left",
    "channel_rename", "channel_shared", "channel_unarchive", "group_left", "member_joined_channel",
    "member_left_channel", "message.channels", "message.groups", "message.im", "message.mpim", "reaction_added",
    "reaction_removed", "tokens_revoked",
]  # fmt: skip
SCOPES = [
    "app_mentions:read", "channels:history", "channels:join", "channels:manage", "channels:read", "chat:write",
    "commands", "emoji:read", "files:read", "files:write", "groups:history", "groups:read", "groups:write",
    "im:history", "im:read", "im:write", "mpim:history", "mpim:read", "mpim:write", "reactions:read",
    "reactions:write", "team:read", "users:read", "users:read.email",
]  # fmt: skip


def make_manifest(*, without_scopes: tuple[str, ...] = (), without_events: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "display_information": {"name": "Because"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Because"},
            "agent_view": {"agent_description": "why", "suggested_prompts": [{"title": "Help", "message": "help"}]},
            "slash_commands": [
                {"command": "/why", "description": "Ask", "usage_hint": "QUESTION", "should_escape": True},
                {"command": "/raw", "description": "Unescaped"},
            ],
            "shortcuts": [
                {"name": "Tag", "type": "message", "callback_id": "tag_signal", "description": "Tag it"},
                {"name": "New", "type": "global", "callback_id": "new_thing", "description": "New"},
            ],
        },
        "oauth_config": {"scopes": {"bot": [s for s in SCOPES if s not in without_scopes]}},
        "settings": {"event_subscriptions": {"bot_events": [e for e in EVENTS if e not in without_events]}},
    }


def make_company(now: datetime) -> Company:
    def ago(**span: float) -> datetime:
        return now - timedelta(**span)

    return Company(
        team_id="T0TINY",
        name="Tiny",
        domain="tiny",
        people=(
            SeedPerson("U0MARA", "mara", "Mara Lind", "PM", "mara@tiny.test", is_lead=True, channels=("secret",)),
            SeedPerson("U0JO", "jo", "Jo Park", email="jo@tiny.test"),
            SeedPerson("U0GUS", "gus", "Gus Guest", is_guest=True, channels=("support",)),
            SeedPerson("U0EVE", "eve", "Eve Outside", team_id="T0OTHER", channels=("acme-shared",)),
        ),
        channels=(
            SeedChannel("C0SUPPORT", "support", "Tickets", surface=Surface.SUPPORT),
            SeedChannel("C0PRODUCT", "product"),
            SeedChannel("C0SECRET", "secret", is_private=True),
            SeedChannel("C0SHARED", "acme-shared", is_shared=True, connected_team_ids=("T0OTHER",)),
        ),
        messages=(
            SeedMessage("m1", "C0SUPPORT", ago(days=3), "First <@U0JO> &amp; more", "U0MARA"),
            SeedMessage("m2", "C0SUPPORT", ago(days=2), "Reply one", "U0JO", parent="m1"),
            SeedMessage("m3", "C0SUPPORT", ago(days=2, minutes=-5), "Reply two", "U0MARA", parent="m1"),
            SeedMessage(
                "m4", "C0SUPPORT", ago(days=1), bot_name="Zendesk",
                attachments=({"fallback": "Ticket 7", "title": "Ticket 7", "text": "The export is broken"},),
            ),
            SeedMessage(
                "m5", "C0SECRET", ago(hours=5), "Private matters", "U0MARA",
                reactions=(SeedReaction("mega", ("U0MARA",)),),
            ),
        ),
        accounts=(), decisions=(), releases=(), roadmap=(), competitors=(),
    )  # fmt: skip


def client_of(workspace: LocalWorkspace, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token or workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])
