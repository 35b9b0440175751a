"""The words of what customers wrote, in rows that neither punctuation nor a link breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from snowballstemmer import stemmer

from bot.services.theming.names import Names

_WORD = re.compile(r"[^\W_]+(?:['’.\-/+][^\W_]+)*[+#]*")
_BREAK = re.compile(r"[.,;:!?()\[\]{}\"“”\n|]+\s|\n|[()\[\]{}\"“”|]|\s[-–—]+\s|…")
_URL = re.compile(r"https?://\S+|\S+@\S+\.\S+|```.*?```|`", re.DOTALL)


@dataclass(frozen=True)
class Clause:
    """Words in a row, one entry each in every field.

    shown: as a label writes it (small letters but for abbreviations and product names); `capital`: written with one;
    `stops`, `links`: says nothing, and of those what holds a phrase together;
    `weak`: a phrase neither starts nor ends on it (it says how, when or that somebody speaks);
    `hidden`: part of a name that names no theme;
    `in_name`: part of several words in a row that are written with a capital ("Hamble Point").
    """

    shown: tuple[str, ...]
    stems: tuple[str, ...]
    stops: tuple[bool, ...]
    links: tuple[bool, ...]
    weak: tuple[bool, ...]
    capital: tuple[bool, ...]
    hidden: frozenset[int]
    in_name: tuple[bool, ...]


class Reader:
    """Reads texts into clauses. Each word is stemmed once: customers say the same few thousand words all day."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._stem = stemmer("english").stemWord
        self._known: dict[str, str] = {}

    def clauses(self, text: str) -> Iterator[Clause]:
        for part in _BREAK.split(_URL.sub("\n", text)):
            raw = [w for word in _WORD.findall(part) if (w := word.strip("'’.-/"))]
            if raw:
                yield self._clause(raw)

    def stems_of(self, phrase: str) -> tuple[str, ...]:
        """Of the words of a phrase that say something."""
        return tuple(
            stem
            for clause in self.clauses(phrase)
            for stem, stops in zip(clause.stems, clause.stops, strict=True)
            if not stops
        )

    def _clause(self, raw: Sequence[str]) -> Clause:
        lowered = [word.lower().replace("’", "'") for word in raw]
        stops = tuple(is_stop(word) for word in lowered)
        return Clause(
            tuple(word if _is_name(word) else word.lower() for word in raw),
            tuple(self._stemmed(word) for word in lowered),
            stops,
            tuple(word in _listed("link") for word in lowered),
            tuple(stop or word in _listed("weak") for stop, word in zip(stops, lowered, strict=True)),
            tuple(word[0].isupper() for word in raw),
            self._names.places(raw),
            tuple(_in_names(raw)),
        )

    def _stemmed(self, word: str) -> str:
        if word not in self._known:
            self._known[word] = self._stem(word).removesuffix("'s")
        return self._known[word]


def _in_names(raw: Sequence[str]) -> list[bool]:
    """Whether each word stands in a row of words that are written with a capital."""
    capitals = [word[0].isupper() and not word.isupper() for word in raw]
    return [
        capital and ((at > 0 and capitals[at - 1]) or (at + 1 < len(raw) and capitals[at + 1]))
        for at, capital in enumerate(capitals)
    ]


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath(f"{name}_words.txt").read_text(encoding="utf-8").split())


def is_stop(word: str) -> bool:
    """Says nothing by itself. scikit-learn's English ones are among them, written down: it takes a second to import."""
    return word in _listed("stop") or len(word) < 2 or word.isdigit()


def _is_name(word: str) -> bool:
    """Abbreviations and product names keep their case: SSO, CSV, GitHub, iOS."""
    if word.islower():
        return False
    return (sum(letter.isupper() for letter in word) >= 2 and len(word) <= 12 and not word.isupper()) or (
        word.isupper() and 2 <= len(word) <= 5
    )
