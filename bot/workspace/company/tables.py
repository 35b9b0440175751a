"""Accounts, releases and roadmap items, from JSON lines in the shapes that the import commands read."""

import json
from collections.abc import Iterable, Iterator, Mapping

from bot.domain.accounts import Account
from bot.domain.releases import Release, RoadmapItem
from bot.sources.accounts import account_id
from bot.workspace.company.days import Days


def rows(text: str) -> Iterator[dict[str, str]]:
    """One object a line; every value as text."""
    for line in text.splitlines():
        if line.strip():
            yield {name: "" if value is None else str(value) for name, value in json.loads(line).items()}


def accounts(team_id: str, table: Iterable[Mapping[str, str]], days: Days) -> tuple[Account, ...]:
    return tuple(
        Account(
            id=account_id(row["name"]), team_id=team_id, name=row["name"], domain=row["domain"] or None,
            aliases=tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()),
            segment=row["segment"], arr=float(row["arr"]) if row["arr"] else None,
            renewal_date=days.date(row["renewal_date"]) if row["renewal_date"] else None,
            stage=row["stage"], owner=row["owner"],
        )
        for row in table
    )


def releases(team_id: str, table: Iterable[Mapping[str, str]], days: Days) -> tuple[Release, ...]:
    return tuple(
        Release(row["id"], team_id, row["title"], days.date(row["date"]), days.fill(row["text"]), row["url"] or None)
        for row in table
    )


def roadmap(team_id: str, table: Iterable[Mapping[str, str]], days: Days) -> tuple[RoadmapItem, ...]:
    return tuple(
        RoadmapItem(row["id"], team_id, row["title"], row["status"], row["objective"],
                    days.date(row["target_date"]) if row["target_date"] else None, row["url"] or None)
        for row in table
    )
