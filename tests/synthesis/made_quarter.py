"""Made-up quarters with planted truth, written as the files that the command line imports."""

import csv
import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

QUARTERS = Path(__file__).parent / "quarters"
NAMES = tuple(path.stem for path in sorted(QUARTERS.glob("*.yaml")))
AUTHORS = ("Ada", "Ben", "Carla", "Dev", "Elin", "Femi", "Greta", "Hugo", "Ines", "Jan", "Kaya", "Lars")


@dataclass
class MadeQuarter:
    """One quarter until `now`, written to `folder`. `ids`: feedback ids by what they were planted for.

    empty: nothing is planted, only the small talk and the how-to questions remain.
    """

    name: str
    folder: Path
    now: datetime
    seed: int = 0
    empty: bool = False
    ids: dict[str, list[str]] = field(default_factory=dict)
    accounts_of: dict[str, str] = field(default_factory=dict)  # account's name by feedback id
    truth: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.truth = yaml.safe_load((QUARTERS / f"{self.name}.yaml").read_text("utf-8"))
        self._random = random.Random(f"{self.name}{self.seed}")
        self._rows: list[dict[str, Any]] = []

    def write(self) -> None:
        truth, names = self.truth, [account["name"] for account in self.truth["accounts"]]
        for text in truth["noise"] * 2:
            self._say("noise", [text], [self._random.uniform(0, 88)], [self._random.choice([*names, None, None])])
        if not self.empty:
            self._plant(names)
        self._rows.sort(key=lambda row: str(row["created_at"]))
        _jsonl(self.folder / "feedback.jsonl", self._rows)
        with (self.folder / "accounts.csv").open("w", newline="", encoding="utf-8") as file:
            columns = ("name", "domain", "aliases", "segment", "arr", "renewal_date", "stage", "owner")
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows({**account, "stage": "customer"} for account in truth["accounts"])
        _jsonl(self.folder / "decisions.jsonl", [self._decision(one) for one in self._decisions()])
        releases = [truth[part]["release"] for part in ("landed", "failed", "early")] + truth["unrelated_releases"]
        told = [{name: r[name] for name in ("id", "title", "text")} | {"date": self._day(r["days"])} for r in releases]
        _jsonl(self.folder / "releases.jsonl", told)
        _jsonl(self.folder / "roadmap.jsonl", [
            {**item, "target_date": self._day(-int(item["target_date"])) if item["target_date"] else ""}
            for item in truth["roadmap"]
        ])

    def _plant(self, names: list[str]) -> None:
        truth = self.truth
        loud = truth["loud"]["account"]
        others = [name for name in names if name != loud]
        self._say("growing", truth["growing"]["said"], truth["growing"]["days"], self._in_turn(others, 19))
        self._say("loud", truth["loud"]["said"], truth["loud"]["days"], [loud] * 12)
        for part in ("landed", "failed", "early"):
            for when in ("before", "after"):
                told = truth[part][when]
                self._say(f"{part}_{when}", told["said"], told["days"], self._in_turn(others, len(told["said"])))
        self._say("met", truth["met"]["said"], truth["met"]["days"], truth["met"]["accounts"])
        for one in truth["unmet"]:
            self._say("unmet", one["said"], one["days"], one["accounts"])
        promise, rival = truth["promise"], truth["competitor"]
        self._say("promise", promise["said"], promise["days"], [promise["account"]], surface="sales")
        self._say("competitor", rival["said"], rival["days"], self._in_turn(others, 5))

    def _in_turn(self, names: list[str], count: int) -> list[str]:
        start = self._random.randrange(len(names))
        return [names[(start + n) % len(names)] for n in range(count)]

    def _say(
        self, what: str, said: list[str], days: list[float], accounts: Iterable[str | None], surface: str | None = None
    ) -> None:
        order = list(said)
        if what == "growing":
            self._random.shuffle(order)
        for text, back, account in zip(order, days, accounts, strict=False):
            row_id = f"{what}-{len(self._rows)}"
            shift = timedelta(minutes=self._random.randrange(-90, 90) if back > 1 else 0)
            moment = self.now - timedelta(days=back) + shift
            self._rows.append({
                "id": row_id, "text": text, "created_at": moment.isoformat(), "author": self._random.choice(AUTHORS),
                "surface": surface or self.truth["surface"], **({"account": account} if account else {}),
            })
            self.ids.setdefault(what, []).append(row_id)
            if account:
                self.accounts_of[row_id] = account

    def _decisions(self) -> list[dict[str, Any]]:
        truth = self.truth
        shelved = [truth["met"], *truth["unmet"], truth["promise"]]
        return [*(one["decision"] for one in shelved), *truth["accepted"]]

    def _decision(self, one: Mapping[str, Any]) -> dict[str, Any]:
        kept = {name: one[name] for name in ("id", "title", "status", "text")}
        condition = {"revisit_when": one["revisit_when"]} if one["revisit_when"] else {}
        return {**kept, "date": self._day(one["date"]), **condition}

    def _day(self, days: float) -> str:
        return (self.now - timedelta(days=days)).date().isoformat()


def _jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


NOW = datetime(2026, 9, 17, 8, 30, tzinfo=UTC)
