"""Exact search over SQL's own vectors: the fallback, the yardstick, and the way of every process but the owner."""

import time
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from store.index.port import Hit, Shelf, Vector
from store.unit_of_work import Store

STALE_AFTER_S = 5.0
"""How long a loaded shelf is believed before SQL is asked whether it has changed."""


class ExactIndex:
    def __init__(self, store: Store, team_id: str, model: str) -> None:
        self._store, self._team_id, self._model = store, team_id, model
        self._shelves: dict[Shelf, tuple[NDArray[np.int64], Vector]] = {}
        self._marks: dict[tuple[str, str], tuple[int, int]] = {}
        self._asked_at = -STALE_AFTER_S

    async def search(self, shelf: Shelf, vector: Vector, k: int) -> list[Hit]:
        ids, vectors = await self._load(shelf)
        return nearest(ids, vectors, vector, k)

    async def search_among(self, shelf: Shelf, vector: Vector, k: int, among: Collection[int]) -> list[Hit]:
        """As `search`, over these passages alone (what a guest's channels hold)."""
        ids, vectors = await self._load(shelf)
        mask = np.isin(ids, np.fromiter(among, dtype=np.int64, count=len(among)))
        return nearest(ids[mask], vectors[mask], vector, k)

    async def add(self, shelf: Shelf, ids: Sequence[int], vectors: Vector) -> None:
        self._asked_at = -STALE_AFTER_S

    def close(self) -> None:
        self._shelves.clear()

    async def refresh(self) -> int:
        self._asked_at = -STALE_AFTER_S
        return 0

    async def _load(self, shelf: Shelf) -> tuple[NDArray[np.int64], Vector]:
        if time.monotonic() - self._asked_at >= STALE_AFTER_S:
            async with self._store.read(self._team_id) as uow:
                marks = await uow.passages.shelves(self._model)
            changed = {s for s in self._shelves if marks.get(s) != self._marks.get(s)}
            for stale in changed:
                del self._shelves[stale]
            self._marks, self._asked_at = marks, time.monotonic()
        if shelf not in self._shelves:
            async with self._store.read(self._team_id) as uow:
                self._shelves[shelf] = await uow.passages.vectors_of_shelf(*shelf, self._model)
        return self._shelves[shelf]


def nearest(ids: NDArray[np.int64], vectors: Vector, vector: Vector, k: int) -> list[Hit]:
    """The `k` largest dot products, best first, ties by id."""
    if not len(ids):
        return []
    scores = vectors @ vector
    k = min(k, len(ids))
    top = np.argpartition(-scores, k - 1)[:k]
    order = top[np.lexsort((ids[top], -scores[top]))]
    return [Hit(int(ids[i]), float(scores[i])) for i in order]
