"""Other products that customers speak of: known ones, and new names that keep turning up in tell-tale phrases."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources

from bot.domain.digests import CompetitorMentions
from bot.domain.signals import Signal
from bot.domain.themes import Quote
from bot.services.synthesis_rules.rival_phrases import named_in_phrases
from bot.services.theming.excerpts import excerpt

_REPEATED = 2  # different accounts or authors that have to name a new one
_QUOTES = 3
_MOSTLY = 2  # messages with a name in small letters for one with it in capitals
_ARTICLE = r"(?:[Tt]he|[Aa]n?|[Mm]y|[Oo]ur|[Yy]our|[Tt]heir|[Tt]his|[Ss]ome|[Nn]o)"


@cache
def _ordinary() -> frozenset[str]:
    text = resources.files(__package__).joinpath("not_competitors.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@lru_cache(maxsize=32_768)
def names_in(text: str) -> tuple[str, ...]:
    """Names in the places of a sentence where another product stands, in order; ordinary words are left out."""
    found: dict[str, None] = {}
    for words in named_in_phrases(text):
        if name := _trimmed(words):
            found[name] = None
    return tuple(found)


def find_competitors(
    said: Sequence[Signal], known: Iterable[str] = (), never: Iterable[str] = ()
) -> tuple[CompetitorMentions, ...]:
    """Who is named, most messages first.

    said: messages of the window (and, for new names, of the weeks before it: a name counts as a competitor once two
    accounts or authors brought it up). known: names from the settings, found anywhere in the text. never: names that
    are something else: the company's own, its accounts, its people.
    """
    settled = {name.lower(): name for name in known if name.strip()}
    barred = {name.lower() for name in never}
    mentions: dict[str, list[Signal]] = {name: [] for name in settled}
    spelling: dict[str, str] = dict(settled)
    for signal in said:
        here = {key for key, name in settled.items() if _mentions(signal.text, name)}
        for name in names_in(signal.text):
            key = name.lower()
            if key not in barred and not any(key in other or other in key for other in here):
                spelling.setdefault(key, name)
                here.add(key)
        for key in here:
            mentions.setdefault(key, []).append(signal)
    kept = [
        _told(spelling[key], signals)
        for key, signals in mentions.items()
        if signals and (key in settled or _is_a_name(spelling[key], signals, said))
    ]
    return tuple(sorted(kept, key=lambda c: (-c.messages, -len(c.accounts), c.name)))


def _is_a_name(name: str, signals: Sequence[Signal], said: Sequence[Signal]) -> bool:
    """Whether several brought it up, and it is no word of every day that some write large: `the photos`, `a comment`,
    or `overtime`, which most write small."""
    if len({_speaker(signal) for signal in signals}) < _REPEATED:
        return False
    small, large = re.compile(rf"\b{re.escape(name.lower())}s?\b"), re.compile(rf"\b{re.escape(name)}\b")
    as_a_thing = re.compile(rf"\b{_ARTICLE} {re.escape(name.lower())}s?\b")
    written_small = sum(1 for signal in said if small.search(signal.text))
    written_large = sum(1 for signal in said if large.search(signal.text))
    things = sum(1 for signal in said if as_a_thing.search(signal.text))
    return things < len(signals) and written_small <= _MOSTLY * written_large


def _told(name: str, signals: Sequence[Signal]) -> CompetitorMentions:
    accounts = tuple(dict.fromkeys(s.account for s in signals if s.account))
    quotes: list[Quote] = []
    seen: set[str] = set()
    for signal in signals:
        if _speaker(signal) not in seen and len(quotes) < _QUOTES:
            seen.add(_speaker(signal))
            wanted = frozenset(name.lower().split())
            quotes.append(Quote(signal.id, excerpt(signal.text, wanted), signal.url, signal.account))
    return CompetitorMentions(name, len(signals), accounts, tuple(quotes))


def _speaker(signal: Signal) -> str:
    return signal.account_id or signal.author or signal.id


def _mentions(text: str, name: str) -> bool:
    flags = 0 if name.lower() in _ordinary() else re.IGNORECASE
    return bool(re.search(rf"(?<![\w@]){re.escape(name)}(?![\w])", text, flags))


def _trimmed(name: str) -> str | None:
    words = name.rstrip(".-").split()
    while words and words[-1].lower() in _ordinary():
        words.pop()
    if not words or words[0].lower() in _ordinary() or len(words[0]) < 3:
        return None
    return " ".join(words)
