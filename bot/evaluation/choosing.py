"""Fits a linear model whose softmax over the candidates of each case falls on the right ones."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.services.retrieval.weights import Linear

Array = NDArray[np.float64]


def fit_choice(
    names: tuple[str, ...],
    tables: Sequence[Array],
    rights: Sequence[Array],
    penalty: float,
    counts: Sequence[float] | None = None,
) -> Linear:
    """tables: (n, len(names)), one a case. rights: (n,), 1 for the candidates that are right; some in each case.

    counts: how much each case weighs; all alike without it.
    """
    everything = np.vstack(tables)
    mean, scale = everything.mean(0), everything.std(0)
    scale[scale < 1e-6] = 1.0
    weighed = [1.0] * len(tables) if counts is None else counts
    cases = [((t - mean) / scale, right, count) for t, right, count in zip(tables, rights, weighed, strict=True)]

    def loss(weight: Array) -> tuple[float, Array]:
        value, slope = penalty / 2 * float(weight @ weight), penalty * weight
        for table, right, count in cases:
            score = table @ weight
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            hit = float(chance @ right)
            value -= count * float(np.log(hit + 1e-12))
            slope = slope - count * (table.T @ (chance * right / (hit + 1e-12) - chance))
        return value, slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return Linear(names, mean, scale, np.asarray(best.x))
