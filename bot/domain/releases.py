"""What was shipped, and what is planned."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Release:
    id: str
    team_id: str
    title: str
    released_on: date
    text: str = ""
    url: str | None = None


@dataclass(frozen=True)
class RoadmapItem:
    id: str
    team_id: str
    title: str
    status: str = ""
    objective: str = ""
    target_date: date | None = None
    url: str | None = None
