"""What was decided, is planned and was shipped about a theme, in a line each."""

from calendar import month_name
from datetime import date

from bot.domain.kinds import DecisionStatus
from bot.domain.themes import Tie, TieKind
from handlers.blocks.elements import Element, linked, words
from handlers.blocks.escape import one_line
from handlers.blocks.wording import day, quoted_words, shorten

_DECIDED = {
    DecisionStatus.REJECTED: "Decided against",
    DecisionStatus.ICEBOXED: "Shelved",
    DecisionStatus.PROPOSED: "Proposed",
    DecisionStatus.DEPRECATED: "No longer in force, decided",
    DecisionStatus.SUPERSEDED: "Superseded, decided",
}


def tie_line(tie: Tie, label: int) -> list[Element]:
    """`Decided against in March 2026: No kennels. “Kennels are another market.”`, the title a link."""
    line = [words(f"{lead(tie)}: "), linked(tie.url, tie.title, limit=label)]
    reason = quoted_words(tie.reason, label) if tells_reason(tie) else ""
    return [*line, words(f" “{reason}”")] if reason else line


def tie_text(tie: Tie, label: int) -> str:
    reason = f" “{quoted_words(tie.reason, label)}”" if tells_reason(tie) else ""
    return f"{lead(tie)}: {shorten(one_line(tie.title), label)}{reason}"


def lead(tie: Tie) -> str:
    """`Decided against in March 2026`, `Planned for Q1 2027`, `Shipped on 3 Mar 2026`."""
    match tie.kind:
        case TieKind.DECISION:
            said = _DECIDED.get(DecisionStatus(tie.status), "Decided")
            return f"{said} in {month_name[tie.on.month]} {tie.on.year}" if tie.on else said
        case TieKind.ROADMAP:
            status = shorten(one_line(tie.status), 30).capitalize() or "Planned"
            return f"{status} for {_quarter(tie.on)}" if tie.on else f"On the roadmap ({status.lower()})"
        case TieKind.RELEASE:
            return f"Shipped on {day(tie.on)}" if tie.on else "Shipped"


def _quarter(on: date) -> str:
    return f"Q{(on.month + 2) // 3} {on.year}"


def tells_reason(tie: Tie) -> bool:
    """Why something was decided against is the first that anybody asks."""
    return bool(tie.reason) and tie.kind is TieKind.DECISION and DecisionStatus(tie.status).is_shelved
