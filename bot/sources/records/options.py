"""The options that lost, as a record names them."""

import re

from rapidfuzz import fuzz

from bot.sources.records.blocks import Block, BlockKind
from bot.sources.records.plain import plain
from bot.sources.records.roles import NOISE, role_of_heading
from bot.sources.records.sections import Part
from bot.sources.records.sentences import split

MOST = 8
_CHOSEN = re.compile(
    r"(?i)chosen (?:option|solution|alternative)s?\W*[:,]?\s*[\"“'`*_]*(.+?)(?:[\"”`*]|,? because|\.\s|\n\n|$)"
)
_GENERIC = re.compile(
    r"(?i)^(?:pros|cons|positive|negative|good|bad|example|note|summary|overview|conclusion|discussion|implementation"
    r"|(?:positive|negative) consequences|advantages|disadvantages|links?|decision)\b"
)
_ARGUES = re.compile(r"(?i)^(?:good|bad|neutral|pros?|cons?|\+|-)\b[ ,:]")
_LEAD = re.compile(
    r"(?i)^(?:option|alternative|solution)?\s*\(?\w{1,3}[.):]\s+|^(?:option|alternative)\s+\w{1,3}\s*[-–:]\s*"
)
_NOTICE = re.compile(
    r"(?i)\b(?:notice|rejection|withdrawal|withdrawn|deferral|deferment|deferred|postpone\w*|non-goals?)\b"
)
_WEIGHED = re.compile(r"(?i)\b(?:alternativ\w*|options?|considered|candidates?|approaches)\b")
_MARKS = "*_`\"' "


def options_lost(text: str, found: tuple[Part, ...]) -> tuple[tuple[int, int], ...]:
    """Spans in the record, one an option, in its order: rejected ones, and considered ones that were not chosen."""
    chosen = _chosen(text, found)
    rejected = _named(text, [p for p in found if p.section.role == "rejected" and not _NOTICE.search(_headings(p))])
    considered = [] if rejected else _named(text, [p for p in found if _weighs_options(p)])
    kept: list[tuple[int, int]] = []
    for start, end in rejected or considered:
        words = _bare(text[start:end])
        if not _is_chosen(words, chosen) and all(fuzz.ratio(words, _bare(text[a:b])) < 90 for a, b in kept):
            kept.append((start, end))
    # Where nothing says what was chosen, a list of considered options holds the winner too.
    return tuple(kept[:MOST]) if rejected or chosen or not _is_list(text, found) else ()


def _headings(part: Part) -> str:
    return " / ".join((*part.section.path, part.section.heading))


def _weighs_options(part: Part) -> bool:
    return part.section.role == "options" and bool(_WEIGHED.search(_headings(part)))


def _chosen(text: str, found: tuple[Part, ...]) -> str | None:
    for part in found:
        if part.section.role in ("decision", "title", "summary", "options"):
            match = _CHOSEN.search(text, part.section.start, part.section.end)
            if match:
                return _bare(match[1])
    return None


def _is_chosen(words: str, chosen: str | None) -> bool:
    return chosen is not None and (fuzz.partial_ratio(words, chosen) >= 88 or fuzz.token_set_ratio(words, chosen) >= 88)


def _bare(words: str) -> str:
    return _LEAD.sub("", plain(words).strip(_MARKS)).lower()[:160]


def _named(text: str, some: list[Part]) -> list[tuple[int, int]]:
    """Headings below the section's own; failing those its list; failing that the first sentence of its paragraphs."""
    headings = [_heading_span(text, p) for p in some if _names_an_option(p)]
    if headings:
        return headings
    for part in some:
        items = [b for b in part.blocks if b.kind is BlockKind.ITEM and not _ARGUES.match(text[b.start : b.end])]
        top = min((b.indent for b in items), default=0)
        if spans := [_first_words(text, b) for b in items if b.indent == top]:
            return spans
    prose = [b for p in some for b in p.blocks if b.kind is BlockKind.PARAGRAPH and p.section.role == "rejected"]
    return [split(text, b.start, b.end)[0] for b in prose if b.end - b.start > 40 and text[b.end - 1] != ":"]


def _names_an_option(part: Part) -> bool:
    heading = part.section.heading
    own = role_of_heading(heading)
    return (
        bool(heading and part.section.path)
        and own not in ("options", "rejected", NOISE)
        and not _GENERIC.match(heading)
    )


def _heading_span(text: str, part: Part) -> tuple[int, int]:
    start = text.index(part.section.heading, part.section.start)
    return start, start + len(part.section.heading)


def _first_words(text: str, block: Block) -> tuple[int, int]:
    return split(text, block.start, block.end)[0]


def _is_list(text: str, found: tuple[Part, ...]) -> bool:
    options = [p for p in found if p.section.role == "options"]
    return any(b.kind is BlockKind.ITEM for p in options for b in p.blocks) and not any(
        _names_an_option(p) for p in options
    )
