"""The sentences of a record that may be quoted, with their offsets: whole, said in prose, and not a template's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.sources.records.blocks import Block
from bot.sources.records.sections import Part

_ABBREVIATED = re.compile(
    r"(?i)(?:\b(?:e\.g|i\.e|etc|vs|cf|dr|mr|mrs|ms|prof|st|no|fig|figs|approx|al|resp|incl|ca|eq|sec|sect|viz"
    r"|jr|sr|inc|ltd|co|dept"
    r"|a\.k\.a|w\.r\.t|max|min|ver|v)|\b[A-Z]|\b[a-z]\.[a-z])\.$"
)
_END = re.compile(r"(?:[.!?…]+|[.!?]\.\.)(?:[)\]\"'”’*_`]|\[\d+\]_)*(?=\s)|\n[ \t]*\n")
_OPENS = re.compile(r"[\s(\[\"'“‘*_`<~:|-]*(?:[A-Z0-9]|[^\W\d_a-z]|`|:[a-z]+:`)")
_PLACEHOLDER = re.compile(
    r"\{[a-zA-Z][^{}\n]{2,60}\}|<!--|-->|\bTBD\b|\bTODO\b|\bFIXME\b|\bXXX\b|\blorem ipsum\b|(?:^|\s)(?:\.{3}"
    r"|…)(?:\s|$)"
    r"|\[(?:argument|option|title|description|example|pointer|link to|short|insert|e\.g\.)[^\]]*\](?!\()"
)
_ASKS = re.compile(r"\?[)\]\"'”’*_`]*$")
_LISTED = re.compile(r"\s*[;,](?:\s+(?:and|or))?\s*$")
"""What joins an item of a list to the next one: no part of what it says."""
_CLOSED = re.compile(r"[.!?…][)\]\"'”’*_`]*(?:\[\d+\]_)*$")
_DANGLES = re.compile(
    r"[:;,–—-][*_`]*$|::$|\b(?:and|or|the|a|an|of|to|with|for|but|because|that|which)$", re.IGNORECASE
)
SHORTEST = 16  # characters
LONGEST = 700
_ITEM_WORDS = 6
_PARAGRAPH_WORDS = 8
"""Words that a paragraph without a full stop needs to be more than a label."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Sentence:
    """`text[start:end]` of the record are the words, as they stand. block: number of the paragraph it is part of."""

    start: int
    end: int
    role: str
    heading: str
    path: tuple[str, ...]
    block: int
    is_item: bool = False


@lru_cache(maxsize=128)
def sentences(text: str, parts: tuple[Part, ...]) -> tuple[Sentence, ...]:
    """What may be quoted of a record, in order; `parts` are the record's own."""
    found: list[Sentence] = []
    number = 0
    for part in parts:
        if part.is_noise:
            continue
        section = part.section
        for block in part.blocks:
            number += 1
            if block.is_prose:
                stop = _without_joint(text, block)
                found += [
                    Sentence(start, end, section.role, section.heading, section.path, number, block.kind == "item")
                    for start, end in split(text, block.start, stop)
                    if is_quotable(
                        text[start:end], is_item=block.kind == "item", is_all=(start, end) == (block.start, stop)
                    )
                ]
    return tuple(found)


def _without_joint(text: str, block: Block) -> int:
    """Where the block's words end, but for what joins an item to the next one ("; and")."""
    joint = _LISTED.search(text, block.start, block.end) if block.kind == "item" else None
    return joint.start() if joint else block.end


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence spans in `text[start:end]`; no character of a sentence is lost."""
    spans, begin = [], start
    for match in _END.finditer(text, start, end):
        stop = match.end() if match.group().strip() else match.start()
        if stop <= begin or not _breaks(text, begin, match.start(), stop, end):
            continue
        spans.append((begin, stop))
        begin = stop
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        spans.append((begin, end))
    return spans


def _breaks(text: str, begin: int, mark: int, stop: int, end: int) -> bool:
    following = text[stop : min(stop + 40, end)]
    if not _OPENS.match(following):
        return False
    return not (text[mark] == "." and _ABBREVIATED.search(text[max(begin, mark - 12) : mark + 1]))


def is_quotable(words: str, *, is_item: bool, is_all: bool) -> bool:
    """Whether this can stand alone before a reader. is_all: it is the whole of its paragraph or item."""
    if not SHORTEST <= len(words) <= LONGEST or _PLACEHOLDER.search(words):
        return False
    if _ASKS.search(words) or _DANGLES.search(words):
        return False
    first = next((c for c in words if c.isalnum()), "")
    if first.islower() and not (is_item or words[0] in "`*_"):
        return False
    if not _CLOSED.search(words):
        needed = _ITEM_WORDS if is_item else _PARAGRAPH_WORDS
        if not is_all or len(_WORD.findall(words)) < needed:
            return False
    letters = sum(c.isalpha() or c.isspace() for c in words)
    return letters >= 0.7 * len(words) and words.count("http") < 2 and words.count("|") < 2
