"""One contract for every search by meaning: exact, embedded Chroma, and a Chroma server find the same neighbours."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.domain.audience import PUBLIC
from store.index.chroma import ChromaIndex
from store.index.exact import nearest
from store.index.port import Shelf, VectorIndex
from store.passages import DECISION, MESSAGE
from store.unit_of_work import Store
from tests.store.indexes import DIM, OPEN, SECRET, chroma, exact, lay, server, take_out, vector_of

WORDS = [f"word {n}" for n in range(400)]


@pytest.fixture(scope="module")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(tmp_path_factory.mktemp("chroma") / "data") as url:
        yield url


@pytest.fixture
def make_url(sqlite_template: Path, tmp_path: Path) -> object:
    """The index reads SQL through the store alone, so one database is enough here."""

    async def copy() -> str:
        path = tmp_path / "because.db"
        shutil.copy(sqlite_template, path)
        return f"sqlite:///{path}"

    return copy


@pytest.fixture(params=["exact", "embedded", "server"])
async def index(request: pytest.FixtureRequest, store: Store, tmp_path: Path) -> AsyncIterator[VectorIndex]:
    if request.param == "exact":
        yield exact(store)
        return
    if request.param == "embedded":
        found = chroma(store, folder=tmp_path / "index")
    else:
        found = chroma(store, url=request.getfixturevalue("chroma_server"))
    found.open()
    await found.refresh()
    yield found
    found.close()


def healthy(index: VectorIndex) -> bool:
    return not isinstance(index, ChromaIndex) or index.is_healthy


async def test_the_nearest_come_first(store: Store, index: VectorIndex) -> None:
    ids = await lay(store, WORDS)
    await index.refresh()
    everything = np.stack([vector_of(text) for text in WORDS])
    for question in ("word 7", "something else", "a third one"):
        hits = await index.search(OPEN, vector_of(question), 10)
        wanted = nearest(np.array(ids), everything, vector_of(question), 10)
        assert [h.passage_id for h in hits] == [h.passage_id for h in wanted]
        np.testing.assert_allclose([h.similarity for h in hits], [h.similarity for h in wanted], atol=2e-3)
    assert healthy(index)


async def test_asking_for_more_than_there_is(store: Store, index: VectorIndex) -> None:
    assert await index.search(OPEN, vector_of("x"), 5) == []
    ids = await lay(store, ["one", "two"])
    await index.refresh()
    assert {h.passage_id for h in await index.search(OPEN, vector_of("x"), 500)} == set(ids)
    assert await index.search(Shelf(DECISION, PUBLIC), vector_of("x"), 5) == []
    assert healthy(index)


async def test_shelves_are_separate(store: Store, index: VectorIndex) -> None:
    await lay(store, WORDS[:20])
    secret = await lay(store, ["secret"], SECRET)
    await index.refresh()
    assert secret[0] not in {h.passage_id for h in await index.search(OPEN, vector_of("secret"), 100)}
    assert [h.passage_id for h in await index.search(SECRET, vector_of("secret"), 100)] == secret


async def test_what_is_added_is_found_at_once(store: Store, index: VectorIndex) -> None:
    await lay(store, WORDS[:20])
    await index.refresh()
    (new,) = await lay(store, ["brand new"])
    await index.add(OPEN, [new], np.stack([vector_of("brand new")]))
    assert (await index.search(OPEN, vector_of("brand new"), 1))[0].passage_id == new


async def test_the_first_of_a_shelf_is_found_at_once(store: Store, index: VectorIndex) -> None:
    await index.refresh()
    old, new = await lay(store, ["old", "new"], SECRET)
    await index.add(SECRET, [new], np.stack([vector_of("new")]))
    assert (await index.search(SECRET, vector_of("old"), 1))[0].passage_id == old


async def test_an_edit_is_found_and_the_old_words_are_not(store: Store, index: VectorIndex) -> None:
    await lay(store, WORDS[:20])
    await index.refresh()
    await index.search(OPEN, vector_of("word 3"), 3)
    await take_out(store, ["word 3"])
    (new,) = await lay(store, ["edited words"])  # as many passages as before
    await index.add(OPEN, [new], np.stack([vector_of("edited words")]))
    assert (await index.search(OPEN, vector_of("edited words"), 1))[0].passage_id == new
    await index.refresh()
    assert (await index.search(OPEN, vector_of("word 3"), 1))[0].similarity < 0.9


async def test_a_refresh_mends_what_drifted(store: Store, index: VectorIndex) -> None:
    ids = await lay(store, WORDS[:50])
    await index.refresh()
    await take_out(store, WORDS[:10])
    await lay(store, ["came meanwhile"])
    mended = await index.refresh()
    assert mended == (11 if isinstance(index, ChromaIndex) else 0)
    assert await index.refresh() == 0
    hits = await index.search(OPEN, vector_of("came meanwhile"), 100)
    assert len(hits) == 41
    assert not {h.passage_id for h in hits} & set(ids[:10])


async def test_another_audience_moves_the_entry(store: Store, index: VectorIndex) -> None:
    await lay(store, WORDS[:5])
    await index.refresh()
    async with store.write("T1") as uow:
        await uow.passages.set_audience(MESSAGE, ["word 0"], "G1")
        await uow.commit()
    await index.refresh()
    assert len(await index.search(OPEN, vector_of("word 0"), 9)) == 4
    assert len(await index.search(SECRET, vector_of("word 0"), 9)) == 1


def test_the_nearest_of_nothing() -> None:
    nothing = np.zeros((0, 0), dtype=np.float32)
    assert nearest(np.array([], dtype=np.int64), nothing, np.ones(DIM, dtype=np.float32), 3) == []
