"""The Web API as the SDKs call it: tokens, scopes, membership, paging, and what is refused."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.server import LocalWorkspace

from .conftest import MakeWorkspace
from .tiny import client_of, make_manifest


async def refused(call: Any) -> str:
    """Slack's word for why."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_the_sync_client_and_bare_requests_are_understood(workspace: LocalWorkspace) -> None:
    sync = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
    reply = await asyncio.to_thread(sync.users_info, user="U0MARA")
    assert reply["user"]["profile"]["email"] == "mara@tiny.test"
    async with aiohttp.ClientSession() as session:
        for send in (
            session.post(f"{workspace.api_url}auth.test", data={"token": workspace.bot_token}),
            session.get(f"{workspace.api_url}auth.test", params={"token": workspace.bot_token}),
            session.post(f"{workspace.api_url}auth.test", json={"token": workspace.bot_token}),
        ):
            async with send as response:
                assert (await response.json())["ok"] is True


async def test_tokens(workspace: LocalWorkspace) -> None:
    assert await refused(client_of(workspace, "xoxb-wrong").auth_test()) == "invalid_auth"
    assert await refused(client_of(workspace, workspace.app_token).auth_test()) == "not_allowed_token_type"
    assert await refused(client_of(workspace).apps_connections_open(app_token=workspace.bot_token)) == (
        "not_allowed_token_type"
    )
    assert await refused(AsyncWebClient(base_url=workspace.api_url).auth_test()) == "not_authed"
    workspace.faults.revoked_tokens.add(workspace.bot_token)
    assert await refused(client_of(workspace).auth_test()) == "token_revoked"


async def test_missing_scopes_are_named(make_workspace: MakeWorkspace) -> None:
    manifest = make_manifest(without_scopes=("team:read", "groups:history", "users:read.email"))
    workspace = await make_workspace(manifest=manifest, strict_rates=False)
    client = client_of(workspace)
    with pytest.raises(SlackApiError) as caught:
        await client.team_info()
    assert caught.value.response["error"] == "missing_scope"
    assert caught.value.response["needed"] == "team:read"
    assert "chat:write" in caught.value.response["provided"]
    workspace.driver.invite_app("secret", "mara")
    assert await refused(client.conversations_history(channel="C0SECRET")) == "missing_scope"
    assert "email" not in (await client.users_info(user="U0MARA"))["user"]["profile"]


async def test_membership(client: AsyncWebClient, workspace: LocalWorkspace) -> None:
    assert await refused(client.conversations_history(channel="C0SUPPORT")) == "not_in_channel"
    assert await refused(client.chat_postMessage(channel="C0SUPPORT", text="x")) == "not_in_channel"
    assert await refused(client.conversations_info(channel="C0SECRET")) == "channel_not_found"
    assert await refused(client.chat_postMessage(channel="C0SECRET", text="x")) == "channel_not_found"
    assert await refused(client.conversations_join(channel="C0SECRET")) == "channel_not_found"
    listed = await client.conversations_list(types="public_channel,private_channel")
    assert "C0SECRET" not in [c["id"] for c in listed["channels"]]
    workspace.driver.invite_app("secret", "mara")
    assert (await client.conversations_info(channel="C0SECRET"))["channel"]["is_private"] is True
    assert (await client.conversations_members(channel="C0SECRET"))["members"][0] == "U0MARA"
    await client.chat_postMessage(channel="C0SECRET", text="now it may")


async def test_joining_twice_warns_and_archived_channels_are_closed(
    client: AsyncWebClient, workspace: LocalWorkspace
) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    assert (await client.conversations_join(channel="C0SUPPORT"))["warning"] == "already_in_channel"
    workspace.parts.channels.archive(workspace.driver.channel("support"), "U0MARA")
    assert await refused(client.chat_postMessage(channel="C0SUPPORT", text="x")) == "is_archived"


async def test_history_is_newest_first_without_replies_and_pages(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    whole = (await client.conversations_history(channel="C0SUPPORT"))["messages"]
    texts = [m.get("text") or m["attachments"][0]["text"] for m in whole]
    assert texts[1:] == ["The export is broken", "First <@U0JO> &amp; more"]
    assert whole[2]["reply_count"] == 2
    assert whole[1]["subtype"] == "bot_message"
    assert whole[1]["username"] == "Zendesk"
    paged: list[str] = []
    cursor = None
    while cursor != "":
        page = await client.conversations_history(channel="C0SUPPORT", limit=1, cursor=cursor)
        paged += [m["ts"] for m in page["messages"]]
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
    assert paged == [m["ts"] for m in whole]
    assert await refused(client.conversations_history(channel="C0SUPPORT", cursor="bogus!")) == "invalid_cursor"


async def test_windows_exclude_their_bounds_unless_inclusive(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    newest, middle, oldest = [m["ts"] for m in (await client.conversations_history(channel="C0SUPPORT"))["messages"]]

    async def between(**window: Any) -> list[str]:
        reply = await client.conversations_history(channel="C0SUPPORT", **window)
        return [m["ts"] for m in reply["messages"]]

    assert await between(oldest=oldest, latest=newest) == [middle]
    assert await between(oldest=oldest, latest=middle, inclusive=True) == [middle, oldest]
    assert await between(latest=middle, inclusive=True, limit=1) == [middle]
    assert await refused(client.conversations_history(channel="C0SUPPORT", oldest="yesterday")) == "invalid_ts_oldest"


async def test_replies_bring_the_parent_on_every_page(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    parent = (await client.conversations_history(channel="C0SUPPORT"))["messages"][2]["ts"]
    first = await client.conversations_replies(channel="C0SUPPORT", ts=parent, limit=2)
    assert [m["text"] for m in first["messages"]] == ["First <@U0JO> &amp; more", "Reply one"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_replies(channel="C0SUPPORT", ts=parent, limit=2, cursor=cursor)
    assert [m["text"] for m in second["messages"]] == ["First <@U0JO> &amp; more", "Reply two"]
    assert second["has_more"] is False
    reply_ts = second["messages"][1]["ts"]
    alone = await client.conversations_replies(channel="C0SUPPORT", ts=reply_ts)
    assert [m["ts"] for m in alone["messages"]] == [reply_ts]
    assert second["messages"][1]["parent_user_id"] == "U0MARA"
    assert await refused(client.conversations_replies(channel="C0SUPPORT", ts="1.000001")) == "thread_not_found"


async def test_expired_cursors(client: AsyncWebClient, workspace: LocalWorkspace) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    page = await client.conversations_history(channel="C0SUPPORT", limit=1)
    workspace.faults.expire_cursors = True
    cursor = page["response_metadata"]["next_cursor"]
    assert await refused(client.conversations_history(channel="C0SUPPORT", cursor=cursor)) == "invalid_cursor"


async def test_metadata_comes_back_only_when_asked_for(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0PRODUCT")
    metadata = {"event_type": "because_digest", "event_payload": {"date": "2026-01-02"}}
    await client.chat_postMessage(channel="C0PRODUCT", text="digest", metadata=metadata)
    plain = await client.conversations_history(channel="C0PRODUCT", limit=1)
    assert "metadata" not in plain["messages"][0]
    full = await client.conversations_history(channel="C0PRODUCT", limit=1, include_all_metadata=True)
    assert full["messages"][0]["metadata"] == metadata
    bad = {"event_type": "x", "event_payload": {"long": "x" * 9000}}
    assert await refused(client.chat_postMessage(channel="C0PRODUCT", text="x", metadata=bad)) == "metadata_too_large"


async def test_only_own_messages_can_be_changed_and_what_is_not_given_stays(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    theirs = (await client.conversations_history(channel="C0SUPPORT"))["messages"][2]["ts"]
    assert await refused(client.chat_update(channel="C0SUPPORT", ts=theirs, text="x")) == "cant_update_message"
    assert await refused(client.chat_delete(channel="C0SUPPORT", ts=theirs)) == "cant_delete_message"
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "one"}}]
    mine = (await client.chat_postMessage(channel="C0SUPPORT", text="one", blocks=blocks))["ts"]
    kept = await client.chat_update(channel="C0SUPPORT", ts=mine, text="two")
    assert kept["message"]["blocks"][0]["text"]["text"] == "one"
    bare = await client.chat_update(channel="C0SUPPORT", ts=mine, text="three", blocks=[])
    assert "blocks" not in bare["message"]
    assert bare["message"]["edited"]
    assert await refused(client.chat_update(channel="C0SUPPORT", ts=mine, text="x" * 4001)) == "msg_too_long"
    await client.chat_delete(channel="C0SUPPORT", ts=mine)
    assert await refused(client.chat_delete(channel="C0SUPPORT", ts=mine)) == "message_not_found"


async def test_posts_that_are_refused(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    thread = (await client.conversations_history(channel="C0SUPPORT"))["messages"][2]["ts"]
    reply = (await client.conversations_replies(channel="C0SUPPORT", ts=thread))["messages"][1]["ts"]

    def post(**content: Any) -> Any:
        return client.chat_postMessage(channel="C0SUPPORT", **content)

    assert await refused(post(text="")) == "no_text"
    assert await refused(post(text="x", markdown_text="y")) == "markdown_text_conflict"
    assert await refused(post(text="x", thread_ts=reply)) == "cannot_reply_to_message"
    assert await refused(post(text="x", username="Somebody")) == "missing_scope"
    assert await refused(client.chat_postMessage(channel="C0NOWHERE", text="x")) == "channel_not_found"
    assert await refused(client.api_call("chat.scheduleNothing")) == "unknown_method"
    assert (await post(markdown_text="# Hello"))["message"]["blocks"][0]["type"] == "markdown"


async def test_ephemerals_are_in_no_history(client: AsyncWebClient, workspace: LocalWorkspace) -> None:
    assert await refused(client.chat_postEphemeral(channel="C0SUPPORT", user="U0JO", text="x")) == "not_in_channel"
    await client.conversations_join(channel="C0SUPPORT")
    to_a_stranger = client.chat_postEphemeral(channel="C0SUPPORT", user="U0EVE", text="x")
    assert await refused(to_a_stranger) == "user_not_in_channel"
    ts = (await client.chat_postEphemeral(channel="C0SUPPORT", user="U0JO", text="psst"))["message_ts"]
    assert [m["text"] for m in workspace.driver.ephemerals("jo")] == ["psst"]
    history = await client.conversations_history(channel="C0SUPPORT")
    assert ts not in [m["ts"] for m in history["messages"]]
    assert await refused(client.chat_update(channel="C0SUPPORT", ts=ts, text="y")) == "message_not_found"


async def test_permalinks(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    thread = (await client.conversations_history(channel="C0SUPPORT"))["messages"][2]["ts"]
    reply = (await client.conversations_replies(channel="C0SUPPORT", ts=thread))["messages"][1]["ts"]
    link = (await client.chat_getPermalink(channel="C0SUPPORT", message_ts=reply))["permalink"]
    expected = f"https://tiny.slack.com/archives/C0SUPPORT/p{reply.replace('.', '')}?thread_ts={thread}&cid=C0SUPPORT"
    assert link == expected
    assert await refused(client.chat_getPermalink(channel="C0SUPPORT", message_ts="1.1")) == "message_not_found"


async def test_reactions(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    ts = (await client.conversations_history(channel="C0SUPPORT"))["messages"][2]["ts"]
    where = {"channel": "C0SUPPORT", "timestamp": ts}
    await client.reactions_add(name="mega", **where)
    assert await refused(client.reactions_add(name="mega", **where)) == "already_reacted"
    assert await refused(client.reactions_add(name="no_such_emoji", **where)) == "invalid_name"
    await client.reactions_add(name="thumbsup::skin-tone-3", **where)
    message = (await client.reactions_get(**where))["message"]
    assert [r["name"] for r in message["reactions"]] == ["mega", "thumbsup::skin-tone-3"]
    await client.reactions_remove(name="mega", **where)
    assert await refused(client.reactions_remove(name="mega", **where)) == "no_reaction"


async def test_people_of_other_companies_show_little(client: AsyncWebClient) -> None:
    eve = (await client.users_info(user="U0EVE"))["user"]
    assert eve["team_id"] == "T0OTHER"
    assert eve["is_stranger"] is True
    assert (await client.users_info(user="U0GUS"))["user"]["is_restricted"] is True
    assert "U0EVE" not in [u["id"] for u in (await client.users_list())["members"]]
    await client.conversations_join(channel="C0SHARED")
    assert (await client.users_info(user="U0EVE"))["user"]["is_stranger"] is False
    shared = (await client.conversations_info(channel="C0SHARED"))["channel"]
    assert shared["is_ext_shared"] is True
    assert shared["connected_team_ids"] == ["T0OTHER"]
    assert await refused(client.users_info(user="U0NOBODY")) == "user_not_found"


async def test_direct_messages_are_opened(client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users="U0MARA", return_im=True)
    assert opened["channel"]["is_im"] is True
    posted = await client.chat_postMessage(channel="U0MARA", text="hi")
    assert posted["channel"] == opened["channel"]["id"]
    group = await client.conversations_open(users="U0MARA,U0JO")
    assert (await client.conversations_info(channel=group["channel"]["id"]))["channel"]["is_mpim"] is True


async def test_answers_that_are_written_piece_by_piece(client: AsyncWebClient, workspace: LocalWorkspace) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    ts = await workspace.driver.as_user("mara").post("#support", "why?")
    assert await refused(client.chat_startStream(channel="C0SUPPORT", thread_ts=ts)) == "missing_recipient_user_id"
    stream = await client.chat_stream(
        channel="C0SUPPORT", thread_ts=ts, recipient_team_id="T0TINY", recipient_user_id="U0MARA", buffer_size=1
    )
    await stream.append(markdown_text="**Because**")
    await stream.append(markdown_text=" we said so.")
    done = await stream.stop()
    assert done["message"]["text"] == "**Because** we said so."
    late = client.chat_appendStream(channel="C0SUPPORT", ts=done["ts"], markdown_text="more")
    assert await refused(late) == "message_not_in_streaming_state"


async def test_the_assistant_says_what_it_does(client: AsyncWebClient, workspace: LocalWorkspace) -> None:
    ts = await workspace.driver.as_user("mara").dm("why?")
    channel = workspace.driver.channel("@mara").id
    await client.assistant_threads_setStatus(channel_id=channel, thread_ts=ts, status="is thinking")
    assert workspace.parts.assistants.status[(channel, ts)] == "is thinking"
    await client.chat_postMessage(channel=channel, thread_ts=ts, text="because")
    assert workspace.parts.assistants.status[(channel, ts)] == ""
    prompts = [{"title": "t", "message": "m"}]
    await client.assistant_threads_setSuggestedPrompts(channel_id=channel, thread_ts=ts, prompts=prompts)
    await client.assistant_threads_setTitle(channel_id=channel, thread_ts=ts, title="Why")
