"""Writes the company as the files that the import commands read, with today's dates in place of `D-12`."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from bot.domain.decisions import IncomingDecision
from bot.workspace.company.model import Company


def write_import_files(company: Company, folder: Path) -> None:
    """Makes accounts.csv, roadmap.csv, releases.jsonl, decisions.jsonl and decisions/ID.md in `folder`."""
    (folder / "decisions").mkdir(parents=True, exist_ok=True)
    _write_csv(folder / "accounts.csv", (
        {"name": account.name, "domain": account.domain or "", "aliases": ";".join(account.aliases),
         "segment": account.segment or "", "arr": "" if account.arr is None else f"{account.arr:.0f}",
         "renewal_date": account.renewal_date.isoformat() if account.renewal_date else "",
         "stage": account.stage or "", "owner": account.owner or ""}
        for account in company.accounts
    ))
    _write_csv(folder / "roadmap.csv", (
        {"id": item.id, "title": item.title, "status": item.status, "objective": item.objective,
         "target_date": item.target_date.isoformat() if item.target_date else "", "url": item.url or ""}
        for item in company.roadmap
    ))
    _write_jsonl(folder / "releases.jsonl", (
        {"id": release.id, "title": release.title, "date": release.released_on.isoformat(), "text": release.text,
         "url": release.url}
        for release in company.releases
    ))
    _write_jsonl(folder / "decisions.jsonl", (
        {"id": decision.id, "title": decision.title, **_front_matter(decision), "text": decision.text}
        for decision in company.decisions
    ))
    for decision in company.decisions:
        front = yaml.safe_dump({"id": decision.id, **_front_matter(decision)}, sort_keys=False, allow_unicode=True)
        path = folder / "decisions" / f"{decision.id}.md"
        path.write_text(f"---\n{front}---\n{decision.text}", encoding="utf-8")


def _front_matter(decision: IncomingDecision) -> dict[str, object]:
    values: dict[str, object] = {
        "status": decision.status.value,
        "date": decision.decided_on.isoformat() if decision.decided_on else None,
        "decided_by": list(decision.decided_by),
        "supersedes": list(decision.supersedes),
        "superseded_by": list(decision.superseded_by),
        "objective": decision.objective,
        "revisit_when": decision.revisit_when,
        "tags": list(decision.tags),
    }
    return {name: value for name, value in values.items() if value}


def _write_csv(path: Path, table: Iterable[Mapping[str, str]]) -> None:
    listed = list(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def _write_jsonl(path: Path, objects: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in objects)
