"""What stands in the digest's thread: each theme with every message of it, then all that the digest had no room for."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.digests import Digest
from bot.domain.themes import Theme
from handlers.blocks.digest_sections import Section, after_themes, needs_decision, week
from handlers.blocks.elements import Element, Rendered, bullets, linked, paragraph, quotation, rich, words
from handlers.blocks.theme_buttons import theme_buttons
from handlers.blocks.theme_lines import quoted, theme_lines
from handlers.blocks.wording import counted, fallback, titled

QUOTES_SHOWN = 3
QUOTE_CHARACTERS = 400
LABEL_CHARACTERS = 150
LINKS_A_MESSAGE = 60
ITEMS_A_MESSAGE = 8


def digest_details(digest: Digest, links: Mapping[str, str]) -> list[Rendered]:
    """One message a theme, and more for one with very many messages, in the digest's order.

    links: message id -> address, for each member that can be opened.
    """
    return [
        message
        for rank, theme in enumerate(digest.themes, start=1)
        for message in theme_detail(theme, rank, links)
    ] + list(_rest(digest))


def _rest(digest: Digest) -> Iterator[Rendered]:
    """The whole of each section that has more items than the digest can be sure to show."""
    for section, shown in zip(_sections(digest, everything=True), _sections(digest), strict=True):
        if len(section.items) < 2 and len(section.items) == len(shown.items):
            continue
        for at in range(0, len(section.items), ITEMS_A_MESSAGE):
            head = paragraph(words(section.title, bold=True))
            yield Rendered([rich(head, bullets(*section.items[at : at + ITEMS_A_MESSAGE]))], section.title)


def _sections(digest: Digest, *, everything: bool = False) -> list[Section]:
    return [
        needs_decision(digest, QUOTE_CHARACTERS, LABEL_CHARACTERS, everything=everything),
        week(digest, LABEL_CHARACTERS),
        *after_themes(digest, QUOTE_CHARACTERS, LABEL_CHARACTERS, everything=everything),
    ]


def theme_detail(theme: Theme, rank: int | None, links: Mapping[str, str]) -> list[Rendered]:
    blocks = [rich(theme_lines(theme, rank, LABEL_CHARACTERS))]
    if theme.quotes:
        blocks.append(rich(*[quotation(*quoted(quote, QUOTE_CHARACTERS)) for quote in theme.quotes[:QUOTES_SHOWN]]))
    urls = [links[one] for one in theme.member_ids if one in links]
    text = fallback(f"{rank}. {titled(theme.label)}" if rank else titled(theme.label))
    first, *rest = list(_batches(urls, LINKS_A_MESSAGE)) or [[]]
    if first:
        blocks.append(rich(_every_message(first, 1, theme.messages)))
    if rank:
        blocks.append(theme_buttons(theme))
    messages = [Rendered(blocks, text)]
    start = 1 + len(first)
    for batch in rest:
        messages.append(Rendered([rich(_every_message(batch, start, theme.messages))], text))
        start += len(batch)
    return messages


def _every_message(urls: Sequence[str], start: int, messages: int) -> Element:
    """`All 12 messages: 1 2 3 ...`, each number a link."""
    lead = f"All {counted(messages, 'message')}: " if start == 1 else f"From the {start}th on: "
    elements: list[Element] = [words(lead)]
    for number, url in enumerate(urls, start=start):
        elements += [linked(url, str(number)), words(" ")]
    return paragraph(*elements)


def _batches(urls: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for at in range(0, len(urls), size):
        yield urls[at : at + size]
