"""Whether a signal speaks of what a decision is about: by meaning, and by the words that make its subject."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.signals import Signal
from bot.services.synthesis_rules.linking import words_of
from bot.services.synthesis_rules.vocabulary import Vocabulary

Matrix = NDArray[np.float32]

_ABOUT = 0.62  # of meaning and words together
_WORDS = 0.3  # what all of the subject's words add to the cosine
_CORE = 0.4  # share of the core's words, by their rarity, that a signal has to have
_SOME = 0.3  # the same of the title's, where title and condition share no word
_SURE = 0.7  # cosine from which words are not asked for
_BLOCK = 64  # subjects at a time: bounds memory


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


def speak_of(subjects: Sequence[Subject], said: Sequence[Signal], vectors: Matrix) -> Iterator[tuple[Signal, ...]]:
    """For each subject, the signals that speak of it.

    vectors: (n, d) unit rows, one each signal, of the model that the subjects' are of.
    """
    wanted = frozenset[str]().union(*(words_of(subject.title) for subject in subjects))
    vocabulary = Vocabulary([signal.text for signal in said], wanted)
    for start in range(0, len(subjects), _BLOCK):
        block = subjects[start : start + _BLOCK]
        rows = np.cumsum([0, *(len(subject.about) for subject in block)])
        cosines = np.concatenate([subject.about for subject in block]) @ vectors.T if said else None
        for subject, first, end in zip(block, rows[:-1], rows[1:], strict=True):
            if cosines is None or first == end:
                yield ()
            else:
                nearest = cosines[first:end].max(axis=0).astype(np.float64)
                yield tuple(said[at] for at in _speaking(subject, nearest, vocabulary))


def _speaking(subject: Subject, cosines: NDArray[np.float64], vocabulary: Vocabulary) -> list[int]:
    """Rows of the signals that speak of the subject. cosines: (n,), of each to what it is nearest to."""
    near = np.flatnonzero(cosines >= _ABOUT - _WORDS)
    if not len(near):
        return []
    words, cosines = vocabulary.shares(words_of(subject.title))[near], cosines[near]
    core = subject.core
    enough = vocabulary.shares(core)[near] >= _CORE if core else (words >= _SOME) | (cosines >= _SURE)
    found: list[int] = near[enough & (cosines + _WORDS * words >= _ABOUT)].tolist()
    return found
