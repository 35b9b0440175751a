"""What is posted about a decision: that it is recorded, that a draft waits, that somebody challenges it."""

from bot.domain.decisions import Decision, DecisionFields
from bot.domain.kinds import DecisionStatus
from handlers import action_ids
from handlers.blocks.elements import (
    Block,
    Element,
    Rendered,
    actions,
    bullets,
    button,
    context,
    emoji,
    link_button,
    linked,
    paragraph,
    people,
    person,
    quotation,
    rich,
    words,
)
from handlers.blocks.escape import clean, escape_mrkdwn, one_line
from handlers.blocks.wording import STATUS_EMOJI, day, fallback, shorten, status_word, titled

WHY_CHARACTERS = 1_500
DECISION_CHARACTERS = 1_000
LINE_CHARACTERS = 400
OPTIONS_SHOWN = 6
TEXT_CHARACTERS = 600


def recorded(
    decision: Decision, fields: DecisionFields, *, source_url: str | None = None, supersedes: str | None = None
) -> Rendered:
    """For the channel: the record itself, which answers link to.

    source_url: the message it was decided in. supersedes: title of the decision that it replaces.
    """
    head = [emoji(STATUS_EMOJI[decision.status]), words(" "), words(titled(decision.title), bold=True)]
    head += [words(f"\n{status_word(decision.status)}")]
    if decision.decided_on:
        head.append(words(f" · {day(decision.decided_on)}"))
    if decision.decided_by:
        head += [words(" · decided by "), *people(decision.decided_by)]
    if decision.confirmed_by and decision.confirmed_at:
        head += [words(f" · confirmed {day(decision.confirmed_at.date())} by "), *people(decision.confirmed_by)]
    if decision.contested_by:
        head.append(words(" · contested"))
    if supersedes:
        head.append(words(f" · replaces “{titled(supersedes)}”"))
    blocks = [
        rich(paragraph(*head)),
        rich(paragraph(words("Decision", bold=True)), _said(fields.decision, DECISION_CHARACTERS)),
        rich(paragraph(words("Why", bold=True)), quotation(words(shorten(clean(fields.why), WHY_CHARACTERS)))),
        *_options(fields.options),
        *_more(fields),
    ]
    buttons = [button("Edit", action_ids.DECISION_EDIT, decision.id)]
    if not decision.status.is_open:
        buttons.append(button("Reopen", action_ids.DECISION_REOPEN, decision.id))
    blocks.append(actions(*buttons, *link_button("Where it was decided", source_url, "source")))
    by = f" by <@{decision.recorded_by}>" if decision.recorded_by else ""
    blocks.append(context(f"Recorded{by}. Anybody who asks /why is answered from this."))
    return Rendered(blocks, _text(f"Decision recorded: {decision.title} ({decision.status.value})", fields.why))


def draft_offer(draft_id: str, quote: str, source_url: str | None, status: DecisionStatus) -> Rendered:
    """For one person, privately: what they (or somebody by a reaction) said looks like a decision."""
    shelved = status is DecisionStatus.ICEBOXED
    lead = "Put this on ice, so that the reason is found when it comes up again?" if shelved else (
        "Is this a decision? Recorded with its reason, it answers the next person who asks why."
    )
    buttons = [
        button("Record it", action_ids.DRAFT_OPEN, draft_id, style="primary"),
        button("Not a decision", action_ids.DRAFT_DISMISS, draft_id),
        *link_button("Open the message", source_url, "source"),
    ]
    blocks = [
        rich(paragraph(words(lead))),
        rich(quotation(words(shorten(clean(quote), LINE_CHARACTERS)))),
        actions(*buttons),
    ]
    return Rendered(blocks, _text(lead, quote))


def challenge_notice(
    title: str, url: str | None, challenger: str, reason: str, decision_id: str, question: str | None = None
) -> Rendered:
    """For each who decided it: who challenges the decision, with what reason, and what can be done about it."""
    head = [person(challenger), words(" challenges "), linked(url, title, bold=True), words(":")]
    blocks = [
        rich(paragraph(*head)),
        rich(quotation(words(shorten(clean(reason), WHY_CHARACTERS)))),
        actions(
            button("It still holds", action_ids.DECISION_CONFIRM, decision_id, style="primary"),
            button("Change the record", action_ids.DECISION_EDIT, decision_id),
        ),
    ]
    asked = f"They had asked: {escape_mrkdwn(shorten(question, LINE_CHARACTERS))}  ·  " if question else ""
    blocks.append(context(f"{asked}Until you reply, answers mark it as contested."))
    return Rendered(blocks, _text(f"A decision of yours is challenged: {title}", reason))


def reopening_notice(decision: Decision, by: str, reason: str) -> Rendered:
    """For each who may reopen it: who asks for that, with what reason."""
    head = [person(by), words(" asks to reopen "), linked(decision.url, decision.title, bold=True)]
    state = words(f" ({decision.status.value}):")
    blocks = [
        rich(paragraph(*head, state)),
        rich(quotation(words(shorten(clean(reason), WHY_CHARACTERS)))),
        actions(button("Reopen", action_ids.DECISION_REOPEN, decision.id, style="primary")),
        context("Nothing changes until you do."),
    ]
    return Rendered(blocks, _text(f"Somebody asks to reopen a decision of yours: {decision.title}", reason))


def _options(options: str) -> list[Block]:
    """One line an option, however the person separated them."""
    lines = [line.strip(" \t-*•") for line in clean(options).split("\n")]
    shown = [paragraph(words(shorten(line, LINE_CHARACTERS))) for line in lines if line][:OPTIONS_SHOWN]
    return [rich(paragraph(words("Options considered", bold=True)), bullets(*shown))] if shown else []


def _more(fields: DecisionFields) -> list[Block]:
    """The shorter fields in one block, those that are filled in."""
    lines: list[Element] = []
    for label, value in (
        ("Customer problem", fields.problem),
        ("Objective", fields.objective),
        ("Look again when", fields.revisit_when),
    ):
        if value.strip():
            lines += [words("\n")] if lines else []
            lines += [words(f"{label}: ", bold=True), words(shorten(one_line(value), LINE_CHARACTERS))]
    return [rich(paragraph(*lines))] if lines else []


def _said(text: str, limit: int) -> Element:
    return paragraph(words(shorten(clean(text), limit)))


def _text(lead: str, said: str) -> str:
    return fallback(f"{shorten(one_line(lead), LINE_CHARACTERS)}\n{shorten(one_line(said), TEXT_CHARACTERS)}")
