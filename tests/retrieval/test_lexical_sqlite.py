"""The index by words on a real SQLite: found, replaced, erased, and never across an audience."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.audience import Viewer
from store.database import open_database
from store.lexical import MessageTerms, RecordTerms
from store.lexical_sqlite import CREATE, LexicalSqlite

EVERYBODY = Viewer.public("T1")


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[LexicalSqlite]:
    engine = open_database(f"sqlite:///{tmp_path / 'words.db'}")
    async with engine.connect() as conn:
        for statement in CREATE:
            await conn.exec_driver_sql(statement)
        yield LexicalSqlite(conn, "T1")
    await engine.dispose()


def record(owner: str, title: str, body: str, audience: str = "public", channel: str | None = None) -> RecordTerms:
    return RecordTerms(owner, audience, channel, title, body, body)


async def test_records_are_found_by_any_term_and_the_title_counts_most(index: LexicalSqlite) -> None:
    await index.put_records([record("a", "quota", "limit"), record("b", "berth", "quota limit"), record("c", "x", "y")])
    found = await index.records(["quota", "limit"], EVERYBODY, 10)
    assert [m.owner_id for m in found] == ["a", "b"]
    assert found[0].title > 0 == found[1].title
    assert found[1].reasons > 0
    assert await index.records([], EVERYBODY, 10) == []


async def test_putting_again_replaces_and_removing_erases(index: LexicalSqlite) -> None:
    await index.put_records([record("a", "quota", "limit")])
    await index.put_records([record("a", "berth", "limit"), record("b", "quota", "z")])
    assert [m.owner_id for m in await index.records(["quota"], EVERYBODY, 10)] == ["b"]
    await index.remove("decision", ["b", "never there"])
    await index.erase_remnants()
    assert await index.records(["quota"], EVERYBODY, 10) == []
    assert await index.record_frequencies(["quota", "berth", "limit"]) == {"berth": 1, "limit": 1}


async def test_nobody_finds_what_another_audience_holds(index: LexicalSqlite) -> None:
    await index.put_records(
        [record("p", "quota", "x"), record("s", "quota", "x", "C9", "C9"), record("d", "quota", "x", "public", "C1")]
    )
    await index.put_messages([MessageTerms("m", "C9", "C9", "quota")])
    other = LexicalSqlite(index.conn, "T2")

    async def seen(viewer: Viewer) -> set[str]:
        return {m.owner_id for m in await index.records(["quota"], viewer, 10)}

    assert await seen(EVERYBODY) == {"p", "d"}
    assert await seen(Viewer.member("T1", "U1", frozenset({"C9"}))) == {"p", "s", "d"}
    assert await seen(Viewer.guest("T1", "U2", frozenset({"C1"}))) == {"d"}
    assert await seen(Viewer.nobody("T1")) == set()
    assert await seen(Viewer.operator("T1")) == {"p", "s", "d"}
    assert await other.records(["quota"], Viewer.operator("T2"), 10) == []
    assert await index.messages(["quota"], EVERYBODY, 10) == []
    assert len(await index.messages(["quota"], Viewer.member("T1", "U1", frozenset({"C9"})), 10)) == 1


async def test_terms_are_never_read_as_operators(index: LexicalSqlite) -> None:
    await index.put_records([record("a", "quota", "x")])
    for odd in ('"', "NEAR(", "quota*", "title:", "OR", "-", "a AND b", "^"):
        assert isinstance(await index.records([odd], EVERYBODY, 10), list)


async def test_which_records_hold_a_term(index: LexicalSqlite) -> None:
    await index.put_records([record("a", "quota", "limit"), record("b", "berth", "limit")])
    held = await index.holding(["quota", "limit", "nothing"], ["a", "b"])
    assert held == {"quota": frozenset({"a"}), "limit": frozenset({"a", "b"}), "nothing": frozenset()}
    assert [term for term, _ in await index.terms_like("lim")] == ["limit"]


async def test_what_most_messages_hold_is_looked_for_last(index: LexicalSqlite) -> None:
    everywhere = [MessageTerms(f"m{n}", "public", None, "berth " + "other " * n) for n in range(8)]
    await index.put_messages([*everywhere, MessageTerms("a", "public", None, "berth price price"),
                              MessageTerms("b", "public", None, "berth price and more words")])  # fmt: skip
    both = await index.messages(["price", "berth"], EVERYBODY, 2)
    assert [m.owner_id for m in both] == ["a", "b"]
    assert both == await index.messages(["price"], EVERYBODY, 2)
    more = await index.messages(["price", "berth"], EVERYBODY, 4)
    assert [m.owner_id for m in more[:2]] == ["a", "b"]
    assert len(more) == 4, "where too few hold the telling term, the others are found as before"
    assert len(await index.messages(["berth"], EVERYBODY, 4)) == 4
