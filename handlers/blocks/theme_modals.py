"""What a person can say about a theme: that it is wrong, and how; who takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.signals import Signal
from bot.domain.themes import Theme
from handlers import action_ids, limits
from handlers.blocks.elements import Block, plain, rich, words
from handlers.blocks.elements import paragraph as para
from handlers.blocks.escape import one_line
from handlers.blocks.inputs import (
    FieldErrors,
    Option,
    State,
    choice,
    choices,
    person_input,
    read_choice,
    read_choices,
    read_person,
    read_text,
    text_input,
)
from handlers.blocks.view_context import ViewContext
from handlers.blocks.wording import shorten

RENAME, NOT_THIS, SPLIT, MERGE = "rename", "not_this", "split", "merge"
REASONS = (
    Option(NOT_THIS, "Some messages do not belong to it"),
    Option(RENAME, "It should be called something else"),
    Option(MERGE, "It is the same as another theme"),
    Option(SPLIT, "It is two themes"),
)
LONGEST_NAME = 80
NOT_CHOSEN = "Please choose one."


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a theme; of `label`, `message_ids` and `into` the one that the reason needs is set."""

    reason: str
    label: str = ""
    message_ids: tuple[str, ...] = ()
    into: str | None = None
    note: str = ""


def wrong_modal(theme: Theme, members: Sequence[Signal], others: Sequence[Theme], where: ViewContext) -> dict[str, Any]:
    """members: the theme's messages, newest first. others: themes that it can be merged into."""
    short = [member for member in members if len(member.id) <= limits.OPTION_VALUE]
    said = [Option(member.id, one_line(member.text)) for member in short[: limits.SELECT_OPTIONS]]
    same = [Option(other.id, other.label) for other in others[: limits.SELECT_OPTIONS]]
    blocks: list[Block] = [
        rich(para(words(shorten(one_line(theme.label), limits.HEADER_TEXT), bold=True),
                  words("\nWhat you say here is kept for good: tomorrow's grouping will not undo it."))),
        choice(action_ids.INPUT_REASON, "What is wrong?", REASONS, required=True, radio=True),
        choices(action_ids.INPUT_MESSAGES, "Messages that do not belong, or are the other theme", said),
        text_input(action_ids.INPUT_LABEL, "Better name", longest=LONGEST_NAME, placeholder="In the customers' words"),
    ]
    if same:
        blocks.append(choice(action_ids.INPUT_THEME, "The same as", same))
    blocks.append(text_input(action_ids.INPUT_NOTE, "Note", multiline=True))
    return _modal(action_ids.VIEW_THEME_WRONG, "What is wrong?", "Correct", where, blocks)


def parse_wrong(state: State) -> Wrong | FieldErrors:
    reason = read_choice(state, action_ids.INPUT_REASON)
    found = Wrong(
        reason or "",
        one_line(read_text(state, action_ids.INPUT_LABEL)),
        read_choices(state, action_ids.INPUT_MESSAGES),
        read_choice(state, action_ids.INPUT_THEME),
        read_text(state, action_ids.INPUT_NOTE),
    )
    match found.reason:
        case "rename" if not found.label:
            return FieldErrors({action_ids.INPUT_LABEL: "Please say what it should be called."})
        case "not_this" | "split" if not found.message_ids:
            return FieldErrors({action_ids.INPUT_MESSAGES: "Please choose the messages."})
        case "merge" if not found.into:
            return FieldErrors({action_ids.INPUT_REASON: "Please choose the theme that it is the same as."})
        case "rename" | "not_this" | "split" | "merge":
            return found
        case _:
            return FieldErrors({action_ids.INPUT_REASON: NOT_CHOSEN})


def assign_modal(theme: Theme, where: ViewContext) -> dict[str, Any]:
    return _modal(
        action_ids.VIEW_THEME_ASSIGN,
        "Who takes it?",
        "Assign",
        where,
        [
            rich(para(words(shorten(one_line(theme.label), limits.HEADER_TEXT), bold=True),
                      words("\nThey get a direct message with what customers said."))),
            person_input(action_ids.INPUT_PERSON, "Person", theme.assigned_to),
            text_input(action_ids.INPUT_NOTE, "Note", multiline=True, longest=1_000),
        ],
    )


def parse_assign(state: State) -> tuple[str, str] | FieldErrors:
    """(user id, note)."""
    person = read_person(state, action_ids.INPUT_PERSON)
    if person is None:
        return FieldErrors({action_ids.INPUT_PERSON: NOT_CHOSEN})
    return person, read_text(state, action_ids.INPUT_NOTE)


def _modal(callback: str, title: str, submit: str, where: ViewContext, blocks: list[Block]) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, limits.VIEW_TITLE),
        "submit": plain(submit, limits.VIEW_SUBMIT),
        "close": plain("Cancel", limits.VIEW_CLOSE),
        "private_metadata": where.dump(),
        "blocks": blocks,
    }
