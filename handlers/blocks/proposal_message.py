"""A change that somebody proposes to a record, for who may accept it; and what became of it, for who proposed."""

from bot.domain.decisions import Decision, DecisionFields, Proposal
from handlers import action_ids
from handlers.blocks.elements import (
    Block,
    Element,
    Rendered,
    actions,
    button,
    linked,
    paragraph,
    person,
    quotation,
    rich,
    words,
)
from handlers.blocks.escape import clean, one_line
from handlers.blocks.wording import fallback, shorten

SHOWN_CHARACTERS = 600
_PARTS = (
    ("Title", "title"),
    ("Status", "status"),
    ("Decision", "decision"),
    ("Why", "why"),
    ("Options considered", "options"),
    ("Customer problem", "problem"),
    ("Objective", "objective"),
    ("Revisit when", "revisit_when"),
)


def proposal_notice(proposal: Proposal, decision: Decision, now: DecisionFields) -> Rendered:
    """now: what the record says; only what would change is shown, beside what it is now."""
    head = [person(proposal.by_user_id), words(" proposes to change "), linked(decision.url, decision.title, bold=True)]
    blocks: list[Block] = [rich(paragraph(*head, words(":")))]
    for label, name in _PARTS:
        before, after = str(getattr(now, name)).strip(), str(getattr(proposal.fields, name)).strip()
        if before != after:
            blocks.append(rich(paragraph(words(label, bold=True)), quotation(*_change(before, after))))
    blocks.append(
        actions(
            button("Accept", action_ids.PROPOSAL_ACCEPT, proposal.id, style="primary"),
            button("Keep it as it is", action_ids.PROPOSAL_DECLINE, proposal.id),
        )
    )
    return Rendered(blocks, fallback(f"A change of your decision is proposed: {one_line(decision.title)}"))


def _change(before: str, after: str) -> list[Element]:
    """What it says now, struck out, above what it would say."""
    said = words(shorten(clean(after), SHOWN_CHARACTERS) or "(nothing)")
    if not before:
        return [said]
    return [words(shorten(clean(before), SHOWN_CHARACTERS), strike=True), words("\n"), said]


def proposal_outcome_notice(decision: Decision, *, accepted: bool) -> Rendered:
    what = "Your change is accepted: " if accepted else "It stays as it is: "
    return Rendered(
        [rich(paragraph(words(what), linked(decision.url, decision.title, bold=True), words(".")))],
        fallback(f"{what}{one_line(decision.title)}"),
    )
