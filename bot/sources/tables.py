"""CSV and JSON Lines as rows under the names that we know, whichever of their synonyms the file uses."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.errors import BadInput
from bot.sources.files import OnError, Row, holds_json, jsonl_rows, read_text, stop_at_first

MAX_FIELD = 10_000_000
"""Characters of one CSV field; the csv module's own limit is 131,072, less than a long transcript."""

_DELIMITERS = ",;\t|"

Synonyms = Mapping[str, tuple[str, ...]]
"""Our names, each with the headers that mean it, in lower case without punctuation; the first that is there wins."""


def table_rows(path: Path, synonyms: Synonyms, on_error: OnError = stop_at_first) -> Iterator[Row]:
    """Rows of a CSV or JSON Lines file (told apart by content) under our names."""
    rows = jsonl_rows(path, on_error) if holds_json(path) else csv_rows(path, on_error)
    for place, row in rows:
        yield place, under_our_names(row, synonyms)


def under_our_names(row: Mapping[str, Any], synonyms: Synonyms) -> dict[str, Any]:
    """The values that have a name here; what is empty is left out."""
    by_header = {plain_header(header): value for header, value in row.items() if value not in (None, "")}
    found = {}
    for name, headers in synonyms.items():
        value = next((by_header[header] for header in (plain_header(name), *headers) if header in by_header), None)
        if value is not None:
            found[name] = value
    return found


def plain_header(header: object) -> str:
    """`Created_At (UTC)` is `created at utc`."""
    return " ".join(re.findall(r"[^\W_]+", str(header).lower()))


def csv_rows(path: Path, on_error: OnError = stop_at_first) -> Iterator[Row]:
    """Each row of a CSV file as header to value, with the line it starts at; encoding and delimiter are found out."""
    text = read_text(path).replace("\x00", "�")
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            place, line = f"{path}:{line}", reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = cells
            elif len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                on_error(BadInput(place, f"has {len(cells)} fields, the header has {len(header)}"))
            else:
                yield place, {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    except csv.Error as problem:
        on_error(BadInput(f"{path}:{line}", f"is not CSV: {problem}"))
    if header is None:
        on_error(BadInput(str(path), "is empty: a header row is needed"))


def _delimiter(text: str) -> str:
    """The delimiter that the header row uses most, outside of quotes."""
    header = re.sub(r'"[^"]*"', "", text[:10_000].lstrip().split("\n", 1)[0])
    return max(_DELIMITERS, key=header.count)
