"""Phrases that could name a theme, weighed: used by many of its messages, rarely elsewhere, whole, near its meaning."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.services.theming.features import Matrix
from bot.services.theming.phrases import Stems, Uses, phrases, uses
from bot.services.theming.words import Clause

_LENGTH_BONUS = {1: 1.0, 2: 1.55, 3: 1.75, 4: 1.75}
_USED_ONCE = {1: 1.0, 2: 0.8, 3: 0.4, 4: 0.3}  # what a phrase is worth that one message alone uses, by its words
_LOOK_AT = 60  # phrases of a theme, the weightiest, whose uses are looked at
_HELD_AGAINST = 15  # of those, how many are held against the theme's meaning
_RIVALS = 2  # themes nearest to a phrase that its own is told apart from
_APART = 0.5  # how much nearer to its own theme than to those counts beside how near it is
_LEAST = 0.05


@dataclass(frozen=True)
class Meaning:
    """`centres`: (d,) unit vector by theme id. `embed`: texts to (n, d) unit rows of the same model."""

    centres: Mapping[str, Matrix]
    embed: Callable[[Sequence[str]], Matrix]


@dataclass(frozen=True)
class Candidates:
    """What the messages of a theme (`size`) say. `count`: messages that use a phrase; `worth`, `uses`: of the
    weightiest phrases alone."""

    size: int
    count: Mapping[Stems, int]
    worth: Mapping[Stems, float]
    uses: Mapping[Stems, Uses]

    @property
    def ranked(self) -> list[Stems]:
        return sorted(self.worth, key=lambda stems: (-self.worth[stems], stems))


def candidates(
    read: Mapping[str, Sequence[Sequence[Clause]]], wanted: Collection[str], meaning: Meaning | None = None
) -> Mapping[str, Candidates]:
    """Of each wanted theme.

    read: the clauses of each message of each theme. meaning: None where only words are compared.
    """
    named: Counter[Stems] = Counter()
    counts: dict[str, Counter[Stems]] = {}
    for theme, texts in sorted(read.items()):
        count = counts[theme] = Counter()
        for clauses in texts:
            found: dict[Stems, bool] = {}
            for clause in clauses:
                for start, end, stems in phrases(clause):
                    found[stems] = found.get(stems, False) or all(clause.in_name[start:end])
            count.update(found.keys())
            named.update(stems for stems, is_name in found.items() if is_name)
    total, spread = Counter[Stems](), Counter[Stems]()
    for count in counts.values():
        total.update(count)
        spread.update(count.keys())
    sizes = {theme: max(1, len(texts)) for theme, texts in read.items()}
    messages = sum(sizes.values())
    found_by_theme = {}
    for theme in sorted(wanted):
        count, size = counts[theme], sizes[theme]
        worth = {
            stems: _worth(stems, n, size, total[stems], messages, spread[stems], len(counts))
            for stems, n in count.items()
            if (n > 1 or size < 4) and named[stems] < total[stems]
        } or {stems: float(len(stems)) for stems in count}
        best = sorted(worth, key=lambda stems: (-worth[stems], stems))[:_LOOK_AT]
        used = uses(read[theme], best)
        whole = {stems: round(worth[stems] * used[stems].wholeness, 6) for stems in best}
        found_by_theme[theme] = Candidates(size, count, whole, used)
    return _near_in_meaning(found_by_theme, meaning) if meaning else found_by_theme


def _worth(
    stems: Stems, here: int, size: int, everywhere: int, messages: int, themes_with: int, themes: int
) -> float:
    """Share of the theme's messages that hold the phrase, times how much more that is than elsewhere."""
    share = here / size
    lift = math.log(1 + share / ((everywhere + 1) / (messages + 1)))
    rare = math.log(1 + themes / themes_with)
    alone = _USED_ONCE[len(stems)] if here == 1 else 1.0
    return float(share**0.7) * lift * rare * _LENGTH_BONUS[len(stems)] * alone


def _near_in_meaning(found: Mapping[str, Candidates], meaning: Meaning) -> Mapping[str, Candidates]:
    """The best of each theme weighed by how near they are to its messages, and how much nearer than to other themes."""
    themes = [theme for theme in found if theme in meaning.centres]
    best = {theme: found[theme].ranked[:_HELD_AGAINST] for theme in themes}
    texts = sorted({" ".join(found[t].uses[stems].words) for t in themes for stems in best[t]})
    if not texts:
        return found
    known = sorted(meaning.centres)
    centres = np.stack([meaning.centres[theme] for theme in known])
    cosines = dict(zip(texts, meaning.embed(texts) @ centres.T, strict=True))
    weighed = dict(found)
    for theme in themes:
        own, at = found[theme], known.index(theme)
        worth = {s: own.worth[s] * _fits(cosines[" ".join(own.uses[s].words)], at) ** 2 for s in best[theme]}
        least = min(worth.values(), default=0.0)
        rest = {s: min(own.worth[s] * _LEAST, least) for s in own.ranked[_HELD_AGAINST:]}
        rounded = {s: round(w, 4) for s, w in {**worth, **rest}.items()}
        weighed[theme] = Candidates(own.size, own.count, rounded, own.uses)
    return weighed


def _fits(cosines: Matrix, own: int) -> float:
    mine, others = float(cosines[own]), np.delete(cosines, own)
    if not len(others):
        return max(mine, _LEAST)
    rivals = np.sort(others)[-_RIVALS:].mean()
    return max(mine + _APART * (mine - float(rivals)), _LEAST)
