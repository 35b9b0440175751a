"""An answer to "why" as it is seen: the reason first, then what was decided, what lost, and where it stands."""

from bot.domain.answers import Answer, AnswerMode, Nearest
from handlers import action_ids
from handlers.blocks import evidence
from handlers.blocks.answer_text import answer_text, reason_of, searched_line
from handlers.blocks.elements import (
    Block,
    Element,
    Rendered,
    actions,
    bullets,
    button,
    context,
    linked,
    paragraph,
    person,
    quotation,
    rich,
    words,
)
from handlers.blocks.escape import clean, escape_mrkdwn
from handlers.blocks.wording import shorten

REASON_CHARACTERS = 1_500
QUESTION_CHARACTERS = 300
NEAREST_SHOWN = 4

_MADE = {
    AnswerMode.EXTRACTIVE: "Quoted word for word",
    AnswerMode.MODEL: "Put into words by a model, each sentence checked against its source",
}


def private_answer(answer: Answer, *, shareable: bool = True) -> Rendered:
    """For the asker alone. shareable: False in a direct message, where there is no channel to share to."""
    if not answer.answered:
        return Rendered([*_no_record(answer), _no_record_buttons(answer), *_footer(answer)], answer_text(answer))
    buttons = [button("Share", action_ids.ANSWER_SHARE, answer.id)] if shareable else []
    return Rendered([*_body(answer), _buttons(answer, buttons), *_footer(answer)], answer_text(answer))


def channel_answer(answer: Answer) -> Rendered:
    """For everybody in the channel that it was asked in (by a mention)."""
    if not answer.answered:
        blocks = [*_no_record(answer), _no_record_buttons(answer)]
    else:
        blocks = [*_body(answer), _buttons(answer, [])]
    return Rendered([*blocks, *_more_in_private(answer), *_footer(answer, question=False)], answer_text(answer))


def shared_answer(answer: Answer, shared_by: str) -> Rendered:
    """An answer that `shared_by` (a user id) put into the channel: the question above it, no ratings below."""
    question = shorten(answer.question, QUESTION_CHARACTERS)
    asked = rich(paragraph(person(shared_by), words(" asked: "), words(question, bold=True)))
    body = _body(answer) if answer.answered else _no_record(answer)
    return Rendered([asked, *body, *_footer(answer, question=False)], answer_text(answer))


def _body(answer: Answer) -> list[Block]:
    decision = answer.decision
    if answer.is_listing:
        return [rich(paragraph(words(answer.reason, bold=True)), evidence.records(answer))]
    if decision is None:
        said = rich(paragraph(words("Said in conversation, not recorded as a decision.", bold=True)))
        return [said, _reason(answer), *evidence.sources(answer)]
    return [
        *evidence.narrowed(answer),
        *evidence.standing(decision, evidence.successor_url(answer, decision)),
        _reason(answer),
        evidence.decided(answer, decision),
        *evidence.since(answer),
        *evidence.beside(answer),
        *evidence.options_that_lost(decision),
        *evidence.sources(answer),
    ]


def _reason(answer: Answer) -> Block:
    """The record's own words stand as a quotation, a model's checked sentences as a paragraph."""
    text = words(shorten(clean(reason_of(answer)), REASON_CHARACTERS))
    return rich(paragraph(text) if answer.mode is AnswerMode.MODEL else quotation(text))


def _buttons(answer: Answer, first: list[Element]) -> Block:
    buttons = list(first)
    if answer.decision is None and not answer.is_listing:
        buttons.insert(0, button("Record this", action_ids.RECORD_FROM_TALK, answer.id, style="primary"))
    buttons.append(button("Helpful", action_ids.ANSWER_HELPFUL, answer.id))
    buttons.append(button("Not helpful", action_ids.ANSWER_NOT_HELPFUL, answer.id))
    if answer.decision is not None:
        buttons.append(button("Challenge", action_ids.ANSWER_CHALLENGE, answer.id))
        if not answer.decision.status.is_open:
            buttons.append(button("Reopen", action_ids.DECISION_REOPEN, answer.decision.id))
    return actions(*buttons)


def _no_record(answer: Answer) -> list[Block]:
    blocks = [rich(paragraph(words("No record answers this. ", bold=True), words(searched_line(answer))))]
    if answer.nearest:
        nearest = [_nearest(near) for near in answer.nearest[:NEAREST_SHOWN]]
        blocks.append(rich(paragraph(words("Nearest", bold=True)), bullets(*nearest)))
    return blocks


def _nearest(near: Nearest) -> Element:
    state = [words(f" · {near.status.value}")] if near.status else []
    return paragraph(linked(near.url, near.title), *state)


def _no_record_buttons(answer: Answer) -> Block:
    return actions(
        button("Record a decision", action_ids.RECORD_FROM_QUESTION, answer.id, style="primary"),
        button("Ask the people who know", action_ids.ANSWER_ASK_PEOPLE, answer.id),
    )


def _more_in_private(answer: Answer) -> list[Block]:
    if not answer.hidden:
        return []
    return [
        context("There is more that not everybody in this channel may see."),
        actions(button("Show me privately", action_ids.ANSWER_SHOW_PRIVATELY, answer.id)),
    ]


def _footer(answer: Answer, *, question: bool = True) -> list[Block]:
    """One grey line: what was asked, and how the answer came about."""
    parts = []
    if question:
        parts.append(f"You asked: {escape_mrkdwn(shorten(answer.question, QUESTION_CHARACTERS))}")
    if answer.answered:
        parts.append(_MADE[answer.mode])
    if answer.notice and answer.notice.strip():
        parts.append(escape_mrkdwn(shorten(answer.notice, QUESTION_CHARACTERS)))
    return [context("  ·  ".join(parts))] if any(parts) else []
