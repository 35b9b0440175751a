"""Recording a decision: by command, shortcut and button; wrong inputs are named, the same one twice is one."""

from typing import Any

import pytest

from bot.domain.kinds import DecisionStatus
from bot.workspace.delivery import Ack, Kind

from .conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_decision_is_recorded_confirmed_and_found(house: House) -> None:
    jo = house.driver.as_user("jo")
    await jo.command("/decide", "Charge for pilot seats", channel="#product")
    await jo.modal(contains="Options considered")
    wrong = await jo.submit({"Decision": "We charge for pilot seats.", "Why": "   "})
    assert set(wrong.get("errors", {})) == {"why"}
    values = {
        "Decision": "Pilot seats cost five a month.",
        "Why": "We charge for pilot seats because pilots fill the support queue every weekend.",
        "Options considered": "Free seats: nobody could say who pays\nA weekend fee: too odd",
        "Revisit when": "Fewer than ten pilots are left",
        "Date": "2026-03-01",
    }
    done = await jo.submit(values)
    assert done == {"ok": True} or await jo.submit(values) == {"ok": True}
    posted = await house.driver.message("#product", contains="Charge for pilot seats")
    await house.worked_off()
    await house.app.catch_up()
    answer = await jo.command("/why", "why do we charge for pilot seats?", channel="#sales", expect="support queue")
    assert house.driver.link("#product", posted) in str(answer)
    assert len([m for m in house.driver.app_messages("#product") if "pilot seats" in str(m)]) == 1


async def test_the_same_submission_twice_is_one_record(house: House) -> None:
    delivery = house.workspace.parts.delivery
    once = delivery.ask

    async def twice(kind: Kind, payload: dict[str, Any]) -> Ack:
        if payload.get("type") == "view_submission":
            await once(kind, payload)
        return await once(kind, payload)

    delivery.ask = twice  # type: ignore[method-assign]
    try:
        why = "Because nobody noticed the green one."
        await house.record("jo", "Keep the blue theme", "#product", Decision="The theme stays blue.", Why=why)
    finally:
        delivery.ask = once  # type: ignore[method-assign]
    titles = [d.title for d in await house.app.services.decision_life.list(house.operator)]
    assert titles.count("Keep the blue theme") == 1
    assert len([m for m in house.driver.app_messages("#product") if "Keep the blue theme" in str(m)]) == 1


async def test_both_shortcuts_start_from_the_message(house: House) -> None:
    jo = house.driver.as_user("jo")
    ts = await jo.post("#random", "We agreed to close the old forum because spam costs us an hour a day")
    await house.running.connection.context.reader.conversations_join(channel="C0RANDOM")
    await jo.shortcut("record_decision", "#random", ts)
    await jo.modal(contains="close the old forum")
    assert await jo.submit({"Title": "Close the old forum"}) == {"ok": True}
    await house.driver.message("#random", contains="Close the old forum", thread=ts)
    said = await jo.post("#random", "Lighthouse Inn loves the new calendar")
    await jo.shortcut("tag_signal", "#random", said)
    await jo.modal(contains="Account")
    assert await jo.submit({"Kind": "Praise", "Account": "Lighthouse Inn"}) == {"ok": True}
    await house.worked_off()
    signal = await house.signal("#random", said)
    assert signal is not None
    assert (signal.kind.value, signal.account) == ("praise", "Lighthouse Inn")


async def test_a_record_is_reopened_by_its_decider_whoever_asks_for_it(house: House) -> None:
    jo, mara = house.driver.as_user("jo"), house.driver.as_user("mara")
    answer = await jo.command("/why", "why are there no custom roles?", channel="#product", expect="read-only seat")
    await jo.press("Reopen", answer)
    await jo.modal(contains="No custom roles")
    asked = await jo.submit({"Reason": "Three harbours left over it"})
    assert "They are asked" in str(asked)
    word = await house.driver.message("@mara", contains="Three harbours left over it")
    await mara.press("Reopen", word)
    await mara.modal(contains="No custom roles")
    assert await mara.submit({"Reason": "Jo is right"}) == {"ok": True}
    record = await house.app.services.decisions.get(house.operator, "ADR-1")
    assert record.status is DecisionStatus.PROPOSED
    await jo.command("/why", "why are there no custom roles?", channel="#sales", expect="Not decided yet")


async def test_a_direct_message_says_where_it_will_be_confirmed(house: House) -> None:
    jo = house.driver.as_user("jo")
    await jo.command("/decide", "From a direct message")
    await jo.modal(contains="confirmed in #product")
    await jo.submit({"Decision": "It works from here.", "Why": "Because people think of it here."})
    await house.driver.message("#product", contains="From a direct message")


async def test_a_channel_that_the_app_cannot_see_is_told_so(house: House) -> None:
    channel = house.driver.create_channel("board", "mara", is_private=True)
    mara = house.driver.as_user("mara")
    await mara.command("/decide", "Sell the boats", channel="#board")
    await mara.modal(contains="I cannot see this channel")
    assert channel.messages == {}
