"""What is shown of a message: whole sentences where they fit, always its exact words."""

import re
from collections.abc import Sequence

from bot.services.theming.words import is_stop
from bot.sources.field_lines import FIELD_LINE

LONGEST = 240
"""Characters a quote should have at most."""

SHORTEST = 25
"""Characters below which a sentence says little by itself."""

_WELL_FILLED = 0.6  # of the room for a quote that a clause has to fill
_CLAUSE = re.compile(r"[,;:](?=\s)|\s[-–—]+\s|\s(?=(?:and|but|because|so|which|when|while|or)\s)")
_SENTENCE = re.compile(r"[^\s.!?\n][^\n]*?(?:[.!?]+[\"')\]]*(?=\s|$)|(?=\n|$))")
_TELLING = 2  # phrases of a theme, the best, that its quotes should hold
_NO_WORDS = 20.0  # taken off what an integration put before the customer's words
_TITLE = re.compile(r"#\d+\b.*https?://\S+\)?$")
_NOISE = re.compile(r"https?://\S+|```|^\s*(?:>|#{1,6} )|@\w+", re.MULTILINE)
_GREETING = re.compile(r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you)\b", re.IGNORECASE)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence in the text (a line end ends one)."""
    return tuple((m.start(), m.end()) for m in _SENTENCE.finditer(text))


def excerpt(text: str, wanted: frozenset[str] = frozenset(), longest: int = LONGEST) -> str:
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
    worth -= 2.0 * (len(piece) > longest) + 1.5 * (len(piece) < SHORTEST)
    worth -= _NO_WORDS * bool(FIELD_LINE.search(piece) or _TITLE.match(piece))
    return worth - 1.0 * bool(_NOISE.search(piece)) - 1.0 * bool(_GREETING.match(piece) and len(words) < 8)


def cut(text: str, longest: int) -> str:
    """The first whole sentences of `text` that fit into `longest` characters: an exact substring.

    Where even the first one is too long it ends at a comma or between two words, and "…" says so.
    """
    if len(text) <= longest:
        return text
    ends = [end for _, end in sentences(text) if end <= longest]
    if ends and ends[-1] >= min(SHORTEST, longest):
        return text[: ends[-1]].strip()
    room = text[: longest - 1]
    border = max((m.start() for m in _CLAUSE.finditer(room)), default=0)
    at = border if border >= _WELL_FILLED * longest else max(room.rfind(" "), 0) or len(room)
    return room[:at].rstrip(" ,;:–—-") + "…"


def words_wanted(keywords: Sequence[str]) -> frozenset[str]:
    """Of a theme's phrases, what its quotes should hold, as `excerpt` takes it."""
    return frozenset(w for phrase in keywords[:_TELLING] for w in phrase.lower().split() if not is_stop(w))
