"""Questions by command, mention and direct message: answered once, with what the asker may see where it lands."""

import time

import pytest

from bot.workspace.people import Refused

from .conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXPORTS = "why did exports on demand replace the nightly mail?"
ROLES = "why did we reject custom roles?"


async def test_why_is_acked_at_once_and_answered_in_private(house: House) -> None:
    jo = house.driver.as_user("jo")
    before = time.monotonic()
    await jo.command("/why", ROLES, channel="#product")
    assert time.monotonic() - before < 1
    answer = await jo.ephemeral(contains="read-only seat for their accountant")
    assert "No custom roles" in str(answer["blocks"])
    assert house.driver.app_messages("#product") == []


async def test_a_superseded_record_says_so_and_names_its_successor(house: House) -> None:
    answer = await house.driver.as_user("jo").command(
        "/why",
        "why was the nightly export by mail the quickest thing to build?",
        channel="#product",
        expect="superseded",
    )
    assert "Exports on demand" in str(answer["blocks"])


async def test_a_name_or_a_time_in_the_question_that_does_not_fit_is_said_before_the_reason(house: House) -> None:
    jo = house.driver.as_user("jo")
    for asked, told in (
        (f"why did <@{house.driver.as_user('jo').id}|jo> reject custom roles?", "Found no record by jo on this."),
        ("why did we reject custom roles in March 2024?", "Found no record of March 2024 on this. The nearest is of"),
        ("why did we reject custom roles? it was in #support", "Found no record from #support on this."),
    ):
        answer = await jo.command("/why", asked, channel="#product", expect="read-only seat")
        assert told in str(answer["blocks"][0])
    fitting = await jo.command("/why", "why did Mara reject custom roles?", channel="#product", expect="read-only seat")
    assert "Found no record" not in str(fitting["blocks"])


async def test_a_reason_in_the_thread_of_the_same_question_is_told_and_can_be_recorded(house: House) -> None:
    jo, mara = house.driver.as_user("jo"), house.driver.as_user("mara")
    asked = await jo.post("#product", "why are the mooring rings counted twice a year?")
    said = await mara.post(
        "#product", "the insurer wants a list in spring, and frost pulls some of them out", thread=asked
    )
    await house.until_kept("#product", said)
    await house.app.catch_up()
    answer = await jo.command(
        "/why", "Why do we count mooring rings two times a year?", channel="#sales", expect="insurer"
    )
    assert "not recorded as a decision" in str(answer)
    assert "Record this" in str(answer)


async def test_what_nobody_decided_can_be_recorded_from_the_question(house: House) -> None:
    jo = house.driver.as_user("jo")
    answer = await jo.command("/why", "why are the buoys painted purple?", channel="#product", expect="No record")
    await jo.press("Ask the people who know", answer)
    await jo.ephemeral(contains="nearest")
    await jo.press("Record a decision", answer)
    view = await jo.modal(contains="buoys painted purple")
    assert view["title"]["text"] == "Record a decision"
    await jo.close()


async def test_an_answer_is_shared_exactly_once(house: House) -> None:
    jo = house.driver.as_user("jo")
    answer = await jo.command("/why", ROLES, channel="#sales", expect="read-only seat")
    await jo.press("Share", answer)
    await jo.press("Share", answer)
    await house.driver.message("#sales", contains="asked:")
    await house.worked_off()
    shared = [m for m in house.driver.app_messages("#sales") if "asked:" in str(m)]
    assert len(shared) == 1
    assert "read-only seat" in str(shared[0]["blocks"])


async def test_an_answer_is_rated_and_a_reason_asked_only_for_no(house: House) -> None:
    jo = house.driver.as_user("jo")
    answer = await jo.command("/why", ROLES, channel="#product", expect="read-only seat")
    await jo.press("Helpful", answer)
    await jo.ephemeral(contains="Thank you")
    assert jo.open_modals == []
    await jo.press("Not helpful", answer)
    await jo.modal(contains="What was wrong")
    assert await jo.submit({"Reason": "It is out of date", "Note": "Ask the marina"}) == {"ok": True}
    async with house.app.store.read(house.app.team_id) as uow:
        row = await uow.answers.get(_answer_id(answer))
    assert row is not None
    assert (row["helpful"], row["helpful_reason"]) == (False, "outdated: Ask the marina")


async def test_a_challenge_reaches_the_owner_and_marks_the_record_until_it_is_confirmed(house: House) -> None:
    jo, mara = house.driver.as_user("jo"), house.driver.as_user("mara")
    answer = await jo.command("/why", EXPORTS, channel="#product", expect="spam filters")
    await jo.press("Challenge", answer)
    await jo.modal(contains="Exports on demand")
    assert await jo.submit({"Reason": "The filters were changed in May"}) == {"ok": True}
    word = await house.driver.message("@mara", contains="The filters were changed in May")
    await jo.command("/why", EXPORTS, channel="#sales", expect="contested")
    await mara.press("It still holds", word)
    await house.driver.message("@mara", contains="still holds")
    after = await house.why(EXPORTS, mara.id)
    assert after.decision is not None
    assert not after.decision.contested


async def test_a_reason_that_was_only_said_is_recorded_from_its_message(house: House) -> None:
    jo = house.driver.as_user("jo")
    words = "We decided to paint the pontoons yellow, because two boats hit the grey ones at night."
    ts = await jo.post("#product", words)
    await house.until_kept("#product", ts)
    await house.app.catch_up()
    question = "why are the pontoons painted yellow?"
    answer = await jo.command("/why", question, channel="#sales", expect="hit the grey ones")
    assert "not recorded as a decision" in str(answer)
    await jo.press("Record this", answer)
    await jo.modal(contains="Paint the pontoons yellow")
    assert await jo.submit({"Title": "Yellow pontoons"}) == {"ok": True}
    await house.driver.message("#product", contains="Yellow pontoons", thread=ts)
    await house.worked_off()
    await house.app.catch_up()
    recorded = await house.why("why are the pontoons painted yellow?", jo.id)
    assert recorded.decision is not None
    assert recorded.decision.title == "Yellow pontoons"


async def test_a_mention_is_two_events_and_one_answer(house: House) -> None:
    jo = house.driver.as_user("jo")
    ts = await jo.post("#product", f"<@{house.workspace.bot_user_id}> {ROLES}")
    await house.driver.message("#product", contains="read-only seat", thread=ts)
    await house.worked_off()
    assert len(house.driver.app_messages("#product", thread=ts)) == 1


async def test_a_direct_message_is_answered_and_knows_its_words(house: House) -> None:
    jo = house.driver.as_user("jo")
    ts = await jo.dm(ROLES)
    await house.driver.message("@jo", contains="read-only seat", thread=ts)
    for word, expected in (("help", "/why"), ("status", "message"), ("digest", "")):
        asked = await jo.dm(word)
        await house.driver.message("@jo", contains=expected, thread=asked)
    await house.worked_off()
    assert len(house.driver.app_messages("@jo", thread=ts)) == 1


async def test_people_of_other_companies_are_refused_everywhere(house: House) -> None:
    eve = house.driver.as_user("eve")
    with pytest.raises(Refused):
        await eve.command("/why", ROLES, channel="#acme-shared")
    ts = await eve.post("#acme-shared", f"<@{house.workspace.bot_user_id}> {ROLES}")
    reply = await house.driver.message("#acme-shared", contains="only members", thread=ts)
    assert "read-only seat" not in str(reply)
    asked = await eve.dm(ROLES)
    assert "only members" in str(await house.driver.message("@eve", thread=asked))
    await eve.open_home()
    await house.driver.until(lambda: eve.home is not None)
    assert "members of this workspace only" in str(eve.home)

    mine = await house.driver.as_user("jo").post("#acme-shared", f"<@{house.workspace.bot_user_id}> why purple buoys?")
    answer = await house.driver.message("#acme-shared", contains="No record", thread=mine)
    await eve.press("Record a decision", answer)
    await eve.ephemeral(contains="only members")
    assert eve.open_modals == []


async def test_an_answer_in_a_connect_channel_holds_only_what_was_said_there(house: House) -> None:
    jo = house.driver.as_user("jo")
    ts = await jo.post("#acme-shared", f"<@{house.workspace.bot_user_id}> {ROLES}")
    reply = await house.driver.message("#acme-shared", contains="No record", thread=ts)
    assert "read-only seat" not in str(reply)
    assert "No custom roles" not in str(reply)
    await jo.ephemeral(contains="read-only seat")


async def test_a_guest_gets_only_what_the_guests_channels_hold(house: House) -> None:
    gus = house.driver.as_user("gus")
    answer = await gus.command("/why", ROLES, channel="#support", expect="No record")
    assert "No custom roles" not in str(answer)
    await gus.command("/decide", "Guests decide", channel="#support")
    await gus.modal(contains="Only members of this workspace can record decisions.")
    await gus.close()
    await gus.command("/because", "listen sales", channel="#support", expect="Only members")


async def test_home_shows_members_the_state_of_things(house: House) -> None:
    home = await house.driver.as_user("jo").home_with("What I read")
    assert "support" in str(home)
    assert "secret" not in str(home)


def _answer_id(answer: dict[str, object]) -> str:
    import re

    found = re.search(r"'value': '([0-9a-f]{32})'", str(answer["blocks"]))
    assert found is not None
    return found.group(1)
