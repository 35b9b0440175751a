"""The morning synthesis as one message: most important first, and always within one screen."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.digests import Digest, DigestLength
from handlers import limits
from handlers.blocks import digest_sections as sections
from handlers.blocks.digest_plan import DAYS
from handlers.blocks.digest_text import coverage_line, digest_text, headline, heard_line, quiet_line
from handlers.blocks.elements import Block, Rendered, context, header, paragraph, rich, words
from handlers.blocks.escape import escape
from handlers.blocks.wording import day


@dataclass(frozen=True)
class Room:
    """How much is told: themes, items in each other section, characters of a quote (0: no quotes), ties, menus."""

    themes: int
    items: int
    quote: int
    label: int = 120
    ties: int = 1
    has_menu: bool = True


# Tried in this order; the last one fits whatever the text is made of.
_ROOMS = (
    Room(themes=5, items=3, quote=220, ties=2),
    Room(themes=5, items=3, quote=140, label=90, ties=2),
    Room(themes=5, items=2, quote=130, label=80),
    Room(themes=5, items=2, quote=110, label=70),
    Room(themes=4, items=2, quote=110, label=70),
    Room(themes=4, items=2, quote=90, label=60),
    Room(themes=4, items=2, quote=75, label=60),
    Room(themes=4, items=1, quote=110, label=60),
    # What was decided weighs more than the menus, whose buttons stand in the thread as well.
    Room(themes=4, items=2, quote=90, label=60, has_menu=False),
    Room(themes=4, items=1, quote=80, label=60, has_menu=False),
    Room(themes=4, items=1, quote=80, label=60, ties=0),
    Room(themes=3, items=1, quote=0, label=60, ties=0),
    Room(themes=2, items=1, quote=0, label=20, ties=0, has_menu=False),
)


_SHORT_ROOMS = (Room(themes=3, items=1, quote=140, label=90), *_ROOMS[-3:])


def digest_message(digest: Digest, chart: Block | None = None) -> Rendered:
    """At most 45 blocks and 11,000 characters of JSON.

    chart: a block that Slack may refuse; whoever posts sends the message again without it then.
    """
    text = digest_text(digest)
    if digest.is_quiet:
        return Rendered([rich(paragraph(words(quiet_line(digest))))], text)
    blocks: list[Block] = []
    for room in _ROOMS if digest.length is DigestLength.LONG else _SHORT_ROOMS:
        blocks = _within(digest, room, [chart] if chart else [])
        if fits(blocks):
            return Rendered(blocks, text)
    return Rendered(_within(digest, _ROOMS[-1], []), text)


def fits(blocks: list[Block]) -> bool:
    return len(blocks) <= limits.DIGEST_BLOCKS and characters(blocks) <= limits.DIGEST_CHARACTERS


def characters(blocks: list[Block]) -> int:
    """Of the JSON text with every letter outside ASCII written as an escape: an upper bound however Slack counts."""
    return len(json.dumps(blocks))


def _within(digest: Digest, room: Room, chart: list[Block]) -> list[Block]:
    edition = "Weekly digest" if digest.week else "Morning digest"
    parts: Iterable[list[Block]] = (
        [header(f"{edition} · {DAYS[digest.date.weekday()]}, {day(digest.date)}")],
        [rich(paragraph(words(headline(digest, room.label), bold=True), words(f"\n{heard_line(digest)}")))],
        sections.needs_decision(digest, room.quote, room.label).blocks(room.items),
        sections.themes(digest, room.themes, room.quote, room.label, ties=room.ties, has_menu=room.has_menu),
        sections.week(digest, room.label).blocks(room.items + 1),
        chart,
        *[part.blocks(room.items) for part in sections.after_themes(digest, room.quote, room.label)],
        [context(escape(coverage_line(digest.coverage, room.items * 4)))],
    )
    return [block for part in parts for block in part]
