"""What sets passages apart: similarity once the directions that all candidates share are taken away.

Everything a search finds is near the question, and mostly for the same reason: the company's own subject. What is left
without that says more of which record is meant.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.services.retrieval.ports import Vector

SHARED = 3
"""Directions taken away."""
PASSAGES_A_DIRECTION = 24
"""Fewer passages than so many for each direction would lose what they say, too."""
SLIGHT = 64
"""At so many passages, half of their mean is taken away: the mean of a few is no background."""
_ROUNDS = 8


def apart(question: Vector, passages: Sequence[Vector]) -> list[NDArray[np.float64]]:
    """For each record's passages (n, dim), their similarity (n,) to the question (dim,) apart from what all share."""
    stacked = np.concatenate(passages).astype(np.float64)
    centre = stacked.mean(axis=0) * len(stacked) / (len(stacked) + SLIGHT)
    rest, asked = stacked - centre, question - centre
    shared = _directions(rest, min(SHARED, len(rest) // PASSAGES_A_DIRECTION))
    rest, asked = rest - rest @ shared @ shared.T, asked - shared @ (shared.T @ asked)
    lengths = np.linalg.norm(rest, axis=1) * np.linalg.norm(asked)
    likeness = rest @ asked / np.where(lengths > 0, lengths, 1.0)
    return np.split(likeness, np.cumsum([len(some) for some in passages])[:-1])


def _directions(rows: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """(dim, count): the first principal directions of the rows, by orthogonal iteration (a whole decomposition
    would cost more than the rest of an answer)."""
    if count < 1:
        return np.zeros((rows.shape[1], 0))
    basis, _ = np.linalg.qr(rows[np.linspace(0, len(rows) - 1, 2 * count).astype(int)].T)
    for _ in range(_ROUNDS):
        basis, _ = np.linalg.qr(rows.T @ (rows @ basis))
    values, turn = np.linalg.eigh(basis.T @ (rows.T @ (rows @ basis)))
    first: NDArray[np.float64] = basis @ turn[:, np.argsort(-values)[:count]]
    return first
