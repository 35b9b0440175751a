"""Which records a question names by their id; and how many reads a question takes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.audience import Viewer
from bot.services.answering.library import ViewersLibrary
from bot.services.retrieval.features import _is_named
from bot.services.retrieval.question import read_question
from store.index.exact import ExactIndex
from store.unit_of_work import Store, UnitOfWork
from tests.databases import TEAM, database_url, make_url, postgres, sqlite_template, store
from tests.store.samples import NOW, decision

__all__ = ["database_url", "make_url", "postgres", "sqlite_template", "store"]


@pytest.mark.parametrize(
    ("record_id", "question", "named"),
    [
        ("PEP-0572", "Why did PEP 572 add an operator?", True),
        ("PEP-0572", "why was pep572 accepted", True),
        ("PEP-0572", "why was 572 accepted", False),
        ("PEP-0572", "Why PEP 5720?", False),
        ("adr_12-b", "why ADR-012 B?", True),
        ("D-3", "Why did we decide on 3 seats?", False),
        ("D-3", "why D-3", True),
        ("Ä-3", "why ä 3", True),
        ("K-3", "why \u212a-3", True),  # the sign for kelvin is a k without case
        ("12", "why 12", False),
    ],
)
def test_an_id_is_named_in_any_spelling(record_id: str, question: str, named: bool) -> None:
    assert _is_named(read_question(question, NOW.date()), decision(1, id=record_id)) is named


class Counting(Store):
    """Counts the reads that are opened."""

    reads = 0

    @asynccontextmanager
    async def read(self, team_id: str) -> AsyncIterator[UnitOfWork]:
        self.reads += 1
        async with super().read(team_id) as uow:
            yield uow


async def test_a_library_takes_one_read_where_it_is_told_to(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.decisions.save([decision(1)], changed_by=None, change="imported", at=NOW)
        await uow.commit()
    counting = Counting(store.engine)
    library = ViewersLibrary(counting, ExactIndex(store, TEAM, "m"), "m", Viewer.public(TEAM))
    async with library.one_read():
        assert await library.count() == 1
        assert list(await library.records(["D-1"])) == ["D-1"]
        assert await library.frequencies(["x"]) == {}
    assert counting.reads == 1
    assert await library.count() == len(await library.records(["D-1"])) == 1
    assert counting.reads == 3
