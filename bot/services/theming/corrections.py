"""What people said about themes, laid over every assignment and kept for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.themes import Correction, CorrectionKind


@dataclass(frozen=True)
class Corrected:
    """`assignment`: message id to theme id after the corrections. `labels`: names given by people, by theme id."""

    assignment: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)
    dismissed: frozenset[str] = frozenset()
    barred: frozenset[tuple[str, str]] = frozenset()  # (message id, theme id) that never go together


def apply_corrections(assignment: Mapping[str, str], corrections: Iterable[Correction]) -> Corrected:
    """Lay the corrections over an assignment, in the order in which they were made.

    Idempotent: applying the same corrections to the result changes nothing. A rename of a theme that was merged later
    names the theme it went into only where that has no name of its own.
    """
    ordered = sorted(corrections, key=lambda c: c.made_at)
    moved = dict(assignment)
    labels: dict[str, str] = {}
    dismissed: set[str] = set()
    barred: set[tuple[str, str]] = set()
    for correction in ordered:
        theme, into = correction.theme_id, correction.into
        match correction.kind:
            case CorrectionKind.RENAME if correction.label:
                labels[theme] = correction.label
            case CorrectionKind.DISMISS:
                dismissed.add(theme)
            case CorrectionKind.RESTORE:
                dismissed.discard(theme)
            case CorrectionKind.NOT_THIS:
                for message in correction.message_ids:
                    barred.add((message, theme))
                    if moved.get(message) == theme:
                        del moved[message]
            case CorrectionKind.SPLIT if into:
                for message in correction.message_ids:
                    barred.add((message, theme))
                    barred.discard((message, into))
                    moved[message] = into
            case CorrectionKind.MERGE if into:
                moved = {m: into if t == theme and (m, into) not in barred else t for m, t in moved.items()}
                if theme in labels:
                    labels.setdefault(into, labels[theme])
            case _:
                pass
    return Corrected(moved, labels, frozenset(dismissed), frozenset(barred))
