"""Our own decision records are whole, and our own reader understands them."""

import re
from pathlib import Path

import pytest

from bot.domain.kinds import DecisionStatus
from bot.sources.decisions import read_decisions
from bot.sources.records.sections import sections

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("*.md"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_has_context_decision_and_consequences(path: Path) -> None:
    headings = re.findall(r"^#{2,3} (.+)$", path.read_text(), re.MULTILINE)
    for word in ("Context", "Decision", "Consequences"):
        assert any(heading.startswith(word) for heading in headings), f"no section {word!r}"


def test_the_reader_understands_every_one() -> None:
    records = list(read_decisions([FOLDER]))
    assert len(records) == len(RECORDS) > 0
    for record in records:
        assert record.status in DecisionStatus
        assert record.decided_on is not None, f"{record.place} has no date"
        roles = {section.role for section in sections(record.text)}
        assert {"problem", "decision", "consequences"} <= roles, record.place


def test_numbers_are_used_once() -> None:
    numbers = [path.name[:3] for path in RECORDS]
    assert all(number.isdecimal() for number in numbers)
    assert len(set(numbers)) == len(numbers)
