"""Measures the grouping into themes against true intents, beside the usual way of grouping as a yardstick."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.metrics import adjusted_rand_score, v_measure_score

from bot.embeddings.port import Vectors
from bot.evaluation.theme_samples import Sample
from bot.services.theming.graph import communities, nearest, shared_neighbours
from bot.services.theming.grouping import Grouping, group
from bot.services.theming.lasting import reconcile, theme_id_of
from bot.services.theming.settings import DEFAULT, GroupingSettings

_YARDSTICK_NEIGHBOURS = 15


@dataclass(frozen=True)
class Agreement:
    """How well groups fit the true intents; messages without a theme are counted as one group."""

    themes: int
    v: float
    ari: float


@dataclass(frozen=True)
class ThemeMeasures:
    """`kept`: share of members whose theme has the same id when all are grouped anew after 5 % new messages.
    `seconds`: of processor time, for the grouping alone."""

    messages: int
    intents: int
    ours: Agreement
    yardstick: Agreement
    kept: float
    seconds: float


def measure(sample: Sample, settings: GroupingSettings = DEFAULT) -> ThemeMeasures:
    ids = [f"m{number:06d}" for number in range(len(sample.texts))]
    started = time.process_time()
    grouping = group(ids, sample.vectors, sample.texts, settings=settings)
    seconds = time.process_time() - started
    return ThemeMeasures(
        messages=len(ids),
        intents=len(set(sample.intents)),
        ours=_agreement(sample.intents, _labels(ids, grouping), len(grouping.groups)),
        yardstick=yardstick(sample),
        kept=round(kept_ids(ids, sample.vectors, sample.texts, settings), 4),
        seconds=round(seconds, 2),
    )


def yardstick(sample: Sample) -> Agreement:
    """Leiden by modularity on the 15 nearest neighbours by cosine, tied as strongly as they share neighbours."""
    rows, _ = nearest(sample.vectors, _YARDSTICK_NEIGHBOURS)
    total, count = rows.shape
    near = sparse.csr_array(
        (np.ones(rows.size, dtype=np.float32), (np.repeat(np.arange(total), count), rows.ravel())), shape=(total, total)
    )
    shared = shared_neighbours(rows, np.ones_like(rows, dtype=bool)).tocsr()
    found = communities(sparse.coo_array(shared.multiply(near.maximum(near.T))), resolution=1.0, seed=DEFAULT.seed)
    return _agreement(sample.intents, found, int(found.max()) + 1)


def kept_ids(ids: Sequence[str], vectors: Vectors, texts: Sequence[str], settings: GroupingSettings = DEFAULT) -> float:
    """Share of the first 95 % that keep their theme id when all are grouped anew the next day."""
    drawn = np.random.default_rng(2).permutation(len(ids))
    old = np.sort(drawn[: round(len(ids) * 0.95)])
    before = group([ids[i] for i in old], vectors[old], [texts[i] for i in old], settings=settings)
    first = {m: theme_id_of(members) for members in before.groups for m in members}
    then = reconcile(first, group(ids, vectors, texts, settings=settings, previous=first)).assignment
    return sum(then.get(m) == theme for m, theme in first.items()) / max(1, len(first))


def _agreement(intents: Sequence[str], found: NDArray[np.int64], themes: int) -> Agreement:
    v, ari = v_measure_score(list(intents), found), adjusted_rand_score(list(intents), found)
    return Agreement(themes, round(float(v), 4), round(float(ari), 4))


def _labels(ids: Sequence[str], grouping: Grouping) -> NDArray[np.int64]:
    number = {member: n for n, members in enumerate(grouping.groups) for member in members}
    return np.array([number.get(one, -1) for one in ids])
