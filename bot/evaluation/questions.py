"""Questions with their right records, and the companies whose records they are asked of."""

import gzip
import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus, decision_status
from bot.errors import BadInput

ANY = "ALL"
TODAY = date(2026, 11, 20)
"""The day on which the questions are asked, so that "last year" means the same on every run."""
WHOSE = GIVEN, OURS, HELD = "given", "ours", "ours, held back from learning"
OWN_WORDS = frozenset({"in_record_faq", "own_words"})


@dataclass(frozen=True)
class Asked:
    """answer_ids: any one is right; empty: no record answers. company: a decisions file, or ALL. given: not ours.
    held: only for measuring, never learned from."""

    id: str
    question: str
    answer_ids: frozenset[str]
    kind: str
    company: str
    given: bool
    held: bool = False

    @property
    def is_answerable(self) -> bool:
        return bool(self.answer_ids)

    @property
    def whose(self) -> str:
        return GIVEN if self.given else HELD if self.held else OURS

    @property
    def group(self) -> str:
        return "none" if not self.answer_ids else "own words" if self.kind in OWN_WORDS else "hard"


def read_questions(data: Path) -> list[Asked]:
    """The development questions of the data folder, and those that the package carries."""
    given = (data / "why_questions.jsonl").read_text("utf-8")
    ours = files("bot.evaluation").joinpath("why_questions.jsonl").read_text("utf-8")
    return [
        Asked(
            row["id"],
            row["question"],
            frozenset(row["answer_ids"]),
            row["kind"],
            row["company"],
            given=text is given,
            held=row.get("held", False),
        )
        for text in (given, ours)
        for row in map(json.loads, text.splitlines())
    ]


def companies(data: Path) -> list[str]:
    found = sorted(path.name.removesuffix(".jsonl.gz") for path in (data / "decisions").glob("*.jsonl.gz"))
    if not found:
        raise BadInput(str(data / "decisions"), "holds no *.jsonl.gz file with decision records")
    return found


def read_company(data: Path, company: str) -> list[Decision]:
    with gzip.open(data / "decisions" / f"{company}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_decision(json.loads(line)) for line in lines]


def _decision(row: dict[str, Any]) -> Decision:
    status = decision_status(row.get("status")) or DecisionStatus.ACCEPTED
    return Decision(row["id"], "eval", row["title"], row["text"], status, _day(row.get("date")), row.get("url"))


def _day(words: str | None) -> date | None:
    try:
        return parse_date(words).date() if words else None
    except (ParserError, OverflowError):
        return None
