"""What stands for a decision is kept with its vectors, as it was cut out of its record, and goes where that goes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import Decision
from bot.domain.digests import Window
from bot.domain.kinds import DecisionStatus, Surface
from bot.services.decisions.indexed import index_records
from bot.services.forgetting import Forgetting
from bot.services.indexing import Indexing
from bot.services.ingestion import Ingestion
from bot.services.listening import Listening
from bot.services.retrieval.passages import passages_of
from bot.services.synthesis.bearing import Bearing
from bot.services.synthesis.days import Rhythm
from bot.services.synthesis.digest import DigestComposer
from bot.services.synthesis.gists import Gist, gist_of
from bot.services.synthesis.kept_gists import NONE_KEPT, Gists
from bot.services.synthesis.meaning import Meaning
from bot.services.synthesis.records import Records, read_records
from bot.services.synthesis.themes import Themes
from store.index.exact import ExactIndex
from store.passages import DECISION, GIST
from store.unit_of_work import Store
from tests.databases import TEAM, add_channel, database_url, make_url, postgres, sqlite_template, store
from tests.services.workspace import Clock
from tests.store.samples import NOW, decision, fields, message

__all__ = ["database_url", "make_url", "postgres", "sqlite_template", "store"]

MODEL = "m"
EVERYTHING, ANYBODY = Viewer.operator(TEAM), Viewer.public(TEAM)
MEMBER = Viewer.member(TEAM, "U1", frozenset({"G1"}))
TEXT = "# No offline mode\n\n## Decision\n\nWe will not build it.\n\n## Why\n\nToo few asked, because all have it.\n"
HELD = decision(1)
SHELVED = decision(2, text=TEXT, status=DecisionStatus.REJECTED)
WHEN = "Three accounts ask."
ON_ICE = decision(3, status=DecisionStatus.ICEBOXED, revisit_when=WHEN, fields=fields(problem="Ferries"))
RECORDS = (HELD, SHELVED, ON_ICE)


class Counting:
    """An embedder that remembers what it was given."""

    model, dim = MODEL, 8

    def __init__(self) -> None:
        self.given: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.given += texts
        rows = [np.random.default_rng(list(text.encode())).normal(size=self.dim) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self.embed([text])[0]
        return found


def indexing(store: Store, embedder: Counting) -> Indexing:
    return Indexing(store, embedder, ExactIndex(store, TEAM, MODEL))


async def save(store: Store, *records: Decision, indexed: bool = True) -> None:
    async with store.write(TEAM) as uow:
        await uow.decisions.save(records, changed_by=None, change="recorded", at=NOW)
        if indexed:
            await index_records(uow, records)
        await uow.commit()


async def read(store: Store, viewer: Viewer = ANYBODY) -> Records:
    async with store.read(TEAM) as uow:
        return await read_records(uow, viewer, MODEL)


async def test_what_is_kept_is_what_the_record_says(store: Store) -> None:
    await save(store, *RECORDS)
    assert (await read(store)).kept.gists == {}, "nothing is embedded yet"
    embedder = Counting()
    await indexing(store, embedder).work_off(TEAM)
    embedder.given.clear()
    records = await read(store)
    gists = await Gists().of(RECORDS, records.kept)
    assert gists == await Gists().of(RECORDS, NONE_KEPT) == [gist_of(record) for record in RECORDS]
    assert gists[1].reason.startswith("Too few asked")
    assert gists[2] == Gist("Decision 3. We drop CSV", WHEN, "Ferries")
    texts = [gists[0].about, SHELVED.title, gists[2].condition, gists[2].problem]
    found = await Meaning(embedder).of(texts, records.kept.vectors)
    assert embedder.given == []
    np.testing.assert_allclose(found, Counting().embed(texts), atol=1e-3)


async def test_a_gist_is_compared_and_never_found(store: Store) -> None:
    await save(store, *RECORDS)
    await indexing(store, Counting()).work_off(TEAM)
    async with store.read(TEAM) as uow:
        assert set(await uow.passages.shelves(MODEL)) == {(DECISION, PUBLIC)}
        gists = await uow.passages.ids_of_shelf(GIST, PUBLIC, MODEL)
        assert gists
        assert await uow.passages.shelves_of(sorted(gists)) == {}


async def test_a_digest_embeds_nothing_that_is_kept(store: Store) -> None:
    promise = message(1, "I told them we'll ship the offline mode by June.", surface=Surface.SALES, audience=PUBLIC)
    await save(store, *RECORDS)
    await Ingestion(store, Clock()).capture(TEAM, [promise])
    await indexing(store, Counting()).work_off(TEAM)
    embedder = Counting()
    bearing, rhythm = Bearing(Meaning(embedder)), Rhythm(time(8, 30), ZoneInfo("UTC"))
    composer = DigestComposer(store, Themes(store, MODEL, Clock()), bearing, rhythm, ())
    for day in (NOW.date(), NOW.date() + timedelta(days=1)):
        await composer.compose(ANYBODY, day, Window(NOW - timedelta(days=1), NOW))
    assert embedder.given == []


async def test_what_is_searched_is_embedded_first(store: Store) -> None:
    await save(store, HELD)
    await save(store, SHELVED)
    embedder = Counting()
    await indexing(store, embedder).work_off(TEAM)
    searched = {passage.text for record in (HELD, SHELVED) for passage in passages_of(record)}
    assert embedder.given.index(SHELVED.title) > max(at for at, text in enumerate(embedder.given) if text in searched)


async def test_a_change_of_the_record_changes_its_gist(store: Store) -> None:
    embedder = Counting()
    await save(store, SHELVED)
    await indexing(store, embedder).work_off(TEAM)
    await save(store, replace(SHELVED, title="No work at sea", version=2))
    gone = await read(store)
    assert gone.kept.of(SHELVED) is None
    assert (await Gists().of(gone.decisions, gone.kept))[0].about == "No work at sea. We will not build it."
    await indexing(store, embedder).work_off(TEAM)
    kept = (await read(store)).kept.of(SHELVED)
    assert kept is not None
    assert kept.about.startswith("No work at sea")


async def test_a_decision_that_is_shelved_later_is_read_again(store: Store) -> None:
    await save(store, HELD)
    await indexing(store, Counting()).work_off(TEAM)
    shelved = replace(HELD, status=DecisionStatus.ICEBOXED, version=2)
    kept = (await read(store)).kept
    assert (kept.of(HELD) is not None, kept.of(shelved)) == (True, None)
    assert (await Gists().of([shelved], kept))[0].reason.startswith("Because the queue")


async def test_records_of_an_older_version_get_theirs(store: Store) -> None:
    await save(store, *RECORDS, indexed=False)
    await indexing(store, Counting()).work_off(TEAM)
    kept = (await read(store)).kept
    assert [kept.of(record) for record in RECORDS] == [gist_of(record) for record in RECORDS]
    async with store.read(TEAM) as uow:
        assert await uow.passages.decisions_without_gist(9) == ()


async def test_a_gist_goes_where_its_record_goes(store: Store) -> None:
    await add_channel(store, "G1")
    secret = replace(SHELVED, source_channel_id="G1")
    await save(store, secret)
    await indexing(store, Counting()).work_off(TEAM)
    assert (await read(store)).kept.of(secret) is not None
    async with store.read(TEAM) as uow:
        channel = await uow.workspaces.channel("G1")
    assert channel is not None
    await Listening(store, Clock()).note_channel(TEAM, replace(channel, is_private=True))
    assert (await read(store)).kept == NONE_KEPT
    assert (await read(store, MEMBER)).kept.of(secret) is not None
    await Forgetting(store, Clock()).channel(TEAM, "G1")
    assert (await read(store, EVERYTHING)).kept == NONE_KEPT
    async with store.read(TEAM) as uow:
        assert await uow.passages.known_vectors([], MODEL) == {}
        assert await uow.passages.count_pending("another") == 0
