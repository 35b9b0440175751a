"""Representative quotes of a theme: verbatim, short enough to read, of different accounts."""

import re
from collections.abc import Sequence

import numpy as np

from bot.domain.signals import Signal
from bot.domain.themes import Quote
from bot.services.classifying.essence import FIELD_LINE
from bot.services.theming.features import Matrix, normalised

_LONGEST = 240  # characters a quote should have at most
_SHORTEST = 25  # characters below which a sentence says little by itself
_SENTENCE = re.compile(r"[^\s.!?\n][^\n]*?(?:[.!?]+[\"')\]]*(?=\s|$)|(?=\n|$))")
_NOISE = re.compile(r"https?://\S+|```|^\s*(?:>|#{1,6} )|@\w+", re.MULTILINE)
_GREETING = re.compile(r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you)\b", re.IGNORECASE)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence in the text (a line end ends one)."""
    return tuple((m.start(), m.end()) for m in _SENTENCE.finditer(text))


def excerpt(text: str, wanted: frozenset[str] = frozenset(), longest: int = _LONGEST) -> str:
    """The message, or its whole sentences in a row that say most: always an exact substring of `text`.

    wanted: lower-case words that the quote should hold (the theme's keywords). Only a single sentence longer than
    `longest` characters makes a longer quote.
    """
    whole = text.strip()
    if len(whole) <= longest and "\n" not in whole:
        return whole
    spans = sentences(text)
    if not spans:
        return whole
    runs = [
        (first, last)
        for first in range(len(spans))
        for last in range(first, min(first + 3, len(spans)))
        if first == last or (spans[last][1] - spans[first][0] <= longest
        and "\n" not in text[spans[first][0] : spans[last][1]])
    ]
    best = max(runs, key=lambda run: (_worth(text[spans[run[0]][0] : spans[run[1]][1]], wanted, longest), -run[0]))
    return text[spans[best[0]][0] : spans[best[1]][1]]


def _worth(piece: str, wanted: frozenset[str], longest: int) -> float:
    words = set(re.findall(r"[a-z0-9']+", piece.lower()))
    worth = 2.0 * len(words & wanted) + min(len(piece), 160) / 160
    worth -= 2.0 * (len(piece) > longest) + 1.5 * (len(piece) < _SHORTEST)
    worth -= 4.0 * bool(FIELD_LINE.search(piece))
    return worth - 1.0 * bool(_NOISE.search(piece)) - 1.0 * bool(_GREETING.match(piece) and len(words) < 8)


def representative(
    members: Sequence[Signal], vectors: Matrix, keywords: Sequence[str] = (), count: int = 3
) -> tuple[Quote, ...]:
    """The quotes that stand for a theme: near its centre, short, newest where equal, of different accounts first.

    vectors: (n, d) unit rows, one each member. Fewer than `count` where the members say the same words.
    """
    if not members:
        return ()
    wanted = frozenset(word for phrase in keywords for word in phrase.lower().split())
    cosines = vectors @ normalised(vectors.mean(axis=0, keepdims=True))[0]
    fits = np.array([_fit(member.text) for member in members])
    ranked = sorted(range(len(members)), key=lambda i: (-round(float(cosines[i] * fits[i]), 4), members[i].id))
    chosen: list[Quote] = []
    seen_accounts: set[str] = set()
    seen_words: set[str] = set()
    for different in (True, False):
        for i in ranked:
            member = members[i]
            said_by = member.account_id or f"author:{member.author or member.id}"
            text = excerpt(member.text, wanted)
            plain = " ".join(re.findall(r"\w+", text.lower()))
            taken = any(quote.id == member.id for quote in chosen)
            if taken or not plain or plain in seen_words or (different and said_by in seen_accounts):
                continue
            chosen.append(Quote(member.id, text, member.url, member.account))
            seen_accounts.add(said_by)
            seen_words.add(plain)
            if len(chosen) == count:
                return tuple(chosen)
    return tuple(chosen)


def _fit(text: str) -> float:
    """How well a message can be quoted: 1 where it is short and complete, less for very short or very long ones."""
    length = len(text.strip())
    if length < _SHORTEST:
        return 0.7
    if length <= _LONGEST:
        return 1.0
    return max(0.75, 1.0 - (length - _LONGEST) / 4000)
