"""Decision records from files: JSON Lines, or folders of Markdown and reStructuredText records."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.domain.decisions import IncomingDecision
from bot.errors import BadInput
from bot.sources.dates import writes_month_first
from bot.sources.decision_documents import DOCUMENT_SUFFIXES, documents_in, read_document
from bot.sources.decision_facts import incoming_decision
from bot.sources.exported_decisions import MARK, from_row
from bot.sources.files import OnError, Row, holds_json, jsonl_rows, stop_at_first
from bot.sources.record_links import resolve_links
from bot.sources.storable import storable

OnSkipped = Callable[[str, str], None]
"""Told of each file or row that is left out on purpose: its place, and why."""

MAX_ID = 200


def _silent(place: str, why: str) -> None:
    pass


def read_decisions(
    paths: Iterable[Path], *, on_error: OnError = stop_at_first, on_skipped: OnSkipped = _silent
) -> Iterator[IncomingDecision]:
    """Every record in files and folders. The links between them are resolved among all that are read together.

    A bad row is given to `on_error`, which raises (the default) or collects; none of the others is lost by it.
    """
    yield from resolve_links(_once(_all(paths, on_error, on_skipped), on_error, on_skipped))


def _all(paths: Iterable[Path], on_error: OnError, on_skipped: OnSkipped) -> Iterator[IncomingDecision]:
    for path in paths:
        if path.is_dir():
            yield from documents_in(path, on_error, on_skipped)
            for file in sorted(path.rglob("*.jsonl*")):
                if file.name.endswith((".jsonl", ".jsonl.gz")):
                    yield from _rows(file, on_error)
            continue
        try:
            is_rows = not path.name.lower().endswith(DOCUMENT_SUFFIXES) and holds_json(path)
            records = _rows(path, on_error) if is_rows else iter([read_document(path)])
            yield from records
        except BadInput as problem:
            on_error(problem)


def _rows(path: Path, on_error: OnError) -> Iterator[IncomingDecision]:
    rows = list(jsonl_rows(path, on_error))
    day_first = not any(writes_month_first(row.get("date")) for _, row in rows)
    for row in rows:
        try:
            yield _row(row, day_first=day_first)
        except BadInput as problem:
            on_error(problem)


def _row(row: Row, *, day_first: bool) -> IncomingDecision:
    place, fields = row
    if isinstance(fields.get(MARK), Mapping):
        return from_row(fields, place)
    id_, text = fields.get("id"), fields.get("text")
    if isinstance(id_, int) and not isinstance(id_, bool):
        id_ = str(id_)
    if not isinstance(id_, str) or not id_.strip():
        raise BadInput(place, "a decision needs an `id` (text)")
    if len(id_) > MAX_ID:
        raise BadInput(place, f"the `id` has {len(id_)} characters, more than {MAX_ID}")
    if not isinstance(text, str) or not text.strip():
        raise BadInput(place, "a decision needs `text`, the whole record")
    for key in ("title", "status", "date", "url"):
        if not isinstance(fields.get(key), str | None):
            raise BadInput(place, f"`{key}` must be text, this is {_kind(fields[key])}")
    return incoming_decision(storable(id_.strip()), text, place, fields, day_first=day_first)


def _once(
    records: Iterable[IncomingDecision], on_error: OnError, on_skipped: OnSkipped
) -> Iterator[IncomingDecision]:
    """Each id once: a second record under the same id is an error, an exact copy is left out."""
    seen: dict[str, tuple[str, int]] = {}
    for record in records:
        place, text = seen.setdefault(record.id, (record.place, hash(record.text)))
        if place == record.place:
            yield record
        elif text == hash(record.text):
            on_skipped(record.place, f"the same record as {place}")
        else:
            on_error(BadInput(record.place, f"repeats the id {record.id!r} of {place}"))


def _kind(value: Any) -> str:
    return type(value).__name__
