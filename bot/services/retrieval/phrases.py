"""The phrases of a question, each looked for by itself: "two tenants" may be met where "a flat" is not.

A record that answers has something near to every phrase. One that is only on the same topic leaves one out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.services.retrieval.terms import content_runs, terms_of

MOST = 8
COMMON_WORTH = 0.5
"""What a phrase counts even where all of its words are common."""
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class PhraseFit:
    """How the phrases of a question are met. nearest: (records, phrases), similarity of each record's nearest passage;
    together: (records,), of the passage that is nearest to all of them; apart: (records,), the nearest by phrase in
    standard deviations over all passages, weighted by worth."""

    nearest: Matrix
    together: Matrix
    apart: Matrix


def phrases_of(text: str) -> tuple[str, ...]:
    """Runs of words that say something, in order; of many, the longest."""
    runs = tuple(dict.fromkeys(content_runs(text)))
    kept = set(sorted(runs, key=lambda run: (-len(run), run))[:MOST])
    return tuple(run for run in runs if run in kept)


def phrase_fit(phrases: Sequence[str], similarities: Sequence[Matrix], worth: Mapping[str, float]) -> PhraseFit:
    """similarities: (passages, phrases) of each record. worth: by term."""
    if not phrases or not similarities:
        none = np.zeros(len(similarities))
        return PhraseFit(np.zeros((len(similarities), 0)), none, none)
    counts = np.array([COMMON_WORTH + max((worth.get(t, 0.0) for t in terms_of(p)), default=0.0) for p in phrases])
    every = np.concatenate(similarities)
    nearest = np.array([some.max(axis=0) for some in similarities])
    standard = (nearest - every.mean(axis=0)) / (every.std(axis=0) + 1e-6)
    together = np.array([some.mean(axis=1).max() for some in similarities])
    return PhraseFit(nearest, together, standard @ (counts / counts.sum()))
