"""What a record says about itself: front matter, PEP headers, bullet and table metadata, the Status section."""

import re
from collections.abc import Mapping
from typing import Any

import frontmatter
import yaml

OPENING = 6_000
"""Characters at the start of a record in which metadata may stand."""

MAX_VALUE = 600
"""Characters of a Status section that are read."""

_KEYS = {
    "status": "status", "decision status": "status", "state": "status",
    "date": "date", "decided": "date", "decided on": "date", "date decided": "date", "decision date": "date",
    "created": "created", "creation-date": "created", "creation date": "created", "start date": "created",
    "last updated": "updated", "last-updated": "updated", "last-modified": "updated", "last modified": "updated",
    "updated": "updated", "last update": "updated", "last edited": "updated", "last-edited": "updated",
    "deciders": "deciders", "decider": "deciders", "decision-makers": "deciders", "decision makers": "deciders",
    "decided by": "deciders", "decided_by": "deciders", "approvers": "deciders", "arbiter": "deciders",
    "pep-delegate": "deciders", "bdfl-delegate": "deciders", "decision owner": "deciders",
    "supersedes": "supersedes", "replaces": "supersedes", "obsoletes": "supersedes",
    "superseded-by": "superseded_by", "superseded by": "superseded_by", "superseded_by": "superseded_by",
    "replaced-by": "superseded_by", "replaced by": "superseded_by", "obsoleted-by": "superseded_by",
    "title": "title", "feature name": "title", "id": "id", "number": "number", "kep-number": "number", "pep": "number",
    "oep": "number", "rfc pr": "number", "tags": "tags", "labels": "tags", "categories": "tags", "url": "url",
    "objective": "objective", "revisit when": "revisit_when", "revisit_when": "revisit_when",
    "revisit-when": "revisit_when",
}  # fmt: skip

_KEY = r"[*_`]{0,3}([A-Za-z][A-Za-z _-]{1,20}?)[*_`]{0,3}[ \t]*"
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n---[ \t]*(\n|\Z)", re.DOTALL)
_LINE = re.compile(rf"(?m)^[ \t]*(?:[-*+][ \t]+)?:?{_KEY}:[*_]{{0,2}}[ \t]+(\S.*)$")
_ROW = re.compile(rf"(?m)^[ \t]*\|[ \t]*{_KEY}\|([^|\n]*)\|")
_LIST_TABLE = re.compile(rf"(?m)^[ \t]*\* -[ \t]+{_KEY}\n[ \t]+-[ \t]+(\S.*)$")
_VERDICT = re.compile(
    r"(?mi)^[*_ \t]*(?P<status>accepted|approved|adopted|agreed|decided|rejected|declined|withdrawn|abandoned|deferred"
    r"|postponed|iceboxed|deprecated)(?:[ \t]*[:,(–-]|[ \t]+on|[ \t]+in)?[ \t]+"
    r"(?P<date>\(?(?:\d{4}-\d|\d{1,2}[. /]|(?-i:[A-Z])[a-z]{2,8}\.? \d)(?:(?! by )[^\n]){0,30})?"
    r"(?(date)|(?=by ))(?:[ \t]*by (?P<deciders>(?-i:[A-Z])[^\n.]{1,80}))?[^\n]{0,20}$"
)
"""`Rejected 2025-11-12 by Sam Idowu.` on a line of its own."""
_NEAR_THE_TITLE = 600  # characters
_MARKDOWN_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+(\S[^\n]*)$")
_RST_HEADING = re.compile(r"(?m)^([^\s\n][^\n]{2,80})\n([=*~#^\"'+`-])\2{2,}[ \t]*$")

Metadata = dict[str, Any]
"""Values by the names on the right of `_KEYS`; text, or whatever YAML holds."""


def metadata_of(text: str) -> Metadata:
    """What the record says about itself. Front matter wins over headers and bullets, these over sections."""
    matter = front_matter(text)
    opening = text[:OPENING]
    found = known_keys(matter)
    for pattern in (_LIST_TABLE, _ROW, _LINE):
        for key, value in pattern.findall(opening):
            name = _KEYS.get(key.lower())
            if name and value.strip():
                found.setdefault(name, value.strip().strip("`*_"))
    for heading, body in _sections(text):
        name = _KEYS.get(heading.lower())
        if name == "status" and body:
            found["status_section"] = body
        if name and body:
            found.setdefault(name, body)
    if "status" not in found and (verdict := _VERDICT.search(text[:_NEAR_THE_TITLE])):
        for name, value in verdict.groupdict().items():
            if value and value.strip(" \t.,;:()"):
                found.setdefault(name, value.strip(" \t.,;:()"))
    return found


def known_keys(matter: Mapping[str, Any]) -> Metadata:
    """The values of a YAML mapping that mean something here, under their one name; nothing empty."""
    found: Metadata = {}
    for key, value in matter.items():
        name = _KEYS.get(str(key).lower())
        if name and value not in (None, "", [], {}):
            found.setdefault(name, value)
    return found


def front_matter(text: str) -> Mapping[str, Any]:
    """The YAML at the top of a Markdown file; where it is broken, its plain `key: value` lines."""
    if not text.lstrip("\ufeff").startswith("---"):
        return {}
    try:
        matter, _ = frontmatter.parse(text)
        return matter if isinstance(matter, Mapping) else {}
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        head = text.split("\n---", 1)[0]
        return {key: value.strip("'\" ") for key, value in re.findall(r"(?m)^([\w-]+):[ \t]*(\S.*)$", head)}


def first_heading(text: str) -> str | None:
    """The first heading of a Markdown or reStructuredText record."""
    body = _FRONT_MATTER.sub("", text, count=1)
    headings = [found for pattern in (_MARKDOWN_HEADING, _RST_HEADING) if (found := pattern.search(body))]
    return min(headings, key=lambda found: found.start())[1].strip(" #*`") if headings else None


def _sections(text: str) -> list[tuple[str, str]]:
    """(heading, the start of what stands under it)."""
    text = _FRONT_MATTER.sub("", text, count=1)
    headings = sorted(
        (found for pattern in (_MARKDOWN_HEADING, _RST_HEADING) for found in pattern.finditer(text[: OPENING * 2])),
        key=lambda found: found.start(),
    )
    ends = [*(heading.start() for heading in headings), len(text)][1:]
    return [
        (heading[1].strip(" #:*`"), text[heading.end() : min(end, heading.end() + MAX_VALUE)].strip())
        for heading, end in zip(headings, ends, strict=False)
    ]
