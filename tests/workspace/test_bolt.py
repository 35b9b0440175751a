"""The real Bolt app and SDK against the workspace: the main roads."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.server import LocalWorkspace

from .conftest import Connect


async def test_the_sdk_learns_who_it_is(client: AsyncWebClient, workspace: LocalWorkspace) -> None:
    reply = await client.auth_test()
    assert reply["team_id"] == "T0TINY"
    assert reply["bot_id"] == workspace.parts.world.app.bot_id
    assert reply["url"] == "https://tiny.slack.com/"


async def test_a_message_in_a_joined_channel_arrives_and_is_answered(
    workspace: LocalWorkspace, connect: Connect
) -> None:
    seen: list[dict[str, Any]] = []

    def register(app: AsyncApp) -> None:
        @app.event("message")
        async def heard(event: dict[str, Any], client: AsyncWebClient) -> None:
            seen.append(event)
            if "bot_id" not in event and event.get("subtype") is None:
                await client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="heard")

        @app.event(re.compile(".*"))
        async def other() -> None:
            pass

    app = await connect(workspace, register)
    await app.client.conversations_join(channel="C0SUPPORT")
    mara = workspace.driver.as_user("mara")
    ts = await mara.post("#support", "Ask @jo in #product & <here> https://x.test/a")
    answer = await workspace.driver.message("#support", contains="heard", thread=ts)
    assert answer["thread_ts"] == ts
    event = next(e for e in seen if e["ts"] == ts)
    assert event["text"] == "Ask <@U0JO> in <#C0PRODUCT|product> &amp; &lt;here&gt; <https://x.test/a>"
    assert event["channel_type"] == "channel"
    assert event["client_msg_id"]
    elements = event["blocks"][0]["elements"][0]["elements"]
    assert [e["type"] for e in elements] == ["text", "user", "text", "channel", "text", "link"]
    await workspace.driver.until(lambda: [e for e in seen if e["ts"] == answer["ts"]])  # its own message comes back


async def test_nothing_arrives_from_channels_the_app_is_not_in(workspace: LocalWorkspace, connect: Connect) -> None:
    await connect(workspace, lambda app: None)
    await workspace.driver.as_user("mara").post("#support", "hello")
    await workspace.driver.settle()
    assert workspace.driver.attempts() == []


async def test_a_command_is_acked_and_answered_in_private(workspace: LocalWorkspace, connect: Connect) -> None:
    def register(app: AsyncApp) -> None:
        @app.command("/why")
        async def why(ack: Any, command: dict[str, Any], respond: Any) -> None:
            await ack()
            button = {"type": "button", "action_id": "share", "text": {"type": "plain_text", "text": "Share"}}
            section = {"type": "section", "text": {"type": "mrkdwn", "text": f"because {command['text']}"}}
            await respond(text="x", blocks=[section, {"type": "actions", "elements": [button]}])

        @app.action("share")
        async def share(ack: Any, respond: Any) -> None:
            await ack()
            await respond(text="shared!", replace_original=True)

    await connect(workspace, register)
    jo = workspace.driver.as_user("jo")
    answer = await jo.command("/why", "did @mara say <no>?", channel="#support", expect="because")
    assert "because did <@U0MARA|mara> say &lt;no&gt;?" in str(answer["blocks"])
    assert workspace.driver.messages("#support")[-1]["ts"] != answer["ts"]
    assert workspace.driver.ephemerals("mara") == []
    await jo.press("Share", answer)
    await jo.ephemeral(contains="shared!")
    assert len(jo.ephemerals()) == 1


async def test_a_shortcut_opens_a_modal_that_is_submitted(workspace: LocalWorkspace, connect: Connect) -> None:
    submitted: list[dict[str, Any]] = []

    def register(app: AsyncApp) -> None:
        @app.shortcut("tag_signal")
        async def tag(ack: Any, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            note = {
                "type": "input",
                "block_id": "note",
                "label": {"type": "plain_text", "text": "Note"},
                "element": {
                    "type": "plain_text_input",
                    "action_id": "note",
                    "initial_value": shortcut["message"]["text"],
                },
            }
            view = {
                "type": "modal",
                "callback_id": "tag",
                "title": {"type": "plain_text", "text": "Tag"},
                "submit": {"type": "plain_text", "text": "Save"},
                "blocks": [note],
            }
            await client.views_open(trigger_id=shortcut["trigger_id"], view=view)

        @app.view("tag")
        async def save(ack: Any, view: dict[str, Any]) -> None:
            if view["state"]["values"]["note"]["note"]["value"] == "bad":
                await ack(response_action="errors", errors={"note": "Not this."})
                return
            submitted.append(view)
            await ack()

    await connect(workspace, register)
    mara = workspace.driver.as_user("U0MARA")
    ts = await mara.post("#support", "tag me")
    view = await mara.shortcut("tag_signal", "#support", ts)
    assert view["title"]["text"] == "Tag"
    assert await mara.submit({"Note": ""}) == {"errors": {"note": "Please complete this required field."}}
    assert await mara.submit({"Note": "bad"}) == {"errors": {"note": "Not this."}}
    assert await mara.submit() == {"ok": True}
    assert submitted[0]["state"]["values"]["note"]["note"] == {"type": "plain_text_input", "value": "tag me"}
    assert mara.open_modals == []
