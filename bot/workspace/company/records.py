"""The company's decision records: one Markdown file each (MADR), its front matter read here."""

import re
from collections.abc import Mapping

import yaml

from bot.domain.decisions import IncomingDecision
from bot.domain.kinds import DecisionStatus
from bot.workspace.company.days import Days

_FILE = re.compile(r"\A---\n(.*?)\n---\n+(.*)\Z", re.DOTALL)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def read_record(place: str, content: str, days: Days) -> IncomingDecision:
    """The record in one file. Raises ValueError, naming the file, where front matter or title are missing."""
    parts = _FILE.match(content)
    title = _TITLE.search(content)
    if not parts or not title:
        raise ValueError(f"{place}: no front matter or no title")
    front: Mapping[str, object] = yaml.safe_load(parts[1])
    status = str(front["status"])
    return IncomingDecision(
        id=str(front["id"]), title=title[1], text=days.fill(parts[2]).strip() + "\n", place=place,
        status=DecisionStatus(status), status_words=status, decided_on=days.date(str(front["date"])),
        tags=_names(front, "tags"), supersedes=_names(front, "supersedes"),
        superseded_by=_names(front, "superseded_by"), objective=_words(front, "objective"),
        revisit_when=_words(front, "revisit_when"), decided_by=_names(front, "decided_by"),
    )


def _names(front: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = front.get(key) or []
    if not isinstance(value, list):
        raise ValueError(f"front matter: {key} is not a list")
    return tuple(str(item) for item in value)


def _words(front: Mapping[str, object], key: str) -> str | None:
    value = front.get(key)
    return str(value) if value else None
