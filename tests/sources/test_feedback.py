"""Feedback from JSON Lines and CSV as people export them."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.kinds import SignalKind, Surface
from bot.errors import BadInput
from bot.sources.feedback import read_csv, read_jsonl
from bot.sources.registry import FEEDBACK_READERS, feedback_reader


def put(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_jsonl_as_the_interface_names_it(tmp_path: Path) -> None:
    row = {"id": "F1", "text": "CSV export\nplease", "created_at": "2026-01-05T10:00:00Z", "author": "Ann",
           "account": "Globex", "url": "https://x.example/1", "kind": "deal_blocker", "surface": "sales"}  # fmt: skip
    (found,) = read_jsonl(put(tmp_path / "x", gzip.compress(json.dumps(row).encode())))
    assert (found.id, found.text, found.author, found.account) == ("F1", "CSV export\nplease", "Ann", "Globex")
    assert found.created_at == datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert (found.kind, found.surface, found.source) == (SignalKind.DEAL_BLOCKER, Surface.SALES, "jsonl")


def test_ids_are_stable_where_there_are_none(tmp_path: Path) -> None:
    path = put(tmp_path / "x", '{"text": "a", "author": "Ann"}\n{"text": "a", "author": "Bob"}\n')
    first = [item.id for item in read_jsonl(path)]
    assert len(set(first)) == 2
    assert first == [item.id for item in read_jsonl(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_every_make(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [
        ["Ticket ID", "Created At", "Customer Company", "Requester", "Subject", "Comment", "Type"],
        ["7", "05/01/2026 15:04", "Café Globex", "Zoë", "Export", '"We need CSV, ""now""; really|\r\nthanks"', "Idea"],
        ["", "", "", "", "", "", ""],
        ["8", "", "", "", "", "plain – text", "task"],
    ]  # fmt: skip
    text = "\r\n".join(delimiter.join(line) for line in lines)
    one, two = read_csv(put(tmp_path / "x.csv", text.encode(encoding)))
    assert one.text == 'Export\nWe need CSV, "now"; really|\r\nthanks'
    assert (one.id, one.account, one.author, one.kind) == ("7", "Café Globex", "Zoë", SignalKind.REQUEST)
    assert one.created_at == datetime(2026, 1, 5, 15, 4, tzinfo=UTC)
    assert (two.id, two.text, two.kind, two.account) == ("8", "plain – text", None, None)


def test_bad_rows_are_named_and_lose_nothing_else(tmp_path: Path) -> None:
    content = 'id,text,created_at,surface\n1,"two\nlines",,\n2,,,\n3,x,never,\n4,x,,moon\n5,x,,,extra\n6,ok,,support\n'
    path = put(tmp_path / "x.csv", content)
    problems: list[BadInput] = []
    assert [item.id for item in read_csv(path, problems.append)] == ["1", "6"]
    assert [problem.place for problem in problems] == [f"{path}:{line}" for line in (4, 5, 6, 7)]
    with pytest.raises(BadInput, match=rf"^{path}:4: feedback needs `text`"):
        list(read_csv(path))


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_csv_is_said_to_be_empty(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadInput, match="is empty"):
        list(read_csv(put(tmp_path / "x.csv", content)))


def test_readers_by_name() -> None:
    assert [feedback_reader(name) for name in FEEDBACK_READERS] == [read_jsonl, read_csv]
    with pytest.raises(BadInput, match="'fax' is not one of jsonl, csv"):
        feedback_reader("fax")
