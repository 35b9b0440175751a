"""How sure we are that the first record answers: features of the whole ranking, for one calibrated probability."""

import numpy as np
from numpy.typing import NDArray

from bot.services.retrieval.features import FEATURES, Gathered

SURENESS = (
    "best",
    "top3",
    "bare",
    "title",
    "covered",
    "covered_passage",
    "covered_top3",
    "covered_title",
    "rare_missing",
    "score",
    "margin",  # of the first score over the second
    "margin5",
    "lead_meaning",  # of the first's best similarity over the mean of the next ones
    "agreement",  # the same record is first by meaning and by words
    "unknown",  # share of the question's worth in terms that no record holds
    "held_nowhere_together",
    "phrase_worst",  # similarity of the first record to the phrase that it meets least
    "phrase_nowhere",  # of any candidate to the phrase that is met least
    "phrases_together",  # of the first record's passage that meets them best
    "records",  # log of how many there are: in many, something is near every question
    "crowd",  # mean similarity of all candidates: how much was written near the question
    "named",
    "period",
)
Array = NDArray[np.float64]


def in_order(gathered: Gathered, scores: Array) -> list[int]:
    """The candidates' indices, best first, ties by id."""
    return sorted(range(len(scores)), key=lambda i: (-scores[i], gathered.candidates[i].record.id))


def sureness(gathered: Gathered, scores: Array) -> Array:
    """(features,) in the order of SURENESS. `scores` are the candidates', in their own order; there is at least one."""
    order = in_order(gathered, scores)
    table, scores = gathered.table[order], scores[order]
    first, worth = gathered.candidates[order[0]], gathered.worth

    def of(name: str, row: int = 0) -> float:
        return float(table[row, FEATURES.index(name)])

    total = sum(worth.values()) or 1.0
    others = table[1:6, FEATURES.index("best")]
    met = gathered.phrases
    asks = met.nearest.shape[1] > 0
    values = {
        **{name: of(name) for name in SURENESS if name in FEATURES},
        "score": float(scores[0]),
        "margin": float(scores[0] - scores[1]) if len(scores) > 1 else 3.0,
        "margin5": float(scores[0] - scores[1:6].mean()) if len(scores) > 1 else 3.0,
        "lead_meaning": of("best") - float(others.mean()) if len(others) else of("best"),
        "agreement": float(first.rank_meaning == 0) + float(first.rank_words == 0),
        "unknown": sum(worth[term] for term in gathered.unknown if term in worth) / total,
        "held_nowhere_together": 1 - max((of("covered", row) for row in range(min(5, len(order)))), default=0.0),
        "records": float(np.log1p(gathered.searched)),
        "crowd": float(gathered.table[:, FEATURES.index("best")].mean()),
        "phrase_worst": float(met.nearest[order[0]].min()) if asks else 0.0,
        "phrase_nowhere": float(met.nearest.max(axis=0).min()) if asks else 0.0,
        "phrases_together": float(met.together[order[0]]),
    }
    return np.array([values[name] for name in SURENESS])
