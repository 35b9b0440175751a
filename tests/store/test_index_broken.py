"""The index may break in every way that Chroma has been seen to break: answers go on, and it mends itself."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from store.index.chroma import ChromaIndex, OwnedElsewhere
from store.index.port import Hit
from store.unit_of_work import Store
from tests.store.indexes import CANARY, OPEN, SECRET, chroma, exact, free_port, lay, server, vector_of

WORDS = [f"word {n}" for n in range(60)]


@pytest.fixture
def make_url(sqlite_template: Path, tmp_path: Path) -> object:
    async def copy() -> str:
        path = tmp_path / "because.db"
        shutil.copy(sqlite_template, path)
        return f"sqlite:///{path}"

    return copy


async def opened(store: Store, folder: Path) -> ChromaIndex:
    index = chroma(store, folder=folder)
    index.open()
    return index


async def assert_answers(index: ChromaIndex, ids: list[int]) -> None:
    for n in (0, 17, 59):
        hits = await index.search(OPEN, vector_of(f"word {n}"), 3)
        assert hits[0].passage_id == ids[n]


def shared_data() -> Path:
    here = os.environ.get("BECAUSE_SHARED_DATA")
    return Path(here) if here else Path(__file__).parents[2].parent / "shared" / "data"


async def test_a_store_that_a_kill_broke_is_rebuilt(store: Store, tmp_path: Path) -> None:
    broken = shared_data() / "hostile" / "chroma_broken_1.5.9"
    if not broken.exists():
        pytest.skip(f"no broken Chroma store at {broken} (set BECAUSE_SHARED_DATA)")
    folder = tmp_path / "index"
    shutil.copytree(broken, folder, copy_function=shutil.copyfile)
    for place, _, _ in os.walk(folder):
        os.chmod(place, 0o755)
    ids = await lay(store, WORDS)
    index = chroma(store, folder=folder)
    name = index._calls._name(OPEN)
    with sqlite3.connect(folder / "chroma.sqlite3") as found:
        found.execute("UPDATE collections SET name = ?", (name,))
    index.open()
    await assert_answers(index, ids)  # exact meanwhile
    assert not index.is_healthy
    assert await index.refresh() == len(WORDS)
    assert index.is_healthy
    await assert_answers(index, ids)
    index.close()


@pytest.mark.parametrize("damage", ["garbage", "empty file", "folder gone", "vectors cut short"])
async def test_a_damaged_folder_is_rebuilt(store: Store, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "index"
    ids = await lay(store, WORDS)
    index = await opened(store, folder)
    await index.refresh()
    index.close()
    if damage == "folder gone":
        shutil.rmtree(folder)
    elif damage == "vectors cut short":
        for part in folder.rglob("*.bin"):
            part.write_bytes(part.read_bytes()[: part.stat().st_size // 2])
    else:
        (folder / "chroma.sqlite3").write_bytes(b"no database at all" * 500 if damage == "garbage" else b"")
    index = await opened(store, folder)
    await assert_answers(index, ids)
    await index.refresh()
    assert index.is_healthy
    await assert_answers(index, ids)
    index.close()


async def test_entries_deleted_behind_its_back_come_back(store: Store, tmp_path: Path) -> None:
    ids = await lay(store, WORDS)
    index = await opened(store, tmp_path / "index")
    await index.refresh()
    index._calls.delete(OPEN, ids[:30])
    index._calls.add(OPEN, [10_000_001], np.stack([vector_of("stray")]))
    assert await index.drift() == 31
    assert await index.refresh() == 31
    assert await index.drift() == 0
    await assert_answers(index, ids)
    index.close()


async def test_entries_that_are_there_but_never_found_are_laid_anew(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await lay(store, WORDS)
    index = await opened(store, tmp_path / "index")
    await index.refresh()
    wrong = np.stack([vector_of("all the same") for _ in ids])
    index._calls.add(OPEN, ids, wrong)  # every id is there, none is where it belongs
    assert await index.refresh() == len(WORDS)
    await assert_answers(index, ids)
    index.close()


async def test_a_failing_search_is_answered_exactly(store: Store, tmp_path: Path) -> None:
    ids = await lay(store, WORDS)
    index = await opened(store, tmp_path / "index")
    await index.refresh()
    index._calls.close()
    await assert_answers(index, ids)
    assert not index.is_healthy
    (new,) = await lay(store, ["new while broken"])
    await index.add(OPEN, [new], np.stack([vector_of("new while broken")]))
    assert (await index.search(OPEN, vector_of("new while broken"), 1))[0].passage_id == new
    await index.refresh()
    assert index.is_healthy
    index.close()


async def test_a_search_that_hangs_is_answered_exactly(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    ids = await lay(store, WORDS)
    index = await opened(store, tmp_path / "index")
    await index.refresh()
    monkeypatch.setattr("store.index.chroma.SEARCH_TIMEOUT_S", 0.05)

    def hang(*_: object) -> list[Hit]:
        time.sleep(0.3)
        return []

    monkeypatch.setattr(index._calls, "query", hang)
    await assert_answers(index, ids)
    index.close()


async def test_a_server_that_goes_and_comes_back(store: Store, tmp_path: Path) -> None:
    ids = await lay(store, WORDS)
    port = free_port()
    index = chroma(store, url=f"http://127.0.0.1:{port}")
    index.open()  # nobody there yet
    await assert_answers(index, ids)
    assert await index.refresh() == 0
    with server(tmp_path / "data", port):
        assert await index.refresh() == len(WORDS)
        assert index.is_healthy
        await assert_answers(index, ids)
    await assert_answers(index, ids)
    assert not index.is_healthy
    index.close()


async def test_one_process_owns_the_embedded_index(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    ids = await lay(store, WORDS)
    index = await opened(store, folder)
    await index.refresh()
    with pytest.raises(OwnedElsewhere):
        chroma(store, folder=folder).open()
    code = (
        "import sys; from pathlib import Path\n"
        "from store.index.chroma import ChromaIndex, OwnedElsewhere\n"
        "index = ChromaIndex(None, 'T1', 'm', None, folder=Path(sys.argv[1]), url=None)\n"
        "try:\n    index.open()\nexcept OwnedElsewhere:\n    print('elsewhere')\n"
    )
    run = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, timeout=60
    )
    assert run.stdout.strip() == "elsewhere", run.stderr
    hits = await exact(store).search(OPEN, vector_of("word 3"), 1)  # what the other process does
    assert hits[0].passage_id == ids[3]
    index.close()
    again = await opened(store, folder)
    again.close()


async def test_many_private_shelves_are_searched_exactly(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.index.chroma.MOST_PRIVATE_SHELVES", 2)
    shelves = [SECRET._replace(audience=f"G{n}") for n in range(4)]
    ids = [(await lay(store, [f"secret {n}"], shelf))[0] for n, shelf in enumerate(shelves)]
    await lay(store, WORDS)
    index = await opened(store, tmp_path / "index")
    await index.refresh()
    (more,) = await lay(store, ["another secret"], shelves[0])
    await index.add(shelves[0], [more], np.stack([vector_of("another secret")]))
    assert {h.passage_id for h in await index.search(shelves[0], vector_of("x"), 9)} == {ids[0], more}
    assert len(index._calls._connected().list_collections()) == 1
    index.close()


async def test_no_text_is_in_the_files(store: Store, tmp_path: Path) -> None:
    await lay(store, [f"{CANARY} {n}" for n in range(50)])
    folder = tmp_path / "index"
    index = await opened(store, folder)
    await index.refresh()
    index.close()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]
