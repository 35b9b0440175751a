"""Roadmap items from CSV or JSON Lines."""

from collections.abc import Iterator
from pathlib import Path

from bot.domain.releases import RoadmapItem
from bot.errors import BadInput
from bot.sources.accounts import account_id
from bot.sources.dates import read_date
from bot.sources.files import OnError, stop_at_first
from bot.sources.storable import storable
from bot.sources.tables import Synonyms, table_rows

ROADMAP_HEADERS: Synonyms = {
    "id": ("key", "issue key", "item id"),
    "title": ("name", "item", "feature", "summary", "initiative"),
    "status": ("state", "stage", "column"),
    "objective": ("goal", "theme", "outcome", "okr"),
    "target_date": ("target", "due", "due date", "date", "eta", "planned for", "quarter", "release date"),
    "url": ("link",),
}


def read_roadmap(path: Path, team_id: str, on_error: OnError = stop_at_first) -> Iterator[RoadmapItem]:
    """Every item of the file; one without an id gets the slug of its title."""
    for place, row in table_rows(path, ROADMAP_HEADERS, on_error):
        words = {name: storable(str(value)).strip() for name, value in row.items()}
        if not words.get("title"):
            on_error(BadInput(place, "a roadmap item needs a `title`"))
            continue
        target = words.get("target_date", "")
        target_date = read_date(target)
        if target_date is None and any(letter.isdigit() for letter in target) and not _names_a_quarter(target):
            on_error(BadInput(place, f"`target_date` is no date: {target[:40]!r}"))
            continue
        yield RoadmapItem(
            id=words.get("id") or account_id(words["title"]),
            team_id=team_id,
            title=words["title"],
            status=words.get("status", ""),
            objective=words.get("objective", ""),
            target_date=target_date,
            url=words.get("url"),
        )


def _names_a_quarter(words: str) -> bool:
    """Roadmaps say `Q3 2026` or `H1`: no date, and no mistake."""
    return any(mark in words.lower() for mark in ("q1", "q2", "q3", "q4", "h1", "h2")) or words.strip().isdigit()
