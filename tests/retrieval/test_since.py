"""A shelved decision answers with what happened since; decisions that contradict each other stand side by side."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest_asyncio

from bot.app import App, build_app
from bot.domain.accounts import Account
from bot.domain.answers import Answer, EvidenceKind
from bot.domain.audience import Viewer
from bot.domain.decisions import IncomingDecision
from bot.domain.kinds import DecisionStatus, SignalKind, Surface
from bot.domain.messages import Feedback, Message
from bot.domain.workspace import Channel
from bot.embeddings.minilm import MiniLM
from bot.settings import load_settings
from tests.embeddings.conftest import minilm  # noqa: F401
from tests.retrieval.company import RECORDS

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
OFFLINE = "why did we put off an offline mode for the quay app?"
HARBOURS = ("Port Anna", "Norholm", "Lake Town", "Westpier", "Sandby")


def asks(number: int, account: str, day: date, text: str) -> Feedback:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Feedback(
        f"F{number}", text, "zendesk", at, account=account, kind=SignalKind.REQUEST, surface=Surface.SUPPORT
    )


ASKED = [
    asks(1, "Port Anna", date(2025, 10, 1), "We need an offline mode in the quay app, our quay has no coverage."),
    asks(2, "Norholm", date(2026, 2, 3), "Please build an offline mode for the quay app: no coverage on our quays."),
    asks(3, "Lake Town", date(2025, 1, 3), "An offline mode of the quay app would help us."),
    asks(4, "Westpier", date(2026, 3, 1), "Can the invoice carry our order number?"),
]


async def house(folder: Path, *decisions: IncomingDecision) -> App:
    app = build_app(load_settings(because_data_dir=folder, database_url=None, _env_file=None), now=lambda: NOW)
    await app.open()
    team = app.team_id
    records = [
        IncomingDecision(
            r.id,
            r.title,
            r.text,
            "test",
            r.status,
            decided_on=r.decided_on,
            revisit_when="five accounts ask for it" if r.revisit_when else None,
            supersedes=("HB-21",) if r.id == "HB-3" else (),
        )
        for r in RECORDS
    ]
    await app.services.import_decisions(team, [*records, *decisions])
    await app.services.accounts.import_accounts(team, [Account(n.lower(), team, n, arr=10_000.0) for n in HARBOURS])
    return app


@pytest_asyncio.fixture
async def app(tmp_path: Path, minilm: MiniLM) -> AsyncIterator[App]:  # noqa: F811
    contradicting = IncomingDecision(
        "HB-20",
        "Bill harbours by seat, not by berth",
        "# Bill harbours by seat, not by berth\n\n## Decision\n\nWe no longer charge by berth. Each seat is "
        "charged.\n\n## Rationale\n\nBerth prices were dropped because large harbours with few staff left over them.\n",
        "test",
        DecisionStatus.ACCEPTED,
        decided_on=date(2025, 3, 20),
    )
    middle = IncomingDecision(
        "HB-21",
        "Send receipts by fax",
        "# Send receipts by fax\n\n## Decision\n\nReceipts are faxed.\n\n## Rationale\n\nLetters took a week because "
        "the island has post only on Fridays.\n",
        "test",
        DecisionStatus.SUPERSEDED,
        decided_on=date(2023, 9, 1),
        supersedes=("HB-2",),
    )
    made = await house(tmp_path, contradicting, middle)
    try:
        yield made
    finally:
        await made.close()


async def ask(app: App, question: str, viewer: Viewer | None = None) -> Answer:
    await app.catch_up()
    return await app.services.answering.why(viewer or Viewer.operator(app.team_id), question)


async def test_an_iceboxed_decision_tells_who_asked_since_and_how_far_its_condition_is(app: App) -> None:
    await app.services.ingestion.import_feedback(app.team_id, ASKED)
    answer = await ask(app, OFFLINE)
    assert answer.decision is not None
    assert answer.decision.id == "HB-4"
    asked = "Since then: 2 accounts asked for it (Norholm, Port Anna), the latest Norholm on 3 Feb 2026: “Please"
    assert answer.since.startswith(asked)
    assert ASKED[1].text in answer.since
    state = "That condition is not met yet: 2 accounts asked, 5 are needed: Norholm, Port Anna."
    assert answer.condition_state == state
    assert state in answer.answer
    assert answer.since in answer.answer
    cited = [c for c in answer.citations if c.kind is EvidenceKind.FEEDBACK]
    assert {c.account for c in cited} >= {"Norholm", "Port Anna"}
    assert all(c.quote in {f.text for f in ASKED} for c in cited)


async def test_nobody_asked_is_said_of_an_iceboxed_decision_alone(app: App) -> None:
    assert (await ask(app, OFFLINE)).since == "Since then: nobody has asked for it."
    teams = await ask(app, "why is there no bot for Microsoft Teams?")
    assert teams.decision is not None
    assert (teams.decision.status, teams.since) == (DecisionStatus.REJECTED, "")


async def test_what_was_said_in_a_private_channel_is_told_to_its_members_alone(app: App) -> None:
    team = app.team_id
    room = Channel(team, "C9", "board", is_private=True, surface=Surface.SUPPORT)
    await app.services.listening.note_channel(team, room)
    said = Message(
        "slack:C9:1.0", team, ASKED[1].text, datetime(2026, 4, 1, tzinfo=UTC), channel_id="C9", ts="1.0",
        audience="C9", surface=Surface.SUPPORT, kind_hint=SignalKind.REQUEST,
    )  # fmt: skip
    await app.services.ingestion.capture(team, [said])
    await app.catch_up()
    await app.services.signals.tag(Viewer(team, "U1", frozenset({"public", "C9"})), said.id, SignalKind.REQUEST)
    inside = await ask(app, OFFLINE, Viewer(team, "U1", frozenset({"public", "C9"})))
    assert said.text in inside.since
    outside = await ask(app, OFFLINE, Viewer.public(team, "U2"))
    assert said.text not in outside.answer
    assert all(c.id != said.id for c in outside.citations)


async def test_no_record_says_what_was_searched_and_knows_whom_to_ask(app: App) -> None:
    team = app.team_id
    words = "Stripe or Adyen for card payments? I have used both, ask me."
    said = Message("C1:1.0", team, words, NOW, channel_id="C1", ts="1.0", author_id="U7", surface=Surface.PRODUCT)
    await app.services.listening.note_channel(team, Channel(team, "C1", "product", surface=Surface.PRODUCT))
    await app.services.ingestion.capture(team, [said])
    viewer = Viewer.public(team, "U1")
    answer = await ask(app, "why did we choose Stripe over Adyen for card payments?", viewer)
    assert not answer.answered
    assert (answer.searched, answer.searched_messages) == (12, 1)
    assert answer.answer.startswith("No record answers this. Searched 12 decision records and 1 message")
    assert all(f"“{near.title}”" in answer.answer for near in answer.nearest)
    assert "U7" in await app.services.answering.people_who_know(viewer, answer.id)


async def test_two_decisions_that_contradict_each_other_stand_side_by_side(app: App) -> None:
    answer = await ask(app, "why do we bill harbours by berth and not by seat?")
    assert answer.decision is not None
    assert answer.rival is not None
    assert {answer.decision.id, answer.rival.id} == {"HB-1", "HB-20"}
    assert answer.is_opposed
    assert "Another record contradicts this" in answer.answer
    assert answer.rival_reason not in answer.reason
    assert {c.id for c in answer.citations} >= {"HB-1", "HB-20"}


async def test_a_chain_answers_with_its_last_record_and_names_those_between(app: App) -> None:
    answer = await ask(app, "why did we send every receipt as a printed letter?")
    assert answer.decision is not None
    assert (answer.decision.id, answer.decision.superseded_by) == ("HB-2", "HB-3")
    assert answer.decision.superseded_through == ("Send receipts by fax",)
    assert "superseded by “Send receipts by fax”, and that by “Send receipts as PDF”." in answer.answer
    assert {c.id for c in answer.citations} >= {"HB-2", "HB-3", "HB-21"}
