"""Judgements of the synthesis: shelved decisions to look at again, how releases landed, promises, whom to talk to."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.kinds import DecisionStatus
from bot.domain.themes import Quote

UNCHECKED = "cannot be checked here"
"""How a reason begins that says of a part of a condition that it is beyond counting."""


class RevisitVerdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Revisit:
    """INTERFACE: `icebox --json`. A shelved decision held against new evidence; `reasons` are plain sentences.

    `condition` is the record's own words: what would make us think again, or else why it was shelved.
    """

    decision_id: str
    title: str
    status: DecisionStatus
    condition: str
    verdict: RevisitVerdict
    reasons: tuple[str, ...]
    evidence: tuple[Quote, ...]
    accounts: int = 0
    arr: float = 0.0
    url: str | None = None
    is_reason: bool = False  # `condition` is why it was shelved: the record names no condition

    @property
    def is_unseen(self) -> bool:
        """Not met as far as can be seen: what would decide cannot be checked here."""
        return self.verdict is RevisitVerdict.NOT_MET and any(r.startswith(UNCHECKED) for r in self.reasons)


class LandingVerdict(StrEnum):
    LANDED = "landed"
    MIXED = "mixed"
    DID_NOT_LAND = "did_not_land"
    TOO_EARLY = "too_early"


@dataclass(frozen=True)
class Landing:
    """INTERFACE: `digest --json`, `landings`. `before` and `after` are wants and problems per week; `praise` is the
    share of praise among the signals after the release. The counts are those of at most eight weeks to either side.

    is_news: customers spoke of it in the digest's window, or its verdict is new.
    """

    release_id: str
    theme_id: str
    verdict: LandingVerdict
    before: float
    after: float
    praise: float
    release_title: str = ""
    theme_label: str = ""
    released_on: date | None = None
    url: str | None = None
    signals_before: int = 0
    signals_after: int = 0
    praise_after: int = 0
    accounts_before: int = 0
    same_accounts_after: int = 0  # accounts that asked before and still do
    new_accounts_after: int = 0
    reasons: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    is_news: bool = True


@dataclass(frozen=True)
class Contradiction:
    """A promise to a customer (`id` is its message) that goes against a decision."""

    decision_id: str
    id: str
    text: str
    url: str | None = None
    account: str | None = None
    decision_title: str = ""
    similarity: float = 0.0
    decision_url: str | None = None
    said_on: date | None = None


@dataclass(frozen=True)
class TalkTo:
    """INTERFACE: `talk --json`. Whom to talk to and why; `signals` counts what they said about it."""

    account: str | None
    person: str | None
    why: str
    signals: int
    last_contact: datetime | None
    arr: float | None
    quotes: tuple[Quote, ...] = ()
