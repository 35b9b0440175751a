"""The modal that records a decision, and what comes back from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from bot.domain.answers import DecisionSummary
from bot.domain.decisions import DecisionFields
from bot.domain.kinds import DecisionStatus
from handlers import action_ids, limits
from handlers.blocks.elements import Block, Element, emoji, is_user_id, linked, paragraph, plain, quotation, rich, words
from handlers.blocks.escape import clean, one_line
from handlers.blocks.inputs import (
    FieldErrors,
    Option,
    State,
    choice,
    date_input,
    missing,
    people_input,
    read_choice,
    read_date,
    read_people,
    read_text,
    text_input,
)
from handlers.blocks.view_context import ViewContext
from handlers.blocks.wording import day, listed, shorten, status_word

TITLE_CHARACTERS = 150
EARLIER_SHOWN = 3
REASON_CHARACTERS = 400
HINT_CHARACTERS = 300
LABEL_TITLE_CHARACTERS = 80
KEEP_BOTH = "keep_both"
REPLACES = "replaces"

EMPTY = DecisionFields(title="", decision="", why="")
_STATUSES = [Option(status.value, status_word(status)) for status in DecisionStatus]


@dataclass(frozen=True)
class EarlierDecision:
    """A stored decision that the new one repeats or contradicts. `reason`: its own words."""

    decision: DecisionSummary
    reason: str
    contradicts: bool = False


def decision_modal(
    fields: DecisionFields = EMPTY,
    context: ViewContext | None = None,
    *,
    today: date,
    earlier: tuple[EarlierDecision, ...] = (),
    notice: str | None = None,
    hints: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """The view, filled in with `fields`. earlier: decisions to be told of before this one is saved.

    notice: a sentence of ours above the inputs, e.g. what could not be filled in. hints: below the inputs that have
    one of these names, what was filled in rests on.
    """
    context = context or ViewContext()
    named = tuple(who for who in fields.decided_by if not is_user_id(who))
    shown = tuple(one.decision.id for one in earlier[:EARLIER_SHOWN])
    context = replace(
        context,
        named_deciders=tuple(dict.fromkeys((*context.named_deciders, *named))),
        earlier_ids=tuple(dict.fromkeys((*context.earlier_ids, *shown))),
    )
    editing = context.decision_id is not None
    return {
        "type": "modal",
        "callback_id": action_ids.VIEW_DECISION,
        "title": plain("Edit the decision" if editing else "Record a decision", limits.VIEW_TITLE),
        "submit": plain("Record anyway" if earlier else "Save" if editing else "Record", limits.VIEW_SUBMIT),
        "close": plain("Cancel", limits.VIEW_CLOSE),
        "private_metadata": context.dump(),
        "blocks": [*_notice(notice), *_warning(earlier), *_inputs(fields, context, today, hints)],
    }


def parse_submission(state: State, context: ViewContext) -> DecisionFields | FieldErrors:
    """What was filled in (Slack's `view.state.values`), or what is wrong with it, by input."""
    errors = missing(state, action_ids.INPUT_TITLE, action_ids.INPUT_DECISION, action_ids.INPUT_WHY)
    decided_on = None
    try:
        decided_on = read_date(state, action_ids.INPUT_DATE)
    except ValueError:
        errors[action_ids.INPUT_DATE] = "Please pick a day."
    chosen = read_choice(state, action_ids.INPUT_STATUS)
    status = DecisionStatus(chosen) if chosen in list(DecisionStatus) else DecisionStatus.ACCEPTED
    if errors:
        return FieldErrors(errors)
    replaces = read_choice(state, action_ids.INPUT_EARLIER) == REPLACES
    return DecisionFields(
        title=one_line(read_text(state, action_ids.INPUT_TITLE)),
        decision=read_text(state, action_ids.INPUT_DECISION),
        why=read_text(state, action_ids.INPUT_WHY),
        status=status,
        options=read_text(state, action_ids.INPUT_OPTIONS),
        problem=read_text(state, action_ids.INPUT_PROBLEM),
        objective=read_text(state, action_ids.INPUT_OBJECTIVE),
        revisit_when=read_text(state, action_ids.INPUT_REVISIT_WHEN),
        decided_by=(*read_people(state, action_ids.INPUT_DECIDED_BY), *context.named_deciders),
        decided_on=decided_on,
        supersedes=context.earlier_ids[:1] if replaces else (),
    )


def loading_view(title: str = "Record a decision") -> dict[str, Any]:
    """What is opened within the three seconds that a trigger lives, to be filled by views.update."""
    return {
        "type": "modal",
        "callback_id": action_ids.VIEW_LOADING,
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain("Cancel", limits.VIEW_CLOSE),
        "blocks": [rich(paragraph(words("Reading the conversation…", italic=True)))],
    }


def message_view(title: str, text: str) -> dict[str, Any]:
    """A modal that only says something, e.g. why the thing asked for cannot be done."""
    return {
        "type": "modal",
        "callback_id": action_ids.VIEW_LOADING,
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain("Close", limits.VIEW_CLOSE),
        "blocks": [rich(paragraph(words(shorten(text, limits.SECTION_TEXT))))],
    }


def _notice(notice: str | None) -> list[Block]:
    return [rich(paragraph(words(shorten(notice, limits.SECTION_TEXT), italic=True)))] if notice else []


def _warning(earlier: tuple[EarlierDecision, ...]) -> list[Block]:
    """The earlier decisions with their reasons, and the question what becomes of the first of them."""
    if not earlier:
        return []
    blocks = [rich(*_then(one)) for one in earlier[:EARLIER_SHOWN]]
    title = one_line(earlier[0].decision.title)
    label = f"What becomes of “{shorten(title, LABEL_TITLE_CHARACTERS)}”?"
    options = [Option(KEEP_BOTH, "It holds as well"), Option(REPLACES, "This decision replaces it")]
    blocks.append(choice(action_ids.INPUT_EARLIER, label, options, KEEP_BOTH, required=True, radio=True))
    return blocks


def _then(one: EarlierDecision) -> list[Element]:
    """What was decided then, in its own words, and why."""
    how = " This contradicts " if one.contradicts else " This was decided before: "
    about = one.decision.status.value + (f", {day(one.decision.decided_on)}" if one.decision.decided_on else "")
    link = linked(one.decision.url, one.decision.title)
    head = [emoji("warning"), words(how, bold=True), link, words(f" ({about}).")]
    decided, reason = one_line(one.decision.decision), one_line(one.reason)
    if decided and decided not in reason and decided != one_line(one.decision.title):
        head.append(words(f"\n{shorten(decided, REASON_CHARACTERS)}"))
    if not reason:
        return [paragraph(*head)]
    return [paragraph(*head, words("\nWhy:")), quotation(words(shorten(clean(one.reason), REASON_CHARACTERS)))]


def _inputs(fields: DecisionFields, context: ViewContext, today: date, hints: Mapping[str, str]) -> list[Block]:
    users = [who for who in fields.decided_by if is_user_id(who)]
    also = f"Also: {listed(context.named_deciders)}" if context.named_deciders else None

    def text(block_id: str, label: str, value: str, **more: Any) -> Block:
        rests_on = hints.get(block_id)
        hint = shorten(rests_on, HINT_CHARACTERS) if rests_on and value else more.pop("hint", None)
        return text_input(block_id, label, value, **{**more, "hint": hint})

    return [
        text(action_ids.INPUT_TITLE, "Title", one_line(fields.title), required=True,
             longest=TITLE_CHARACTERS, placeholder="No custom roles before 2027"),
        choice(action_ids.INPUT_STATUS, "Status", _STATUSES, fields.status.value),
        text(action_ids.INPUT_DECISION, "Decision", fields.decision, required=True, multiline=True,
             placeholder="What we will do, or will not do"),
        text(action_ids.INPUT_WHY, "Why", fields.why, required=True, multiline=True,
             placeholder="The reason, as you would give it to somebody who asks in a year"),
        text(action_ids.INPUT_OPTIONS, "Options considered", fields.options, multiline=True,
             hint="One a line, each with why it lost."),
        text(action_ids.INPUT_PROBLEM, "Customer problem", fields.problem, multiline=True),
        text(action_ids.INPUT_OBJECTIVE, "Objective", fields.objective),
        text(action_ids.INPUT_REVISIT_WHEN, "Revisit when", fields.revisit_when,
             placeholder="What would have to change for us to look again"),
        people_input(action_ids.INPUT_DECIDED_BY, "Decided by", users, hint=also),
        date_input(action_ids.INPUT_DATE, "Date", fields.decided_on or today),
    ]
