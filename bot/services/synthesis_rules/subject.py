"""Whether a signal speaks of what a decision is about: by meaning, and by the words that make its subject."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.signals import Signal
from bot.services.synthesis_rules.linking import words_of

Matrix = NDArray[np.float32]

_ABOUT = 0.62  # of meaning and words together
_WORDS = 0.3  # what all of the subject's words add to the cosine
_CORE = 0.4  # share of the core's words, by their rarity, that a signal has to have
_SOME = 0.3  # the same of the title's, where title and condition share no word
_SAMPLE = 4_000  # signals that tell how rare a word is
_WHOLE = 3  # letters of a stem that is no beginning of a longer word: "app" is not "apply"
_APART = re.compile(r"[^a-z0-9]+")
_SURE = 0.7  # cosine from which words are not asked for


class Rarity:
    """How rare each stem is among the signals: the log of how many signals come to one that has it."""

    def __init__(self, said: Sequence[Signal]) -> None:
        self._texts = [f" {_APART.sub(' ', signal.text.lower())} " for signal in said]
        self._sample = self._texts[:: max(len(self._texts) // _SAMPLE, 1)]
        self._known: dict[str, float] = {}

    def share(self, wanted: frozenset[str], at: int) -> float:
        """Of the wanted stems, weighed by rarity, what the `at`-th signal has."""
        whole = sum(self._of(stem) for stem in wanted)
        return sum(self._of(stem) for stem in wanted if _has(self._texts[at], stem)) / whole if whole else 0.0

    def _of(self, stem: str) -> float:
        if stem not in self._known:
            count = sum(_has(text, stem) for text in self._sample)
            self._known[stem] = max(math.log((1 + len(self._sample)) / (1 + count)), 0.1)
        return self._known[stem]


def _has(text: str, stem: str) -> bool:
    """Whether a word of the text (lower case, words between spaces) begins with the stem; a short one is all of it."""
    if len(stem) <= _WHOLE:
        return f" {stem} " in text or f" {stem}s " in text
    return f" {stem}" in text or (stem.endswith("i") and f" {stem[:-1]}y" in text)


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


def speaks_of(subject: Subject, said: Sequence[Signal], vectors: Matrix, rarity: Rarity) -> tuple[Signal, ...]:
    """The signals that speak of the subject.

    vectors: (n, d) unit rows, one each signal, of the model that the subject's are of.
    """
    if not said or not len(subject.about):
        return ()
    cosines = (vectors @ subject.about.T).max(axis=1)
    title, core = words_of(subject.title), subject.core
    found = []
    for at in np.flatnonzero(cosines >= _ABOUT - _WORDS).tolist():
        cosine = float(cosines[at])
        words = rarity.share(title, at)
        enough = rarity.share(core, at) >= _CORE if core else words >= _SOME or cosine >= _SURE
        if enough and cosine + _WORDS * words >= _ABOUT:
            found.append(said[at])
    return tuple(found)
