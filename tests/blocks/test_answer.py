"""What a person sees of an answer."""

from bot.domain.answers import AnswerMode
from bot.domain.kinds import DecisionStatus
from handlers import action_ids
from handlers.blocks.answer import channel_answer, private_answer, shared_answer
from handlers.blocks.elements import Block
from handlers.blocks.escape import unescape
from tests.blocks import samples
from tests.blocks.block_kit import action_ids as ids_in
from tests.blocks.block_kit import all_text, elements, urls


def _words(blocks: list[Block]) -> str:
    return "".join(all_text(blocks))


def _first_words(blocks: list[Block]) -> str:
    return _words(blocks[:1])


def test_the_reason_stands_first_as_a_quotation() -> None:
    told = samples.answer(samples.summary())
    blocks = private_answer(told).blocks
    assert blocks[0]["elements"][0]["type"] == "rich_text_quote"
    assert _first_words(blocks) == told.reason


def test_then_what_when_who_and_what_lost_with_links() -> None:
    decision = samples.summary()
    seen = _words(private_answer(samples.answer(decision)).blocks)
    for part in ("Decided: ", decision.title, "Accepted", "12 Jan 2026", "Dana Reyes", "We keep three fixed roles.",
                 "Options that lost", decision.options_lost[1], "Sources", "“Setting up took us two days.”",
                 "Kim Oduya", "Northmoor Marina", "3 Dec 2025"):
        assert part in seen
    blocks = private_answer(samples.answer(decision)).blocks
    assert {decision.url, samples.SLACK_URL} <= set(urls(blocks))
    assert elements(blocks, "user") == [{"type": "user", "user_id": "U0LEE"}]


def test_what_changed_since_and_what_contradicts_it_are_seen_beside_the_decision() -> None:
    other = samples.summary(title="Roles by harbour", id="D-20", url="https://records.test/20")
    since = "Since then: 4 accounts asked for it, the latest Marina Bay on 2 Mar 2026: “Roles, please”"
    told = samples.answer(
        samples.summary(DecisionStatus.ICEBOXED, revisit_when="three accounts ask"),
        since=since,
        condition_state="That condition is met: 4 accounts asked, 3 are needed.",
        rival=other,
        rival_reason="Large groups run ten harbours.",
        is_opposed=True,
    )
    rendered = private_answer(told)
    seen = _words(rendered.blocks)
    assert since in seen
    assert "Look again when: three accounts ask\nThat condition is met: 4 accounts asked, 3 are needed." in seen
    assert "Another record contradicts this: Roles by harbour (accepted, 12 Jan 2026)" in seen
    assert "Large groups run ten harbours." in seen
    assert since in rendered.text
    assert "That condition is met: 4 accounts asked, 3 are needed." in rendered.text
    assert "Another record contradicts this" in rendered.text


def test_a_chain_of_records_names_those_between() -> None:
    chain = {"superseded_by": "D-13", "superseded_by_title": "Four roles", "superseded_through": ("Two roles",)}
    decision = samples.summary(DecisionStatus.SUPERSEDED, **chain)
    rendered = private_answer(samples.answer(decision))
    assert "superseded by “Two roles”, and that by Four roles" in _words(rendered.blocks)
    assert "superseded by Two roles, and that by Four roles" in rendered.text


def test_the_buttons_carry_the_answers_id() -> None:
    blocks = private_answer(samples.answer(samples.summary())).blocks
    assert ids_in(blocks) == [action_ids.ANSWER_SHARE, action_ids.ANSWER_HELPFUL, action_ids.ANSWER_NOT_HELPFUL,
                              action_ids.ANSWER_CHALLENGE]
    shelved = private_answer(samples.answer(samples.summary(DecisionStatus.ICEBOXED))).blocks
    assert ids_in(shelved)[-1] == action_ids.DECISION_REOPEN
    assert {button["value"] for button in elements(blocks, "button")} == {"A-1"}
    assert elements(blocks, "button")[0]["text"]["text"] == "Share"


def test_a_superseded_record_says_so_first_and_links_its_successor() -> None:
    decision = samples.summary(DecisionStatus.SUPERSEDED, superseded_by="D-30", superseded_by_title="Two roles",
                               superseded_by_url="https://quayside.slack.com/archives/C1/p3")
    rendered = private_answer(samples.answer(decision))
    assert "No longer holds: superseded by Two roles" in _first_words(rendered.blocks)
    assert urls(rendered.blocks[0]) == ["https://quayside.slack.com/archives/C1/p3"]
    assert rendered.text.startswith("No longer holds: superseded by Two roles.")


def test_a_shelved_record_says_what_would_bring_it_back() -> None:
    seen = _words(private_answer(samples.answer(samples.summary(DecisionStatus.ICEBOXED))).blocks)
    assert "Iceboxed" in seen
    assert "Look again when: Five enterprise accounts ask for it in one quarter" in seen
    without = samples.summary(DecisionStatus.ICEBOXED, revisit_when=None)
    assert "No condition for looking again was recorded." in _words(private_answer(samples.answer(without)).blocks)


def test_a_contested_and_a_proposed_record_are_marked_before_the_reason() -> None:
    assert "Contested" in _first_words(private_answer(samples.answer(samples.summary(contested=True))).blocks)
    proposed = samples.summary(DecisionStatus.PROPOSED)
    assert "Not decided yet" in _first_words(private_answer(samples.answer(proposed)).blocks)


def test_talk_is_told_from_a_record_and_offered_for_recording() -> None:
    rendered = private_answer(samples.answer(None))
    assert "not recorded as a decision" in _first_words(rendered.blocks)
    assert ids_in(rendered.blocks)[0] == action_ids.RECORD_FROM_TALK
    assert action_ids.ANSWER_CHALLENGE not in ids_in(rendered.blocks)


def test_no_record_says_so_at_once_names_the_nearest_and_offers_to_record() -> None:
    rendered = private_answer(samples.no_record())
    assert _first_words(rendered.blocks).startswith("No record answers this. Searched 25 decision records")
    assert "No dark mode" in _words(rendered.blocks)
    assert samples.SLACK_URL in urls(rendered.blocks)
    assert ids_in(rendered.blocks) == [action_ids.RECORD_FROM_QUESTION, action_ids.ANSWER_ASK_PEOPLE]


def test_a_models_words_are_no_quotation_and_a_failed_model_is_told() -> None:
    by_model = samples.answer(samples.summary(), mode=AnswerMode.MODEL)
    blocks = private_answer(by_model).blocks
    assert blocks[0]["elements"][0]["type"] == "rich_text_section"
    assert "checked against its source" in _words(blocks)
    failed = samples.answer(samples.summary(), notice="The model did not answer in time.")
    assert "The model did not answer in time." in _words(private_answer(failed).blocks)


def test_a_shared_answer_names_who_asked_and_what_and_takes_no_ratings() -> None:
    blocks = shared_answer(samples.answer(samples.summary()), "U0KIM").blocks
    assert blocks[0]["elements"][0]["elements"][0] == {"type": "user", "user_id": "U0KIM"}
    assert "Why are there no custom roles?" in _first_words(blocks)
    assert ids_in(blocks) == []


def test_in_a_channel_the_rest_is_offered_privately() -> None:
    blocks = channel_answer(samples.answer(samples.summary(), hidden=True)).blocks
    assert action_ids.ANSWER_SHOW_PRIVATELY in ids_in(blocks)
    assert action_ids.ANSWER_SHARE not in ids_in(blocks)
    assert action_ids.ANSWER_SHOW_PRIVATELY not in ids_in(channel_answer(samples.answer(samples.summary())).blocks)


def test_no_share_button_where_there_is_no_channel() -> None:
    assert action_ids.ANSWER_SHARE not in ids_in(private_answer(samples.answer(None), shareable=False).blocks)


def test_the_words_alone_are_enough() -> None:
    text = unescape(private_answer(samples.answer(samples.summary(title="R & D <pays>"))).text)
    assert text.splitlines()[0] == "Every role model that we tested doubled the time to set up a harbour."
    assert "Decided: R & D <pays> (accepted, 12 Jan 2026, by Dana Reyes and U0LEE)." in text
    assert samples.SLACK_URL in text
