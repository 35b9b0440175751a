"""Events as Slack makes them, for what the app subscribed to and where it is."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace.people import Refused
from bot.workspace.server import LocalWorkspace

from .conftest import Connect, MakeWorkspace
from .listening import Ear
from .tiny import client_of, make_manifest


@pytest.fixture
async def ear(workspace: LocalWorkspace, connect: Connect) -> Ear:
    """An app in #support that hears everything."""
    ear = Ear()
    app = await connect(workspace, ear.register)
    await app.client.conversations_join(channel="C0SUPPORT")
    await workspace.driver.settle()
    return ear


async def test_joining_is_told(workspace: LocalWorkspace, ear: Ear) -> None:
    joined = ear.of("member_joined_channel")[0]
    assert joined["user"] == workspace.parts.world.app.user_id
    assert joined["channel"] == "C0SUPPORT"
    assert ear.of("message", "channel_join")
    body = ear.bodies[0]
    assert body["type"] == "event_callback"
    assert body["authorizations"][0]["is_bot"] is True


async def test_edits_and_unfurls_are_told_apart(workspace: LocalWorkspace, ear: Ear) -> None:
    mara = workspace.driver.as_user("mara")
    ts = await mara.post("#support", "teh export")
    await mara.edit("#support", ts, "the export")
    workspace.driver.unfurl("#support", ts)
    await workspace.driver.settle()
    edited, unfurled = ear.of("message", "message_changed")
    assert edited["hidden"] is True
    assert edited["message"]["ts"] == ts
    assert edited["message"]["text"] == "the export"
    assert edited["message"]["edited"]["user"] == "U0MARA"
    assert edited["previous_message"]["text"] == "teh export"
    assert unfurled["message"]["text"] == unfurled["previous_message"]["text"]
    assert unfurled["message"]["attachments"]


async def test_an_unfurl_has_no_edited(workspace: LocalWorkspace, ear: Ear) -> None:
    workspace.faults.unfurl_links = True
    await workspace.driver.as_user("mara").post("#support", "see https://x.test/page")
    await workspace.driver.settle()
    (changed,) = ear.of("message", "message_changed")
    assert "edited" not in changed["message"]


async def test_deleting_a_parent_leaves_a_tombstone(workspace: LocalWorkspace, ear: Ear) -> None:
    mara = workspace.driver.as_user("mara")
    parent = await mara.post("#support", "parent")
    reply = await mara.post("#support", "reply", thread=parent)
    await mara.delete("#support", parent)
    await mara.delete("#support", reply)
    await workspace.driver.settle()
    (changed,) = ear.of("message", "message_changed")
    assert changed["message"]["subtype"] == "tombstone"
    assert changed["message"]["user"] == "USLACKBOT"
    assert changed["message"]["reply_count"] == 1
    assert changed["previous_message"]["text"] == "parent"
    (deleted,) = ear.of("message", "message_deleted")
    assert deleted["deleted_ts"] == reply
    assert deleted["previous_message"]["text"] == "reply"


async def test_broadcast_replies_carry_their_root(workspace: LocalWorkspace, ear: Ear) -> None:
    mara = workspace.driver.as_user("mara")
    parent = await mara.post("#support", "parent")
    reply = await mara.post("#support", "for all", thread=parent, broadcast=True)
    await workspace.driver.settle()
    (event,) = ear.of("message", "thread_broadcast")
    assert event["root"]["ts"] == parent == event["thread_ts"]
    assert reply in [m["ts"] for m in workspace.driver.messages("#support")]


async def test_a_mention_comes_twice_with_one_ts(workspace: LocalWorkspace, ear: Ear) -> None:
    ts = await workspace.driver.as_user("jo").post("#support", "@because why?")
    await workspace.driver.settle()
    mention, message = ear.of("app_mention")[0], ear.of("message")[-1]
    assert mention["ts"] == message["ts"] == ts
    ids = [b["event_id"] for b in ear.bodies if b["event"].get("ts") == ts]
    assert len(set(ids)) == 2


async def test_a_direct_message_has_no_mention_event(workspace: LocalWorkspace, ear: Ear) -> None:
    jo = workspace.driver.as_user("jo")
    await jo.open_dm()
    await jo.dm("@because why?")
    await workspace.driver.settle()
    assert ear.of("app_home_opened")[0]["tab"] == "messages"
    assert ear.of("message")[-1]["channel_type"] == "im"
    assert ear.of("app_mention") == []


async def test_reactions_name_the_author_except_of_bots(workspace: LocalWorkspace, ear: Ear) -> None:
    jo = workspace.driver.as_user("jo")
    ts = await workspace.driver.as_user("mara").post("#support", "we need SSO")
    ticket = workspace.driver.post_integration("#support", "Zendesk", attachments=[{"text": "Ticket", "fallback": "T"}])
    await jo.react("#support", ts, "mega")
    await jo.react("#support", ticket, "bug")
    await jo.unreact("#support", ts, "mega")
    await workspace.driver.settle()
    first, second = ear.of("reaction_added")
    assert first["item_user"] == "U0MARA"
    assert first["item"] == {"type": "message", "channel": "C0SUPPORT", "ts": ts}
    assert "text" not in first
    assert "item_user" not in second
    assert ear.of("reaction_removed")[0]["reaction"] == "mega"
    with pytest.raises(Refused, match="no emoji"):
        await jo.react("#support", ts, "no_such_thing")


async def test_files_make_a_file_share(workspace: LocalWorkspace, ear: Ear) -> None:
    await workspace.driver.as_user("jo").post("#support", "", file=("log.txt", b"boom"))
    await workspace.driver.settle()
    (event,) = ear.of("message", "file_share")
    assert event["text"] == ""
    assert event["files"][0]["name"] == "log.txt"


async def test_people_of_other_companies_are_marked(workspace: LocalWorkspace, ear: Ear) -> None:
    await client_of(workspace).conversations_join(channel="C0SHARED")
    await workspace.driver.as_user("eve").post("#acme-shared", "hello from outside")
    await workspace.driver.settle()
    event = ear.of("message")[-1]
    assert event["user_team"] == event["source_team"] == "T0OTHER"
    assert next(b for b in ear.bodies if b["event"] is event)["is_ext_shared_channel"] is True
    with pytest.raises(Refused, match="other companies"):
        await workspace.driver.as_user("eve").command("/why", "x", channel="#acme-shared")
    with pytest.raises(Refused, match="cannot see"):
        await workspace.driver.as_user("eve").post("#support", "x")


async def test_channels_over_their_life(workspace: LocalWorkspace, ear: Ear) -> None:
    channels, support = workspace.parts.channels, workspace.driver.channel("support")
    channels.rename(support, "helpdesk", "U0MARA")
    channels.share_with(support, "T0OTHER")
    new_id = channels.change_id(support)
    channels.archive(support, "U0MARA")
    channels.unarchive(support, "U0MARA")
    channels.make_private(support, "U0MARA")
    workspace.driver.create_channel("fresh", "jo")
    await workspace.driver.settle()
    assert ear.of("channel_rename")[0]["channel"]["name"] == "helpdesk"
    assert ear.of("channel_shared")[0]["connected_team_id"] == "T0OTHER"
    assert ear.of("channel_id_changed")[0]["new_channel_id"] == new_id
    assert ear.of("channel_archive")
    assert ear.of("channel_unarchive")
    assert ear.of("message", "channel_convert_to_private")
    assert ear.of("channel_created")[0]["channel"]["name"] == "fresh"


async def test_an_app_that_is_put_out_hears_no_more(workspace: LocalWorkspace, ear: Ear) -> None:
    workspace.driver.remove_app("#support")
    await workspace.driver.as_user("jo").post("#support", "it is gone")
    await workspace.driver.settle()
    assert ear.of("channel_left")[0]["channel"] == "C0SUPPORT"
    assert "it is gone" not in str(ear.bodies)


async def test_only_what_is_subscribed_to(make_workspace: MakeWorkspace, connect: Connect) -> None:
    manifest = make_manifest(without_events=("reaction_added",), without_scopes=("im:history",))
    workspace = await make_workspace(manifest=manifest, strict_rates=False)
    ear = Ear()
    app = await connect(workspace, ear.register)
    await app.client.conversations_join(channel="C0SUPPORT")
    jo = workspace.driver.as_user("jo")
    ts = await jo.post("#support", "hello")
    await jo.react("#support", ts, "mega")
    await jo.dm("hello")
    await workspace.driver.settle()
    assert ear.of("reaction_added") == []
    assert {e["channel_type"] for e in ear.of("message")} == {"channel"}


async def test_own_posts_edits_and_reactions_come_back(workspace: LocalWorkspace, ear: Ear) -> None:
    client = client_of(workspace)
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="own"))["ts"]
    await client.chat_update(channel="C0SUPPORT", ts=ts, text="own, better")
    await client.reactions_add(channel="C0SUPPORT", timestamp=ts, name="eyes")
    await workspace.driver.settle()
    posted = next(e for e in ear.of("message") if e["ts"] == ts)
    assert posted["bot_id"] == workspace.parts.world.app.bot_id
    assert posted["bot_profile"]["app_id"] == posted["app_id"]
    assert "subtype" not in posted
    assert ear.of("message", "message_changed")[0]["message"]["text"] == "own, better"
    assert ear.of("reaction_added")[0]["user"] == workspace.parts.world.app.user_id


async def test_being_rate_limited_has_no_inner_event(workspace: LocalWorkspace, ear: Ear) -> None:
    workspace.driver.app_rate_limited()
    await workspace.driver.until(lambda: [b for b in ear.bodies if b["type"] == "app_rate_limited"])


async def test_tokens_revoked_and_any_other_event(workspace: LocalWorkspace, ear: Ear) -> None:
    workspace.driver.emit({"type": "tokens_revoked", "tokens": {"bot": ["U1"]}})
    await workspace.driver.settle()
    event: dict[str, Any] = ear.of("tokens_revoked")[0]
    assert event["tokens"] == {"bot": ["U1"]}


async def test_seeded_history_causes_no_event(workspace: LocalWorkspace, ear: Ear) -> None:
    assert "The export is broken" not in str(ear.bodies)
    with pytest.raises(SlackApiError):
        await client_of(workspace).conversations_history(channel="C0SECRET")
