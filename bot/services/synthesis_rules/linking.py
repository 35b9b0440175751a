"""Ties between a theme and what was decided, planned or shipped: the same meaning, and words they share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from snowballstemmer import stemmer

from bot.services.theming.labelling import is_stop

Matrix = NDArray[np.float32]

_SAME = 0.52  # cosine, with the bonus of shared words, from which two speak of the same thing
_SHARED_WORDS = 0.18  # bonus where all of a theme's keywords stand in the other text
_MOST = 3


@dataclass(frozen=True)
class Linkable:
    """A decision, roadmap item or release. `vector`: (d,) unit, of its title and gist; `text`: title and gist."""

    id: str
    text: str
    vector: Matrix


@dataclass(frozen=True)
class Link:
    id: str
    score: float


def link(
    keywords: Sequence[str],
    centre: Matrix,
    others: Sequence[Linkable],
    *,
    at_least: float = _SAME,
    most: int = _MOST,
) -> tuple[Link, ...]:
    """What a theme is tied to, the closest first.

    keywords: the theme's phrases, best first. centre: (d,) unit mean of its members' vectors (of the same model).
    """
    if not others:
        return ()
    wanted = words_of(" ".join(keywords))
    cosines = np.stack([other.vector for other in others]) @ centre
    scored = [
        Link(other.id, round(float(cosine) + _SHARED_WORDS * shared(wanted, other.text), 4))
        for other, cosine in zip(others, cosines, strict=True)
    ]
    best = sorted((one for one in scored if one.score >= at_least), key=lambda one: (-one.score, one.id))
    return tuple(best[:most])


def shared(wanted: frozenset[str], text: str) -> float:
    """Share of the wanted stems that the text has."""
    return len(wanted & words_of(text)) / len(wanted) if wanted else 0.0


def words_of(text: str) -> frozenset[str]:
    """Stems of the words that mean something."""
    words = [w for w in re.findall(r"[a-z0-9][a-z0-9+#]*", text.lower()) if not is_stop(w)]
    return frozenset(stemmer("english").stemWords(words))
