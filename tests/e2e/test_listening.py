"""What is said in the channels that are listened to is kept as it stands, once."""

import pytest

from .conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

TICKET = {
    "fallback": "Ticket 88: Export is broken",
    "title": "Ticket 88: Export is broken",
    "text": "The accounting export stops after ten rows.",
    "fields": [{"title": "Requester", "value": "Acme", "short": True}],
}


async def test_a_message_its_edits_and_its_deletion_are_followed(house: House) -> None:
    jo = house.driver.as_user("jo")
    ts = await jo.post("#support", "The crane calendar loses bookings & <tags>")
    kept = await house.until_kept("#support", ts)
    assert kept.text == "The crane calendar loses bookings & <tags>"
    assert (kept.author, kept.channel_name, kept.url) == ("jo", "support", house.driver.link("#support", ts))
    await jo.edit("#support", ts, "The crane calendar loses every second booking")
    await house.until_kept("#support", ts, "The crane calendar loses every second booking")
    await jo.delete("#support", ts)
    await house.worked_off()
    assert await house.kept("#support", ts) is None


async def test_replies_broadcasts_and_files_are_kept(house: House) -> None:
    jo, ian = house.driver.as_user("jo"), house.driver.as_user("ian")
    parent = await jo.post("#sales", "Two prospects ask about berth deposits")
    reply = await ian.post("#sales", "Three, Port Vell called as well", thread=parent)
    shout = await ian.post("#sales", "Deposits again, now from Cala Nova", thread=parent, broadcast=True)
    file = await jo.post("#sales", "Their list of wishes", file=("wishes.txt", b"1. deposits"))
    for ts in (parent, reply, shout, file):
        await house.until_kept("#sales", ts)
    kept = await house.until_kept("#sales", reply)
    assert kept.thread_ts == parent
    assert kept.url is not None
    assert f"thread_ts={parent}" in kept.url
    assert "Their list of wishes" in (await house.until_kept("#sales", file)).text


async def test_an_integrations_words_are_read_from_its_attachments(house: House) -> None:
    ts = house.driver.post_integration("#support", "Zendesk", attachments=[TICKET])
    kept = await house.until_kept("#support", ts)
    assert "The accounting export stops after ten rows." in kept.text
    assert kept.is_bot
    await house.app.catch_up()
    signal = await house.signal("#support", ts)
    assert signal is not None
    assert signal.account == "Acme"


async def test_an_unfurl_is_no_edit(house: House) -> None:
    jo = house.driver.as_user("jo")
    ts = await jo.post("#support", "See https://example.com/ for the map that does not load")
    before = await house.until_kept("#support", ts)
    house.driver.unfurl("#support", ts)
    await house.worked_off()
    assert await house.kept("#support", ts) == before


async def test_the_words_of_a_deleted_parent_go_and_its_replies_stay(house: House) -> None:
    jo, ian = house.driver.as_user("jo"), house.driver.as_user("ian")
    parent = await jo.post("#support", "Marina Bay cannot print invoices since Monday")
    reply = await ian.post("#support", "Their printer is fine, it is our layout", thread=parent)
    await house.until_kept("#support", reply)
    await jo.delete("#support", parent)
    await house.worked_off()
    assert await house.kept("#support", parent) is None
    assert (await house.until_kept("#support", reply)).text == "Their printer is fine, it is our layout"


async def test_only_what_is_listened_to_is_kept_and_never_our_own_posts(house: House) -> None:
    jo = house.driver.as_user("jo")
    ts = await jo.post("#random", "Who has the key to the tea cupboard?")
    asked = await jo.post("#sales", f"<@{house.workspace.bot_user_id}> why no custom roles?")
    answer = await house.driver.message("#sales", contains="read-only seat", thread=asked)
    await house.worked_off()
    assert await house.kept("#random", ts) is None
    assert await house.kept("#sales", answer["ts"]) is None


async def test_an_event_that_comes_twice_counts_once(house: House) -> None:
    house.faults.duplicate_events = 2
    jo = house.driver.as_user("jo")
    ts = await jo.post("#support", "The weather strip is in Fahrenheit for everybody")
    await house.until_kept("#support", ts)
    await jo.react("#support", ts, "bug")
    await jo.ephemeral(contains="Fahrenheit")
    await house.worked_off()
    signal = await house.signal("#support", ts)
    assert signal is not None
    assert signal.tagged_by == ("U0JO",)
    notices = [e for e in jo.ephemerals() if "Fahrenheit" in str(e)]
    assert len(notices) == 1


async def test_an_edit_that_comes_before_its_message_stands(house: House) -> None:
    jo = house.driver.as_user("jo")
    house.faults.swap_events = 1
    ts = await jo.post("#support", "The tide tabel is late")
    await jo.edit("#support", ts, "The tide table is late")
    await house.worked_off()
    assert (await house.until_kept("#support", ts)).text == "The tide table is late"


async def test_a_message_that_comes_after_its_deletion_stays_gone(house: House) -> None:
    jo = house.driver.as_user("jo")
    house.faults.swap_events = 1
    ts = await jo.post("#support", "Wrong channel, sorry, delete this")
    await jo.delete("#support", ts)
    await house.worked_off()
    assert await house.kept("#support", ts) is None


async def test_what_slack_erases_in_bulk_is_erased_here(house: House) -> None:
    jo = house.driver.as_user("jo")
    gone, kept = [await jo.post("#support", text) for text in ("Our tariff list is wrong", "The pump log is wrong")]
    await house.worked_off()
    house.workspace.parts.world.channels["C0SUPPORT"].messages.pop(gone)
    house.driver.emit({"type": "channel_history_changed", "channel": "C0SUPPORT", "latest": kept})
    await house.worked_off()
    assert await house.kept("#support", gone) is None
    assert await house.kept("#support", kept) is not None


async def test_what_nobody_handles_is_acked(house: House) -> None:
    before = len(house.driver.attempts())
    unheard = {"type": "channel_created", "channel": {"id": "C0NEW", "name": "new"}}
    house.workspace.parts.delivery.event(
        {"type": "event_callback", "team_id": house.app.team_id, "event_id": "EvUNHEARD", "event": unheard}
    )
    house.driver.app_rate_limited()
    house.driver.emit({"type": "team_rename", "name": "Harbour Ltd"})
    await house.worked_off()
    sent = house.driver.attempts()[before:]
    assert len(sent) == 3
    assert all(attempt.ack.ok for attempt in sent)
    assert await house.app.services.inbox.dead() == ()


async def test_a_broken_event_is_acked_and_set_aside_and_holds_nothing_up(house: House) -> None:
    house.workspace.parts.delivery.event(
        {
            "type": "event_callback",
            "team_id": house.app.team_id,
            "event_id": "EvBROKEN",
            "event": {"type": "message", "channel_type": "channel", "channel": ["C0SUPPORT"], "ts": 7},
        }
    )
    ts = await house.driver.as_user("jo").post("#support", "Still being heard after nonsense")
    await house.until_kept("#support", ts)
    await house.worked_off()
    (dead,) = await house.app.services.inbox.dead()
    assert dead.event_id == "EvBROKEN"
