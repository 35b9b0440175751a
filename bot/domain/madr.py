"""A record made by hand, as MADR Markdown: the text that is quoted, exported and read back."""

from bot.domain.decisions import DecisionFields

_SECTIONS = (
    ("Context and Problem Statement", "problem"),
    ("Decision Outcome", "decision"),
    ("Rationale", "why"),
    ("Considered Options", "options"),
    ("Objective", "objective"),
    ("Revisit When", "revisit_when"),
)


def madr_body(fields: DecisionFields) -> str:
    """The record under its headings, each field word for word; empty fields are left out."""
    parts = [f"# {fields.title.strip()}"]
    for heading, name in _SECTIONS:
        words = str(getattr(fields, name)).strip()
        if words:
            parts.append(f"## {heading}\n\n{words}")
    return "\n\n".join(parts) + "\n"
