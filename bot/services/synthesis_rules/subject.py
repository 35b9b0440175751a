"""Whether a signal speaks of what a decision is about: by meaning, and by the words that make its subject."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.signals import Signal
from bot.services.synthesis_rules.linking import words_of

Matrix = NDArray[np.float32]

_ABOUT = 0.62  # of meaning and words together
_WORDS = 0.3  # what all of the subject's words add to the cosine
_THEME = 0.08  # what it adds to stand in a theme that is tied to the decision
_CORE = 0.4  # share of the core's words, by their rarity, that a signal has to have
_SOME = 0.3  # the same of the title's, where title and condition share no word
_SURE = 0.7  # cosine from which words are not asked for


class Rarity:
    """How rare each stem is among the signals: the log of how many signals come to one that has it."""

    def __init__(self, said: Sequence[Signal]) -> None:
        self._stems = [words_of(signal.text) for signal in said]
        self._count = Counter(stem for stems in self._stems for stem in stems)

    def share(self, wanted: frozenset[str], at: int) -> float:
        """Of the wanted stems, weighed by rarity, what the `at`-th signal has."""
        whole = sum(self._of(stem) for stem in wanted)
        return sum(self._of(stem) for stem in wanted & self._stems[at]) / whole if whole else 0.0

    def _of(self, stem: str) -> float:
        return max(math.log((1 + len(self._stems)) / (1 + self._count[stem])), 0.1)


@dataclass(frozen=True)
class Subject:
    """title: the decision's. condition: when to look again. about: (m, d) unit rows of these and the like."""

    title: str
    condition: str
    about: Matrix

    @property
    def core(self) -> frozenset[str]:
        """Stems that both title and condition name."""
        return words_of(self.title) & words_of(self.condition)


def speaks_of(
    subject: Subject, said: Sequence[Signal], vectors: Matrix, rarity: Rarity, tied: frozenset[str] = frozenset()
) -> tuple[Signal, ...]:
    """The signals that speak of the subject.

    vectors: (n, d) unit rows, one each signal, of the model that the subject's are of. tied: ids of signals in themes
    that are tied to the decision.
    """
    if not said or not len(subject.about):
        return ()
    cosines = (vectors @ subject.about.T).max(axis=1)
    title, core = words_of(subject.title), subject.core
    found = []
    for at, (signal, cosine) in enumerate(zip(said, cosines.tolist(), strict=True)):
        if cosine < _ABOUT - _WORDS - _THEME:
            continue
        words = rarity.share(title, at)
        enough = rarity.share(core, at) >= _CORE if core else words >= _SOME or cosine >= _SURE
        if enough and cosine + _WORDS * words + _THEME * (signal.id in tied) >= _ABOUT:
            found.append(signal)
    return tuple(found)
