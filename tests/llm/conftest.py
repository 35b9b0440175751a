"""A made-up record, a message and the question that they answer."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.answers import EvidenceKind
from bot.domain.kinds import DecisionStatus
from bot.services.composing.evidence import Evidence

QUESTION = "Why is there no single sign-on for guests?"
RECORD = (
    "# No single sign-on for guests\n\n"
    "We decided not to build single sign-on for guests. Keeping two login paths would cost the platform team six weeks "
    "a quarter.\n\n## Consequences\n\nGuests keep using one-time links — they are 2 % of logins."
)


def now() -> datetime:
    return datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def evidence() -> list[Evidence]:
    return [
        Evidence(
            1, EvidenceKind.DECISION, "D-1", "No single sign-on for guests", date(2025, 3, 1), RECORD,
            DecisionStatus.REJECTED,
        ),
        Evidence(2, EvidenceKind.MESSAGE, "C1:1.0", "#product", date(2025, 4, 1),
                 "Guest single sign-on is out until the identity rewrite lands."),
    ]  # fmt: skip
