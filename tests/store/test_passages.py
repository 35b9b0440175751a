"""Passages and their vectors, on both databases."""

from datetime import timedelta

import numpy as np

from bot.domain.audience import PUBLIC, Viewer
from store.passages import DECISION, MESSAGE, NewPassage, text_hash
from store.unit_of_work import Store
from tests.databases import TEAM
from tests.store.samples import NOW, decision, message

MODEL = "test-model"
EVERYTHING = Viewer.operator(TEAM)


def vector(seed: int) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=8).astype(np.float32)
    return found / np.linalg.norm(found)


def passage(owner: str, text: str, audience: str = PUBLIC, kind: str = MESSAGE, whole: bool = False) -> NewPassage:
    return NewPassage(kind, owner, audience, text, 0, len(text), is_owners_text=whole)


async def embed(store: Store, model: str = MODEL) -> dict[str, int]:
    """Embeds what waits; returns text to passage id."""
    async with store.write(TEAM) as uow:
        waiting = await uow.passages.pending(model, 1000)
        vectors = {p.text_hash: vector(int(p.text_hash[:6], 16)) for p in waiting}
        await uow.passages.keep_vectors(vectors, model)
        await uow.passages.mark_embedded([p.id for p in waiting], model)
        await uow.commit()
    return {p.text: p.id for p in waiting}


async def test_what_waits_is_embedded_once(store: Store) -> None:
    said = message(text="whole text of the message")
    async with store.write(TEAM) as uow:
        await uow.messages.save([said], NOW)
        await uow.passages.replace(MESSAGE, [], [passage(said.id, said.text, whole=True), passage("m2", "own words")])
        await uow.commit()
    ids = await embed(store)
    assert list(ids) == [said.text, "own words"]
    async with store.read(TEAM) as uow:
        assert await uow.passages.count_pending(MODEL) == 0
        assert await uow.passages.count_pending("other-model") == 2
        known = await uow.passages.known_vectors([text_hash("own words"), "no"], MODEL)
        assert list(known) == [text_hash("own words")]
        shelf_ids, vectors = await uow.passages.vectors_of_shelf(MESSAGE, PUBLIC, MODEL)
        assert shelf_ids.tolist() == sorted(ids.values())
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)
        assert await uow.passages.ids_of_shelf(MESSAGE, PUBLIC, MODEL) == set(ids.values())
        assert await uow.passages.shelves(MODEL) == {(MESSAGE, PUBLIC): (2, sum(ids.values()))}
        assert set(await uow.passages.vectors_of_messages([said.id, "m2", "m3"], MODEL)) == {said.id, "m2"}


async def test_a_vector_goes_with_the_last_one_who_says_so(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.passages.replace(MESSAGE, [], [passage("a", "same"), passage("b", "same")])
        await uow.commit()
    await embed(store)
    for gone, left in ((["a"], 1), (["b"], 0)):
        async with store.write(TEAM) as uow:
            await uow.passages.remove(MESSAGE, gone)
            assert len(await uow.passages.known_vectors([text_hash("same")], MODEL)) == left
            await uow.commit()


async def test_replacing_keeps_the_vectors_of_texts_that_stay(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.passages.replace(DECISION, [], [passage("d", t, kind=DECISION) for t in ("one", "two")])
        await uow.commit()
    before = await embed(store)
    async with store.write(TEAM) as uow:
        await uow.passages.replace(DECISION, ["d"], [passage("d", t, kind=DECISION) for t in ("two", "three")])
        known = await uow.passages.known_vectors(map(text_hash, ("one", "two", "three")), MODEL)
        assert list(known) == [text_hash("two")]
        (_, two), (_, three) = [(p.text, p.id) for p in await uow.passages.pending(MODEL, 9)]
        assert min(two, three) > max(before.values()), "ids are never used twice"


async def test_the_viewer_has_the_last_word(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.messages.save([message(1), message(2, channel="G1", audience="G1")], NOW)
        await uow.decisions.save([decision(1, source_channel_id="C2")], changed_by=None, change="imported", at=NOW)
        public, private = (m.id for m in await uow.messages.between(NOW - timedelta(days=1), NOW, EVERYTHING))
        await uow.passages.replace(MESSAGE, [], [passage(public, "p"), passage(private, "s", "G1")])
        await uow.passages.replace(DECISION, [], [passage("D-1", "d", kind=DECISION)])
        await uow.commit()
    ids = list((await embed(store)).values())
    seen = {
        Viewer.public(TEAM): {public, "D-1"},
        Viewer.member(TEAM, "U1", frozenset({"G1"})): {public, private, "D-1"},
        Viewer.guest(TEAM, "U1", frozenset({"C2"})): {"D-1"},
        Viewer.guest(TEAM, "U1", frozenset({"G1"})): {private},
        Viewer.nobody(TEAM): set(),
        EVERYTHING: {public, private, "D-1"},
    }
    async with store.read(TEAM) as uow:
        for viewer, owners in seen.items():
            assert set((await uow.passages.visible_owners(ids, viewer)).values()) == owners


async def test_another_audience_is_another_shelf(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.passages.replace(MESSAGE, [], [passage("a", "x"), passage("b", "y")])
        await uow.commit()
    ids = await embed(store)
    async with store.write(TEAM) as uow:
        await uow.passages.set_audience(MESSAGE, ["a"], "G1")
        assert await uow.passages.shelves_of(list(ids.values())) == {
            (MESSAGE, "G1"): [ids["x"]],
            (MESSAGE, PUBLIC): [ids["y"]],
        }
        assert await uow.passages.hashes_held([ids["x"]]) == {text_hash("x")}
