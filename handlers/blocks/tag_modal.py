"""The modal that tags a message as a customer signal, by the shortcut or to set the account afterwards."""

from dataclasses import dataclass
from typing import Any

from bot.domain.kinds import SignalKind
from handlers import action_ids, limits
from handlers.blocks.elements import plain, quotation, rich, words
from handlers.blocks.escape import clean, one_line
from handlers.blocks.inputs import FieldErrors, Option, State, choice, read_choice, read_text, text_input
from handlers.blocks.view_context import ViewContext
from handlers.blocks.wording import shorten

QUOTE_CHARACTERS = 500
ACCOUNT_CHARACTERS = 150
_KINDS = [Option(kind.value, kind.label.capitalize()) for kind in SignalKind]


@dataclass(frozen=True)
class TagFields:
    """What was filled in. `account` is a name as typed, or None."""

    kind: SignalKind
    account: str | None = None
    note: str | None = None


def tag_modal(
    quote: str, context: ViewContext, *, kind: SignalKind = SignalKind.SIGNAL, account: str = "", note: str = ""
) -> dict[str, Any]:
    """The view about the message that says `quote`."""
    return {
        "type": "modal",
        "callback_id": action_ids.VIEW_TAG,
        "title": plain("Tag customer signal", limits.VIEW_TITLE),
        "submit": plain("Tag", limits.VIEW_SUBMIT),
        "close": plain("Cancel", limits.VIEW_CLOSE),
        "private_metadata": context.dump(),
        "blocks": [
            rich(quotation(words(shorten(clean(quote), QUOTE_CHARACTERS)))),
            choice(action_ids.INPUT_KIND, "Kind", _KINDS, kind.value, required=True),
            text_input(action_ids.INPUT_ACCOUNT, "Account", account, longest=ACCOUNT_CHARACTERS,
                       placeholder="The customer who said it"),
            text_input(action_ids.INPUT_NOTE, "Note", note, multiline=True,
                       placeholder="What the message does not say by itself"),
        ],
    }


def parse_tag(state: State) -> TagFields | FieldErrors:
    """What was filled in, or what is wrong with it, by input."""
    chosen = read_choice(state, action_ids.INPUT_KIND)
    if chosen not in list(SignalKind):
        return FieldErrors({action_ids.INPUT_KIND: "Please choose one."})
    account = one_line(read_text(state, action_ids.INPUT_ACCOUNT))
    note = read_text(state, action_ids.INPUT_NOTE)
    return TagFields(SignalKind(chosen), account or None, note or None)
