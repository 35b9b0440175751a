"""Files as people hand them in: plain or gzipped (by content, not by name), in any encoding, with bad rows."""

import codecs
import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from bot.errors import BadInput

OnError = Callable[[BadInput], None]
"""Told of each bad row. Raise in it to stop there (`stop_at_first`), return to go on without the row."""

Row = tuple[str, Mapping[str, Any]]
"""Where it stands (`file:line`) and what it holds."""

_GZIP_MAGIC = b"\x1f\x8b"


def stop_at_first(problem: BadInput) -> None:
    raise problem


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """The file's content, unpacked where it is gzipped. Raises BadInput where it cannot be read."""
    try:
        with path.open("rb") as raw:
            zipped = raw.peek(2)[:2] == _GZIP_MAGIC
            if zipped:
                with gzip.open(raw) as unpacked:
                    yield unpacked  # type: ignore[misc]  # a GzipFile reads like any binary file
            else:
                yield raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise BadInput(str(path), f"the gzip data is broken ({problem})") from problem
    except OSError as problem:
        raise BadInput(str(path), f"cannot be read: {problem.strerror or problem}") from problem


def read_text(path: Path) -> str:
    """The whole file as text: UTF-8 (with or without a mark), UTF-16 with a mark, else Windows-1252."""
    with open_bytes(path) as stream:
        return decode(stream.read())


def decode(content: bytes) -> str:
    """Text from bytes of unknown encoding; never fails, as Windows-1252 gives each byte some character."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def jsonl_rows(path: Path, on_error: OnError = stop_at_first) -> Iterator[Row]:
    """Each object of a JSON Lines file (or of one JSON array), streamed, with its place."""
    with open_bytes(path) as stream:
        for number, line in enumerate(stream, start=1):
            if number == 1 and line.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"[":
                yield from _array_rows(path, line + stream.read(), on_error)
                return
            if line.strip():
                place = f"{path}:{number}"
                try:
                    yield place, parse_object(line, place)
                except BadInput as problem:
                    on_error(problem)


def holds_json(path: Path) -> bool:
    """Whether the content is JSON, whatever the name says."""
    with open_bytes(path) as stream:
        start = stream.read(256).decode("utf-8-sig", "replace").lstrip()
    return start.startswith("{") or (start.startswith("[") and start[1:].lstrip().startswith(("{", "]")))


def parse_json(content: bytes, place: str) -> Any:
    """Raises BadInput where it is not JSON."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise BadInput(place, "is not UTF-8") from problem
    except json.JSONDecodeError as problem:
        raise BadInput(place, f"is not JSON: {problem.msg} at character {problem.pos + 1}") from problem
    except RecursionError as problem:
        raise BadInput(place, "is nested too deeply") from problem


def parse_object(content: bytes, place: str) -> Mapping[str, Any]:
    return _object(parse_json(content, place), place)


def _array_rows(path: Path, content: bytes, on_error: OnError) -> Iterator[Row]:
    try:
        items = parse_json(content, str(path))
    except BadInput as problem:
        on_error(problem)
        return
    for number, item in enumerate(items, start=1):
        place = f"{path}:item {number}"
        try:
            yield place, _object(item, place)
        except BadInput as problem:
            on_error(problem)


def _object(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadInput(place, f"must be an object, this is {type(value).__name__}")
    return value
