"""What was shipped: CHANGELOG.md, GitHub's releases as JSON, CSV or JSON Lines."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.domain.releases import Release
from bot.errors import BadInput
from bot.sources.dates import read_date, read_time
from bot.sources.files import OnError, holds_json, read_text, stop_at_first
from bot.sources.storable import storable
from bot.sources.tables import Synonyms, table_rows

RELEASE_HEADERS: Synonyms = {
    "id": ("tag name", "version", "tag", "key"),
    "title": ("name", "release", "headline", "summary"),
    "date": ("published at", "released on", "release date", "released at", "released", "created at", "shipped"),
    "text": ("body", "notes", "description", "release notes", "changes", "content"),
    "url": ("html url", "link"),
    "draft": (),
    "tag_name": (),
}

_UNDERLINED = re.compile(r"(?m)^(\[?v?\d+\.\d+[^\n]*)\n(?:={3,}|-{3,})[ \t]*$")
_HEADING = re.compile(r"(?m)^(#{1,3})[ \t]+(\S[^\n]*)$")
_VERSION = re.compile(r"(?i)^\[?v?(\d+\.\d+[^\s\])]*|\d{4}-\d{2}-\d{2})\]?")
_IN_BRACKETS = re.compile(r"\s*\(([^()]*\d{4}[^()]*)\)")
_LINK = re.compile(r"(?m)^\[([^\]\n]+)\]:[ \t]*(\S+)")


def read_releases(path: Path, team_id: str, on_error: OnError = stop_at_first) -> Iterator[Release]:
    """Every release of the file; what is not out yet (drafts, "Unreleased") is no release."""
    if not holds_json(path) and not path.name.lower().removesuffix(".gz").endswith((".csv", ".tsv")):
        text = _UNDERLINED.sub(r"## \1\n", read_text(path))
        if _HEADING.search(text):
            yield from _changelog(path, text, team_id, on_error)
            return
    for place, row in table_rows(path, RELEASE_HEADERS, on_error):
        try:
            release = _release(place, row, team_id)
        except BadInput as problem:
            on_error(problem)
            continue
        if release is not None:
            yield release


def _release(place: str, row: Mapping[str, Any], team_id: str) -> Release | None:
    if row.get("draft") is True:
        return None
    words = {name: storable(str(value)).strip() for name, value in row.items()}
    id_ = words.get("tag_name") or words.get("id")
    title = words.get("title") or id_
    if not id_ and not title:
        raise BadInput(place, "a release needs an `id` or a `title`")
    moment = read_time(row.get("date"))
    day = moment.date() if moment else read_date(row.get("date"))
    if day is None:
        raise BadInput(place, f"a release needs a `date`, this is {words.get('date', 'none')[:40]!r}")
    return Release(id_ or title or "", team_id, title or "", day, words.get("text", ""), words.get("url"))


def _changelog(path: Path, text: str, team_id: str, on_error: OnError) -> Iterator[Release]:
    """Sections under version headings, as keepachangelog.com lays them out, and its common variations."""
    links = {label.lower(): url for label, url in _LINK.findall(text)}
    headings = [found for found in _HEADING.finditer(text) if _VERSION.match(found[2])]
    level = min((len(found[1]) for found in headings), default=0)
    headings = [found for found in headings if len(found[1]) == level]
    others = [found.start() for found in _HEADING.finditer(text) if len(found[1]) <= level]
    for found in headings:
        place = f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
        version = _VERSION.match(found[2])
        label = version[1] if version else found[2]
        day = read_date(found[2])
        if day is None:
            if "unreleased" not in found[2].lower():
                on_error(BadInput(place, f"the release {label} has no date in its heading"))
            continue
        end = next((start for start in others if start > found.start()), len(text))
        body = _LINK.sub("", text[found.end() : end]).strip()
        inline = re.search(r"\]\((https?://[^)\s]+)\)", found[2])
        url = links.get(label.lower()) or links.get(f"v{label}".lower()) or (inline[1] if inline else None)
        yield Release(label, team_id, _title(found[2], label), day, storable(body), url)
    if not headings:
        on_error(BadInput(str(path), "has no heading that names a version, such as `## [1.2.0] - 2026-01-31`"))


def _title(heading: str, label: str) -> str:
    """The heading without its date and brackets: `[1.2.0] - 2026-01-31 - Exports` is `1.2.0 - Exports`."""
    name = re.sub(r"\]\([^)]*\)", "]", heading)
    name = re.sub(r"[-–—/(\s]*\b\d{4}-\d{2}-\d{2}\b\)?", "", name.replace("[", "").replace("]", ""))
    name = _IN_BRACKETS.sub(lambda found: "" if read_date(found[1]) else found[0], name)
    return storable(name.strip(" -–—/")) or label
