"""What a question says of time, people and place narrows the search; where nothing fits, the answer says so."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.domain.answers import Answer
from bot.domain.kinds import DecisionStatus
from bot.embeddings.minilm import MiniLM
from bot.evaluation.library import CompanyLibrary, open_library
from bot.services.answering.extractive import extract
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import find_records
from bot.services.retrieval.weights import learned
from handlers.blocks.answer import private_answer
from tests.embeddings.conftest import minilm  # noqa: F401
from tests.retrieval.company import RECORDS, record

TODAY = date(2026, 11, 20)
MARA, BEN = "U0MARA", "U0BEN"
SEATS = record(
    21,
    "No price for each person who logs in",
    DecisionStatus.REJECTED,
    "2023-05-06",
    "## Decision\n\nSeats are not what we charge for.\n\n## Rationale\n\nPartners resell us at a price by harbour.\n",
)
OF = {
    "HB-1": {"decided_by": (MARA,), "source_channel_id": "C0PRICES"},
    "HB-21": {"decided_by": ("Ben Okri",), "source_channel_id": "C0SALES", "tags": ("partners",)},
    "HB-4": {"decided_by": (MARA, "Platform team")},
}


class Peopled(CompanyLibrary):
    model: MiniLM

    async def people_called(self, name: str) -> Mapping[str, str]:
        known = {MARA: "Mara Lind", BEN: "Ben Okri", "U0JO": "Jo Park"}
        return {i: whole for i, whole in known.items() if name in (whole.lower(), whole.lower().split()[0])}

    async def channels_named(self, name: str) -> frozenset[str]:
        return frozenset({"prices": {"C0PRICES"}, "sales": {"C0SALES"}, "quay": {"C0QUAY"}}.get(name, ()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("narrowing")


@pytest.fixture
async def library(minilm: MiniLM, folder: Path) -> AsyncIterator[Peopled]:  # noqa: F811
    records = [replace(r, **OF.get(r.id, {})) for r in (*RECORDS, SEATS)]  # type: ignore[arg-type]
    async with open_library(records, minilm, folder, "peopled") as opened:
        opened.__class__ = Peopled
        assert isinstance(opened, Peopled)
        opened.model = minilm
        yield opened


async def ask(library: Peopled, question: str) -> Answer:
    vectors = library.model.embed(read_question(question, TODAY).forms)
    found = await find_records(library, question, vectors, TODAY, learned())
    return await extract(library, found, "a1", vectors, library.model.embed)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("why don't we charge for each person who logs in? decided in 2023", "HB-21"),
        ("why did we stop charging for each person who logs in, in March 2025?", "HB-1"),
        ("why did Mara drop the price for each person who logs in?", "HB-1"),
        ("why did Ben reject a price for each person who logs in?", "HB-21"),
        ("why was a price for each person who logs in rejected by Ben Okri?", "HB-21"),
        ("what was Mara's reason against a price for each person who logs in?", "HB-1"),
        ("why no price for each person who logs in? it was in #sales", "HB-21"),
        ("why no price for each person who logs in? it was in #prices", "HB-1"),
        ("why did the platform team postpone offline mode for the quay app?", "HB-4"),
        ("why is there no price per person since 2025?", "HB-1"),
        ("why was a price per person turned down before 2024?", "HB-21"),
    ],
)
async def test_time_people_team_and_channel_choose_between_records(library: Peopled, question: str, right: str) -> None:
    answer = await ask(library, question)
    assert answer.decision is not None
    assert answer.decision.id == right
    assert answer.narrowed == ""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "why was offline mode for the quay app put off in March?",
            "Found no record of March 2026 on this. The nearest is of 12 September 2025:",
        ),
        (
            "why was offline mode for the quay app put off last year in #sales?",
            "Found no record of 2025 from #sales on this. The nearest was not recorded there:",
        ),
        (
            "why did Jo postpone offline mode for the quay app?",
            "Found no record by Jo Park on this. The nearest was decided by others:",
        ),
        (
            "why did the quay team postpone offline mode for the quay app?",
            "Found no record of the quay team on this. The nearest is not known as theirs:",
        ),
        (
            "why was offline mode for the quay app postponed by Jo Park before 2020?",
            "Found no record from before 2020 by Jo Park on this. "
            "The nearest is of 12 September 2025 and was decided by others:",
        ),
    ],
)
async def test_where_nothing_fits_the_person_is_told_what_the_nearest_is(
    library: Peopled, question: str, told: str
) -> None:
    answer = await ask(library, question)
    assert answer.decision is not None
    assert answer.decision.id == "HB-4"
    assert answer.narrowed == told
    assert answer.answer.startswith(f"{told} Syncing changes")
    seen = private_answer(answer)
    assert told in str(seen.blocks[0])
    assert seen.text.startswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "why did we postpone offline mode for the quay app?",
        "a harbour asked again last week. why was offline mode for the quay app put off?",
        "why did Zed postpone offline mode for the quay app?",
        "why did the rowing team postpone offline mode for the quay app?",
        "why is offline mode for the quay app not built?",
    ],
)
async def test_what_says_nothing_of_the_record_narrows_nothing(library: Peopled, question: str) -> None:
    answer = await ask(library, question)
    assert answer.decision is not None
    assert (answer.decision.id, answer.narrowed) == ("HB-4", "")


async def test_a_record_of_the_time_is_not_taken_for_one_of_the_matter(library: Peopled) -> None:
    answer = await ask(library, "why did Mara choose Stripe over Adyen for card payments in March 2025?")
    assert not answer.answered
    assert answer.decision is None
