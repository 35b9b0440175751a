"""The list that `/because signals` gives."""

from bot.domain.signals import Signal
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
    said = f"“{shorten(one_line(signal.text), QUOTE_CHARACTERS)}”"
    elements = [words(signal.kind.label.capitalize(), bold=True), words(f" · {said}")]
    elements.append(words(f" — {_who(signal)}"))
    return paragraph(*elements, *([words(" · "), linked(signal.url, "open")] if signal.url else []))


def _who(signal: Signal) -> str:
    name = named(signal.account or signal.author or "unknown")
    parts = [name + (f", {money(signal.arr)} ARR" if signal.arr else "")]
    if signal.created_at:
        parts.append(day(signal.created_at))
    return " · ".join(parts)


def _text(signal: Signal) -> str:
    return f"{signal.kind.label}: “{shorten(one_line(signal.text), QUOTE_CHARACTERS)}” — {_who(signal)}"
