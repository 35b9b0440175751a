"""A small Bolt app that shows every block and answers every gesture, so that the page is tested on its own."""

import asyncio
import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": "1", **more}


def entry(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def decision_modal(title: str = "") -> Json:
    text = {"type": "plain_text_input"}
    return {
        "type": "modal",
        "callback_id": "decide",
        "title": plain("Record a decision"),
        "submit": plain("Record"),
        "close": plain("Cancel"),
        "blocks": [
            entry("title", "Title", {**text, **({"initial_value": title} if title else {})}),
            entry(
                "status",
                "Status",
                {"type": "static_select", "options": [option("Accepted"), option("Rejected")]},
                optional=True,
            ),
            entry("decision", "Decision", {**text, "multiline": True}),
            entry("why", "Why", {**text, "multiline": True}, hint=plain("In the words of those who decided")),
            entry("by", "Decided by", {"type": "multi_users_select"}, optional=True),
            entry("owner", "Owner", {"type": "users_select"}, optional=True),
            entry("date", "Date", {"type": "datepicker"}, optional=True),
            entry(
                "scope",
                "Scope",
                {"type": "radio_buttons", "options": [option("Team"), option("Company")]},
                optional=True,
            ),
            entry(
                "tell",
                "Tell",
                {"type": "checkboxes", "options": [option("Support"), option("Sales")]},
                optional=True,
            ),
            {
                "type": "actions",
                "block_id": "more",
                "elements": [button("Another view", "push"), button("More fields", "grow")],
            },
        ],
    }


def message_modal(text: str, *extra: Json) -> Json:
    return {
        "type": "modal",
        "title": plain("Details"),
        "blocks": [{"type": "section", "text": plain(text)}, *extra],
    }


def raw(value: object) -> Json:
    return {"type": "raw_text", "text": str(value)}


GALLERY: list[list[Json]] = [
    [
        {"type": "header", "text": plain("Gallery")},
        {"type": "section", "fields": [mrkdwn("*Read*\n214"), mrkdwn("*Silent*\nnone")]},
        {"type": "divider"},
        {"type": "markdown", "text": "## Options\n\n1. **SAML**\n2. *OIDC*\n\n| a | b |\n|---|--:|\n| x | 12 |"},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "text", "text": "Decided", "style": {"bold": True}}],
                },
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]}],
                },
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "<b>quoted</b>"}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
            ],
        },
        {"type": "table", "rows": [[raw("Account"), raw("ARR")], [raw("Solent"), raw(42)]]},
        {"type": "context", "elements": [mrkdwn("Read 214 of 214")]},
    ],
    [
        {
            "type": "data_table",
            "caption": "Themes",
            "page_size": 2,
            "rows": [[raw("Theme"), raw("Messages")], *([raw(f"Theme {n}"), raw(n)] for n in range(5))],
        },
        {
            "type": "data_visualization",
            "title": "By week",
            "chart": {
                "type": "bar",
                "series": [{"name": "Now", "data": [{"label": "W1", "value": 3}, {"label": "W2", "value": 5}]}],
                "axis_config": {"categories": ["W1", "W2"]},
            },
        },
        {
            "type": "data_visualization",
            "title": "By kind",
            "chart": {
                "type": "pie",
                "segments": [{"label": "Request", "value": 2}, {"label": "Problem", "value": 1}],
            },
        },
        {
            "type": "carousel",
            "elements": [{"type": "card", "title": mrkdwn(f"Card {n}"), "body": mrkdwn("Body")} for n in (1, 2)],
        },
    ],
]

ANSWER: list[Json] = [
    {"type": "section", "text": mrkdwn("Because the harbour said so.")},
    {
        "type": "actions",
        "block_id": "answer",
        "elements": [
            button(
                "Share",
                "share",
                confirm={
                    "title": plain("Share it?"),
                    "text": plain("All see it."),
                    "confirm": plain("Share it"),
                    "deny": plain("Keep"),
                },
            ),
            {"type": "overflow", "action_id": "of", "options": [option("Mute"), option("Open")]},
        ],
    },
    {
        "type": "context_actions",
        "block_id": "rate",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "fb",
                "positive_button": {"text": plain("Helpful"), "value": "yes"},
                "negative_button": {"text": plain("Not helpful"), "value": "no"},
            }
        ],
    },
]


def sample_app(client: AsyncWebClient, signing_secret: str, heard: list[Json]) -> AsyncApp:
    """The app; what it is told is appended to `heard`."""
    app = AsyncApp(client=client, signing_secret=signing_secret)

    @app.command("/why")
    async def why(ack: Any, respond: Any, command: Json) -> None:
        await ack()
        heard.append({"command": command["text"]})
        await respond(text="answer", blocks=ANSWER)

    @app.command("/decide")
    async def decide(ack: Any, command: Json) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=decision_modal(command["text"]))

    @app.command("/because")
    async def gallery(ack: Any, command: Json) -> None:
        await ack()
        for blocks in GALLERY:
            await client.chat_postMessage(channel=command["channel_id"], text="gallery", blocks=blocks)
            await asyncio.sleep(1.05)

    @app.shortcut("record_decision")
    async def record(ack: Any, shortcut: Json) -> None:
        await ack()
        opened = await client.views_open(trigger_id=shortcut["trigger_id"], view=message_modal("Loading"))
        view = opened["view"]
        await client.views_update(
            view_id=view["id"], hash=view["hash"], view=decision_modal(shortcut["message"]["text"])
        )

    @app.view("decide")
    async def submitted(ack: Any, view: Json) -> None:
        values = view["state"]["values"]
        if values["why"]["value"]["value"] == "no reason":
            await ack(response_action="errors", errors={"why": "That is not a reason."})
            return
        await ack()
        heard.append({"submitted": values})

    @app.action("push")
    async def push(ack: Any, body: Json) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=message_modal("One above the other"))

    @app.action("grow")
    async def grow(ack: Any, body: Json) -> None:
        await ack()
        view = decision_modal("Another title")
        view["blocks"].insert(0, entry("extra", "Extra", {"type": "plain_text_input"}, optional=True))
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    @app.action("share")
    async def share(ack: Any, respond: Any, body: Json) -> None:
        await ack()
        heard.append({"pressed": body["actions"][0]["action_id"]})
        await client.chat_postMessage(channel=body["channel"]["id"], text="Shared answer")
        await respond(delete_original=True)

    @app.action(re.compile(".*"))
    async def other(ack: Any, body: Json) -> None:
        await ack()
        heard.append({"pressed": body["actions"][0]})

    @app.event("app_home_opened")
    async def home(event: Json) -> None:
        if event["tab"] == "home":
            blocks = [
                {"type": "header", "text": plain("At home")},
                {"type": "actions", "elements": [button("Refresh", "refresh")]},
            ]
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.event("message")
    async def said(event: Json) -> None:
        if event.get("channel_type") == "im" and "bot_id" not in event and not event.get("subtype"):
            await client.chat_postMessage(
                channel=event["channel"], text=f"You said: {event['text']}", thread_ts=event["ts"]
            )

    @app.event("reaction_added")
    async def reacted(event: Json) -> None:
        item = event["item"]
        await client.chat_postEphemeral(
            channel=item["channel"], user=event["user"], text=f"Marked as {event['reaction']}."
        )

    return app
