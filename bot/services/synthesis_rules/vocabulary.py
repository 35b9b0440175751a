"""Which of many texts have a word that begins with a stem, and how rare that is: looked up, not searched for."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]

_SAMPLE = 4_000  # texts that tell how rare a word is
_WHOLE = 3  # letters of a stem that is no beginning of a longer word: "app" is not "apply"
_WORD = re.compile(r"[a-z0-9]+")


class Vocabulary:
    """What `texts` have of the `wanted` stems, read once for thousands of decisions."""

    def __init__(self, texts: Sequence[str], wanted: frozenset[str]) -> None:
        held: dict[str, list[int]] = {stem: [] for stem in wanted}
        of_word: dict[str, tuple[str, ...]] = {}
        starts = {stem[:2] for stem in wanted}
        for row, text in enumerate(texts):
            here: set[str] = set()
            for word in _WORD.findall(text.lower()):
                stems = of_word.get(word)
                if stems is None:
                    may = len(word) < _WHOLE or word[:2] in starts
                    stems = of_word[word] = tuple(stem for stem in _stems_of(word) if stem in wanted) if may else ()
                here.update(stems)
            for stem in here:
                held[stem].append(row)
        self._held = held
        self._every = max(len(texts) // _SAMPLE, 1)
        self._count, self._sampled = len(texts), len(range(0, len(texts), self._every))
        self._known: dict[str, tuple[Rows, float]] = {}

    def shares(self, stems: Iterable[str]) -> NDArray[np.float64]:
        """(n,), of these stems (wanted ones), weighed by rarity, what each text has."""
        asked = [self._of(stem) for stem in stems]
        found, whole = np.zeros(self._count), sum(weight for _, weight in asked)
        for rows, weight in asked:
            found[rows] += weight
        return found / whole if whole else found

    def _of(self, stem: str) -> tuple[Rows, float]:
        """The texts that have the stem, each once, and the log of how many of the sample come to one that has it."""
        if stem not in self._known:
            rows = np.array(self._held[stem], dtype=np.int64)
            count = int(np.count_nonzero(rows % self._every == 0))
            self._known[stem] = rows, max(math.log((1 + self._sampled) / (1 + count)), 0.1)
        return self._known[stem]


def _stems_of(word: str) -> Iterator[str]:
    """Every stem that the word begins with; a short one has to be all of it, but for a plural's s."""
    for length in range(1, len(word) + 1):
        start = word[:length]
        if length > _WHOLE:
            yield start
            if start[-1] == "y":
                yield f"{start[:-1]}i"
        elif word in (start, f"{start}s"):
            yield start
