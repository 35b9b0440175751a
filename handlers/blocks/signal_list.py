"""The list that `/because signals` gives."""

from bot.domain.signals import Signal
from bot.services.theming.excerpts import excerpt
from handlers.blocks.elements import Element, Rendered, bullets, context, linked, paragraph, rich, words
from handlers.blocks.escape import one_line
from handlers.blocks.wording import counted, day, fallback, money, named, shorten

SIGNALS_SHOWN = 15
QUOTE_CHARACTERS = 160


def signal_list(signals: tuple[Signal, ...], since_days: int) -> Rendered:
    """Newest first, as given. since_days: how far back was looked."""
    period = "today" if since_days <= 1 else f"in the last {since_days} days"
    if not signals:
        nothing = f"No customer signals {period}. React to a message with :mega: to mark one."
        return Rendered([context(nothing)], nothing)
    head = f"{counted(len(signals), 'customer signal')} {period}"
    blocks = [rich(paragraph(words(head, bold=True)), bullets(*[_line(one) for one in signals[:SIGNALS_SHOWN]]))]
    if len(signals) > SIGNALS_SHOWN:
        blocks.append(context(f"The {SIGNALS_SHOWN} newest are shown."))
    lines = [head, *[_text(one) for one in signals[:SIGNALS_SHOWN]]]
    return Rendered(blocks, fallback("\n".join(lines)))


def _line(signal: Signal) -> Element:
    said = f"“{_said(signal)}”"
    elements = [words(signal.kind.label.capitalize(), bold=True), words(f" · {said}")]
    elements.append(words(f" — {_who(signal)}"))
    return paragraph(*elements, *([words(" · "), linked(signal.url, "open")] if signal.url else []))


def _said(signal: Signal) -> str:
    """Its own sentences that say most, not the fields that a ticket system puts before them."""
    return shorten(one_line(excerpt(signal.text, longest=QUOTE_CHARACTERS)), QUOTE_CHARACTERS)


def _who(signal: Signal) -> str:
    """The account, else who wrote it, else where it was said."""
    place = f"#{signal.channel}" if signal.channel else signal.source
    name = named(signal.account or signal.author or "") or place
    parts = [name + (f", {money(signal.arr)} ARR" if signal.arr else "")]
    if signal.created_at:
        parts.append(day(signal.created_at))
    return " · ".join(parts)


def _text(signal: Signal) -> str:
    return f"{signal.kind.label}: “{_said(signal)}” — {_who(signal)}"
