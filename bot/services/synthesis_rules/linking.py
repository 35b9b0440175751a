"""Ties between a theme and what was decided, planned or shipped: the same meaning, and words they share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from snowballstemmer import stemmer

from bot.services.theming.words import is_stop

Matrix = NDArray[np.float32]

_stemmer = stemmer("english")

SAME = 0.58
"""Score from which two speak of the same thing: cosine, with the bonus of shared words."""

_SHARED_WORDS = 0.18  # bonus where all of a theme's keywords stand in the other text
_SHARED_TITLE = 0.3  # bonus where all words of the other's title are keywords of the theme
_NAMED = 0.3  # share of the members from which those who name the title in its own words decide, in any language
_MOST = 3


@dataclass(frozen=True)
class Linkable:
    """A decision, roadmap item or release. `vector`: (d,) unit, of `text`, which is its title and gist."""

    id: str
    text: str
    vector: Matrix
    title: str = ""


@dataclass(frozen=True)
class Link:
    id: str
    score: float


def link(
    keywords: Sequence[str],
    centre: Matrix,
    others: Sequence[Linkable],
    *,
    said: Sequence[str] = (),
    at_least: float = SAME,
    most: int = _MOST,
) -> tuple[Link, ...]:
    """What a theme is tied to, the closest first.

    keywords: the theme's phrases, best first. centre: (d,) unit mean of its members' vectors (of the same model).
    said: the members' words, for titles that they name.
    """
    if not others:
        return ()
    wanted, members = words_of(" ".join(keywords)), _Members.of(said)
    cosines = np.stack([other.vector for other in others]) @ centre
    scored = [Link(o.id, _score(float(c), wanted, o, members)) for o, c in zip(others, cosines, strict=True)]
    best = sorted((one for one in scored if one.score >= at_least), key=lambda one: (-one.score, one.id))
    return tuple(best[:most])


def _score(cosine: float, wanted: frozenset[str], other: Linkable, members: "_Members") -> float:
    shares = max(
        _SHARED_WORDS * shared(wanted, other.text), _SHARED_TITLE * len(wanted & words_of(other.title)) / _size(other)
    )
    naming = members.share_naming(other.title)
    return round(max(cosine + shares, SAME + 0.1 * naming if naming >= _NAMED else 0.0), 4)


def _size(other: Linkable) -> int:
    """A title of one word says too little to be all of a theme's words."""
    return max(len(words_of(other.title)), 2)


@dataclass(frozen=True)
class _Members:
    """What the members of a theme said, made ready once for the titles of thousands of records."""

    said: tuple[str, ...]
    ends: frozenset[str]  # of its words, so that most titles need no look at the texts
    beginnings: frozenset[str]
    holding: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[str]) -> "_Members":
        words = [_plain_words(text) for text in texts]
        known = {word for some in words for word in some}
        return cls(
            tuple(" ".join(some) for some in words),
            frozenset(word[i:] for word in known for i in range(len(word))),
            frozenset(word[:i] for word in known for i in range(1, len(word) + 1)),
        )

    def share_naming(self, title: str) -> float:
        """Share of the texts that hold two of the title's words in a row, such as "reminder letters"."""
        naming = 0
        for a, b in _pairs(title):
            if a in self.ends and b in self.beginnings:
                naming |= self._holding(f"{a} {b}")
        return naming.bit_count() / len(self.said) if naming else 0.0

    def _holding(self, pair: str) -> int:
        """The texts that hold the two words, a bit each: titles share them."""
        if pair not in self.holding:
            self.holding[pair] = sum(1 << at for at, text in enumerate(self.said) if pair in text)
        return self.holding[pair]


@lru_cache(maxsize=16_384)
def _pairs(title: str) -> tuple[tuple[str, str], ...]:
    """The title's words that mean something, two in a row."""
    return tuple((a, b) for a, b in pairwise(_plain_words(title)) if not is_stop(a) and not is_stop(b))


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def shared(wanted: frozenset[str], text: str) -> float:
    """Share of the wanted stems that the text has."""
    return len(wanted & words_of(text)) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=16_384)
def words_of(text: str) -> frozenset[str]:
    """Stems of the words that mean something."""
    return frozenset(filter(None, map(_stem, set(re.findall(r"[a-z0-9][a-z0-9+#]*", text.lower())))))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Empty where the word means nothing."""
    stemmed: str = "" if is_stop(word) else _stemmer.stemWord(word)
    return stemmed
