"""What an answer rests on: the decision in a few lines, the options that lost, the sources."""

from bot.domain.answers import Answer, Citation, DecisionSummary, EvidenceKind
from bot.domain.kinds import DecisionStatus
from handlers.blocks.elements import (
    Block,
    Element,
    bullets,
    emoji,
    linked,
    paragraph,
    people,
    quotation,
    rich,
    words,
)
from handlers.blocks.escape import clean, one_line
from handlers.blocks.wording import CONTESTED_EMOJI, STATUS_EMOJI, day, shorten, status_word

OPTIONS_SHOWN = 4
SOURCES_SHOWN = 5
DECISION_CHARACTERS = 500
OPTION_CHARACTERS = 220
QUOTE_CHARACTERS = 280
CONDITION_CHARACTERS = 300
SINCE_CHARACTERS = 900

_KIND_WORDS = {
    EvidenceKind.DECISION: "Decision",
    EvidenceKind.MESSAGE: "Message",
    EvidenceKind.FEEDBACK: "Feedback",
    EvidenceKind.RELEASE: "Release",
}


def standing(decision: DecisionSummary, successor_url: str | None = None) -> list[Block]:
    """What must be read before the reason: that the decision does not hold (any more, yet) or is contested."""
    lines: list[Element] = []
    if decision.status is DecisionStatus.SUPERSEDED:
        lines += [emoji(STATUS_EMOJI[decision.status]), words(" No longer holds", bold=True)]
        if decision.superseded_by:
            title = decision.superseded_by_title or decision.superseded_by
            lines.append(words(": superseded by "))
            lines += [words(f"“{one_line(through)}”, and that by ") for through in decision.superseded_through]
            lines.append(linked(successor_url, title, bold=True))
        lines.append(words("."))
    elif decision.status is DecisionStatus.DEPRECATED:
        lines += [emoji(STATUS_EMOJI[decision.status]), words(" No longer in force.", bold=True)]
    elif decision.status is DecisionStatus.PROPOSED:
        lines += [emoji(STATUS_EMOJI[decision.status]), words(" Not decided yet:", bold=True)]
        lines.append(words(" this is a proposal."))
    if decision.contested:
        lines += [words("\n")] if lines else []
        lines += [emoji(CONTESTED_EMOJI), words(" Contested:", bold=True)]
        lines.append(words(" somebody challenged this decision and has not been answered yet."))
    return [rich(paragraph(*lines))] if lines else []


def decided(answer: Answer, decision: DecisionSummary) -> Block:
    """What was decided, its state, when, by whom; for a shelved one what would bring it back."""
    lines = [words("Decided: ", bold=True), linked(decision_url(answer, decision), decision.title), words("\n")]
    lines += [emoji(STATUS_EMOJI[decision.status]), words(" "), words(status_word(decision.status), bold=True)]
    if decision.decided_on:
        lines.append(words(f" · {day(decision.decided_on)}"))
    if decision.decided_by:
        lines += [words(" · by "), *people(decision.decided_by)]
    said = shorten(one_line(decision.decision), DECISION_CHARACTERS)
    if said and said not in one_line(answer.reason) and said != one_line(decision.title):
        lines.append(words(f"\n{said}"))
    if decision.revisit_when:
        condition = shorten(one_line(decision.revisit_when), CONDITION_CHARACTERS)
        lines += [words("\nLook again when: ", bold=True), words(condition)]
        if answer.condition_state:
            state, _, why = shorten(one_line(answer.condition_state), CONDITION_CHARACTERS).partition(":")
            lines += [words(f"\n{state}", bold=True), words(f":{why}" if why else "")]
    elif decision.status is DecisionStatus.ICEBOXED:
        lines.append(words("\nNo condition for looking again was recorded.", italic=True))
    return rich(paragraph(*lines))


def narrowed(answer: Answer) -> list[Block]:
    """That the record is not of the time, the people or the place that was asked for."""
    return [rich(paragraph(words(one_line(answer.narrowed), bold=True)))] if answer.narrowed else []


def since(answer: Answer) -> list[Block]:
    """What changed since a decision against something."""
    said = shorten(one_line(answer.since), SINCE_CHARACTERS)
    return [rich(paragraph(words(said)))] if said else []


def beside(answer: Answer) -> list[Block]:
    """Another record about the same, with its own reason: the two are shown side by side."""
    other = answer.rival
    if other is None:
        return []
    lead = " Another record contradicts this: " if answer.is_opposed else " Another record on the same matter: "
    about = f" ({other.status.value}{f', {day(other.decided_on)}' if other.decided_on else ''})"
    head = paragraph(
        emoji("warning" if answer.is_opposed else STATUS_EMOJI[other.status]),
        words(lead, bold=True),
        linked(other.url, other.title),
        words(about),
    )
    return [rich(head, quotation(words(shorten(clean(answer.rival_reason), DECISION_CHARACTERS))))]


def options_that_lost(decision: DecisionSummary) -> list[Block]:
    if not decision.options_lost:
        return []
    shown = [
        paragraph(words(shorten(one_line(option), OPTION_CHARACTERS)))
        for option in decision.options_lost[:OPTIONS_SHOWN]
    ]
    return [rich(paragraph(words("Options that lost", bold=True)), bullets(*shown))]


def sources(answer: Answer) -> list[Block]:
    """The citations that add something to what is already on the screen."""
    shown = [citation for citation in answer.citations if not _is_told_already(answer, citation)][:SOURCES_SHOWN]
    if not shown:
        return []
    told = " ".join((answer.reason, answer.since, answer.rival_reason))
    lines = [_source(citation, told) for citation in shown]
    return [rich(paragraph(words("Sources", bold=True)), bullets(*lines))]


def records(answer: Answer) -> Element:
    """Every record of a listing, with its state and what it says was decided."""
    return bullets(*[_record(citation) for citation in answer.citations])


def _record(citation: Citation) -> Element:
    about = [status_word(citation.status).lower()] if citation.status else []
    about += [day(citation.said_on)] if citation.said_on else []
    said = shorten(one_line(citation.quote), QUOTE_CHARACTERS)
    quote = [words(f"\n“{said}”", italic=True)] if said else []
    return paragraph(linked(citation.url, one_line(citation.title)), words(f" · {' · '.join(about)}"), *quote)


def decision_url(answer: Answer, decision: DecisionSummary) -> str | None:
    """Where the record opens: its own address, else the one that it is cited with."""
    cited = (citation.url for citation in answer.citations if citation.id == decision.id and citation.url)
    return decision.url or next(cited, None)


def successor_url(answer: Answer, decision: DecisionSummary) -> str | None:
    cited = (one.url for one in answer.citations if one.id == decision.superseded_by and one.url)
    return decision.superseded_by_url or next(cited, None)


def _is_told_already(answer: Answer, citation: Citation) -> bool:
    """The decision's own passage, quoted as the reason and linked in the line "Decided"; the other record's."""
    if answer.rival is not None and citation.id == answer.rival.id:
        return True
    return (
        answer.decision is not None
        and citation.id == answer.decision.id
        and citation.url in (None, decision_url(answer, answer.decision))
        and one_line(citation.quote) in one_line(answer.reason)
    )


def _source(citation: Citation, reason: str) -> Element:
    title = one_line(citation.title) or _KIND_WORDS[citation.kind]
    elements = [linked(citation.url, title)]
    said_by = [part for part in (citation.author, citation.account) if part]
    about: list[Element] = []
    for part in said_by:
        about += [words(", " if about else " — "), *people([part])]
    elements += about
    if citation.said_on:
        elements.append(words(f" · {day(citation.said_on)}"))
    if citation.status and not citation.status.holds:
        elements.append(words(f" · {citation.status.value}"))
    said = shorten(one_line(citation.quote), QUOTE_CHARACTERS)
    if said and one_line(citation.quote) not in one_line(reason):
        elements.append(words(f"\n“{said}”", italic=True))
    return paragraph(*elements)
