"""A new decision on a matter that has a record is told so, with the record's reason."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import App, build_app
from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import DecisionFields
from bot.domain.kinds import DecisionStatus
from bot.services.decisions import Source, earlier
from bot.settings import load_settings
from bot.workspace.company.load import load_company

pytestmark = pytest.mark.asyncio(loop_scope="module")

ON_A_KNOWN_MATTER = (
    ("DR-009", True, "Build an app for boat owners", "We build an app in which boat owners see their berth and pay."),
    ("DR-009", False, "No app for owners", "We will not build a mobile app for the people who own the boats."),
    ("DR-012", True, "Allow deleting sent invoices", "Harbours can delete an invoice after it was sent."),
    ("DR-017", True, "AI answers to berth enquiries", "A language model replies to enquiries for a berth by itself."),
    ("DR-014", True, "Pesos and dollars at one site", "A site can have several currencies in its price list."),
    ("DR-022", True, "A numbering series for the whole group", "Invoice numbers run over all sites of a group."),
    ("DR-013", True, "Custom fields", "Customers can define their own fields on boats and contracts."),
)
ON_NEW_MATTERS = (
    ("WhatsApp reminders", "We send reminders by WhatsApp through a provider."),
    ("Refunds need a second person", "A refund above 500 needs the approval of a second person."),
    ("Drop Internet Explorer", "We stop supporting Internet Explorer 11."),
    ("Move the stand-up to ten", "Stand-up is at ten from Monday on."),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[App]:
    folder: Path = tmp_path_factory.mktemp("earlier")
    made = build_app(load_settings(because_data_dir=folder, database_url=None, _env_file=None))
    await made.open()
    await made.services.import_decisions(made.team_id, load_company(datetime.now(UTC)).decisions)
    await made.catch_up()
    await made.services.answering.why(Viewer.public(made.team_id), "warm up")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(earlier, "TIME_S", 60.0)  # what is found is tested here, on machines however busy
        yield made
    await made.close()


@pytest.mark.parametrize(("record_id", "contradicts", "title", "decision"), ON_A_KNOWN_MATTER)
async def test_the_earlier_record_is_told_of(
    app: App, record_id: str, contradicts: bool, title: str, decision: str
) -> None:
    viewer = Viewer.public(app.team_id, "U1")
    found = await app.services.earlier_records.like(viewer, DecisionFields(title, decision, "so"))
    assert found
    assert (found[0].decision.id, found[0].contradicts) == (record_id, contradicts)
    assert len(found[0].reason) > 40


@pytest.mark.parametrize(("title", "decision"), ON_NEW_MATTERS)
async def test_a_new_matter_has_none(app: App, title: str, decision: str) -> None:
    viewer = Viewer.public(app.team_id, "U1")
    assert await app.services.earlier_records.like(viewer, DecisionFields(title, decision, "so")) == ()


async def test_superseded_records_and_those_of_others_are_not_told_of(app: App) -> None:
    night = DecisionFields("Sync invoices to accounting once a night", "Invoices go to accounting at night.", "so")
    found = await app.services.earlier_records.like(Viewer.public(app.team_id, "U1"), night)
    assert all(one.decision.status is not DecisionStatus.SUPERSEDED for one in found)
    known = DecisionFields(ON_A_KNOWN_MATTER[0][2], ON_A_KNOWN_MATTER[0][3], "so")
    assert await app.services.earlier_records.like(Viewer.nobody(app.team_id, "U2"), known) == ()
    but = await app.services.earlier_records.like(Viewer.public(app.team_id, "U1"), known, but=["DR-009"])
    assert "DR-009" not in [one.decision.id for one in but]


async def test_what_was_decided_in_spite_of_a_record_is_told_beside_it(app: App) -> None:
    record_id, _, title, decision = ON_A_KNOWN_MATTER[0]
    viewer = Viewer.public(app.team_id, "U1")
    fields = DecisionFields(title, decision, "Owners ask for it at every boat show.")
    await app.services.decisions.record(viewer, fields, Source("C1", PUBLIC), announce_in="C1", origin_key="spite")
    await app.catch_up()
    answer = await app.services.answering.why(viewer, "Is there an app for boat owners?")
    assert answer.decision is not None
    assert answer.rival is not None
    assert (answer.decision.title, answer.rival.id, answer.is_opposed) == (title, record_id, True)
    assert answer.rival_reason == "We do not build a boat owner app."
    assert f"Another record contradicts this: “{answer.rival.title}” says: {answer.rival_reason}" in answer.answer
