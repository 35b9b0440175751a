"""Themes from one day to the next: what is new is held against what there is, and nothing else is looked at again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest

from bot.domain.audience import Viewer
from bot.domain.kinds import SignalKind
from bot.services.synthesis import assigning
from bot.services.synthesis.themes import Themes
from bot.services.theming.grouping import Grouping
from store.passages import MESSAGE, NewPassage, Vectors, text_hash
from store.unit_of_work import Store
from tests.databases import TEAM, database_url, make_url, postgres, sqlite_template, store
from tests.store.samples import NOW, message

__all__ = ["database_url", "make_url", "postgres", "sqlite_template", "store"]

MODEL = "m"
PUBLIC = Viewer.public(TEAM)


def _towards(axis: int, seed: int) -> Vectors:
    """(64,) unit, near one axis."""
    vector = np.random.default_rng(seed).normal(0, 0.02, 64).astype(np.float32)
    vector[axis] += 1
    unit: Vectors = vector / np.linalg.norm(vector)
    return unit


async def _said(store: Store, axes: Sequence[int], at: datetime) -> list[str]:
    """Signals of different authors, one near each axis; returns their ids."""
    said = [
        message(
            n,
            f"words {axis} {n} {at}",
            channel="C1",
            audience="public",
            author_id=f"U{n}",
            at=at + timedelta(seconds=n),
        )
        for n, axis in enumerate(axes)
    ]
    async with store.write(TEAM) as uow:
        await uow.messages.save(said, at)
        await uow.passages.replace(MESSAGE, [], [NewPassage(MESSAGE, m.id, "public", m.text, 0, 9) for m in said])
        waiting = await uow.passages.pending(MODEL, 999)
        vectors = {text_hash(m.text): _towards(axis, n) for n, (m, axis) in enumerate(zip(said, axes, strict=True))}
        await uow.passages.keep_vectors(vectors, MODEL)
        await uow.passages.mark_embedded([p.id for p in waiting], MODEL)
        await uow.signals.set_by_classifier([(m.id, SignalKind.REQUEST, 1.0) for m in said], at)
        await uow.commit()
    return [m.id for m in said]


async def test_only_what_is_new_and_what_is_near_it_is_grouped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    grouped: list[frozenset[str]] = []

    def counting(ids: Sequence[str], *rest: object, **more: object) -> Grouping:
        grouped.append(frozenset(ids))
        return group(ids, *rest, **more)  # type: ignore[arg-type]

    group = assigning.group
    monkeypatch.setattr(assigning, "group", counting)
    clock = [NOW]
    themes = Themes(store, MODEL, lambda: clock[0])

    first = await _said(store, [0] * 8 + list(range(1, 31)), NOW - timedelta(hours=1))
    material = await themes.update(PUBLIC)
    assert material is not None
    assert grouped == [frozenset(first)]
    alone = [i for i in first if i not in material.assignment]
    assert len(alone) == 30  # far more than would call for a regrouping, were they new every day

    clock[0] += timedelta(days=1)
    second = await _said(store, [0, 7, 7], clock[0] - timedelta(hours=1))
    material = await themes.update(PUBLIC)
    assert material is not None
    like_the_new = alone[6]
    assert grouped[1:] == [frozenset({*second[1:], like_the_new})]
    assert material.assignment[second[0]] == material.assignment[first[0]]
    assert len({material.assignment[i] for i in (*second[1:], like_the_new)}) == 1

    clock[0] += timedelta(days=1)
    assert await themes.update(PUBLIC) is not None
    assert len(grouped) == 2
    clock[0] += timedelta(days=7)
    await themes.update(PUBLIC)
    assert grouped[2:] == [frozenset({*first, *second})]
