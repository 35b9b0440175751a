"""The smaller messages: decisions, signals, status, help, App Home."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.decisions import Proposal
from bot.domain.kinds import DecisionStatus
from bot.domain.verdicts import UNCHECKED, Revisit, RevisitVerdict
from handlers import action_ids
from handlers.blocks.decision_message import challenge_notice, draft_offer, recorded
from handlers.blocks.help import help_message
from handlers.blocks.home import WaitingDraft, home_refused, home_view
from handlers.blocks.icebox import icebox_text
from handlers.blocks.proposal_message import proposal_notice
from handlers.blocks.signal_list import signal_list
from handlers.blocks.signal_notice import tagged
from handlers.blocks.status import status_message
from tests.blocks import samples
from tests.blocks.block_kit import action_ids as ids_in
from tests.blocks.block_kit import all_text, elements, urls


def _words(blocks: object) -> str:
    return "".join(all_text(blocks))


def test_a_recorded_decision_shows_what_why_and_where() -> None:
    rendered = recorded(samples.decision(), samples.fields(), source_url=samples.SLACK_URL, supersedes="Two roles")
    seen = _words(rendered.blocks)
    for part in ("No custom roles", "Iceboxed · 12 Jan 2026 · decided by The board", "replaces “Two roles”",
                 "Setting up took twice as long.", "A rule language: too slow", "Look again when: Five accounts ask"):
        assert part in seen
    assert samples.SLACK_URL in urls(rendered.blocks)
    assert rendered.text == "Decision recorded: No custom roles (iceboxed)\nSetting up took twice as long."


def test_a_draft_can_be_taken_up_or_put_away() -> None:
    rendered = draft_offer("F-1", "Going with three roles.", samples.SLACK_URL, DecisionStatus.ACCEPTED)
    assert ids_in(rendered.blocks)[:2] == [action_ids.DRAFT_OPEN, action_ids.DRAFT_DISMISS]
    assert "Going with three roles." in _words(rendered.blocks)
    on_ice = draft_offer("F-1", "Not now.", None, DecisionStatus.ICEBOXED)
    assert "on ice" in _words(on_ice.blocks)


def test_a_challenge_names_who_and_why_and_can_be_settled() -> None:
    rendered = challenge_notice("No roles", samples.SLACK_URL, "U0KIM", "It changed", "D-12", "Why no roles?")
    assert elements(rendered.blocks, "user") == [{"type": "user", "user_id": "U0KIM"}]
    assert "It changed" in _words(rendered.blocks)
    assert ids_in(rendered.blocks) == [action_ids.DECISION_CONFIRM, action_ids.DECISION_EDIT]


def test_a_tag_says_what_was_understood() -> None:
    seen = tagged(samples.signal())
    assert "Tagged as deal blocker from Northmoor Marina, 40k ARR." in _words(seen.blocks)
    assert ids_in(seen.blocks) == [action_ids.SIGNAL_SET_ACCOUNT, action_ids.SIGNAL_UNDO]
    unknown = tagged(samples.signal(account=None))
    assert "account unknown" in _words(unknown.blocks)
    assert "Add the account" in _words(unknown.blocks)


def test_status_counts_and_names_the_channels() -> None:
    seen = _words(status_message(samples.status(), samples.NOW).blocks)
    assert "1,234 messages read, 60 signals in 7 themes, 25 decisions on record. Last digest: 4 Mar 2026." in seen
    assert "4 minutes behind." in seen
    assert "2 events could not be worked off; because doctor shows them." in seen
    assert "#support · support · 120 messages · last heard just now" in seen


def test_signals_are_listed_with_who_and_worth() -> None:
    rendered = signal_list((samples.signal(),), 7)
    assert "Deal blocker · “No deal without SSO.” — Northmoor Marina, 40k ARR · 4 Mar 2026" in _words(rendered.blocks)
    assert "No customer signals today" in signal_list((), 1).text


def test_a_listed_ticket_is_quoted_without_its_fields() -> None:
    ticket = "#4748 half and half (https://acme.zendesk.test/agent/tickets/4748)\nNow four boats have two owners each."
    said = samples.signal(ticket, account=None, author=None, channel="support")
    seen = _words(signal_list((said,), 7).blocks)
    assert "“Now four boats have two owners each.” — #support, 40k ARR" in seen


def test_help_names_each_command_and_reaction() -> None:
    rendered = help_message({"mega": "customer signal", "ice_cube": "iceboxed decision"})
    for part in ("/why", "/decide", "/because listen", "/because digest"):
        assert part in _words(rendered.blocks)
    assert [one["name"] for one in elements(rendered.blocks, "emoji")] == ["mega", "ice_cube"]


def test_home_shows_what_waits_and_what_customers_say() -> None:
    drafts = [WaitingDraft("F-1", "Going with three roles.", samples.SLACK_URL, samples.NOW)]
    view = home_view(status=samples.status(), themes=[samples.theme()], drafts=drafts, now=samples.NOW)
    seen = _words(view["blocks"])
    assert seen.index("Waiting for you") < seen.index("What customers say") < seen.index("What I read")
    assert "double booked berths 1" in seen
    empty = home_view(status=samples.status(), themes=[], drafts=[], now=samples.NOW)
    assert "Waiting for you" not in _words(empty["blocks"])
    assert home_refused()["type"] == "home"


def test_the_icebox_says_no_more_of_a_condition_than_is_known() -> None:
    shelved = Revisit(
        "D-9", "No dark theme", DecisionStatus.ICEBOXED, "the design system is done", RevisitVerdict.NOT_MET,
        (f"{UNCHECKED}: the design system is done",), (),
    )  # fmt: skip
    assert "No dark theme (iceboxed): nothing here shows that its condition is met" in icebox_text((shelved,))
    counted = replace(shelved, reasons=("1 account asked, 3 are needed",))
    assert "its condition is not met" in icebox_text((counted,))
    without = replace(counted, is_reason=True)
    assert "no condition is on record, and little was said since" in icebox_text((without,))


def test_a_proposed_change_shows_what_it_says_now_and_what_it_would_say() -> None:
    now = samples.fields()
    then = replace(now, why="Nobody could explain them.", problem="")
    proposal = Proposal("p1", "D-12", "U0LEE", then, 1, "waiting", datetime(2026, 3, 2, tzinfo=UTC))
    shown = proposal_notice(proposal, samples.decision(), now).blocks
    struck = [e["text"] for e in _texts(shown) if (e.get("style") or {}).get("strike")]
    assert struck == [now.why, now.problem]
    said = _words(shown)
    assert "Nobody could explain them." in said
    assert "(nothing)" in said
    assert now.decision not in said


def _texts(part: Any) -> list[dict[str, Any]]:
    """Every text element of some blocks."""
    if isinstance(part, list):
        return [one for each in part for one in _texts(each)]
    if not isinstance(part, dict):
        return []
    inside = [one for value in part.values() for one in _texts(value)]
    return [part, *inside] if part.get("type") == "text" else inside
