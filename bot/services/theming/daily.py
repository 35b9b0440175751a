"""Between two full groupings: new messages join the theme they are nearest to, or wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.services.theming.features import Matrix, normalised

_NEAREST = 5  # members of a theme that a new message is held against
_JOIN = 0.60  # mean cosine to them from which it joins


@dataclass(frozen=True)
class ThemeVectors:
    """The members of one theme as (m, d) float32 rows of length 1."""

    theme_id: str
    vectors: Matrix


@dataclass(frozen=True)
class Joined:
    """`assignment`: message id to theme id; `pending`: messages near no theme, for the next full grouping."""

    assignment: Mapping[str, str]
    pending: tuple[str, ...]


def join_nearest(
    ids: Sequence[str],
    vectors: Matrix,
    themes: Sequence[ThemeVectors],
    barred: frozenset[tuple[str, str]] = frozenset(),
    at_least: float = _JOIN,
) -> Joined:
    """Let each new message join the theme whose nearest members it is most like.

    The measure is the mean cosine to a theme's five nearest members (to all of them where there are fewer).
    barred: pairs (message id, theme id) that a person ruled out.
    """
    ordered = sorted(range(len(ids)), key=lambda i: ids[i])
    if not ordered or not themes:
        return Joined({}, tuple(sorted(ids)))
    known = sorted(themes, key=lambda theme: theme.theme_id)
    scores = np.stack([_likeness(vectors, theme.vectors) for theme in known], axis=1)
    assignment: dict[str, str] = {}
    pending: list[str] = []
    for row in ordered:
        allowed = [(scores[row, n], known[n].theme_id) for n in np.argsort(-scores[row], kind="stable")]
        best = next(((s, t) for s, t in allowed if (ids[row], t) not in barred), None)
        if best is not None and best[0] >= at_least:
            assignment[ids[row]] = best[1]
        else:
            pending.append(ids[row])
    return Joined(assignment, tuple(pending))


def _likeness(vectors: Matrix, members: Matrix) -> Matrix:
    """(n,) mean cosine of each vector to its nearest members."""
    cosines = vectors @ normalised(members).T
    count = min(_NEAREST, cosines.shape[1])
    nearest = np.partition(cosines, cosines.shape[1] - count, axis=1)[:, -count:]
    return np.asarray(nearest.mean(axis=1), dtype=np.float32)
