"""One record's text, and what came with it, to an `IncomingDecision`."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.decisions import IncomingDecision
from bot.domain.kinds import DecisionStatus, decision_status
from bot.sources.dates import read_date
from bot.sources.record_links import replaced_by, replaces
from bot.sources.record_metadata import Metadata, first_heading, metadata_of
from bot.sources.storable import storable

MAX_TITLE = 300
_NO_STATUS = frozenset({"", "unknown", "none", "null", "n/a", "tbd", "?"})
_ENDED_HEADING = re.compile(r"(?im)^#{1,3}\s+(superseded|deprecated|withdrawn|rejected|obsolete)\s*$")
_NAME_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_ASIDE = re.compile(r"\([^)\n]*\)|<[^>\n]*>")
_ROLE = re.compile(r"(?i)^(.*:|\s*with .*? from)\s+")
_DRAFT = re.compile(r"(?i)\bdraft( design)?\b")


def incoming_decision(
    id_: str, text: str, place: str, given: Mapping[str, Any], *, day_first: bool = True, title: str | None = None
) -> IncomingDecision:
    """The record with its facts: those that are `given` beside the text first, then what the text says of itself.

    given: `title, status, date, url, tags, supersedes, superseded_by, objective, revisit_when, decided_by`, any shape.
    The links are still words (`resolve_links` makes ids of them).
    """
    text = storable(text)
    metadata = metadata_of(text)
    status, words = _status(given.get("status"), metadata, text)
    dates = (given.get("date"), metadata.get("date"), metadata.get("created"), metadata.get("updated"))
    return IncomingDecision(
        id=id_,
        title=_one_line(given.get("title")) or title or _one_line(first_heading(text)) or id_,
        text=text,
        place=place,
        status=status,
        status_words=words,
        decided_on=next(filter(None, (read_date(words, day_first=day_first) for words in dates)), None),
        url=_words(given.get("url")) or _words(metadata.get("url")),
        tags=_listed(given.get("tags") or metadata.get("tags")),
        supersedes=(*_listed(given.get("supersedes")), *replaces(metadata)),
        superseded_by=(
            *_listed(given.get("superseded_by")),
            *replaced_by(metadata, _words(given.get("status"))),
        ),
        objective=_words(given.get("objective")) or _words(metadata.get("objective")),
        revisit_when=_words(given.get("revisit_when")) or _words(metadata.get("revisit_when")),
        decided_by=_people(given.get("decided_by") or metadata.get("deciders")),
    )


def _status(given: object, metadata: Metadata, text: str) -> tuple[DecisionStatus, str | None]:
    """The status and the words it was read from. A record that says nothing of its status is taken as accepted."""
    section = _words(metadata.get("status_section"))
    for words in (_words(given), _words(metadata.get("status")), *(section or "").split("\n")):
        status = decision_status(words) if words and words.lower() not in _NO_STATUS else None
        if status is not None:
            replaced = status.holds and replaced_by({"status_section": section}, None)
            return (DecisionStatus.SUPERSEDED if replaced else status), words
    if ended := _ENDED_HEADING.search(text):
        return decision_status(ended[1]) or DecisionStatus.DEPRECATED, ended[1]
    if _DRAFT.search(text[:300]):
        return DecisionStatus.PROPOSED, _words(given)
    return DecisionStatus.ACCEPTED, _words(given)


def _people(value: object) -> tuple[str, ...]:
    """Names of people, without addresses and marks."""
    if isinstance(value, str):
        value = _ASIDE.sub("", _NAME_LINK.sub(r"\1", value))
    found = []
    for part in _listed(value, separators=r"[,;\n|]|\s+and\s+|\s&\s"):
        name = _ROLE.sub("", _ASIDE.sub("", part)).strip(" *_`-•@\"'")
        if name and len(name) < 80:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _listed(value: object, separators: str = r"[,;]") -> tuple[str, ...]:
    items = re.split(separators, value) if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(storable(str(item)).strip() for item in items if isinstance(item, str | int) and str(item).strip())


def _words(value: object) -> str | None:
    return storable(value).strip() or None if isinstance(value, str) else None


def _one_line(value: object) -> str | None:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return storable(words)[:MAX_TITLE] or None
