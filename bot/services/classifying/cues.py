"""How a message is worded, as numbers: the cues that stand beside its embedding."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.domain.kinds import SignalKind
from bot.services.classifying.essence import essence
from bot.services.classifying.phrases import CUES, FORM_CUES, GROUNDS

_READ = 1500  # characters of a text that are looked through
_OPENING = 300  # characters of the first line that are
_FORM = 4000  # characters in which a form's fields are looked for
_SHAPES = 6
_KEPT = 2048  # texts: a batch of talk is asked for its cues twice


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(cue, re.IGNORECASE | re.MULTILINE) for cue in CUES)


@cache
def _form_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(cue, re.IGNORECASE) for cue in FORM_CUES)


@cache
def _grounds() -> dict[SignalKind, re.Pattern[str]]:
    return {SignalKind(kind): re.compile(words, re.IGNORECASE) for kind, words in GROUNDS.items()}


def lacks_grounds(kind: SignalKind, text: str) -> bool:
    """Whether the text has none of the words without which nobody would call it this kind."""
    grounds = _grounds().get(kind)
    return grounds is not None and not grounds.search(text)


@lru_cache(maxsize=_KEPT)
def cues_of(text: str) -> tuple[float, ...]:
    """Numbers from 0 to 1: each cue in the first line, how often in the whole, what a form says, and the length."""
    plain = essence(text)
    opening, looked_at = plain.split("\n", 1)[0][:_OPENING], plain[:_READ]
    words = len(plain.split())
    found = [1.0 if cue.search(opening) else 0.0 for cue in _patterns()]
    found += [min(sum(1 for _ in cue.finditer(looked_at)), 3) / 3 for cue in _patterns()]
    found += [1.0 if cue.search(text[:_FORM]) else 0.0 for cue in _form_patterns()]
    shape = (words <= 3, words <= 6, words > 60, "\n" in plain, opening.isupper())
    return (*found, min(words, 60) / 60, *(float(one) for one in shape))


def cue_matrix(texts: Sequence[str]) -> NDArray[np.float32]:
    """(n, cues), the same columns in every run of one version of `phrases`."""
    width = 2 * len(CUES) + len(FORM_CUES) + _SHAPES
    return np.array([cues_of(text) for text in texts], dtype=np.float32).reshape(len(texts), width)
