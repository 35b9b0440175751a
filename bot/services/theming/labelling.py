"""Names of themes, from the customers' own words: class-based TF-IDF over phrases of one to three words."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from snowballstemmer import stemmer

_WORD = re.compile(r"[^\W_]+(?:['’.\-/+][^\W_]+)*[+#]*")
_BREAK = re.compile(r"[.,;:!?()\[\]{}\"“”\n|]+\s|\n|[()\[\]{}\"“”|]")
_URL = re.compile(r"https?://\S+|\S+@\S+\.\S+|```.*?```|`", re.DOTALL)
StemWords = Callable[[list[str]], list[str]]

_LENGTH_BONUS = {1: 1.0, 2: 1.55, 3: 1.75}
_LONGEST_LABEL = 60
_PHRASE_SHARE = 0.25  # of a word's messages that have to use a phrase for the phrase to stand for the word


@dataclass(frozen=True)
class Label:
    """`text` as a person would read it, `keywords` best first; both in words that members of the theme used."""

    text: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class _Phrase:
    stems: tuple[str, ...]
    words: tuple[str, ...]


def label_themes(texts_by_theme: Mapping[str, Sequence[str]], keywords: int = 6) -> Mapping[str, Label]:
    """A label for each theme id, telling it apart from the others; the texts are the members' own words.

    Phrases that one message repeats count once. A theme whose texts hold no word is called "(no words)".
    """
    stem = stemmer("english")
    counts: dict[str, Counter[tuple[str, ...]]] = {}
    surface: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    for theme, texts in sorted(texts_by_theme.items()):
        count: Counter[tuple[str, ...]] = Counter()
        for text in texts:
            phrases = set(_phrases(text, stem.stemWords))
            for phrase in phrases:
                surface.setdefault(phrase.stems, Counter())[phrase.words] += 1
            count.update({phrase.stems for phrase in phrases})
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
            if n > 1 or sizes[theme] < 4
        } or {stems: float(len(stems)) for stems in count}
        ranked = sorted(scored, key=lambda stems: (-scored[stems], stems))
        ranked = _longer_first(ranked, count)
        labels[theme] = _label(ranked, surface, keywords)
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
    surface: Mapping[tuple[str, ...], Counter[tuple[str, ...]]],
    keywords: int,
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
    text = words[0]
    if len(chosen[0]) < 2 and len(words) > 1 and len(text) + len(words[1]) + 2 <= _LONGEST_LABEL:
        text = f"{text}, {words[1]}"
    return Label(text, tuple(words))


def _readable(forms: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    return min(forms, key=lambda words: (-forms[words], words))


def _overlaps(stems: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(set(stems) & set(other))


def _phrases(text: str, stem_words: StemWords) -> Iterator[_Phrase]:
    """Runs of one to three words that neither start nor end in a stop word and do not cross punctuation."""
    for part in _BREAK.split(_URL.sub("\n", text)):
        raw = [w.strip("'’.-/") for w in _WORD.findall(part)]
        words = [w if _is_name(w) else w.lower() for w in raw if w]
        lowered = [w.lower().replace("’", "'") for w in words]
        stems = [s.removesuffix("'s") for s in stem_words(lowered)]
        for start in range(len(words)):
            if is_stop(lowered[start]):
                continue
            for end in range(start + 1, min(start + 3, len(words)) + 1):
                if not is_stop(lowered[end - 1]):
                    yield _Phrase(tuple(stems[start:end]), tuple(words[start:end]))


@cache
def _stops() -> frozenset[str]:
    more = resources.files(__package__).joinpath("stop_words.txt").read_text(encoding="utf-8")
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # a second to import: only where themes are made

    return frozenset(ENGLISH_STOP_WORDS) | frozenset(more.split())


def is_stop(word: str) -> bool:
    return word in _stops() or len(word) < 2 or word.isdigit()


def _is_name(word: str) -> bool:
    """Abbreviations and product names keep their case: SSO, CSV, GitHub, iOS."""
    return (sum(letter.isupper() for letter in word) >= 2 and len(word) <= 12 and not word.isupper()) or (
        word.isupper() and 2 <= len(word) <= 5
    )
