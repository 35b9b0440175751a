"""Accounts, roadmap items and releases from files."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.sources.accounts import read_accounts, read_amount
from bot.sources.releases import read_releases
from bot.sources.roadmap import read_roadmap


def put(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("€1,200", 1200.0), ("12k", 12_000.0), ("$1.2M", 1_200_000.0), ("1.200,50 EUR", 1200.5), ("1,200.50", 1200.5),
        ("1.200.000", 1_200_000.0), ("1'200", 1200.0), ("1 200,5", 1200.5), ("1.234m", 1_234_000.0),
        ("12.5k", 12_500.0), ("$99,000 / year", 99_000.0), ("0", 0.0), (4200, 4200.0), (0.5, 0.5),
        ("", None), (None, None), ("n/a", None), ("-", None),
    ],
)  # fmt: skip
def test_amounts(words: object, amount: float | None) -> None:
    assert read_amount(words, "x:1") == amount


@pytest.mark.parametrize("words", ["lots", "1,2,3", "12 apples", float("nan"), "1.2.3,4,5"])
def test_what_is_no_amount(words: object) -> None:
    with pytest.raises(BadInput, match="x:1: `arr` is no amount"):
        read_amount(words, "x:1")


def test_accounts_from_csv_and_jsonl(tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.csv",
        "Company;Website;Aliases;Segment;ARR;Renewal Date;Stage;CSM\n"
        "Globex & Söhne;https://www.Globex.example/x;GBX; Globex Corp ;Enterprise;€1,200;2026-09-30;customer;Mia\n"
        '"Initech";;;;;;;\n;x.example;;;;;;\nHooli;;;;lots;;;\nHooli;;;;;someday;;\n',
    )
    problems: list[BadInput] = []
    # The aliases are separated by `;` as the columns are: such a file must quote them.
    assert [account.name for account in read_accounts(path, "T1", problems.append)] == ["Initech"]
    assert [problem.place for problem in problems] == [f"{path}:{line}" for line in (2, 4, 5, 6)]

    path = put(
        tmp_path / "b.csv",
        "name,domain,aliases,segment,arr,renewal_date,stage,owner\n"
        'Globex & Söhne,https://www.Globex.example/x,GBX; Globex Corp ;,Enterprise,"€1,200",2026-09-30,customer,Mia\n',
    )
    (globex,) = read_accounts(path, "T1")
    assert (globex.id, globex.domain, globex.aliases) == ("globex-söhne", "globex.example", ("GBX", "Globex Corp"))
    assert (globex.arr, globex.renewal_date, globex.owner) == (1200.0, date(2026, 9, 30), "Mia")
    row = {"name": "Globex", "aliases": ["GBX"], "arr": 12.5, "segment": None}
    (globex,) = read_accounts(put(tmp_path / "c.jsonl", json.dumps(row)), "T1")
    assert (globex.aliases, globex.arr, globex.segment, globex.team_id) == (("GBX",), 12.5, None, "T1")


def test_a_roadmap(tmp_path: Path) -> None:
    path = put(tmp_path / "r.csv", "Title,Status,Goal,Due,Link\nSAML,doing,grow,2026-03-01,https://x.example\n"
               "Audit log,later,,Q3 2026,\n,x,,,\nBoom,,,2026-99-99,\n")  # fmt: skip
    problems: list[BadInput] = []
    saml, audit = read_roadmap(path, "T1", problems.append)
    assert (saml.id, saml.objective, saml.target_date) == ("saml", "grow", date(2026, 3, 1))
    assert (audit.id, audit.target_date) == ("audit-log", None)
    assert [problem.place for problem in problems] == [f"{path}:4", f"{path}:5"]


CHANGELOG = """\
# Changelog

## [Unreleased]

- Soon

## [1.1.0] - 2026-02-01

### Added

- CSV export

## v1.0.0 (January 5, 2026)

First.

## 0.9.0

Nobody knows when.

[unreleased]: https://x.example/compare
[1.1.0]: https://x.example/1.1.0
"""


def test_a_history_with_underlined_versions(tmp_path: Path) -> None:
    text = (
        "2.4.0 / 2026-10-12\n==================\n\nFeatures\n--------\n\n* Split a booking\n\n"
        "v2.3.1 (September 3rd, 2026)\n------\n\n* Faster search\n"
    )
    new, old = read_releases(put(tmp_path / "History.md", text), "T1")
    assert (new.id, new.title, new.released_on) == ("2.4.0", "2.4.0", date(2026, 10, 12))
    assert "Split a booking" in new.text
    assert (old.id, old.title, old.released_on) == ("2.3.1", "v2.3.1", date(2026, 9, 3))


def test_a_changelog(tmp_path: Path) -> None:
    path = put(tmp_path / "CHANGELOG.md", CHANGELOG)
    problems: list[BadInput] = []
    new, old = read_releases(path, "T1", problems.append)
    assert (new.id, new.title, new.released_on) == ("1.1.0", "1.1.0", date(2026, 2, 1))
    assert (new.text, new.url) == ("### Added\n\n- CSV export", "https://x.example/1.1.0")
    assert (old.id, old.released_on, old.text) == ("1.0.0", date(2026, 1, 5), "First.")
    assert [str(problem) for problem in problems] == [f"{path}:17: the release 0.9.0 has no date in its heading"]


def test_releases_of_github_and_tables(tmp_path: Path) -> None:
    github = [
        {"id": 7, "tag_name": "v2", "name": "", "body": "Big", "published_at": "2026-01-05T10:00:00Z", "html_url": "u"},
        {"id": 8, "tag_name": "v3", "draft": True},
    ]
    (two,) = read_releases(put(tmp_path / "releases.json", json.dumps(github, indent=1)), "T1")
    assert (two.id, two.title, two.text, two.url) == ("v2", "v2", "Big", "u")
    assert two.released_on == date(2026, 1, 5)
    path = put(tmp_path / "r.csv", "id,title,date,text,url\nR1,Exports,13-Jun-2026,CSV,\nR2,Later,,,\n")
    problems: list[BadInput] = []
    (exports,) = read_releases(path, "T1", problems.append)
    assert (exports.title, exports.released_on) == ("Exports", date(2026, 6, 13))
    assert [problem.place for problem in problems] == [f"{path}:3"]
