"""Decision records in the layouts that people use."""

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from bot.domain.decisions import IncomingDecision
from bot.domain.kinds import DecisionStatus
from bot.errors import BadInput
from bot.sources.decisions import read_decisions

MADR = """\
    ---
    status: "superseded by [ADR-0003](0003-use-c.md)"
    date: 2026-01-05
    decision-makers: [Mia Weiss, Tom Ode]
    tags: [storage, cost]
    ---
    # Use B for storage

    ## Context and Problem Statement

    Slow.

    ## Considered Options

    * A
    """
NYGARD = """\
    # 3. Use C

    Date: 04/07/2026

    ## Status

    Accepted

    Supersedes [2. Use B](0002-use-b.md)

    Superseded by [4. Use D](0004-use-d.md)

    ## Decision

    We use C.
    """
RUST = """\
    - Feature Name: `async_drop`
    - Start Date: 2026-03-01
    - RFC PR: [lang/rfcs#1234](https://x.example/1234)

    # Summary

    Drop it, later.
    """
PEP = """\
    PEP: 12
    Title: Sample
    Author: Ann <a@x.example>
    BDFL-Delegate: Guido <g@x.example>
    Status: Final
    Created: 13-Jun-2000
    Replaces: 8, 9
    Superseded-By: 612

    Abstract
    ========

    Words.
    """
OEP = """\
    OEP-9: Authorisation
    ####################

    .. list-table::

       * - Status
         - Deferred
       * - Arbiter
         - Eddie (e@x.example)
       * - Created
         - 2018-03-27

    Abstract
    ********

    Words.
    """


def lay(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def by_id(*paths: Path) -> dict[str, IncomingDecision]:
    return {record.id: record for record in read_decisions(paths)}


def test_a_folder_of_many_layouts(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "docs/adr/0002-use-b.md": MADR,
            "docs/adr/0003-use-c.md": NYGARD,
            "docs/adr/README.md": "# Our decisions",
            "docs/adr/adr-template.md": "# Title",
            "docs/adr/.git/0009-x.md": "# Hidden",
            "rfcs/1234-async-drop.md": RUST,
            "peps/pep-0012.rst": PEP,
            "oeps/oep-0009-auth.rst": OEP,
            "keps/sig-a/42-fast/README.md": "# KEP-42: Fast pods\n\n## Summary\n\nFaster.",
            "keps/sig-a/42-fast/kep.yaml": """\
                title: Fast pods
                kep-number: 42
                status: implementable
                creation-date: 2024-05-13
                approvers: ["@ann", "@bob"]
                superseded-by: ["/keps/sig-b/77-faster"]
                """,
            "notes/why-we-left.md": "# Why we left\n\nWords.",
        },
    )
    skipped: list[str] = []
    records = read_decisions([tmp_path], on_skipped=lambda place, _: skipped.append(place))
    found = {record.id: record for record in records}
    assert set(found) == {"ADR-2", "ADR-3", "RFC-1234", "PEP-12", "OEP-9", "KEP-42", "why-we-left"}
    assert [Path(place).name for place in skipped] == ["README.md", "adr-template.md"]

    madr, nygard = found["ADR-2"], found["ADR-3"]
    assert (madr.title, madr.status, madr.superseded_by) == ("Use B for storage", DecisionStatus.SUPERSEDED, ("ADR-3",))
    assert (madr.decided_on, madr.decided_by) == (date(2026, 1, 5), ("Mia Weiss", "Tom Ode"))
    assert madr.tags == ("storage", "cost")
    assert madr.text == dedent(MADR)
    assert (nygard.title, nygard.status, nygard.decided_on) == ("Use C", DecisionStatus.SUPERSEDED, date(2026, 7, 4))
    assert (nygard.supersedes, nygard.superseded_by) == (("ADR-2",), ("ADR-4",))

    rust, pep, oep, kep = (found[id_] for id_ in ("RFC-1234", "PEP-12", "OEP-9", "KEP-42"))
    assert (rust.title, rust.decided_on) == ("async_drop", date(2026, 3, 1))
    assert (pep.title, pep.status, pep.decided_on) == ("Sample", DecisionStatus.ACCEPTED, date(2000, 6, 13))
    assert (pep.supersedes, pep.superseded_by, pep.decided_by) == (("PEP-8", "PEP-9"), ("PEP-612",), ("Guido",))
    assert (oep.title, oep.status, oep.decided_by) == ("Authorisation", DecisionStatus.ICEBOXED, ("Eddie",))
    assert (kep.title, kep.status, kep.status_words) == ("Fast pods", DecisionStatus.ACCEPTED, "implementable")
    assert (kep.decided_on, kep.decided_by, kep.superseded_by) == (date(2024, 5, 13), ("ann", "bob"), ("KEP-77",))
    assert found["why-we-left"].title == "Why we left"


def test_numbers_that_restart_keep_their_file_names(tmp_path: Path) -> None:
    lay(tmp_path, {"a/decisions/0001-x.md": "# 1. X", "b/decisions/0001-y.md": "# 1. Y",
                   "c/decisions/0001-y.md": "# 1. Z"})  # fmt: skip
    assert list(by_id(tmp_path)) == ["ADR-1", "0001-y", "c/decisions/0001-y.md"]


def test_broken_front_matter_is_read_line_by_line(tmp_path: Path) -> None:
    lay(tmp_path, {"adr/0001-x.md": "---\nstatus: rejected\ntitle: 'X: [y\n---\n# X\n\nWords."})
    assert by_id(tmp_path)["ADR-1"].status is DecisionStatus.REJECTED


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("# X\n\n## Status\n\nAccepted\n", DecisionStatus.ACCEPTED),
        ("# X\n\n* Status: **Proposed**\n", DecisionStatus.PROPOSED),
        ("# X\n\n| Status | Rejected |\n|---|---|\n", DecisionStatus.REJECTED),
        ("# X\n\n**Status**: On hold\n", DecisionStatus.ICEBOXED),
        ("# X\n\n## Superseded\n\nBy other things.\n", DecisionStatus.SUPERSEDED),
        ("# X — Draft Design\n\nWords.\n", DecisionStatus.PROPOSED),
        ("# X\n\nShipped long ago.\n", DecisionStatus.ACCEPTED),
        ("X\n=\n\n:Status: Deferred\n", DecisionStatus.ICEBOXED),
        ("# X\n\nRejected 2025-11-12 by Sam.\n", DecisionStatus.REJECTED),
        ("# X\n\nRejected requests pile up in the queue of 2025.\n", DecisionStatus.ACCEPTED),
        ("", None),
    ],
)
def test_the_status_that_a_text_tells(tmp_path: Path, text: str, status: DecisionStatus | None) -> None:
    path = tmp_path / "x.md"
    path.write_text(text)
    if status is None:
        with pytest.raises(BadInput, match="is empty"):
            by_id(path)
    else:
        assert by_id(path)["x"].status is status


def test_a_verdict_in_a_line_of_its_own(tmp_path: Path) -> None:
    lay(tmp_path, {"adr/points.md": "# Points?\n\n**Rejected on 12 November 2025 by Sam Idowu and Petra Novak.**\n"})
    record = by_id(tmp_path)["points"]
    assert (record.status, record.decided_on) == (DecisionStatus.REJECTED, date(2025, 11, 12))
    assert record.decided_by == ("Sam Idowu", "Petra Novak")


def rows(path: Path, *items: Any) -> Path:
    lines = [item if isinstance(item, str) else json.dumps(item) for item in items]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_jsonl_keeps_ids_and_names_bad_rows(tmp_path: Path) -> None:
    good = {"id": "X-1", "title": "T", "status": "Final", "date": "13-Jun-2000", "text": "words", "tags": ["a"],
            "supersedes": ["X-0"], "decided_by": "Ann, Bob", "objective": "grow", "revisit_when": "2027"}  # fmt: skip
    path = rows(
        tmp_path / "odd.name",
        good,
        '{"id": ',
        [1],
        {"id": "X-2"},
        {"text": "x"},
        {"id": "X-3", "text": "x", "title": 7},
        {"id": "X-1", "text": "other"},
        good,
        "",
        {"id": 4, "text": "lone \ud800 and \x00", "date": "yyyy-mm-dd", "status": None},
    )
    problems: list[BadInput] = []
    skipped: list[str] = []
    found = list(
        read_decisions([path], on_error=problems.append, on_skipped=lambda place, _: skipped.append(place))
    )
    assert [record.id for record in found] == ["X-1", "4"]
    assert [problem.place for problem in problems] == [f"{path}:{row}" for row in (2, 3, 4, 5, 6, 7)]
    assert skipped == [f"{path}:8"]
    first, last = found
    assert (first.status, first.status_words, first.decided_on) == (DecisionStatus.ACCEPTED, "Final", date(2000, 6, 13))
    assert (first.supersedes, first.decided_by, first.tags) == (("X-0",), ("Ann", "Bob"), ("a",))
    assert (first.objective, first.revisit_when, first.place) == ("grow", "2027", f"{path}:1")
    assert (last.text, last.decided_on) == ("lone � and �", None)
    with pytest.raises(BadInput, match=rf"^{path}:2: is not JSON"):
        list(read_decisions([path]))


def test_broken_gzip_and_missing_files(tmp_path: Path) -> None:
    path = rows(tmp_path / "x.jsonl.gz", {"id": "X", "text": "y" * 1000})
    path.write_bytes(path.read_bytes()[:-12])
    for broken, problem in [(path, "gzip data is broken"), (tmp_path / "none.jsonl", "cannot be read")]:
        with pytest.raises(BadInput, match=problem):
            list(read_decisions([broken]))


def test_dates_of_a_file_agree(tmp_path: Path) -> None:
    american = [{"id": "A", "text": "x", "date": "04/07/2019"}, {"id": "B", "text": "x", "date": "04/28/2019"}]
    assert by_id(rows(tmp_path / "us", *american))["A"].decided_on == date(2019, 4, 7)
    assert by_id(rows(tmp_path / "eu", american[0]))["A"].decided_on == date(2019, 7, 4)


REAL = {"ccs": 15, "go": 122, "kubernetes": 606, "moj-cloud-platform": 46, "mozilla-experimenter": 16, "npm": 54,
        "openedx": 87, "python": 735}  # fmt: skip


@pytest.mark.parametrize(("name", "count"), REAL.items())
def test_real_records_lose_no_row(shared_data: Callable[..., Path], name: str, count: int) -> None:
    found = list(read_decisions([shared_data("decisions", f"{name}.jsonl.gz")]))
    assert len(found) == count
    assert all(record.title and record.text for record in found)


def test_real_successors(shared_data: Callable[..., Path]) -> None:
    python = by_id(shared_data("decisions", "python.jsonl.gz"))
    assert python["PEP-5"].superseded_by == ("PEP-387",)
    assert python["PEP-563"].superseded_by == ("PEP-649", "PEP-749")
    assert python["PEP-443"].supersedes == ("PEP-245", "PEP-246", "PEP-3124")
    assert sum(record.decided_on is None for record in python.values()) == 0
    ministry = by_id(shared_data("decisions", "moj-cloud-platform.jsonl.gz"))
    assert ministry["MOJ-CP-21"].status is DecisionStatus.SUPERSEDED
    assert ministry["MOJ-CP-21"].superseded_by == ("MOJ-CP-36",)
