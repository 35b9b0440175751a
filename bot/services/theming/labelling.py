"""Names of themes, from the customers' own words: class-based TF-IDF over phrases of one to three words."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from snowballstemmer import stemmer

from bot.services.theming.names import Names

_WORD = re.compile(r"[^\W_]+(?:['’.\-/+][^\W_]+)*[+#]*")
_BREAK = re.compile(r"[.,;:!?()\[\]{}\"“”\n|]+\s|\n|[()\[\]{}\"“”|]")
_URL = re.compile(r"https?://\S+|\S+@\S+\.\S+|```.*?```|`", re.DOTALL)

_LENGTH_BONUS = {1: 1.0, 2: 1.55, 3: 1.75}
_LONGEST_LABEL = 60
_LOOK_AT = 20  # phrases among which one is looked for to stand beside a single word
_PHRASE_BESIDE = 0.35  # of the word's messages that have to use it
_NEAR = 2  # words between two phrases that are said in one breath
_PHRASE_SHARE = 0.25  # of a word's messages that have to use a phrase for the phrase to stand for the word


@dataclass(frozen=True)
class Label:
    """`text` as a person would read it, `keywords` best first; both in words that members of the theme used."""

    text: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class _Phrase:
    """`is_name`: part of several words in a row that are written with a capital ("Hamble Point")."""

    stems: tuple[str, ...]
    words: tuple[str, ...]
    is_name: bool = False


def label_themes(
    texts_by_theme: Mapping[str, Sequence[str]], keywords: int = 6, never: Iterable[str] = ()
) -> Mapping[str, Label]:
    """A label for each theme id, telling it apart from the others; the texts are the members' own words.

    Phrases that one message repeats count once. A theme whose texts hold no word is called "(no words)".
    never: names (of accounts, of people) that are no part of any label or keyword.
    """
    stem, names = _Stems(), Names(never)
    named: Counter[tuple[str, ...]] = Counter()
    counts: dict[str, Counter[tuple[str, ...]]] = {}
    surface: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    for theme, texts in sorted(texts_by_theme.items()):
        count: Counter[tuple[str, ...]] = Counter()
        for text in texts:
            phrases = set(_phrases(text, stem, names))
            for phrase in phrases:
                surface.setdefault(phrase.stems, Counter())[phrase.words] += 1
            count.update({phrase.stems for phrase in phrases})
            named.update({phrase.stems for phrase in phrases if phrase.is_name})
        counts[theme] = count
    spread = Counter(stems for count in counts.values() for stems in count)
    total = Counter[tuple[str, ...]]()
    for count in counts.values():
        total.update(count)
    sizes = {theme: max(1, len(texts)) for theme, texts in texts_by_theme.items()}
    messages = sum(sizes.values())
    labels: dict[str, Label] = {}
    for theme, count in counts.items():
        scored = {
            stems: _worth(stems, n, sizes[theme], total[stems], messages, spread[stems], len(counts))
            for stems, n in count.items()
            if (n > 1 or sizes[theme] < 4) and named[stems] < total[stems]
        } or {stems: float(len(stems)) for stems in count}
        ranked = sorted(scored, key=lambda stems: (-scored[stems], stems))
        ranked = _longer_first(ranked, count)
        labels[theme] = _label(ranked, count, surface, keywords, texts_by_theme[theme], stem)
    return labels


def _worth(
    stems: tuple[str, ...], here: int, size: int, everywhere: int, messages: int, themes_with: int, themes: int
) -> float:
    """Share of the theme's messages that hold the phrase, times how much more that is than elsewhere."""
    share = here / size
    lift = math.log(1 + (here / size) / ((everywhere + 1) / (messages + 1)))
    rare = math.log(1 + themes / themes_with)
    return float(share**0.7) * lift * rare * _LENGTH_BONUS[len(stems)]


def _longer_first(ranked: Sequence[tuple[str, ...]], count: Mapping[tuple[str, ...], int]) -> list[tuple[str, ...]]:
    """A single best word gives way to the phrase that holds it, where a good part of its messages use that phrase."""
    if not ranked or len(ranked[0]) > 1:
        return list(ranked)
    best = ranked[0]
    longer = [s for s in ranked[1:60] if len(s) > 1 and best[0] in s and count[s] >= _PHRASE_SHARE * count[best]]
    return [*longer[:1], *ranked]


def _label(
    ranked: Sequence[tuple[str, ...]],
    count: Mapping[tuple[str, ...], int],
    surface: Mapping[tuple[str, ...], Counter[tuple[str, ...]]],
    keywords: int,
    texts: Sequence[str],
    stem: "_Stems",
) -> Label:
    chosen: list[tuple[str, ...]] = []
    for stems in ranked:
        if len(chosen) == keywords:
            break
        if not any(_overlaps(stems, other) for other in chosen):
            chosen.append(stems)
    words = [" ".join(_readable(surface[stems])) for stems in chosen]
    if not words:
        return Label("(no words)", ())
    first, text = chosen[0], words[0]
    if len(first) > 1:
        return Label(text, tuple(words))
    beside = _beside(chosen[:2], ranked[:_LOOK_AT], count)
    if beside is not None:
        second = " ".join(_readable(surface[beside]))
        if _overlaps(first, beside):
            text = second
        elif len(text) + len(second) + 2 <= _LONGEST_LABEL:
            text = _together(first, beside, (text, second), texts, stem)
    return Label(text, tuple(words))


def _beside(
    chosen: Sequence[tuple[str, ...]], ranked: Sequence[tuple[str, ...]], count: Mapping[tuple[str, ...], int]
) -> tuple[str, ...] | None:
    """What a single word is completed by: a phrase that many use which holds it or the next best, else that one."""
    for word in chosen:
        for stems in ranked:
            if len(stems) > 1 and _overlaps(stems, word) and count[stems] >= max(2, _PHRASE_BESIDE * count[word]):
                return stems
    return chosen[1] if len(chosen) > 1 else None


def _together(
    one: tuple[str, ...], other: tuple[str, ...], words: tuple[str, str], texts: Sequence[str], stem: "_Stems"
) -> str:
    """The two phrases as people put them one after the other; side by side where nobody does."""
    order: Counter[bool] = Counter()
    for text in texts:
        for part in _BREAK.split(_URL.sub("\n", text)):
            said = stem.of([w.lower() for w in _WORD.findall(part)])
            first, second = _place(said, one), _place(said, other)
            if first is None or second is None:
                continue
            start, end = (first + len(one), second) if first < second else (second + len(other), first)
            order[first < second] += 0 <= end - start <= _NEAR
    if not sum(order.values()):
        return ", ".join(words)
    return " ".join(words if order[True] >= order[False] else words[::-1])


def _place(said: Sequence[str], phrase: tuple[str, ...]) -> int | None:
    """Where the phrase begins."""
    size = len(phrase)
    return next((at for at in range(len(said) - size + 1) if tuple(said[at : at + size]) == phrase), None)


def _readable(forms: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    return min(forms, key=lambda words: (-forms[words], words))


def _overlaps(stems: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(set(stems) & set(other))


class _Stems:
    """Stems of words, each worked out once: customers say the same few thousand words all day."""

    def __init__(self) -> None:
        self._stem = stemmer("english").stemWord
        self._known: dict[str, str] = {}

    def of(self, words: Sequence[str]) -> list[str]:
        for word in words:
            if word not in self._known:
                self._known[word] = self._stem(word).removesuffix("'s")
        return [self._known[word] for word in words]


def _phrases(text: str, stem: _Stems, names: Names) -> Iterator[_Phrase]:
    """Runs of one to three words that neither start nor end in a stop word and cross neither punctuation nor a name."""
    for part in _BREAK.split(_URL.sub("\n", text)):
        raw = [w for word in _WORD.findall(part) if (w := word.strip("'’.-/"))]
        words = [w if _is_name(w) else w.lower() for w in raw]
        lowered = [w.lower().replace("’", "'") for w in words]
        stems, hidden = stem.of(lowered), names.places(raw)
        in_name = _in_names(raw)
        for start in range(len(words)):
            if is_stop(lowered[start]):
                continue
            for end in range(start + 1, min(start + 3, len(words)) + 1):
                if end - 1 in hidden or start in hidden:
                    break
                if not is_stop(lowered[end - 1]):
                    is_name = all(in_name[start:end])
                    yield _Phrase(tuple(stems[start:end]), tuple(words[start:end]), is_name)


def _in_names(raw: Sequence[str]) -> list[bool]:
    """Whether each word stands in a row of words that are written with a capital."""
    capitals = [word[0].isupper() and not word.isupper() for word in raw]
    return [
        capital and ((at > 0 and capitals[at - 1]) or (at + 1 < len(raw) and capitals[at + 1]))
        for at, capital in enumerate(capitals)
    ]


@cache
def _stops() -> frozenset[str]:
    """scikit-learn's English ones among them, written down: it takes a second to import."""
    return frozenset(resources.files(__package__).joinpath("stop_words.txt").read_text(encoding="utf-8").split())


def is_stop(word: str) -> bool:
    return word in _stops() or len(word) < 2 or word.isdigit()


def _is_name(word: str) -> bool:
    """Abbreviations and product names keep their case: SSO, CSV, GitHub, iOS."""
    return (sum(letter.isupper() for letter in word) >= 2 and len(word) <= 12 and not word.isupper()) or (
        word.isupper() and 2 <= len(word) <= 5
    )
