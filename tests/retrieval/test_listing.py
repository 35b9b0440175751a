"""Asked of a time, a person or a status alone, the records are listed, and nobody's private one among them."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import App
from bot.domain.answers import Answer
from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import DecisionFields, IncomingDecision
from bot.domain.kinds import DecisionStatus
from bot.domain.workspace import Channel
from bot.embeddings.minilm import MiniLM
from bot.services.decisions.recording import Source
from handlers.blocks.answer import private_answer
from tests.blocks.block_kit import all_text
from tests.embeddings.conftest import minilm  # noqa: F401
from tests.retrieval.test_since import ask, house


def made(number: int, title: str, status: DecisionStatus, day: date, *by: str) -> IncomingDecision:
    text = f"# {title}\n\n## Decision\n\nWe will do so: {title.lower()}.\n\n## Rationale\n\nIt was asked for often.\n"
    return IncomingDecision(f"HB-{number}", title, text, "test", status, decided_on=day, decided_by=by)


@pytest_asyncio.fixture
async def app(tmp_path: Path, minilm: MiniLM) -> AsyncIterator[App]:  # noqa: F811
    opened = await house(
        tmp_path,
        made(61, "Fenders in three colours", DecisionStatus.ACCEPTED, date(2021, 7, 5), "Petra Novak"),
        made(62, "A bell for each pontoon", DecisionStatus.REJECTED, date(2021, 7, 19), "Petra Novak", "Sam Idowu"),
        made(63, "Paper maps at the desk", DecisionStatus.ACCEPTED, date(2021, 9, 2), "Sam Idowu"),
    )
    try:
        yield opened
    finally:
        await opened.close()


def seen(answer: Answer) -> str:
    return "".join(all_text(private_answer(answer).blocks))


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("What did we decide in July 2021?", ["HB-62", "HB-61"]),
        ("what was rejected in July 2021?", ["HB-62"]),
        ("What did Petra decide?", ["HB-62", "HB-61"]),
        ("what has Sam decided in September 2021?", ["HB-63"]),
    ],
)
async def test_records_are_listed_by_what_was_said_of_them(app: App, question: str, ids: list[str]) -> None:
    answer = await ask(app, question)
    assert answer.is_listing
    assert [citation.id for citation in answer.citations] == ids
    assert all(citation.quote.startswith("We will do so") for citation in answer.citations)


async def test_a_listing_shows_state_day_and_decision_and_offers_no_record(app: App) -> None:
    answer = await ask(app, "What did we decide in July 2021?")
    told = seen(answer)
    assert "2 records of July 2021:" in told
    assert "A bell for each pontoon · rejected · 19 Jul 2021" in told
    assert "“We will do so: a bell for each pontoon.”" in told
    assert "Record this" not in told
    assert "Said in conversation" not in told


async def test_a_question_of_a_matter_is_not_a_listing(app: App) -> None:
    assert not (await ask(app, "What did we decide on bells in July 2021?")).is_listing
    nothing = await ask(app, "What did we decide in May 2019?")
    assert not nothing.answered


async def test_a_private_record_is_listed_to_the_members_of_its_channel_alone(app: App) -> None:
    team = app.team_id
    await app.services.listening.note_channel(team, Channel(team, "C9", "board", is_private=True))
    member = Viewer(team, "U1", frozenset({PUBLIC, "C9"}))
    secret = DecisionFields("Dues go up", "Dues go up by a tenth.", "Dredging.", decided_on=date(2021, 7, 8))
    await app.services.decisions.record(member, secret, Source("C9", "C9"), announce_in="C9", origin_key="dues")
    question = "What did we decide in July 2021?"
    titles = [citation.title for citation in (await ask(app, question, member)).citations]
    assert titles == ["A bell for each pontoon", "Dues go up", "Fenders in three colours"]
    outside = await ask(app, question, Viewer.public(team))
    assert [citation.id for citation in outside.citations] == ["HB-62", "HB-61"]
    assert "Dues" not in outside.answer
