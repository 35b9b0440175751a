"""Real companies' records go out as files and as rows and come back whole; so do ones that are hard to write."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.decisions import Decision, DecisionFields, IncomingDecision
from bot.domain.kinds import DecisionStatus
from bot.domain.madr import madr_body
from bot.services.decisions import ImportDecisions
from bot.services.exports import Exports
from bot.sources import exported_decisions
from bot.sources.decisions import read_decisions
from bot.sources.record_files import file_names
from store.unit_of_work import Store

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SHARED = Path(os.environ.get("BECAUSE_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
EACH = 40
"""Records of one company, evenly over its file."""


def real_files() -> list[Path]:
    found = sorted((SHARED / "decisions").glob("*.jsonl.gz"))
    if not found:
        pytest.skip(f"no real records at {SHARED / 'decisions'}: set BECAUSE_SHARED_DATA")
    return found


def stored(record: IncomingDecision) -> Decision:
    """As an import keeps it."""
    return Decision(
        id=record.id, team_id="", title=record.title, text=record.text, status=record.status,
        decided_on=record.decided_on, url=record.url, tags=record.tags, supersedes=record.supersedes,
        superseded_by=next(iter(record.superseded_by), None), objective=record.objective,
        revisit_when=record.revisit_when, decided_by=record.decided_by, recorded_at=NOW, updated_at=NOW,
    )  # fmt: skip


def there_and_back(records: Sequence[Decision], folder: Path) -> None:
    names = file_names([record.id for record in records])
    rows = folder.with_suffix(".jsonl")
    folder.mkdir()
    for record in records:
        (folder / names[record.id]).write_bytes(exported_decisions.to_madr(record).encode("utf-8"))
    rows.write_text("".join(json.dumps(exported_decisions.to_row(one)) + "\n" for one in records), encoding="utf-8")
    for place in (folder, rows):
        back = {one.id: one.exported for one in read_decisions([place])}
        for record in records:
            assert back[record.id] == record
        assert len(back) == len(records)


def test_real_records_come_back_whole(tmp_path: Path) -> None:
    for path in real_files():
        records = list(read_decisions([path]))
        some = [stored(record) for record in records[:: max(1, len(records) // EACH)]]
        there_and_back(some, tmp_path / path.name)


async def test_real_records_pass_through_two_databases(store: Store, tmp_path: Path) -> None:
    first = [record for path in real_files() for record in list(read_decisions([path]))[:2]]
    await ImportDecisions(store, lambda: NOW)("TONE", first)
    out = await Exports(store).decisions("TONE")
    assert {one.id for one in out} == {one.id for one in first}
    for record in out:
        (tmp_path / f"{file_names([record.id])[record.id]}").write_text(
            exported_decisions.to_madr(record), encoding="utf-8", newline=""
        )
    done = await ImportDecisions(store, lambda: NOW)("TTWO", read_decisions([tmp_path]))
    assert done.new == len(out)
    assert await Exports(store).decisions("TTWO") == tuple(replace(one, team_id="TTWO") for one in out)


NASTY = (
    "yes", "no", "null", "~", "1e3", "0123", "2026-05-04", "- a: b", "key: value # comment", "'single' \"double\"",
    "{{ braces }} {% %}", "[a, b", "&anchor *alias !tag", "%YAML 1.2", "| block\n  text", "> folded\n\n\ntext",
    "line\r\nline\rline\u2028line\u0085line", "\ttab\tfirst", "trailing   ",
    "# Heading\n\n## Decision Outcome\n\nnot ours",
    "---\nid: D-9\n---\nfront matter inside", "```\n## Decision Outcome\n```", "| a | b |\n| - | - |\n| 1 | 2 |",
    "<!-- comment --> <script>x</script>", "ünïcödé 汉字 עברית \u202eright to left\u202c 👩‍👩‍👧 e\u0301",
    "\\n \\u0041 \\",
    "Considered Options\n==================\n", "* [ ] todo\n* [x] done", "x" * 5_000, "\ufeffbyte order mark",
)  # fmt: skip


def test_fields_that_are_hard_to_write_down_come_back_whole(tmp_path: Path) -> None:
    records = []
    for n, words in enumerate(NASTY):
        fields = DecisionFields(
            title=words, decision=words, why=f"{words}\n\n{words}", status=DecisionStatus.ICEBOXED, options=words,
            problem="", objective=words, revisit_when=words, decided_by=(words, "U0MARA"),
            decided_on=date(2026, 5, n % 28 + 1),
        )  # fmt: skip
        record = Decision(
            id=f"D-{n}", team_id="", title=words, text=madr_body(fields), status=fields.status, fields=fields,
            decided_on=fields.decided_on, objective=words, revisit_when=words, tags=(words,),
            decided_by=fields.decided_by, recorded_by="U0MARA", recorded_at=NOW, updated_at=NOW, version=3,
        )  # fmt: skip
        records += [record, replace(record, id=f"T-{n}", text=words, fields=None)]
    there_and_back(records, tmp_path / "nasty")
