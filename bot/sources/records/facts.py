"""What a record says of itself, by its own words: day, people, what was decided, what lost, when to revisit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date

from bot.sources.records.blocks import BlockKind
from bot.sources.records.options import options_lost
from bot.sources.records.sections import Part, parts
from bot.sources.records.sentences import Sentence, sentences

Span = tuple[int, int]
"""[start, end) offsets into the record's text."""


@dataclass(frozen=True)
class RecordFacts:
    """None or empty where the record does not say. Its status and links are read by `record_metadata`."""

    decided_on: date | None = None
    deciders: tuple[str, ...] = ()
    revisit: Span | None = None
    options_lost: tuple[Span, ...] = ()
    decision: Span | None = None


_FIELD = re.compile(
    r"(?im)^[ \t]*(?:[-*+][ \t]+)?(?:\|[ \t]*)?:?[*_]{0,2}(?P<name>[A-Za-z][A-Za-z -]{2,24}?)[*_]{0,2}[ \t]*(?::"
    r"|\|)[*_]{0,2}[ \t]*"
    r"(?P<value>[^\n|]+)"
)
_NAMES = {
    "date": "date",
    "decided on": "date",
    "decision date": "date",
    "created": "created",
    "last updated": "updated",
    "last edited": "updated",
    "last modified": "updated",
    "deciders": "deciders",
    "decider": "deciders",
    "decided by": "deciders",
    "decision-makers": "deciders",
    "decision makers": "deciders",
    "approvers": "deciders",
    "arbiter": "deciders",
    "author": "authors",
    "authors": "authors",
    "owner": "authors",
    "owners": "authors",
}
_REVISIT = re.compile(
    r"(?i)\b(re-?visit(?:ed|ing)?|reconsider(?:ed)?|re-?evaluat\w+|review(?:ed)? this (?:decision|choice)"
    r"|re-?open(?:ed)?|look again)\b"
)
_CONDITION = re.compile(
    r"(?i)\b(when|if|once|in \w+ (?:weeks?|months?|years?)|after|until|by the end|later|future|should)\b"
)
_DECIDES = re.compile(
    r"(?i)\b(chosen option|we (?:will|shall|are going to|decided|have decided|choose|chose|use|adopt|recommend"
    r"|propose)|it (?:was|is|has been)"
    r" decided|decision (?:is|was|has been)|should|must|will be|is (?:rejected|accepted|proposed)|this (?:pep"
    r"|oep|kep|rfc|adr|proposal)"
    r" (?:proposes|recommends|adds|describes|introduces|suggests))\b"
)


_NO_DECISION = frozenset({"problem", "rationale", "options", "rejected", "revisit", "faq"})


@lru_cache(maxsize=128)
def record_facts(text: str) -> RecordFacts:
    """Reads front matter, mail-like headers, `Date: x` lines, tables of such and the sections by their headings."""
    found = parts(text)
    fields = _fields(text, found)
    said = sentences(text, found)
    return RecordFacts(
        decided_on=_day(fields.get("date")) or _day(fields.get("created")) or _day(fields.get("updated")),
        deciders=_people(fields.get("deciders") or fields.get("authors")),
        revisit=_revisit(text, found, said),
        options_lost=options_lost(text, found),
        decision=_decision(text, found, said),
    )


def _fields(text: str, found: tuple[Part, ...]) -> dict[str, str]:
    """Named values from the head of the record: whatever stands before its third section."""
    head_end = found[2].section.start if len(found) > 2 else len(text)
    meta = [b for part in found for b in part.blocks if b.kind is BlockKind.META]
    zones = [text[: min(head_end, 6000)], *(text[b.start : b.end] for b in meta)]
    fields: dict[str, str] = {}
    for zone in zones:
        for match in _FIELD.finditer(zone.replace("* - ", "").replace("\n     - ", " : ").replace("\n  - ", " : ")):
            name = _NAMES.get(match["name"].strip().lower())
            value = match["value"].strip().strip("\"'*_ ")
            if name and value and name not in fields:
                fields[name] = value
    return fields


def _people(words: str | None) -> tuple[str, ...]:
    if not words:
        return ()
    plain = re.sub(r"<[^>]*>|\([^)]*@[^)]*\)|\[([^\]]+)\]\([^)]*\)", r"\1", words.strip("[]"))
    names = [name.strip(" \"'@*_") for name in re.split(r",|;|\band\b|&", plain)]
    return tuple(name for name in names if name and not name.startswith("[") and len(name) < 60)


def _day(words: str | None) -> date | None:
    match = re.search(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/ .]\w{2,9}[-/ .]\d{4}|\w{3,9} \d{1,2},? \d{4}", words or "")
    try:
        return parse_date(match.group()).date() if match else None
    except (ParserError, OverflowError):
        return None


def _revisit(text: str, found: tuple[Part, ...], said: tuple[Sentence, ...]) -> Span | None:
    """All that a section on it says, else the sentence that tells it."""
    under = next((spans for part in found if part.section.role == "revisit" and (spans := [*_words_under(part)])), None)
    if under is not None:
        return under[0][0], under[-1][1]
    for sentence in said:
        words = text[sentence.start : sentence.end]
        if _REVISIT.search(words) and _CONDITION.search(words) and sentence.role not in ("problem", "faq"):
            return sentence.start, sentence.end
    return None


def _words_under(part: Part) -> Iterator[Span]:
    """The paragraphs of a section, however short: `Not now.` says all that there is to say."""
    return ((block.start, block.end) for block in part.blocks if block.is_prose)


def _decision(text: str, found: tuple[Part, ...], said: tuple[Sentence, ...]) -> Span | None:
    """The sentence that states what was decided: under a decision's heading first, then in the summary.

    None where the record only tells what was asked for.
    """
    named = [s for s in said if s.role == "decision" and _is_plain_decision(s.heading)]
    for sentence in [*_deciding(text, named), *named[:1]]:
        return sentence.start, sentence.end
    for part in found:
        if part.section.role == "decision" and _is_plain_decision(part.section.heading):
            for span in _words_under(part):
                return span
    for role in ("summary", "decision", "title", "rationale"):
        for sentence in _deciding(text, [s for s in said if s.role == role]):
            return sentence.start, sentence.end
    first = next((s for s in said if s.role not in _NO_DECISION), None)
    return (first.start, first.end) if first else None


def _deciding(text: str, some: list[Sentence]) -> Iterator[Sentence]:
    for sentence in some[:12]:
        if _DECIDES.search(text[sentence.start : sentence.end]):
            yield sentence


def _is_plain_decision(heading: str) -> bool:
    said = r"(?i)\b(decisions?|decided|outcome|resolution|recommendation|conclusion|verdict)\b"
    return bool(re.search(said, heading))
