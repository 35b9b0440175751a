"""A small company's records, written for these tests: one that sells software to harbours."""

from datetime import date

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus as S


def record(number: int, title: str, status: S, day: str, text: str, **more: str | tuple[str, ...]) -> Decision:
    return Decision(f"HB-{number}", "eval", title, f"# {title}\n\n{text}", status, date.fromisoformat(day), **more)  # type: ignore[arg-type]


RECORDS = [
    record(
        1,
        "Bill harbours by berth, not by seat",
        S.ACCEPTED,
        "2025-03-04",
        """## Context

Small harbours share one login between eight people. Seat prices punish those who give each person a login.

## Decision

We charge for each berth that a harbour manages.

## Rationale

Berths grow with the harbour's own income, so the price follows what they earn. Seats made customers share passwords,
which is how two of them lost data.

## Considered Options

### Price by seat

Seat prices were dropped because customers shared passwords to avoid them.

### Flat price

A flat price would have doubled the bill of our smallest harbours.
""",
    ),
    record(
        2,
        "Send receipts by mail",
        S.SUPERSEDED,
        "2023-01-09",
        """## Decision

We will send every receipt as a printed letter.

## Rationale

Harbour masters kept paper folders then, and the tax office asked for originals.
""",
        superseded_by="HB-3",
    ),
    record(
        3,
        "Send receipts as PDF",
        S.ACCEPTED,
        "2024-06-30",
        """## Decision

Receipts go out as PDF by e-mail.

## Rationale

The tax office accepts PDF since 2024, and letters cost us four thousand euros a year.
""",
    ),
    record(
        4,
        "Offline mode for the quay app",
        S.ICEBOXED,
        "2025-09-12",
        """## Decision

We do not build an offline mode now.

## Rationale

Syncing changes made by two people without a network would take a team half a year. Only two harbours lack coverage.

## Revisit when

We will look again when five paying harbours have no coverage on their quays.
""",
        revisit_when="five paying harbours have no coverage on their quays",
    ),
    record(
        5,
        "Keep Microsoft Teams out of scope",
        S.REJECTED,
        "2025-02-01",
        """## Problem

Two prospects asked for a Teams bot.

## Decision

We will not build a Microsoft Teams bot.

## Rationale

Our customers talk by radio and phone, so a chat bot would be used by the two prospects alone.
""",
    ),
    *(
        record(
            n,
            title,
            S.ACCEPTED,
            "2024-01-15",
            f"## Decision\n\n{what}\n\n## Rationale\n\n{why}\n",
        )
        for n, title, what, why in [
            (
                6,
                "Store tide tables per basin",
                "Each basin has its own tide table.",
                "Basins behind a lock do not follow the sea.",
            ),
            (
                7,
                "Use PostGIS for charts",
                "Charts live in PostGIS.",
                "Distance queries were too slow before.",
            ),
            (
                8,
                "Ask for a deposit on bookings",
                "Guests pay a fifth in advance.",
                "No-shows cost harbours a tenth of their summer income.",
            ),
            (
                9,
                "Drop support for Internet Explorer",
                "We no longer test in it.",
                "Less than one guest in a thousand still uses it.",
            ),
            (
                10,
                "Host in Frankfurt",
                "All data stays in Frankfurt.",
                "German harbours must keep personal data in the country.",
            ),
        ]
    ),
]
