"""Names of customers and people, which say who spoke and not what about: they name no theme."""

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3


class Names:
    """Finds names in a row of words. A name of one word is found only where it is written with a capital."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            words = tuple(_WORD.findall(name.lower()))
            if words and (len(words) > 1 or len(words[0]) >= _SHORTEST):
                self._by_first.setdefault(words[0], set()).add(words)

    def places(self, words: Sequence[str]) -> frozenset[int]:
        """Positions of the words that belong to a name. words: as they were written."""
        found: set[int] = set()
        plain = [word.lower().removesuffix("'s").removesuffix("’s") for word in words]
        for start, first in enumerate(plain):
            for name in self._by_first.get(first, ()):
                end = start + len(name)
                if tuple(plain[start:end]) == name and (len(name) > 1 or words[start][:1].isupper()):
                    found.update(range(start, end))
        return frozenset(found)


def parts_of_people(names: Iterable[str]) -> frozenset[str]:
    """People are called by any part of their name."""
    return frozenset(part for name in names for part in (name, *name.split()) if len(part) >= _SHORTEST)
