"""What a search by meaning offers, whatever does it."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


class Shelf(NamedTuple):
    """Passages of one kind of owner that one audience may read: where one looks is the permission."""

    owner_kind: str  # decision | message
    audience: str


class Hit(NamedTuple):
    passage_id: int
    similarity: float  # cosine, -1..1


class VectorIndex(Protocol):
    async def search(self, shelf: Shelf, vector: Vector, k: int) -> list[Hit]:
        """The nearest passages of one shelf, best first."""
        ...

    async def add(self, shelf: Shelf, ids: Sequence[int], vectors: Vector) -> None:
        """Takes in passages that SQL already holds. `vectors` is (n, dim)."""
        ...

    def close(self) -> None:
        """Lets go of what only one process may hold."""
        ...

    async def refresh(self) -> int:
        """Brings the index to what SQL says; returns how many entries it had to mend."""
        ...
