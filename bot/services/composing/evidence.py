"""What a model is given to rest its sentences on."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.answers import EvidenceKind
from bot.domain.kinds import DecisionStatus


class Source(Protocol):
    """Anything that a claim can cite: its number, and the words that a quote must be found in."""

    @property
    def n(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def considered(self) -> bool:
        """Whether somebody stands for it (a record, the program's own count); false for what anybody can write."""
        ...


@dataclass(frozen=True)
class Evidence:
    """A record, message or release that the viewer may see. `n` counts from 1; `text` is the whole of it, untouched."""

    n: int
    kind: EvidenceKind
    id: str
    title: str
    date: date | None
    text: str
    status: DecisionStatus | None = None
    author: str | None = None

    @property
    def considered(self) -> bool:
        return self.kind in (EvidenceKind.DECISION, EvidenceKind.RELEASE)


@dataclass(frozen=True)
class Fact:
    """A line that the program has counted and written, e.g. "Guest logins: 14 messages from 6 accounts"."""

    n: int
    text: str
    title: str = ""

    @property
    def considered(self) -> bool:
        return True
