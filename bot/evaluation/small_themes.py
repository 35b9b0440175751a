"""Themes of a small company's first weeks: some matters that several speak of, and as many that one alone mentions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score, v_measure_score

from bot.evaluation.theme_samples import Sample
from bot.services.theming.grouping import group

SIZES = (30, 100, 300, 600)
_SAMPLES = 6  # of each size
_TOGETHER = 0.65  # share of the messages whose intent is asked for more than once
_SPEAKERS = 6  # messages of one account
_OF_ONE = 0.6  # share of a theme's messages of one intent from which it is a true one


@dataclass(frozen=True)
class SmallMeasures:
    """Means over samples; a message without a theme counts as a group of its own. `nonsense`: themes of no one intent;
    `found`: share of the intents with three messages or more that have a theme with half of them."""

    messages: int
    themes: float
    nonsense: float
    found: float
    v: float
    ari: float


def measure_small(sample: Sample, size: int) -> SmallMeasures:
    """sample: questions of one set, from which the small ones are drawn."""
    of_intent: dict[str, list[int]] = {}
    for row, intent in enumerate(sample.intents):
        of_intent.setdefault(intent, []).append(row)
    judged = np.array([_judged(sample, _drawn(of_intent, size, seed)) for seed in range(_SAMPLES)])
    themes, nonsense, found, v, ari = (round(float(mean), 3) for mean in judged.mean(axis=0))
    return SmallMeasures(size, themes, nonsense, found, v, ari)


def _drawn(of_intent: Mapping[str, list[int]], size: int, seed: int) -> list[int]:
    """Rows: an uneven share of a few intents, and one question each of others."""
    rng = np.random.default_rng([size, seed])
    intents = [str(one) for one in rng.permutation(sorted(of_intent))]
    few = max(3, round(size**0.45))
    shares = rng.dirichlet(np.full(few, 2.0)) * size * _TOGETHER
    rows = [
        int(row)
        for intent, share in zip(intents[:few], shares, strict=False)
        for row in rng.permutation(of_intent[intent])[: max(2, round(share))]
    ]
    alone = [int(rng.permutation(of_intent[intent])[0]) for intent in intents[few:]]
    return rows + alone[: max(0, size - len(rows))]


def _judged(sample: Sample, rows: list[int]) -> tuple[float, float, float, float, float]:
    ids = [f"m{number:06d}" for number in range(len(rows))]
    intents = [sample.intents[row] for row in rows]
    accounts = [f"a{number % max(3, len(rows) // _SPEAKERS)}" for number in range(len(rows))]
    groups = group(ids, sample.vectors[rows], [sample.texts[row] for row in rows], accounts).groups
    found: NDArray[np.int64] = np.arange(len(rows)) + len(rows)
    sizes, known, true = Counter(intents), set[str](), 0
    for number, members in enumerate(groups):
        places = [int(member[1:]) for member in members]
        found[places] = number
        intent, count = Counter(intents[at] for at in places).most_common(1)[0]
        if count > 1 and count >= _OF_ONE * len(places):
            true += 1
            known.update({intent} if 2 * count >= sizes[intent] else ())
    wanted = {intent for intent, count in sizes.items() if count > 2}
    share = len(known & wanted) / max(1, len(wanted))
    v, ari = v_measure_score(intents, found), adjusted_rand_score(intents, found)
    return len(groups), len(groups) - true, share, float(v), float(ari)
