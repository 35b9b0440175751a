"""Learns what the place of a sentence in a short record counts, on top of what is learned of all records.

The rest is held as it is, so that nothing changes for long records, of which there are many more to learn from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from bot.evaluation.choosing import Array
from bot.services.answering.grounds import GROUNDS
from bot.services.answering.reason_weights import ReasonWeights
from bot.services.retrieval.weights import Linear

PENALTY = 0.5
AT_MOST = {"option_named": -3.0, "wish": -2.0, "option_else": -1.0}
AT_LEAST = {"option_asked": 3.0}
"""Neither an option's bare name nor what was asked for is the ground; of an option those are told who ask for it, and
others of the ground first: what these take away and add is set by hand."""


@dataclass(frozen=True)
class ShortLesson:
    """The sentences of a short record, for one question. base: (n,), what they are worth without their place.
    grounds: (n, len(GROUNDS)). right: (n,), 1 for those that state the reason; some do."""

    base: Array
    grounds: Array
    right: Array


def fit_grounds(lessons: Sequence[ShortLesson]) -> Array:
    """(len(GROUNDS),): with it, a softmax over a record's sentences falls on the right ones."""

    def loss(weight: Array) -> tuple[float, Array]:
        value, slope = PENALTY / 2 * float(weight @ weight), PENALTY * weight
        for lesson in lessons:
            score = lesson.base + lesson.grounds @ weight
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            hit = float(chance @ lesson.right)
            value -= float(np.log(hit + 1e-12))
            slope = slope - lesson.grounds.T @ (chance * lesson.right / (hit + 1e-12) - chance)
        return value, slope

    bounds = [(AT_LEAST.get(name, -np.inf), AT_MOST.get(name, np.inf)) for name in GROUNDS]
    start = np.clip(0.0, *np.transpose(bounds))
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def with_grounds(weights: ReasonWeights, grounds: Array) -> ReasonWeights:
    """The weights of all records' features, with these beside them, taken as they are."""
    return ReasonWeights(_beside(weights.early, grounds), _beside(weights.late, grounds))


def _beside(linear: Linear, grounds: Array) -> Linear:
    """GROUNDS stand where they stand among the features: `linear` has them, and must give them no weight yet."""
    at = [linear.names.index(name) for name in GROUNDS]
    mean, scale, weight = linear.mean.copy(), linear.scale.copy(), linear.weight.copy()
    mean[at], scale[at], weight[at] = 0.0, 1.0, grounds
    return replace(linear, mean=mean, scale=scale, weight=weight)


def without_grounds(table: Array, names: tuple[str, ...]) -> Array:
    """`table` with nothing measured in the columns of GROUNDS, so that they get no weight."""
    held = table.copy()
    held[:, [names.index(name) for name in GROUNDS]] = 0.0
    return held
