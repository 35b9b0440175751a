"""Text folded for comparison, with the way back to the original characters."""

import re
import unicodedata
from dataclasses import dataclass

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
    }
)
_EMPHASIS = frozenset("*`")  # Markdown around words; models leave it out when they copy
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u180b\u180c\u180d\u180f")

HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff\ufff9-\ufffb]")
"""Characters that turn or hide text: bidirectional overrides, tags, interlinear annotation."""


@dataclass(frozen=True)
class Folded:
    """`starts[i]` and `ends[i]` bound the characters of the original that became `text[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def is_invisible(character: str) -> bool:
    """Whether a character shows nothing (white space is not meant)."""
    if character.isascii():
        return (character < " " and not character.isspace()) or character == "\x7f"
    if character.isspace():
        return False
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selector or character in _FILLERS or unicodedata.category(character) in _INVISIBLE


def visible(text: str) -> str:
    """The text without characters that show nothing: what a model is given, so that nothing is smuggled to it."""
    return text if text.isascii() and text.isprintable() else "".join(c for c in text if not is_invisible(c))


def fold(text: str) -> Folded:
    """White space runs become one space; Unicode forms, dashes and quotation marks become one each; case stays."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for position, character in enumerate(text):
        if character.isascii() and character.isalnum():
            plain = character
        elif character.isspace():
            plain = " "
        elif character in _EMPHASIS or is_invisible(character):
            continue
        else:
            plain = unicodedata.normalize("NFKD", character.translate(_SAME)).translate(_SAME)
        for letter in plain:
            shown = " " if letter.isspace() else letter
            if shown == " " and letters and letters[-1] == " ":
                ends[-1] = position + 1
                continue
            letters.append(shown)
            starts.append(position)
            ends.append(position + 1)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def find_quote(quote: str, source: str) -> tuple[int, int] | None:
    """Where a quote stands in its source, as [start, end) offsets into the source; None where it does not.

    Quotation marks and dots around the quote are not held against it. A quote that begins or ends inside a word is
    widened to the whole word.
    """
    wanted = fold(quote).text.strip(" \"'").removeprefix("...").removesuffix("...").strip()
    if not wanted:
        return None
    folded = fold(source)
    at = folded.text.find(wanted)
    if at < 0:
        return None
    last = at + len(wanted) - 1
    start, end = folded.starts[at], folded.ends[last]
    while start > 0 and source[start].isalnum() and source[start - 1].isalnum() and not _spaceless(source[start]):
        start -= 1
    while end < len(source) and source[end - 1].isalnum() and source[end].isalnum() and not _spaceless(source[end]):
        end += 1
    while end < len(source) and unicodedata.combining(source[end]):
        end += 1
    return start, end


def _spaceless(character: str) -> bool:
    """Written without spaces between words (Chinese, Japanese, Thai, ...): there is no word to widen to."""
    return "\u0e00" <= character <= "\u0fff" or "\u2e80" <= character <= "\u9fff" or character > "\U0001ffff"
