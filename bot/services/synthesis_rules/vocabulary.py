"""Which of many texts have a word that begins with a stem, and how rare that is: looked up, not searched for."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]

_SAMPLE = 4_000  # texts that tell how rare a word is
_WHOLE = 3  # letters of a stem that is no beginning of a longer word: "app" is not "apply"
_WORD = re.compile(r"[a-z0-9]+")


class Vocabulary:
    """The words of `texts`, made ready once for the stems of thousands of decisions."""

    def __init__(self, texts: Sequence[str]) -> None:
        held: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            for word in set(_WORD.findall(text.lower())):
                held.setdefault(word, []).append(row)
        self._held, self._words = held, sorted(held)
        self._every = max(len(texts) // _SAMPLE, 1)
        self._count, self._sampled = len(texts), len(range(0, len(texts), self._every))
        self._known: dict[str, tuple[Rows, float]] = {}

    def shares(self, wanted: Iterable[str]) -> NDArray[np.float64]:
        """(n,), of the wanted stems, weighed by rarity, what each text has."""
        stems = [self._of(stem) for stem in wanted]
        found, whole = np.zeros(self._count), sum(weight for _, weight in stems)
        for rows, weight in stems:
            found[rows] += weight
        return found / whole if whole else found

    def _of(self, stem: str) -> tuple[Rows, float]:
        """The texts that have the stem, each once, and the log of how many of the sample come to one that has it."""
        if stem not in self._known:
            held = [np.array(self._held[word], dtype=np.int64) for word in self._with(stem)]
            rows = np.unique(np.concatenate(held)) if held else np.zeros(0, dtype=np.int64)
            count = int(np.count_nonzero(rows % self._every == 0))
            self._known[stem] = rows, max(math.log((1 + self._sampled) / (1 + count)), 0.1)
        return self._known[stem]

    def _with(self, stem: str) -> list[str]:
        """The words that begin with the stem; a short one is all of the word, but for a plural's s."""
        if len(stem) <= _WHOLE:
            return [word for word in (stem, f"{stem}s") if word in self._held]
        beginnings = [stem, f"{stem[:-1]}y"] if stem.endswith("i") else [stem]
        return [word for start in beginnings for word in self._from(start)]

    def _from(self, start: str) -> list[str]:
        first = last = bisect_left(self._words, start)
        while last < len(self._words) and self._words[last].startswith(start):
            last += 1
        return self._words[first:last]
