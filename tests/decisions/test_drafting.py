"""The modal as it is filled in from a conversation: word for word, short on top, empty where nobody said anything."""

from datetime import UTC, datetime

import pytest

from bot.domain.kinds import DecisionStatus
from bot.domain.messages import Message
from bot.services.decisions.drafting import fields_from
from bot.workspace.company.load import load_company

NOW = datetime(2026, 5, 4, 18, tzinfo=UTC)


def said(text: str, ts: str = "1.1", who: str = "U1") -> Message:
    return Message(f"C1:{ts}", "T1", text, NOW, channel_id="C1", ts=ts, thread_ts="1.1", author_id=who)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("We decided to drop the legacy importer, because two customers use it.", "Drop the legacy importer"),
        ("Decided: exports are CSV only, since nobody uses Excel macros.", "Exports are CSV only"),
        ("Ok, let's not build custom roles this year because five asked.", "Do not build custom roles this year"),
        ("So we're going with Mollie since Stripe has no SEPA batch.", "Go with Mollie"),
        ("We won't support Internet Explorer from now on.", "Do not support Internet Explorer from now on"),
    ],
)
def test_the_title_is_an_order_without_its_reason(text: str, title: str) -> None:
    assert fields_from([said(text)]).title == title


def test_reasons_options_and_conditions_come_from_the_whole_thread() -> None:
    thread = [
        said("How do we speed the map up? Two options."),
        said("Option a is level of detail, 4 days, but it is throwaway work.", "1.2", "U2"),
        said("The customer meets in two weeks, because their renewal is in June.", "1.3", "U3"),
        said("We're going with tiles. We revisit it if two more sites are slow.", "1.4", "U4"),
    ]
    fields = fields_from(thread, "1.4")
    assert fields.decision == "We're going with tiles."
    assert fields.why == "The customer meets in two weeks, because their renewal is in June."
    assert fields.options == "Option a is level of detail, 4 days, but it is throwaway work."
    assert fields.revisit_when == "We revisit it if two more sites are slow."
    assert (fields.decided_by, fields.status) == (("U4",), DecisionStatus.ACCEPTED)


def test_pointing_at_the_question_finds_the_message_that_decides() -> None:
    thread = [
        said("Which invoices do we import?"),
        said("We decided to import opening balances only, because old numbers break the series.", "1.2", "U2"),
    ]
    fields = fields_from(thread, "1.1")
    assert (fields.title, fields.decided_by) == ("Import opening balances only", ("U2",))


def test_every_word_of_a_draft_was_said_in_the_made_up_companys_threads() -> None:
    company = load_company(NOW)
    messages = [
        Message(m.key, "T1", m.text, m.at, channel_id=m.channel_id, ts=m.key, thread_ts=m.parent or m.key)
        for m in company.messages
    ]
    chosen = [m for m in messages if m.text.startswith(("Decided: read-only", "Then it's one series", "On ice. We"))]
    assert len(chosen) == 3
    for message in chosen:
        thread = [m for m in messages if m.thread_ts == message.thread_ts]
        fields = fields_from(thread, message.ts)
        spoken = " ".join(" ".join(m.text.split()) for m in thread)
        assert fields.title
        assert fields.why
        assert len(fields.title) <= 91
        assert all(line in spoken for line in (fields.decision, *fields.options.split("\n"), fields.revisit_when))
