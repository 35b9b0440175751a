"""Decision records: what was decided, why, what lost, and what would make us think again (after MADR)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.audience import PUBLIC
from bot.domain.kinds import DecisionStatus


@dataclass(frozen=True)
class DecisionFields:
    """What the person who records a decision fills in. Only `title`, `decision` and `why` are required."""

    title: str
    decision: str
    why: str
    status: DecisionStatus = DecisionStatus.ACCEPTED
    options: str = ""
    problem: str = ""
    objective: str = ""
    revisit_when: str = ""
    decided_by: tuple[str, ...] = ()
    decided_on: date | None = None
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncomingDecision:
    """A record as a reader yields it (INTERFACE: "Decision in"). `text` is the whole record, word for word.

    place: file and row (or file) it came from, for messages about what is wrong with it.
    exported: the record with all that we once knew of it, where we wrote the file ourselves (its team is not set).
    """

    id: str
    title: str
    text: str
    place: str
    status: DecisionStatus = DecisionStatus.ACCEPTED
    status_words: str | None = None
    decided_on: date | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    objective: str | None = None
    revisit_when: str | None = None
    decided_by: tuple[str, ...] = ()
    exported: "Decision | None" = None


@dataclass(frozen=True)
class Decision:
    """A stored record. `text` is the whole record (Markdown or reStructuredText), the only thing that is quoted.

    `source_*` is the message it was decided in, `posted_*` the bot's own message that confirms it: the link to the
    record. `contested_by` holds the people who challenged it and were not answered yet, `confirmed_by` those deciders
    and product leads who said that it stands as it reads now.
    """

    id: str
    team_id: str
    title: str
    text: str
    status: DecisionStatus
    decided_on: date | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: str | None = None
    objective: str | None = None
    revisit_when: str | None = None
    decided_by: tuple[str, ...] = ()
    fields: DecisionFields | None = None  # set when recorded by hand, None when imported
    recorded_by: str | None = None
    source_channel_id: str | None = None
    source_ts: str | None = None
    source_thread_ts: str | None = None
    posted_channel_id: str | None = None
    posted_ts: str | None = None
    audience: str = PUBLIC
    contested_by: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    confirmed_at: datetime | None = None
    recorded_at: datetime | None = None
    updated_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class Section:
    """A part of a record under one heading. `start` and `end` are character offsets into the record's text."""

    heading: str
    role: str  # title, summary, problem, decision, rationale, options, rejected, consequences, faq, revisit, other
    start: int
    end: int
    path: tuple[str, ...] = field(default=())  # headings above it, outermost first


@dataclass(frozen=True)
class Draft:
    """An offer to record a message as a decision, made to one person. `state`: waiting, recorded or dismissed."""

    id: str
    for_user_id: str
    channel_id: str
    ts: str
    status_word: str
    state: str
    created_at: datetime


@dataclass(frozen=True)
class Version:
    """A record as it was after one change. `snapshot` holds its values in JSON's forms."""

    decision_id: str
    version: int
    change: str  # recorded, imported, edited, superseded, reopened, contested, confirmed, unconfirmed
    changed_by: str | None
    changed_at: datetime
    snapshot: Mapping[str, object]


@dataclass(frozen=True)
class Proposal:
    """A change of a record that its owner is asked to accept. `state`: waiting, accepted or declined."""

    id: str
    decision_id: str
    by_user_id: str
    fields: DecisionFields
    base_version: int
    state: str
    created_at: datetime
