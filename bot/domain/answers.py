"""An answer to "why", with the evidence for every sentence of it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.kinds import DecisionStatus


class EvidenceKind(StrEnum):
    DECISION = "decision"
    MESSAGE = "message"
    FEEDBACK = "feedback"
    RELEASE = "release"


class AnswerMode(StrEnum):
    EXTRACTIVE = "extractive"
    MODEL = "model"


@dataclass(frozen=True)
class Citation:
    """Evidence as shown. `quote` is a verbatim substring of the cited source; `url` is built by the app."""

    kind: EvidenceKind
    id: str
    title: str
    quote: str
    url: str | None = None
    status: DecisionStatus | None = None
    score: float = 0.0
    author: str | None = None
    account: str | None = None
    said_on: date | None = None


@dataclass(frozen=True)
class DecisionSummary:
    """The record that an answer rests on, as far as the asker may see it."""

    id: str
    title: str
    status: DecisionStatus
    decided_on: date | None = None
    superseded_by: str | None = None
    superseded_by_title: str | None = None
    superseded_by_url: str | None = None
    superseded_through: tuple[str, ...] = ()  # titles of the records in between, oldest first
    decided_by: tuple[str, ...] = ()
    decision: str = ""  # what was decided, the record's own words
    options_lost: tuple[str, ...] = ()  # the record's own words, one item an option
    revisit_when: str | None = None
    url: str | None = None
    contested: bool = False
    confirmed_by: tuple[str, ...] = ()
    confirmed_on: date | None = None


@dataclass(frozen=True)
class Nearest:
    """A record near a question that has no answer."""

    id: str
    title: str
    url: str | None = None
    status: DecisionStatus | None = None


@dataclass(frozen=True)
class Answer:
    """INTERFACE: `why --json`. `reason` is the extract or the model's checked sentences; `answer` is the whole text."""

    id: str
    question: str
    answered: bool
    answer: str
    reason: str = ""
    decision: DecisionSummary | None = None
    rival: DecisionSummary | None = None  # another record about the same, to be read beside it
    rival_reason: str = ""  # its own words
    is_opposed: bool = False  # the two contradict each other
    narrowed: str = ""  # that no record fits what the question says of time, people or place
    since: str = ""  # what changed since a decision against something
    condition_state: str = ""  # how far its condition for another look is, in a sentence
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    nearest: tuple[Nearest, ...] = ()
    mode: AnswerMode = AnswerMode.EXTRACTIVE
    latency_ms: float = 0.0
    notice: str | None = None  # e.g. that the model failed and this is the extract
    searched: int = 0  # how many records were looked through
    searched_messages: int = 0  # how many messages, where no answer was found
    near_talk: tuple[str, ...] = ()  # ids of messages near the question: who wrote them may know
    hidden: bool = False  # more exists that cannot be shown where this lands; ask in private
    trace: dict[str, object] = field(default_factory=dict)

    @property
    def is_listing(self) -> bool:
        """Several records that were asked for by their time, people or place, and no reason of any one."""
        return (
            self.answered
            and self.decision is None
            and self.citations != ()
            and all(citation.kind is EvidenceKind.DECISION for citation in self.citations)
        )
