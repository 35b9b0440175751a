"""Phrases that the messages of a theme use, and whether they are whole: nothing that belongs to them stands beside."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.services.theming.words import Clause

Stems = tuple[str, ...]
"""What a phrase is counted by: the stems of its words that say something, in their order."""

_LONGEST = 4  # words, small ones among them
_STOPS_INSIDE = 2  # small words in a row
_SURE = 0.6  # share of its uses in which the same word stands beside a phrase, from which it is part of it
_TELLING = 2  # uses from which on what stands beside a phrase is no accident
_ONCE = 0.5  # what a phrase is worth that goes on in its only use
_OPEN = 0.3  # share of its uses that go on with some word, up to which a phrase is whole
_CUT = 0.15  # what a phrase is worth that stops before its last word
_HEADLESS = 0.35  # what one is worth that starts after its first


@dataclass
class Uses:
    """How often a phrase is used, with which word right after it and right before it (by stem), in which words."""

    times: int = 0
    after: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)

    @property
    def wholeness(self) -> float:
        """1 where the phrase stands for itself, near 0 where a word that belongs to it was cut off ("report a")."""
        if self.times < _TELLING:
            return _ONCE if self.after else 1.0
        worth = 1.0
        if _most(self.after) >= _SURE * self.times:
            worth = _CUT
        else:
            goes_on = self.after.total() / self.times
            worth -= (1 - _CUT) * max(0.0, goes_on - _OPEN) / (1 - _OPEN)
        if _most(self.before) >= _SURE * self.times:
            worth *= _HEADLESS
        return worth

    @property
    def words(self) -> tuple[str, ...]:
        """As most write it; the shorter one where several do."""
        return min(self.forms, key=lambda form: (-self.forms[form], len(form), form))


def phrases(clause: Clause) -> Iterator[tuple[int, int, Stems]]:
    """Start, end and stems of each run of up to four words that starts and ends on a word that says something."""
    size = len(clause.stems)
    for start in range(size):
        if clause.weak[start] or start in clause.hidden:
            continue
        said, stops = [clause.stems[start]], 0
        yield start, start + 1, (said[0],)
        for at in range(start + 1, min(start + _LONGEST, size)):
            if at in clause.hidden:
                break
            stops = stops + 1 if clause.stops[at] else 0
            if stops > _STOPS_INSIDE or (stops and not clause.links[at]):
                break
            if stops:
                continue
            said.append(clause.stems[at])
            if not clause.weak[at]:
                yield start, at + 1, tuple(said)


def uses(texts: Sequence[Sequence[Clause]], wanted: Collection[Stems]) -> Mapping[Stems, Uses]:
    """How the texts use the wanted phrases."""
    found = {stems: Uses() for stems in wanted}
    for clauses in texts:
        for clause in clauses:
            for start, end, stems in phrases(clause):
                use = found.get(stems)
                if use is None:
                    continue
                use.times += 1
                use.forms[clause.shown[start:end]] += 1
                if end < len(clause.stems) and not clause.stops[end]:
                    use.after[clause.stems[end]] += 1
                if start and not clause.stops[start - 1]:
                    use.before[clause.stems[start - 1]] += 1
    return found


def _most(counts: Counter[str]) -> int:
    return max(counts.values(), default=0)
