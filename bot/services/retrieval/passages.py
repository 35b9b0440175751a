"""What of a record is searched by meaning: few short passages that carry its reasons, under a budget of work.

Long records would cost minutes if every paragraph were embedded. All of a record's text is searched by its words; by
meaning only what answers "why": title and summary, reasons, options, questions that the record itself asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.sources.records.plain import plain
from bot.sources.records.roles import role_of_heading
from bot.sources.records.sections import Part, parts
from bot.sources.records.sentences import split

FEWEST, MOST = 16, 72
CHARACTERS_A_PASSAGE = 2_000
"""A record has FEWEST passages and one more for each so many characters, but not above MOST: 24 at the average of
16,000, which with 300 characters each keeps an import above four such records a second."""
LONG = 300  # characters: two or three sentences, so that one reason is one passage
TITLE_LONG = 400
HEADINGS_LONG = 250

_ROLE_WORTH = {
    "summary": 3.0,
    "rationale": 2.5,
    "rejected": 2.5,
    "faq": 2.5,
    "decision": 1.5,
    "options": 2.0,
    "problem": 1.5,
    "title": 1.5,
    "consequences": 1.2,
    "revisit": 1.5,
    "other": 0.5,
}
_REASON = re.compile(
    r"(?i)\b(because|since|reasons?|therefore|thus|hence|so that|in order to|instead of|rather than|reject\w*"
    r"|why|due to"
    r"|avoids?|problem\w*|would|drawback\w*|disadvantage\w*|advantage\w*|too (?:hard|slow|complex|expensive"
    r"|many|much)|prefer\w*"
    r"|chos\w+|decided|decision|benefit\w*|simpl\w+|cost\w*|confus\w+|not worth|goal)\b"
)


@dataclass(frozen=True)
class Passage:
    """`text` is what is embedded (markup taken away, heading in front); `start` and `end` bound its place."""

    owner_id: str
    section: str
    role: str
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Piece:
    section: str
    role: str
    start: int
    end: int
    text: str
    worth: float


def passages_of(record: Decision, most: int | None = None) -> list[Passage]:
    """The record's passages, in its own order; the title with its summary is the first."""
    if most is None:
        most = min(MOST, FEWEST + len(record.text) // CHARACTERS_A_PASSAGE)
    found = parts(record.text)
    pieces = [_front(record, found), *_headings(found)]
    body = [piece for part in found if not part.is_noise for piece in _pieces(record.text, part)]
    body = sorted(sorted(body, key=lambda p: -p.worth)[: max(0, most - len(pieces))], key=lambda p: p.start)
    return [
        Passage(record.id, p.section, p.role, number, p.start, p.end, p.text) for number, p in enumerate(pieces + body)
    ]


def _front(record: Decision, found: tuple[Part, ...]) -> _Piece:
    """The title, with the first words of the summary, else of the problem, else of anything."""
    title = plain(record.title)
    for roles in (("summary",), ("title", "problem", "rationale", "decision"), ("other",)):
        for part in found:
            blocks = [b for b in part.blocks if b.is_prose] if part.section.role in roles and not part.is_noise else []
            if blocks:
                begin, end = blocks[0].start, blocks[-1].end
                room = TITLE_LONG - len(title)
                stop = next((e for _, e in split(record.text, begin, end) if e - begin >= room // 2), end)
                stop = min(stop, begin + 2 * room)
                return _Piece(
                    part.section.heading, "title", begin, stop, f"{title}. {plain(record.text[begin:stop])}", 9
                )
    return _Piece("", "title", 0, min(len(record.text), TITLE_LONG), title, 9)


def _headings(found: tuple[Part, ...]) -> Iterator[_Piece]:
    """The headings that name something (not "Context"), some together: what the record goes into."""
    named = [p for p in found if p.section.role != "title" and _is_telling(p.section.heading) and not p.is_noise]
    some: list[Part] = []
    for part in named if len(named) > 1 else ():
        some.append(part)
        words = ". ".join(plain(p.section.heading) for p in some)
        if len(words) >= HEADINGS_LONG or part is named[-1]:
            yield _Piece("", "headings", some[0].section.start, part.section.start, words[: 2 * HEADINGS_LONG], 8)
            some = []


def _is_telling(heading: str) -> bool:
    return bool(heading) and (role_of_heading(heading) in (None, "faq") or len(heading.split()) > 3)


def _pieces(text: str, part: Part) -> Iterator[_Piece]:
    """Runs of whole sentences of about LONG characters, none across a heading."""
    section = part.section
    heading = plain(section.heading) if _is_telling(section.heading) and section.role != "title" else ""
    is_first = True
    for start, end in _runs(text, part):
        words = plain(text[start:end])
        if len(words) < 40:
            continue
        words = words[: 2 * LONG]
        worth = (
            _ROLE_WORTH.get(section.role, 1.0) + 0.6 * min(4, len(_REASON.findall(words))) + (1.0 if is_first else 0.0)
        )
        if heading and is_first:
            worth += 0.7
        is_first = False
        yield _Piece(section.heading, section.role, start, end, f"{heading}: {words}" if heading else words, worth)


def _runs(text: str, part: Part) -> Iterator[tuple[int, int]]:
    begin, stop = -1, -1
    for block in part.blocks:
        if not block.is_prose:
            continue
        for start, end in split(text, block.start, block.end):
            if begin >= 0 and end - begin > LONG * 1.3:
                yield begin, stop
                begin = -1
            if begin < 0:
                begin = start
            stop = end
            if stop - begin >= LONG:
                yield begin, stop
                begin = -1
    if begin >= 0:
        yield begin, stop
