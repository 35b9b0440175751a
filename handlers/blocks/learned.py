"""What was learned in a longer time, as one message for the person who plans with it."""

from dataclasses import dataclass

from bot.domain.digests import Learned
from bot.domain.themes import Theme
from handlers.blocks.digest import fits
from handlers.blocks.digest_sections import (
    Section,
    competitors_told,
    decision_lines,
    landing_line,
    revisit_line,
)
from handlers.blocks.digest_text import coverage_line
from handlers.blocks.elements import Block, Element, Rendered, context, header, paragraph, quotation, rich, words
from handlers.blocks.escape import escape, one_line, unescape
from handlers.blocks.learned_text import before, learned_text, silent_line, span_line, unsung_line
from handlers.blocks.learned_words import learned_headline, segment_line
from handlers.blocks.theme_lines import best_quote, quoted
from handlers.blocks.tie_words import tie_line
from handlers.blocks.wording import counted, fallback, money, shorten


@dataclass(frozen=True)
class _Room:
    themes: int
    items: int
    quote: int
    label: int


_ROOMS = (
    _Room(8, 6, 200, 120),
    _Room(6, 4, 140, 100),
    _Room(5, 3, 100, 80),
    _Room(4, 2, 100, 70),
    _Room(4, 2, 0, 60),
    _Room(3, 1, 0, 20),
)


def learned_message(learned: Learned) -> Rendered:
    """At most 45 blocks and 11,000 characters of JSON."""
    text = fallback(unescape(learned_text(learned)))
    blocks: list[Block] = []
    for room in _ROOMS:
        blocks = _within(learned, room)
        if fits(blocks):
            break
    return Rendered(blocks, text)


def _within(learned: Learned, room: _Room) -> list[Block]:
    quote, label = room.quote, room.label
    silent = silent_line(learned)
    sections = [
        Section("By segment", tuple(paragraph(words(shorten(segment_line(n), label * 3))) for n in learned.segments)),
        Section("What changed our mind", tuple(decision_lines([d for d in learned.decisions if d.turned], label))),
        Section("What we decided", tuple(decision_lines([d for d in learned.decisions if not d.turned], label))),
        Section("Worth another look", tuple(revisit_line(one, quote, label) for one in learned.revisit)),
        Section("What we shipped and how it landed", tuple(_shipped(learned, label))),
        Section("Competitors", tuple(competitors_told(learned.competitors, label))),
        Section("Not heard from", (paragraph(words(shorten(silent, label * 4))),) if silent else ()),
    ]
    told = learned.themes[: room.themes]
    themes = [rich(paragraph(words("What customers say", bold=True)))] if told else []
    for rank, theme in enumerate(told, start=1):
        themes.append(rich(*_theme(theme, rank, quote, label)))
    if len(learned.themes) > len(told):
        themes.append(context(f"{counted(len(learned.themes) - len(told), 'more theme')} in because learned."))
    return [
        header(span_line(learned)),
        rich(paragraph(words(shorten(learned_headline(learned), label * 3)))),
        *themes,
        *[block for section in sections for block in section.blocks(room.items, more="more in because learned.")],
        context(escape(coverage_line(learned.coverage, room.items * 2))),
    ]


def _shipped(learned: Learned, label: int) -> list[Element]:
    told = [landing_line(one, label) for one in learned.landings]
    unsung = unsung_line(learned)
    return [*told, paragraph(words(shorten(unsung, label * 3)))] if unsung else told


def _theme(theme: Theme, rank: int, quote: int, label: int) -> list[Element]:
    name = shorten(one_line(theme.label), label)
    numbers = [counted(theme.accounts, "account")] if theme.accounts else ["no known account"]
    numbers += [f"{money(theme.arr)} ARR"] if theme.arr else []
    numbers.append(f"{counted(theme.messages, 'message')}{before(theme)}")
    lines = [words(f"{rank}. "), words(name, bold=True), words(f"\n{' · '.join(numbers)}")]
    if theme.loud_account:
        lines.append(words(f"\nMostly one account: {shorten(one_line(theme.loud_account), label)}.", italic=True))
    for tie in theme.ties[:2]:
        lines += [words("\n"), *tie_line(tie, label)]
    parts = [paragraph(*lines)]
    if quote and theme.quotes:
        parts.append(quotation(*quoted(best_quote(theme.quotes, quote, theme.keywords), quote, theme.keywords)))
    return parts
