"""The morning synthesis of a window [from, to), as a value; rendering it is somebody else's work."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.kinds import DecisionStatus, SignalKind
from bot.domain.themes import Quote, Theme, Tie
from bot.domain.verdicts import Contradiction, Landing, Revisit, TalkTo


@dataclass(frozen=True)
class Window:
    """[start, end) in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class SourceCoverage:
    """One channel (`#support`) or other system (`zendesk`)."""

    source: str
    received: int
    read: int


@dataclass(frozen=True)
class Coverage:
    """How much of what arrived was read. `channels`: channels and other systems that said something; `silent_sources`:
    channels that are listened to and systems that spoke in the weeks before, and said nothing."""

    read: int
    received: int
    failed: int
    silent_sources: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    sources: tuple[SourceCoverage, ...] = ()


@dataclass(frozen=True)
class DigestDecision:
    id: str
    title: str
    status: DecisionStatus
    url: str | None = None
    contested: bool = False
    turned: bool = False  # what we thought before no longer holds: replaced, replacing, or contested


@dataclass(frozen=True)
class UnansweredQuestion:
    question: str
    times: int


@dataclass(frozen=True)
class CompetitorMentions:
    """Who was named in the time that is told of. `new`: how many of `messages` came since the last digest."""

    name: str
    messages: int
    accounts: tuple[str, ...]
    quotes: tuple[Quote, ...]
    new: int = 0


@dataclass(frozen=True)
class Objections:
    """Deals that are blocked, or customers about to leave, in the window; `arr` sums the accounts, each once."""

    kind: SignalKind
    messages: int
    accounts: tuple[str, ...]
    arr: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class SegmentNews:
    """What one segment of customers said. `arr` sums its accounts that spoke, each once."""

    segment: str
    signals: int
    accounts: int
    arr: float
    themes: tuple[str, ...]  # labels, the most spoken of first


@dataclass(frozen=True)
class Learned:
    """INTERFACE: `learned --json`, without its rendering: what a longer time taught us about our customers."""

    window: Window
    coverage: Coverage
    themes: tuple[Theme, ...] = ()
    landings: tuple[Landing, ...] = ()
    revisit: tuple[Revisit, ...] = ()
    decisions: tuple[DigestDecision, ...] = ()
    competitors: tuple[CompetitorMentions, ...] = ()
    segments: tuple[SegmentNews, ...] = ()
    shipped: tuple[Tie, ...] = ()  # releases of that time that no theme speaks of
    silent_accounts: tuple[str, ...] = ()  # names of customers nobody heard of in that time
    signals: int = 0
    accounts: int = 0


class DigestLength(StrEnum):
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True)
class Digest:
    """INTERFACE: `digest --json`, without its rendering."""

    date: date
    window: Window
    coverage: Coverage
    themes: tuple[Theme, ...] = ()
    decisions: tuple[DigestDecision, ...] = ()
    competitors: tuple[CompetitorMentions, ...] = ()
    objections: tuple[Objections, ...] = ()
    unanswered: tuple[UnansweredQuestion, ...] = ()
    signals: int = 0
    accounts: int = 0
    revisit: tuple[Revisit, ...] = ()
    landings: tuple[Landing, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    talk: tuple[TalkTo, ...] = ()
    week: Learned | None = None  # the weekly edition: the seven days until then
    length: DigestLength = DigestLength.LONG
    headline: str | None = None  # a model's sentence, held to the program's facts; None: the program's own
    trace: dict[str, object] = field(default_factory=dict)  # how the model's sentences came about

    @property
    def is_quiet(self) -> bool:
        told = (self.themes, self.decisions, self.unanswered, self.revisit, self.contradictions, self.objections)
        rivals, landings = any(c.new for c in self.competitors), any(x.is_news for x in self.landings)
        return not any((*told, rivals, landings))
