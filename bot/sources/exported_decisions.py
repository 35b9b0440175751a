"""Our own form of a record outside: MADR Markdown under front matter, or a row of JSON Lines. What goes out comes back.

People's facts (id, title, status, date, ...) stand at the top where other tools read them; what only we need stands
under `because`. The text follows word for word. Whoever edits such a file by hand is right: only the form's answers
(`fields`) are dropped when the text no longer is what they made.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import yaml

from bot.domain.decisions import Decision, DecisionFields, IncomingDecision
from bot.domain.kinds import DecisionStatus, decision_status
from bot.errors import BadInput

MARK = "because"
_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_LISTS = ("tags", "supersedes", "decided_by")
_WORDS = ("url", "objective", "revisit_when", "superseded_by")
_KEPT_LISTS = ("contested_by", "confirmed_by")
_KEPT_WORDS = (
    "recorded_by",
    "source_channel_id",
    "source_ts",
    "source_thread_ts",
    "posted_channel_id",
    "posted_ts",
    "audience",
)
_KEPT_TIMES = ("confirmed_at", "recorded_at", "updated_at")


class _Front(yaml.SafeDumper):
    """Writes odd line breaks and marks as escapes: YAML would fold them."""


def _quoted_where_odd(dumper: yaml.SafeDumper, words: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style='"' if _ODD.search(words) else None)


_ODD = re.compile("[\\x00-\\x1f\\x7f-\\xa0\\u2028\\u2029\\ufeff]")
_Front.add_representer(str, _quoted_where_odd)


def to_row(decision: Decision) -> dict[str, Any]:
    """JSON-ready; `text` is the record's, empty facts are left out."""
    facts: dict[str, Any] = {"id": decision.id, "title": decision.title, "status": decision.status.value}
    if decision.decided_on:
        facts["date"] = decision.decided_on.isoformat()
    facts |= {name: list(getattr(decision, name)) for name in _LISTS if getattr(decision, name)}
    facts |= {name: getattr(decision, name) for name in _WORDS if getattr(decision, name) is not None}
    kept: dict[str, Any] = {"version": decision.version, "text_sha256": _sha256(decision.text)}
    kept |= {name: list(getattr(decision, name)) for name in _KEPT_LISTS if getattr(decision, name)}
    kept |= {name: getattr(decision, name) for name in _KEPT_WORDS if getattr(decision, name) is not None}
    kept |= {name: moment.isoformat() for name in _KEPT_TIMES if (moment := getattr(decision, name)) is not None}
    if decision.fields is not None:
        kept["fields"] = _fields_out(decision.fields)
    return {**facts, "text": decision.text, MARK: kept}


def to_madr(decision: Decision) -> str:
    """One file of a repository of decision records."""
    row = to_row(decision)
    text = row.pop("text")
    front = yaml.dump(row, Dumper=_Front, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n{text}"


def from_madr(content: str, place: str) -> IncomingDecision | None:
    """The record of a file that `to_madr` made; None for any other file. Raises BadInput for a broken one of ours."""
    found = _FRONT.match(content)
    if found is None or f"\n{MARK}:\n" not in found[1]:
        return None
    try:
        row = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(row, Mapping) or not isinstance(row.get(MARK), Mapping):
        return None
    return from_row({**row, "text": content[found.end() :]}, place)


def from_row(row: Mapping[str, Any], place: str) -> IncomingDecision:
    """The record of a row that `to_row` made. Raises BadInput where a value is not what it must be."""
    try:
        decision = _decision(row)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise BadInput(place, f"is no exported record: {type(wrong).__name__} {wrong}"[:200]) from wrong
    return IncomingDecision(
        id=decision.id,
        title=decision.title,
        text=decision.text,
        place=place,
        status=decision.status,
        status_words=decision.status.value,
        decided_on=decision.decided_on,
        url=decision.url,
        tags=decision.tags,
        supersedes=decision.supersedes,
        superseded_by=(decision.superseded_by,) if decision.superseded_by else (),
        objective=decision.objective,
        revisit_when=decision.revisit_when,
        decided_by=decision.decided_by,
        exported=decision,
    )


def _decision(row: Mapping[str, Any]) -> Decision:
    kept: Mapping[str, Any] = row[MARK]
    text = _word(row["text"])
    is_ours = kept.get("text_sha256") == _sha256(text)
    fields = _fields_in(kept["fields"]) if is_ours and "fields" in kept else None
    status = decision_status(_word(row["status"]))
    if status is None:
        raise ValueError(f"status {row['status']!r}")
    values = {name: _names(row.get(name, ())) for name in _LISTS}
    values |= {name: _names(kept.get(name, ())) for name in _KEPT_LISTS}
    words = {name: _word(row[name]) for name in _WORDS if row.get(name) is not None}
    words |= {name: _word(kept[name]) for name in _KEPT_WORDS if kept.get(name) is not None}
    times = {name: _moment(kept[name]) for name in _KEPT_TIMES if kept.get(name) is not None}
    made: dict[str, Any] = {**values, **words, **times, "version": int(kept["version"])}
    return Decision(
        id=_word(row["id"]),
        team_id="",
        title=_word(row["title"]),
        text=text,
        status=status,
        decided_on=_day(row.get("date")),
        fields=fields,
        **made,
    )


def _fields_out(fields: DecisionFields) -> dict[str, Any]:
    out = {name: getattr(fields, name) for name in DecisionFields.__dataclass_fields__}
    out |= {"status": fields.status.value, "decided_by": list(fields.decided_by), "supersedes": list(fields.supersedes)}
    out["decided_on"] = fields.decided_on.isoformat() if fields.decided_on else None
    return out


def _fields_in(given: Mapping[str, Any]) -> DecisionFields:
    values: dict[str, Any] = {name: _word(given[name]) for name in _TEXTS}
    return DecisionFields(
        **values,
        status=DecisionStatus(given["status"]),
        decided_by=_names(given["decided_by"]),
        supersedes=_names(given["supersedes"]),
        decided_on=_day(given["decided_on"]),
    )


_TEXTS = ("title", "decision", "why", "options", "problem", "objective", "revisit_when")


def _names(value: Any) -> tuple[str, ...]:
    return (_word(value),) if isinstance(value, str) else tuple(_word(item) for item in value)


def _word(value: Any) -> str:
    """Text; a number that YAML made of an unquoted id is taken back."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"{value!r} is not text")


def _day(value: Any) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    return date.fromisoformat(_word(value))


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(_word(value))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
