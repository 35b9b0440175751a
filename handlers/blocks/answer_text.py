"""An answer as plain words: for notifications, screen readers and the terminal."""

from bot.domain.answers import Answer, DecisionSummary
from bot.domain.kinds import DecisionStatus
from handlers.blocks.escape import one_line
from handlers.blocks.evidence import decision_url
from handlers.blocks.wording import counted, day, fallback, listed, named, titled


def answer_text(answer: Answer) -> str:
    """Escaped words; `escape.unescape` gives them back for a terminal."""
    lines = _answered(answer) if answer.answered else no_record_lines(answer)
    if answer.notice:
        lines.append(answer.notice)
    return fallback("\n".join(line for line in lines if line))


def decided_line(decision: DecisionSummary) -> str:
    """`Decided: TITLE (accepted, 2 Mar 2026, by Dana).`"""
    about = [decision.status.value]
    if decision.decided_on:
        about.append(day(decision.decided_on))
    if decision.decided_by:
        about.append(f"by {listed([named(who) for who in decision.decided_by])}")
    if decision.contested:
        about.append("contested")
    elif decision.confirmed_on:
        about.append(f"confirmed {day(decision.confirmed_on)}")
    return f"Decided: {titled(decision.title)} ({', '.join(about)})."


def no_record_lines(answer: Answer) -> list[str]:
    lines = ["No record answers this.", searched_line(answer)]
    if answer.nearest:
        lines.append(f"Nearest: {'; '.join(titled(near.title) for near in answer.nearest)}.")
    return lines


def searched_line(answer: Answer) -> str:
    if answer.searched:
        said = f" and {counted(answer.searched_messages, 'message')}" if answer.searched_messages else ""
        return f"Searched {counted(answer.searched, 'decision record')}{said} that you may read."
    return "There are no decision records to search yet."


def _answered(answer: Answer) -> list[str]:
    decision = answer.decision
    if answer.is_listing:
        lines = [one_line(answer.answer)]
    elif decision is None:
        lines = ["Said in conversation, not recorded as a decision:", reason_of(answer)]
    else:
        lines = [one_line(answer.narrowed)] if answer.narrowed else []
        if decision.status is DecisionStatus.SUPERSEDED:
            successor = titled(decision.superseded_by_title or decision.superseded_by or "another decision")
            through = [f"{titled(title)}, and that by " for title in decision.superseded_through]
            lines.append(f"No longer holds: superseded by {''.join(through)}{successor}.")
        lines += [reason_of(answer), decided_line(decision)]
        if answer.rival is not None:
            lead = "Another record contradicts this" if answer.is_opposed else "Another record on the same matter"
            lines.append(f"{lead}: {titled(answer.rival.title)}: {one_line(answer.rival_reason)}")
        if decision.revisit_when:
            lines.append(f"Look again when: {one_line(decision.revisit_when)}")
        if answer.condition_state:
            lines.append(one_line(answer.condition_state))
        if answer.since:
            lines.append(one_line(answer.since))
        if decision.options_lost:
            lines.append("Options that lost: " + "; ".join(one_line(option) for option in decision.options_lost[:4]))
    urls = [decision_url(answer, decision)] if decision else []
    urls += [citation.url for citation in answer.citations]
    links = list(dict.fromkeys(url for url in urls if url))
    if links:
        lines.append("Sources: " + " ".join(links[:5]))
    return lines


def reason_of(answer: Answer) -> str:
    """The reason; failing that the best quote, failing that the whole answer."""
    best = answer.citations[0].quote if answer.citations else ""
    return answer.reason.strip() or best.strip() or answer.answer.strip()
