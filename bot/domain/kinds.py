"""The closed vocabularies: what a signal can be, where it was said, what state a decision is in."""

import re
from enum import StrEnum


class SignalKind(StrEnum):
    """What a tagged message means for the product (names as in JSON and settings)."""

    SIGNAL = "signal"
    REQUEST = "request"
    PROBLEM = "problem"
    DEAL_BLOCKER = "deal_blocker"
    CHURN_RISK = "churn_risk"
    COMPETITOR = "competitor"
    PRAISE = "praise"
    QUESTION = "question"

    @property
    def label(self) -> str:
        """The kind as a person reads it, e.g. `deal blocker`."""
        return "customer signal" if self is SignalKind.SIGNAL else self.value.replace("_", " ")


class Surface(StrEnum):
    """Where something was said. Product channels are read for reasons and decisions, never for signals."""

    SUPPORT = "support"
    SALES = "sales"
    COMMUNITY = "community"
    PRODUCT = "product"

    @property
    def is_customer_side(self) -> bool:
        return self is not Surface.PRODUCT


class DecisionStatus(StrEnum):
    """States of a decision record, after MADR, with `iceboxed` for "not now"."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ICEBOXED = "iceboxed"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def is_shelved(self) -> bool:
        """Decided against, at least for now."""
        return self in (DecisionStatus.REJECTED, DecisionStatus.ICEBOXED)

    @property
    def holds(self) -> bool:
        """Whether this is what the company does today."""
        return self is DecisionStatus.ACCEPTED

    @property
    def is_open(self) -> bool:
        """Holds, or may come to: what is neither can be reopened."""
        return self in (DecisionStatus.ACCEPTED, DecisionStatus.PROPOSED)


_STATUS_WORDS: tuple[tuple[DecisionStatus, str], ...] = (
    (DecisionStatus.SUPERSEDED, r"supersed(ed|es)|superceded|replaced|obsoleted"),
    (DecisionStatus.ICEBOXED, r"icebox(ed)?|deferred|postponed|parked|on hold|not now|shelved|later|backlog"),
    (
        DecisionStatus.REJECTED,
        r"reject(ed)?|declined|withdrawn|abandoned|closed|won'?t ?do|wontfix|denied|april fool",
    ),
    (DecisionStatus.DEPRECATED, r"deprecated|obsolete|removed|retired|historical|inactive"),
    (
        DecisionStatus.PROPOSED,
        r"proposed|draft|provisional|incomplete|(under|in) review|needs revision|rfc|pending"
        r"|open|discussion|idea",
    ),
    (
        DecisionStatus.ACCEPTED,
        r"accept(ed)?|approved?|adopted|final|active|impl?e?mented|imlpemented|implementable|decided"
        r"|done|shipped|live|stable|released|agreed|in progress",
    ),
)


def decision_status(words: str | None) -> DecisionStatus | None:
    """The status that a source's own words mean, or None where they say nothing.

    The word that comes first decides ("implementable # provisional|implemented" is accepted), except that
    "superseded by" and "decision proposed; accepting feedback" read as a person would read them.
    """
    if not words:
        return None
    plain = re.split(r"[#|\n]", words.strip().lower(), maxsplit=1)[0]
    found = [
        (match.start(), rank, status)
        for rank, (status, pattern) in enumerate(_STATUS_WORDS)
        if (match := re.search(rf"\b({pattern})\b", plain))
    ]
    return min(found)[2] if found else None
