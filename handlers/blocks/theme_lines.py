"""A theme in a few lines: its name, its numbers, what it is tied to, its best words."""

from collections.abc import Sequence

from bot.domain.themes import Quote, Theme
from bot.services.theming.excerpts import words_wanted
from handlers.blocks.elements import Block, Element, linked, paragraph, people, quotation, rich, section, words
from handlers.blocks.escape import escape_mrkdwn, one_line
from handlers.blocks.theme_buttons import theme_menu
from handlers.blocks.tie_words import tie_line
from handlers.blocks.wording import ELLIPSIS, counted, money, named, quoted_words, shorten

TELLING = 45
"""Characters from which a quote tells what is wanted and not that something is."""


def theme_blocks(theme: Theme, rank: int, quote: int, label: int, *, ties: int, has_menu: bool) -> list[Block]:
    """In the digest: name and numbers with the menu beside them, then ties and a quote.

    quote, label: the characters that a quote and a name may have (quote 0: none).
    """
    name = f"*{rank}. {escape_mrkdwn(shorten(one_line(theme.label), label))}*"
    head = section(f"{name}\n{theme_numbers(theme)}", theme_menu(theme) if has_menu else None)
    parts = [paragraph(*line) for line in _notes(theme, label, ties)]
    if quote and theme.quotes:
        parts.append(quotation(*quoted(best_quote(theme.quotes, quote, theme.keywords), quote, theme.keywords)))
    return [head, rich(*parts)] if parts else [head]


def best_quote(quotes: Sequence[Quote], longest: int, keywords: Sequence[str]) -> Quote:
    """The first one of which whole sentences that name the matter fit; the first of all where none does.

    One that begins as a sentence does goes before one that takes up what was said before it ("not moving, but ...").

    keywords: phrases for the matter, best first.
    """
    named = words_wanted(keywords)
    fitting = []
    for quote in quotes:
        shown = quoted_words(quote.text, longest, keywords)
        names = any(word in shown.lower() for word in named)
        if names and len(shown) >= TELLING and (not shown.endswith(ELLIPSIS) or quote.text.endswith(ELLIPSIS)):
            fitting.append((not shown[0].islower(), quote))
    whole = [quote for begins, quote in fitting if begins]
    return next(iter((*whole, *(quote for _, quote in fitting), *quotes)))


def theme_lines(theme: Theme, rank: int | None, label: int) -> Element:
    """The same but the quote as one paragraph, with every tie and the problem behind it."""
    lines = [words(f"{rank}. ")] if rank else []
    lines += [words(shorten(one_line(theme.label), label), bold=True), words(f"\n{theme_numbers(theme)}")]
    if theme.problem:
        lines.append(words(f"\n{shorten(one_line(theme.problem), label * 2)}"))
    for line in _notes(theme, label, len(theme.ties)):
        lines += [words("\n"), *line]
    return paragraph(*lines)


def _notes(theme: Theme, label: int, ties: int) -> list[list[Element]]:
    notes: list[list[Element]] = []
    if theme.loud_account:
        notes.append([words(f"Mostly one account: {shorten(one_line(theme.loud_account), label)}.", italic=True)])
    notes += [tie_line(tie, label) for tie in theme.ties[:ties]]
    if theme.assigned_to:
        notes.append([words("Taken by "), *people([theme.assigned_to])])
    return notes


def theme_numbers(theme: Theme) -> str:
    """`3 accounts · 90k ARR · 12 messages · 7 this week, 2 the week before`."""
    numbers = [counted(theme.accounts, "account")] if theme.accounts else ["no known account"]
    if theme.arr:
        numbers.append(f"{money(theme.arr)} ARR")
    numbers.append(counted(theme.messages, "message"))
    if theme.trend.now and theme.trend.now == theme.messages:
        numbers.append("new this week")
    else:
        numbers.append(f"{theme.trend.now} this week, {theme.trend.before} the week before")
    if theme.praise_now:
        is_all = theme.praise_now == theme.trend.now
        numbers.append("all praise this week" if is_all else f"{theme.praise_now} of them praise")
    return " · ".join(numbers)


def quoted(quote: Quote, longest: int, keywords: Sequence[str] = ()) -> list[Element]:
    """The exact words, in whole sentences where they fit, who said them, and a link to their message."""
    said = [words(f"“{quoted_words(quote.text, longest, keywords)}”")]
    if quote.account:
        said.append(words(f" — {named(quote.account)}"))
    return [*said, words(" · "), linked(quote.url, "open")] if quote.url else said
