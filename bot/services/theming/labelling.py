"""Names of themes, from the customers' own words: the phrase that most of a theme's messages and few others use."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.services.theming.alike import overlap, same
from bot.services.theming.candidates import Candidates, Meaning, candidates
from bot.services.theming.names import Names
from bot.services.theming.phrases import Stems
from bot.services.theming.words import Clause, Reader

_LONGEST_LABEL = 60
_SAYS_ENOUGH = 0.5  # of a theme's messages that use a single word that is label enough
_SHORTER_BY = 0.5  # of a single word's worth that a phrase with it has to have to stand for it
_BESIDE = 0.4  # of a single word's worth that another has to have to stand beside it
_GOOD_AS_BEFORE = 0.5  # of the best phrase's worth from which yesterday's label stays
_BETWEEN = ", "


@dataclass(frozen=True)
class Label:
    """`text` as a person would read it, `keywords` best first; both in words that members of the theme used."""

    text: str
    keywords: tuple[str, ...]


def label_themes(
    texts_by_theme: Mapping[str, Sequence[str]],
    keywords: int = 6,
    never: Iterable[str] = (),
    meaning: Meaning | None = None,
    kept: Mapping[str, str] | None = None,
    before: Mapping[str, str] | None = None,
) -> Mapping[str, Label]:
    """A label for each theme id that is not in `kept`, told apart from the others.

    The texts are the members' own words. Phrases that one message repeats count once. A theme whose texts hold no
    word is called "(no words)". Of two themes that would be called alike the smaller one gets other words.
    never: names (of accounts, of people) that are no part of any label or keyword. meaning: what the themes mean, so
    that of the phrases used most the nearest one is taken. kept: labels that stay, by theme id. before: yesterday's
    labels, which stay where they are nearly as good as the best there is now.
    """
    kept, before = kept or {}, before or {}
    reader = Reader(Names(never))
    read = {theme: [tuple(reader.clauses(text)) for text in texts] for theme, texts in sorted(texts_by_theme.items())}
    said = candidates(read, read.keys() - kept.keys(), meaning)
    capitals = _Capitals(read.values())
    taken = [reader.stems_of(label) for label in kept.values()]
    labels: dict[str, Label] = {}
    wanted = sorted(said, key=lambda t: (-said[t].size, t))
    for theme in wanted:
        parts = [reader.stems_of(part) for part in before.get(theme, "").split(_BETWEEN)]
        free = _free(said[theme], taken)
        if _is_still_good(parts, free, said[theme]) and not _is_taken(_joined(parts), taken):
            labels[theme] = Label(before[theme], _keywords(said[theme], [parts[0], *free], keywords, capitals))
            taken.append(_joined(parts))
    for theme in wanted:
        if theme not in labels:
            stems, labels[theme] = _label(said[theme], taken, keywords, capitals)
            taken.append(stems)
    return labels


def _is_still_good(parts: Sequence[Stems], free: Sequence[Stems], said: Candidates) -> bool:
    return bool(free) and parts[0] in said.worth and _is_near(parts[0], free[0], said, _GOOD_AS_BEFORE)


def _free(said: Candidates, taken: Sequence[Stems]) -> list[Stems]:
    """The phrases that no other theme is called by, the weightiest first; all of them where no others are left."""
    ranked = said.ranked
    return [stems for stems in ranked if not _is_taken(stems, taken)] or ranked


def _joined(parts: Iterable[Stems]) -> Stems:
    return tuple(stem for part in parts for stem in part)


def _is_taken(stems: Stems, taken: Iterable[Stems]) -> bool:
    return any(same(stems, other) for other in taken)


def _label(said: Candidates, taken: Sequence[Stems], keywords: int, capitals: "_Capitals") -> tuple[Stems, Label]:
    free = _free(said, taken)
    if not free:
        return (), Label("(no words)", ())
    first = _longer(free, said)
    words = _keywords(said, [first, *free], keywords, capitals)
    text = words[0]
    if len(first) == 1 and said.count[first] < _SAYS_ENOUGH * said.size:
        beside = [s for s in free if len(s) < 3 and not overlap(s, first) and _is_near(s, first, said, _BESIDE)]
        for other in beside[:1]:
            both = _BETWEEN.join((text, capitals.shown(said.uses[other].words)))
            if len(both) <= _LONGEST_LABEL and not _is_taken((*first, *other), taken):
                text, first = both, (*first, *other)
    return first, Label(text, words)


def _keywords(said: Candidates, ranked: Iterable[Stems], most: int, capitals: "_Capitals") -> tuple[str, ...]:
    chosen: list[Stems] = []
    for stems in ranked:
        if len(chosen) < most and not any(overlap(stems, other) for other in chosen):
            chosen.append(stems)
    return tuple(capitals.shown(said.uses[stems].words) for stems in chosen)


def _longer(ranked: Sequence[Stems], said: Candidates) -> Stems:
    """A single best word gives way to the best phrase that holds it, where that one is worth a good part of it."""
    best = ranked[0]
    if len(best) > 1:
        return best
    return next((s for s in ranked if len(s) > 1 and best[0] in s and _is_near(s, best, said, _SHORTER_BY)), best)


def _is_near(stems: Stems, best: Stems, said: Candidates, share: float) -> bool:
    return said.worth[stems] >= share * said.worth[best]


class _Capitals:
    """Words that are written with a capital also within a sentence."""

    def __init__(self, read: Iterable[Sequence[Sequence[Clause]]]) -> None:
        inside, large = Counter[str](), Counter[str]()
        for texts in read:
            for clauses in texts:
                for clause in clauses:
                    inside.update(clause.shown[1:])
                    large.update(w for w, c in zip(clause.shown[1:], clause.capital[1:], strict=True) if c)
        self._large = {word for word, n in large.items() if n > 0.8 * inside[word]}

    def shown(self, words: Sequence[str]) -> str:
        return " ".join(word[0].upper() + word[1:] if word in self._large else word for word in words)
