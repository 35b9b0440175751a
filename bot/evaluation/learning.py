"""Learns the weights by which records are ranked and questions refused, and how well that does on unseen companies.

Ranking: a linear model whose softmax over a question's candidates should fall on a right record. Answering: a logistic
regression on the ranking's own evidence. Whatever is reported of a company was learned without it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.evaluation.choosing import fit_choice
from bot.evaluation.questions import ANY, Asked
from bot.services.retrieval.confidence import SURENESS, in_order, sureness
from bot.services.retrieval.features import FEATURES, Gathered
from bot.services.retrieval.weights import Linear, Weights

Array = NDArray[np.float64]
RANKING_PENALTY = 12.0
ANSWERING_PENALTY = 30.0
SAID_OUTRIGHT = {"named": 5.0, "period": 2.5}
SURE_OUTRIGHT = {"named": 4.0}
"""Few questions in the set name a record or a time, so what these count is set by hand, as a floor."""
REFUSED_AT_LEAST = 0.8
GIVEN_WEIGHT = 2.0
"""A question that somebody else wrote counts double: ours are easier than people's."""


@dataclass(frozen=True)
class Case:
    """One question asked of one company. share: its weight among cases (a question asked of all companies is split)."""

    asked: Asked
    company: str
    gathered: Gathered
    share: float

    @property
    def right(self) -> Array:
        """1 for the candidates that answer."""
        return np.array([float(c.record.id in self.asked.answer_ids) for c in self.gathered.candidates])


@dataclass(frozen=True)
class Judged:
    """What a model that never saw the company makes of a case. place: of the best right record, from 1; 0 for none."""

    case: Case
    order: tuple[str, ...]
    place: int
    confidence: float


def cross_validated(cases: Sequence[Case]) -> list[Judged]:
    """Every case judged by weights learned from the other companies."""
    scores = _unseen(cases, lambda some: fit_ranking(some), lambda model, case: model(case.gathered.table))
    sure = {id(case): sureness(case.gathered, scores[id(case)]) for case in cases}
    chances = _unseen(
        cases,
        lambda some: fit_answering(some, [sure[id(case)] for case in some]),
        lambda model, case: model(sure[id(case)][None, :]),
    )
    return [_judge(case, scores[id(case)], float(chances[id(case)][0])) for case in cases]


def learn(cases: Sequence[Case]) -> tuple[Weights, list[Judged]]:
    """The weights from all cases but the held, and how the method does across companies. The threshold balances both
    mistakes."""
    judged = cross_validated(cases)
    scores = _unseen(cases, lambda some: fit_ranking(some), lambda model, case: model(case.gathered.table))
    ours = [case for case in cases if not case.asked.held]
    answering = fit_answering(ours, [sureness(case.gathered, scores[id(case)]) for case in ours])
    return Weights(fit_ranking(ours), answering, honest_threshold(judged)), judged


def judge(cases: Sequence[Case], weights: Weights) -> list[Judged]:
    """Every case judged by given weights (which may have been learned from it)."""
    found = []
    for case in cases:
        scores = weights.ranking(case.gathered.table)
        chance = weights.answering(sureness(case.gathered, scores)[None, :])
        found.append(_judge(case, scores, float(chance[0])))
    return found


def _judge(case: Case, scores: Array, chance: float) -> Judged:
    order = tuple(case.gathered.candidates[i].record.id for i in in_order(case.gathered, scores))
    place = next((n for n, record in enumerate(order, 1) if record in case.asked.answer_ids), 0)
    return Judged(case, order, place, float(1 / (1 + np.exp(-chance))))


def _unseen(
    cases: Sequence[Case], fit: Callable[[Sequence[Case]], Linear], apply: Callable[[Linear, Case], Array]
) -> dict[int, Array]:
    """By the id of each case, what a model fitted without the case's company (and without its question) says."""
    found = {}
    for company in sorted({case.company for case in cases}):
        model = fit([case for case in cases if case.company != company and not case.asked.held])
        found.update({id(case): apply(model, case) for case in cases if case.company == company})
    return found


def fit_ranking(cases: Sequence[Case]) -> Linear:
    used = [case for case in cases if case.right.any()]
    counts = [GIVEN_WEIGHT if case.asked.given else 1.0 for case in used]
    found = fit_choice(
        FEATURES, [case.gathered.table for case in used], [case.right for case in used], RANKING_PENALTY, counts
    )
    return replace(found, weight=_at_least(SAID_OUTRIGHT, FEATURES, found.scale, found.weight))


def _at_least(floors: dict[str, float], names: Sequence[str], scale: Array, weight: Array) -> Array:
    """Weights raised so that each named feature, from 0 to 1, adds its floor to the score."""
    wanted = np.array([floors.get(name, -np.inf) for name in names]) * scale
    return np.maximum(weight, wanted)


def fit_answering(cases: Sequence[Case], rows: Sequence[Array]) -> Linear:
    """Whether any record answers at all, from the evidence `rows` (one a case)."""
    table = np.stack(rows)
    target = np.array([float(case.asked.is_answerable) for case in cases])
    count = np.array([case.share * (GIVEN_WEIGHT if case.asked.given else 1.0) for case in cases])
    for side in (target == 1, target == 0):
        count[side] *= len(cases) / 2 / count[side].sum()
    mean, scale = table.mean(0), table.std(0)
    scale[scale < 1e-6] = 1.0
    unit = np.hstack([(table - mean) / scale, np.ones((len(table), 1))])

    def loss(weight: Array) -> tuple[float, Array]:
        chance = 1 / (1 + np.exp(-(unit @ weight)))
        shrunk = np.append(weight[:-1], 0.0)
        likely = np.where(target == 1, chance, 1 - chance)
        value = -float(count @ np.log(likely + 1e-12)) + ANSWERING_PENALTY / 2 * float(shrunk @ shrunk)
        slope: Array = unit.T @ (count * (chance - target)) + ANSWERING_PENALTY * shrunk
        return value, slope

    best = np.asarray(minimize(loss, np.zeros(unit.shape[1]), jac=True, method="L-BFGS-B").x)
    weight = _at_least(SURE_OUTRIGHT, SURENESS, scale, best[:-1])
    return Linear(SURENESS, mean, scale, weight, float(best[-1]))


def honest_threshold(judged: Sequence[Judged]) -> float:
    """The lowest confidence at which enough of the unanswerable are refused, of the given questions as of ours.

    A wrong answer costs more trust than a missing one, so refusing is what the level is set by.
    """
    levels = sorted({j.confidence for j in judged})
    sides = [[j for j in judged if j.case.asked.given == given] for given in (True, False)]

    def refuses_enough(level: float) -> bool:
        return all(answered_and_refused(side, level)[1] >= REFUSED_AT_LEAST for side in sides)

    return next((level for level in levels if refuses_enough(level)), 0.5)


def answered_and_refused(judged: Sequence[Judged], threshold: float) -> tuple[float, float]:
    """Share of answerable questions answered, and of unanswerable ones refused."""

    def share(of: list[tuple[float, bool]]) -> float:
        total = sum(weight for weight, _ in of)
        return sum(weight for weight, good in of if good) / total if total else 1.0

    yes = [(j.case.share, j.confidence >= threshold) for j in judged if j.case.asked.is_answerable]
    no = [(j.case.share, j.confidence < threshold) for j in judged if not j.case.asked.is_answerable]
    return share(yes), share(no)


def asked_of(question: Asked, company: str) -> bool:
    return question.company in (company, ANY)
