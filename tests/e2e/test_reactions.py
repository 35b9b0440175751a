"""Reactions tag what customers say, or offer to record a decision."""

import pytest

from bot.domain.kinds import SignalKind

from .conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_first_to_tag_is_told_once_what_was_understood(house: House) -> None:
    jo, mara = house.driver.as_user("jo"), house.driver.as_user("mara")
    ts = await jo.post("#support", "Lagoon Nine waits for multi-day permits")
    await jo.react("#support", ts, "moneybag")
    notice = await jo.ephemeral(contains="multi-day permits")
    assert "Tagged as deal blocker" in str(notice["text"])
    await mara.react("#support", ts, "moneybag")
    await house.worked_off()
    signal = await house.signal("#support", ts)
    assert signal is not None
    assert signal.kind is SignalKind.DEAL_BLOCKER
    assert set(signal.tagged_by) == {"U0JO", "U0MARA"}
    assert [e for e in mara.ephemerals() if "multi-day permits" in str(e)] == []

    await jo.press("Add the account", notice)
    await jo.modal(contains="Account")
    assert await jo.submit({"Account": "Lagoon Nine"}) == {"ok": True}
    await house.worked_off()
    signal = await house.signal("#support", ts)
    assert signal is not None
    assert signal.account == "Lagoon Nine"

    await jo.unreact("#support", ts, "moneybag")
    await house.worked_off()
    assert (signal := await house.signal("#support", ts)) is not None
    await mara.unreact("#support", ts, "moneybag")
    await house.worked_off()
    assert await house.signal("#support", ts) is None or (await house.signal("#support", ts)).tagged_by == ("U0JO",)  # type: ignore[union-attr]


async def test_undo_takes_the_tag_back(house: House) -> None:
    jo = house.driver.as_user("jo")
    ts = await jo.post("#support", "We had cake in the office today")
    await jo.react("#support", ts, "sparkling_heart")
    notice = await jo.ephemeral(contains="cake in the office")
    await jo.press("Undo", notice)
    await jo.ephemeral(contains="No longer tagged")
    assert await house.signal("#support", ts) is None


async def test_a_skin_tone_and_an_alias_are_the_same_reaction(house: House) -> None:
    mara = house.driver.as_user("mara")
    ts = await house.driver.as_user("jo").post("#sales", "Blue Quay would pay for a booking widget")
    house.running.connection.context.emoji_aliases["idea"] = "bulb"
    event = {"type": "reaction_added", "user": mara.id, "item": {"type": "message", "channel": "C0SALES", "ts": ts}}
    house.driver.emit({**event, "reaction": "idea", "event_ts": "1.000001"})
    await house.worked_off()
    signal = await house.signal("#sales", ts)
    assert signal is not None
    assert signal.kind is SignalKind.REQUEST
    other = await house.driver.as_user("jo").post("#sales", "Blue Quay walks away without it")
    house.driver.emit(
        {**event, "reaction": "door::skin-tone-4", "item": {"type": "message", "channel": "C0SALES", "ts": other}}
    )
    await house.worked_off()
    signal = await house.signal("#sales", other)
    assert signal is not None
    assert signal.kind is SignalKind.CHURN_RISK


async def test_a_reaction_fetches_a_message_that_was_never_seen(house: House) -> None:
    jo = house.driver.as_user("jo")
    house.driver.invite_app("#old-tickets", "jo")
    await house.worked_off()
    old, reply = house.driver.messages("#old-tickets")[0], house.workspace.parts.world.channels["C0OLD"]
    reply_ts = next(ts for ts, m in reply.messages.items() if m["text"].startswith("They timed it"))
    await jo.react("#old-tickets", old, "bug")
    await jo.react("#old-tickets", reply_ts, "bug")
    await house.worked_off()
    first, second = await house.signal("#old-tickets", old["ts"]), await house.signal("#old-tickets", reply_ts)
    assert first is not None
    assert second is not None
    assert first.text == "Harbour Nine said in spring that the berth map is too slow"
    assert second.text == "They timed it: eleven seconds"
    await jo.ephemeral(contains="eleven seconds")


async def test_people_of_other_companies_tag_nothing(house: House) -> None:
    eve = house.driver.as_user("eve")
    ts = await eve.post("#acme-shared", "Please mark this as very important")
    await house.until_kept("#acme-shared", ts)
    await eve.react("#acme-shared", ts, "mega")
    await eve.react("#acme-shared", ts, "scroll")
    await house.worked_off()
    signal = await house.signal("#acme-shared", ts)
    assert signal is None or signal.tagged_by == ()
    assert eve.ephemerals() == []
    assert house.driver.app_messages("@eve") == []


async def test_a_scroll_becomes_a_record_of_the_thread(house: House) -> None:
    jo, mara = house.driver.as_user("jo"), house.driver.as_user("mara")
    parent = await jo.post("#product", "Do we keep the fax gateway?")
    await mara.post("#product", "Only two harbours use it, and it costs us a day each month", thread=parent)
    final = await mara.post("#product", "We decided to drop the fax gateway because it costs more than it brings",
                            thread=parent)  # fmt: skip
    await mara.react("#product", final, "scroll")
    offer = await house.driver.message("@mara", contains="drop the fax gateway")
    await mara.press("Record it", offer)
    modal = await mara.modal(contains="Decision")
    assert "We decided to drop the fax gateway because" in str(modal)
    assert await mara.submit({"Title": "Drop the fax gateway"}) == {"ok": True}
    posted = await house.driver.message("#product", contains="Drop the fax gateway", thread=parent)
    assert house.driver.link("#product", final) in str(posted)
    await house.worked_off()
    decisions = await house.app.services.decision_life.list(house.operator)
    (record,) = [d for d in decisions if d.title == "Drop the fax gateway"]
    assert (record.source_channel_id, record.source_ts) == ("C0PRODUCT", final)
    assert record.posted_ts == posted["ts"]
    assert record.decided_by == ("U0MARA",)
    await mara.react("#product", final, "ice_cube")
    await house.worked_off()
    assert len(house.driver.app_messages("@mara")) == 1


async def test_ice_puts_a_decision_on_ice_and_a_second_person_gets_an_offer_too(house: House) -> None:
    jo, ian = house.driver.as_user("jo"), house.driver.as_user("ian")
    ts = await jo.post("#product", "Let's park the drone landing pads until three harbours ask")
    await ian.react("#product", ts, "ice_cube")
    offer = await house.driver.message("@ian", contains="drone landing pads")
    await ian.press("Record it", offer)
    await ian.modal(contains="Iceboxed")
    done = await ian.submit({"Title": "Drone landing pads", "Why": "Nobody flies to harbours yet."})
    assert done == {"ok": True}
    await house.driver.message("#product", contains="Drone landing pads", thread=ts)
    decisions = await house.app.services.decision_life.list(house.operator)
    (record,) = [d for d in decisions if d.title == "Drone landing pads"]
    assert record.status.value == "iceboxed"
    assert record.revisit_when
