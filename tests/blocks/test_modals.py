"""Modals: what they ask, what they hold already, what comes back."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.decisions import DecisionFields
from bot.domain.kinds import DecisionStatus, SignalKind
from handlers import action_ids
from handlers.blocks.decision_modal import EarlierDecision, decision_modal, parse_submission
from handlers.blocks.inputs import FieldErrors
from handlers.blocks.reason_modal import challenge_modal, not_helpful_modal, parse_not_helpful, parse_reason
from handlers.blocks.tag_modal import TagFields, parse_tag, tag_modal
from handlers.blocks.view_context import ViewContext
from tests.blocks import samples
from tests.blocks.block_kit import all_text

CONTEXT = ViewContext(channel_id="C1", ts="1.1", thread_ts="1.0")


def submitted(view: dict[str, Any], **typed: Any) -> dict[str, Any]:
    """The state that Slack would send if the person left everything else as it is."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = {
            "plain_text_input": {"value": element.get("initial_value")},
            "static_select": {"selected_option": element.get("initial_option")},
            "radio_buttons": {"selected_option": element.get("initial_option")},
            "multi_users_select": {"selected_users": element.get("initial_users", [])},
            "datepicker": {"selected_date": element.get("initial_date")},
        }[element["type"]]
        state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **value}}
    for block_id, value in typed.items():
        held = state[block_id][action_ids.INPUT_VALUE]
        key = next(name for name in held if name != "type")
        held[key] = {"value": value} if key == "selected_option" else value
    return state


def test_the_labels_are_what_scripts_rely_on() -> None:
    view = decision_modal(today=samples.TODAY)
    labels = {block["label"]["text"]: block["optional"] for block in view["blocks"]}
    assert list(labels) == ["Title", "Status", "Decision", "Why", "Options considered", "Customer problem", "Objective",
                            "Revisit when", "Decided by", "Date"]
    assert [label for label, optional in labels.items() if not optional] == ["Title", "Decision", "Why"]
    view = tag_modal("We leave.", CONTEXT)
    assert [one["label"]["text"] for one in view["blocks"] if one["type"] == "input"] == ["Kind", "Account", "Note"]


def test_what_is_filled_in_comes_back() -> None:
    fields = samples.fields()
    view = decision_modal(fields, CONTEXT, today=samples.TODAY)
    context = ViewContext.load(view["private_metadata"])
    parsed = parse_submission(submitted(view), context)
    assert parsed == replace(fields, decided_by=("U0LEE", "The board"))
    assert (context.channel_id, context.ts, context.thread_ts) == ("C1", "1.1", "1.0")


def test_the_least_is_enough() -> None:
    view = decision_modal(today=samples.TODAY)
    state = submitted(view, title=" No roles ", decision="None.", why="Slow.", date=None)
    parsed = parse_submission(state, ViewContext.load(view["private_metadata"]))
    assert parsed == DecisionFields(title="No roles", decision="None.", why="Slow.", status=DecisionStatus.ACCEPTED)


def test_a_state_without_the_optional_inputs_is_read() -> None:
    state = {name: {action_ids.INPUT_VALUE: {"value": "x"}} for name in ("title", "decision", "why")}
    assert isinstance(parse_submission(state, ViewContext()), DecisionFields)


def test_today_stands_in_until_another_day_is_picked() -> None:
    view = decision_modal(today=date(2026, 3, 4))
    parsed = parse_submission(submitted(view, title="a", decision="b", why="c"), ViewContext())
    assert isinstance(parsed, DecisionFields)
    assert parsed.decided_on == date(2026, 3, 4)


def test_white_space_is_no_reason() -> None:
    view = decision_modal(today=samples.TODAY)
    parsed = parse_submission(submitted(view, title="T", decision="D", why=" \n\u200b"), ViewContext())
    assert parsed == FieldErrors({"why": "Please fill this in."})


def test_an_earlier_decision_is_told_with_its_reason_and_can_be_replaced() -> None:
    earlier = (EarlierDecision(samples.summary(), "Every role model doubled the time.", contradicts=True),)
    view = decision_modal(samples.fields(), CONTEXT, today=samples.TODAY, earlier=earlier)
    seen = "".join(all_text(view["blocks"]))
    assert "This contradicts No custom roles (accepted, 12 Jan 2026)." in seen
    assert "Every role model doubled the time." in seen
    assert view["submit"]["text"] == "Record anyway"
    context = ViewContext.load(view["private_metadata"])
    assert context.earlier_ids == ("D-12",)
    assert "We keep three fixed roles.\nWhy:" in seen
    asked = next(block for block in view["blocks"] if block.get("block_id") == action_ids.INPUT_EARLIER)
    assert asked["label"]["text"] == "What becomes of “No custom roles”?"
    kept = parse_submission(submitted(view), context)
    replaced = parse_submission(submitted(view, earlier="replaces"), context)
    assert isinstance(kept, DecisionFields)
    assert isinstance(replaced, DecisionFields)
    assert (kept.supersedes, replaced.supersedes) == ((), ("D-12",))


def test_what_a_modal_remembers_stays_within_slacks_limit() -> None:
    context = ViewContext("C1", "1.1", earlier_ids=("D-1",), named_deciders=tuple(f"Name {n}" * 20 for n in range(200)))
    dumped = context.dump()
    assert len(dumped) <= 3000
    loaded = ViewContext.load(dumped)
    assert (loaded.channel_id, loaded.ts, loaded.earlier_ids) == ("C1", "1.1", ("D-1",))
    assert ViewContext.load("") == ViewContext()
    assert ViewContext.load('{"channel_id": "C1", "of_a_later_version": 1}') == ViewContext("C1")


def test_a_tag_comes_back() -> None:
    view = tag_modal("We leave.", CONTEXT, kind=SignalKind.CHURN_RISK, account="Acme")
    assert parse_tag(submitted(view)) == TagFields(SignalKind.CHURN_RISK, "Acme", None)
    assert parse_tag(submitted(view, kind="praise", account=" ", note="!")) == TagFields(SignalKind.PRAISE, None, "!")
    assert isinstance(parse_tag(submitted(view, kind="nonsense")), FieldErrors)


def test_reasons_come_back() -> None:
    assert parse_not_helpful(submitted(not_helpful_modal(CONTEXT), reason="outdated")) == ("outdated", "")
    assert isinstance(parse_not_helpful(submitted(not_helpful_modal(CONTEXT))), FieldErrors)
    view = challenge_modal("No roles", samples.SLACK_URL, CONTEXT)
    assert parse_reason(submitted(view, reason="It changed")) == "It changed"
    assert isinstance(parse_reason(submitted(view, reason=" ")), FieldErrors)
