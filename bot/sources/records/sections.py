"""A record's sections, by its headings."""

from dataclasses import dataclass
from functools import lru_cache

from bot.domain.decisions import Section
from bot.sources.records.blocks import Block, BlockKind
from bot.sources.records.roles import NOISE, role_of_heading
from bot.sources.records.scan import scan

_PASSED_DOWN = {
    "rejected",
    "options",
    "faq",
    "rationale",
    "problem",
    "decision",
    "consequences",
    "revisit",
    NOISE,
    "summary",
}
_KEPT_INSIDE = {"rejected", "options", NOISE}
"""Roles that hold for everything below them, whatever the words of a deeper heading: under "Rejected ideas" a
"Specification of X" is still a rejected idea."""


@dataclass(frozen=True)
class Part:
    """A section with its blocks. `is_noise`: nothing in it gives a reason (references, change logs, test plans)."""

    section: Section
    blocks: tuple[Block, ...]
    is_noise: bool


def sections(text: str) -> tuple[Section, ...]:
    """Every section from its heading to the next, in order; what stands before the first heading has none."""
    return tuple(part.section for part in parts(text))


@lru_cache(maxsize=128)
def parts(text: str) -> tuple[Part, ...]:
    """The sections with the blocks that they hold."""
    found: list[Part] = []
    above: list[tuple[int, str, str]] = []  # level, heading, role of the headings over the present place
    heading, role, start, body = "", "summary", 0, list[Block]()
    path: tuple[str, ...] = ()

    def close(end: int) -> None:
        if heading or body:
            shown = "other" if role == NOISE else role
            found.append(Part(Section(heading, shown, start, end, path), tuple(body), role == NOISE))

    for block in scan(text):
        if block.kind is not BlockKind.HEADING:
            body.append(block)
            continue
        close(block.start)
        while above and above[-1][0] >= block.level:
            above.pop()
        heading, start, body = text[block.start : block.end], block.start, []
        path = tuple(words for _, words, _ in above)
        role = _role(heading, above, is_first=not any(p.section.heading for p in found))
        above.append((block.level, heading, role))
    close(len(text))
    return tuple(found)


def _role(heading: str, above: list[tuple[int, str, str]], *, is_first: bool) -> str:
    own = role_of_heading(heading)
    inherited = above[-1][2] if above and above[-1][2] in _PASSED_DOWN else None
    if inherited in _KEPT_INSIDE and own != "faq":
        return inherited or "other"
    if is_first and (own is None or len(heading) > 30) and not above:
        return "title"
    return own or inherited or "other"
