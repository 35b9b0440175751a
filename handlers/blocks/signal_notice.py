"""The short private word to the one who tags a message first: what was understood, and how to put it right."""

from bot.domain.signals import Signal
from handlers import action_ids
from handlers.blocks.elements import Rendered, actions, button, linked, paragraph, quotation, rich, words
from handlers.blocks.escape import clean, one_line
from handlers.blocks.wording import fallback, money, named, shorten

QUOTE_CHARACTERS = 240


def tagged(signal: Signal) -> Rendered:
    """signal: as it is now stored."""
    kind = signal.kind.label
    said_by = _account(signal)
    head = [words("Tagged as "), words(kind, bold=True)]
    head += [words(" from "), words(said_by, bold=True)] if said_by else [words(", account unknown")]
    head.append(words("."))
    change = "Change" if signal.account else "Add the account"
    blocks = [
        rich(paragraph(*head), quotation(words(shorten(clean(signal.text), QUOTE_CHARACTERS)))),
        actions(
            button(change, action_ids.SIGNAL_SET_ACCOUNT, signal.id, style=None if signal.account else "primary"),
            button("Undo", action_ids.SIGNAL_UNDO, signal.id),
        ),
    ]
    where = f" from {said_by}" if said_by else ""
    text = f"Tagged as {kind}{where}: {shorten(one_line(signal.text), QUOTE_CHARACTERS)}"
    return Rendered(blocks, fallback(text))


def untagged(signal: Signal) -> Rendered:
    """In place of `tagged`, after "Undo"."""
    head = paragraph(words("No longer tagged: "), linked(signal.url, shorten(one_line(signal.text), QUOTE_CHARACTERS)))
    return Rendered([rich(head)], "No longer tagged.")


def _account(signal: Signal) -> str:
    """`Acme, 120k ARR`, or nothing where the account is not known."""
    if not signal.account:
        return ""
    worth = f", {money(signal.arr)} ARR" if signal.arr else ""
    return named(signal.account) + worth
