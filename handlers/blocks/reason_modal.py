"""The modals that ask for a reason: why an answer did not help, why a decision is challenged or opened again."""

from typing import Any

from handlers import action_ids, limits
from handlers.blocks.elements import linked, paragraph, plain, rich, words
from handlers.blocks.inputs import FieldErrors, Option, State, choice, missing, read_choice, read_text, text_input
from handlers.blocks.view_context import ViewContext

NOT_HELPFUL_REASONS = (
    Option("wrong_record", "It is about something else"),
    Option("no_reason", "It does not say why"),
    Option("outdated", "It is out of date"),
    Option("untrue", "It is not true"),
    Option("incomplete", "Something important is missing"),
)


def not_helpful_modal(context: ViewContext) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": action_ids.VIEW_NOT_HELPFUL,
        "title": plain("What was wrong with it?", limits.VIEW_TITLE),
        "submit": plain("Send", limits.VIEW_SUBMIT),
        "close": plain("Cancel", limits.VIEW_CLOSE),
        "private_metadata": context.dump(),
        "blocks": [
            choice(action_ids.INPUT_REASON, "Reason", NOT_HELPFUL_REASONS, required=True, radio=True),
            text_input(action_ids.INPUT_NOTE, "Note", multiline=True, placeholder="What you had hoped to read"),
        ],
    }


def parse_not_helpful(state: State) -> tuple[str, str] | FieldErrors:
    """(reason, note): the reason's short name, and free words that may be empty."""
    reason = read_choice(state, action_ids.INPUT_REASON)
    if reason not in [option.value for option in NOT_HELPFUL_REASONS]:
        return FieldErrors({action_ids.INPUT_REASON: "Please choose one."})
    return reason, read_text(state, action_ids.INPUT_NOTE)


def challenge_modal(title: str, url: str | None, context: ViewContext) -> dict[str, Any]:
    """title, url: of the decision."""
    return {
        "type": "modal",
        "callback_id": action_ids.VIEW_CHALLENGE,
        "title": plain("Challenge a decision", limits.VIEW_TITLE),
        "submit": plain("Challenge", limits.VIEW_SUBMIT),
        "close": plain("Cancel", limits.VIEW_CLOSE),
        "private_metadata": context.dump(),
        "blocks": [
            rich(paragraph(
                linked(url, title, bold=True),
                words("\nThose who decided it are told, and answers mark it as contested until they reply."),
            )),
            text_input(action_ids.INPUT_REASON, "Reason", required=True, multiline=True,
                       placeholder="What has changed, or what was not known then"),
        ],
    }


def reopen_modal(title: str, url: str | None, context: ViewContext) -> dict[str, Any]:
    """title, url: of the decision, which does not hold now."""
    return {
        "type": "modal",
        "callback_id": action_ids.VIEW_REOPEN,
        "title": plain("Reopen a decision", limits.VIEW_TITLE),
        "submit": plain("Reopen", limits.VIEW_SUBMIT),
        "close": plain("Cancel", limits.VIEW_CLOSE),
        "private_metadata": context.dump(),
        "blocks": [
            rich(paragraph(
                linked(url, title, bold=True),
                words("\nIt is a proposal again from then on. Where that is not yours to say, those who decided it or "
                      "lead the product are asked."),
            )),
            text_input(action_ids.INPUT_REASON, "Reason", required=True, multiline=True,
                       placeholder="What has changed since"),
        ],
    }


def parse_reason(state: State) -> str | FieldErrors:
    """Of the challenge and of the reopening."""
    errors = missing(state, action_ids.INPUT_REASON)
    return FieldErrors(errors) if errors else read_text(state, action_ids.INPUT_REASON)
