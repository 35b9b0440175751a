"""A graph of messages: exact nearest neighbours, tied as strongly as they share neighbours, cut by Leiden."""

from typing import TYPE_CHECKING

import graspologic_native
import numpy as np
from numpy.typing import NDArray

from bot.services.theming.features import Matrix

if TYPE_CHECKING:
    from scipy import sparse

_BLOCK = 1024  # rows of similarities at a time: bounds memory at _BLOCK * n floats

Indices = NDArray[np.int64]


def nearest(space: Matrix, count: int) -> tuple[Indices, Matrix]:
    """The `count` nearest others of each row, best first: (n, count) row numbers and their cosines."""
    total = len(space)
    count = min(count, total - 1)
    rows = np.empty((total, count), dtype=np.int64)
    cosines = np.empty((total, count), dtype=np.float32)
    for start in range(0, total, _BLOCK):
        block = space[start : start + _BLOCK] @ space.T
        end = start + len(block)
        block[np.arange(len(block)), np.arange(start, end)] = -2.0
        found = np.sort(np.argpartition(-block, count - 1, axis=1)[:, :count], axis=1)
        values = np.take_along_axis(block, found, axis=1)
        by_value = np.argsort(-values, axis=1, kind="stable")
        rows[start:end] = np.take_along_axis(found, by_value, axis=1)
        cosines[start:end] = np.take_along_axis(values, by_value, axis=1)
    return rows, cosines


def shared_neighbours(rows: Indices, keep: NDArray[np.bool_]) -> "sparse.coo_array":
    """Ties (upper triangle) between all that share neighbours, weighed by the Jaccard overlap of their neighbourhoods.

    `keep` marks the neighbours that are near enough to count; each message belongs to its own neighbourhood.
    """
    from scipy import sparse  # a tenth of a second to import: only where themes are made

    total, count = rows.shape
    sources = np.repeat(np.arange(total), count)[keep.ravel()]
    targets = rows.ravel()[keep.ravel()]
    ones = np.ones(len(sources), dtype=np.float32)
    near = sparse.csr_array((ones, (sources, targets)), shape=(total, total))
    with_self = (near + sparse.identity(total, dtype=np.float32, format="csr")).tocsr()
    shared = (with_self @ with_self.T).tocoo()
    upper = shared.row < shared.col
    row, col, both = shared.row[upper], shared.col[upper], shared.data[upper]
    sizes = np.diff(with_self.indptr)
    overlap = both / (sizes[row] + sizes[col] - both)
    order = np.lexsort((col, row))
    return sparse.coo_array((overlap[order], (row[order], col[order])), shape=(total, total))


def remembering(ties: "sparse.coo_array", start: Indices, loyalty: float) -> "sparse.coo_array":
    """The ties with those inside a group of before strengthened by the share `loyalty`."""
    together = start[ties.row] == start[ties.col]
    return type(ties)((ties.data * (1 + loyalty * together), (ties.row, ties.col)), shape=ties.shape)


def communities(
    ties: "sparse.coo_array", *, resolution: float, seed: int, start: Indices | None = None, iterations: int = 2
) -> Indices:
    """The community of each node, numbered by first appearance; a node without ties is one of its own.

    start: the community of each node to begin with, so that a small change of the graph changes little.
    """
    total = ties.shape[0]
    found = np.full(total, -1, dtype=np.int64)
    if ties.nnz:
        rows, cols = ties.row.tolist(), ties.col.tolist()
        edges = [(str(a), str(b), float(w)) for a, b, w in zip(rows, cols, ties.data.tolist(), strict=True)]
        begin = None
        if start is not None:
            tied = np.union1d(ties.row, ties.col)
            _, numbers = np.unique(start[tied], return_inverse=True)
            begin = {str(node): int(number) for node, number in zip(tied.tolist(), numbers.tolist(), strict=True)}
        _, partition = graspologic_native.leiden(
            edges, starting_communities=begin, resolution=resolution, seed=seed, iterations=iterations
        )
        for node, community in partition.items():
            found[int(node)] = community
    alone = found < 0
    found[alone] = found.max() + 1 + np.arange(int(alone.sum()))
    _, first, inverse = np.unique(found, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[inverse], dtype=np.int64)
