"""Themes: signals that say the same thing, under one lasting id."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Quote:
    """Exact words, with the message they stand in."""

    id: str
    text: str
    url: str | None = None
    account: str | None = None


@dataclass(frozen=True)
class Trend:
    """Messages in the window, and in the window of the same length before it."""

    now: int
    before: int


class TieKind(StrEnum):
    DECISION = "decision"
    ROADMAP = "roadmap"
    RELEASE = "release"


@dataclass(frozen=True)
class Tie:
    """Something of the company's own side that speaks of the same thing as a theme.

    status: of a decision as in `DecisionStatus`, of a roadmap item in its own words. on: when it was decided, is
    planned for, or went out. reason: of a decision, the record's own words.
    """

    kind: TieKind
    id: str
    title: str
    status: str = ""
    on: date | None = None
    url: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Theme:
    """INTERFACE: `themes --json`. `accounts` counts distinct accounts, `arr` sums each of them once."""

    id: str
    label: str
    keywords: tuple[str, ...]
    messages: int
    accounts: int
    arr: float
    share_of_top_account: float
    trend: Trend
    first_seen: datetime | None
    status: str
    member_ids: tuple[str, ...]
    quotes: tuple[Quote, ...]
    decision_ids: tuple[str, ...] = ()
    top_account: str | None = None
    surfaces: tuple[str, ...] = ()
    score: float = 0.0  # weight by accounts and money, any one account capped
    loud_account: str | None = None  # the account that said most of it, where one did
    problem: str | None = None  # the problem behind it, in a model's sentence that a quote holds
    weeks: tuple[int, ...] = ()  # messages in each of the last four windows, the oldest first
    assigned_to: str | None = None  # the user id of who took it
    praise_now: int = 0  # how many of the window's messages are praise
    ties: tuple[Tie, ...] = ()  # what was decided, is planned and was shipped, the most telling first

    @property
    def is_growing(self) -> bool:
        """Spoken of more this week than before, or new, by more than an accident."""
        wants = self.trend.now - self.praise_now
        return wants >= 3 and wants >= 1.5 * self.trend.before

    @property
    def is_dismissed(self) -> bool:
        return self.status == "dismissed"


class ThemeOrder(StrEnum):
    """`because themes --order`: by messages alone, by accounts and money with a cap, by money alone."""

    RAW = "raw"
    CAPPED = "capped"
    REVENUE = "revenue"


class ThemeEventKind(StrEnum):
    NEW = "new"
    SPLIT = "split"
    MERGE = "merge"
    GONE = "gone"


@dataclass(frozen=True)
class ThemeEvent:
    """What a regrouping did to the lasting ids. SPLIT: `theme_id` is the part that left `other_ids[0]`; MERGE:
    `other_ids` went into `theme_id`; GONE: nothing of `theme_id` holds together any more."""

    kind: ThemeEventKind
    theme_id: str
    other_ids: tuple[str, ...] = ()
    messages: int = 0


class CorrectionKind(StrEnum):
    """What a person may do to a theme, kept for good."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    DISMISS = "dismiss"
    RESTORE = "restore"
    NOT_THIS = "not_this"


@dataclass(frozen=True)
class Correction:
    """One correction by a person. RENAME: `label`. MERGE: `theme_id` goes into `into`. SPLIT: `message_ids` leave
    `theme_id` for the new theme `into`. NOT_THIS: `message_ids` never belong to `theme_id` again."""

    kind: CorrectionKind
    theme_id: str
    user_id: str
    made_at: datetime
    message_ids: tuple[str, ...] = ()
    into: str | None = None
    label: str | None = None
    reason: str | None = None
