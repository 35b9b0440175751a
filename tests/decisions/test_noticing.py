"""Messages that look like decisions: nearly everything that is offered is one, and most of them are found."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.kinds import Surface
from bot.services.decisions.noticing import looks_like_a_decision
from bot.workspace.company.load import load_company
from tests.decisions.said import LAST, LATER, MORE, SEEN
from tests.decisions.said_elsewhere import HELD_BACK, TRIED

Labelled = Sequence[tuple[bool, str]]


def _found(rows: Labelled) -> tuple[int, list[str], list[str]]:
    right = sum(is_one and looks_like_a_decision(text) for is_one, text in rows)
    wrong = [text for is_one, text in rows if not is_one and looks_like_a_decision(text)]
    missed = [text for is_one, text in rows if is_one and not looks_like_a_decision(text)]
    return right, wrong, missed


@pytest.mark.parametrize(
    ("rows", "precision", "recall"),
    [((*SEEN, *MORE, *LATER, *LAST), 0.95, 0.85), (TRIED, 0.95, 0.8), (HELD_BACK, 0.95, 0.7)],
    ids=["harbours", "others", "others, held back"],
)
def test_what_is_offered_is_a_decision_and_most_are_offered(rows: Labelled, precision: float, recall: float) -> None:
    right, wrong, missed = _found(rows)
    assert len(rows) >= 75
    assert right / (right + len(wrong)) >= precision, wrong
    assert right / (right + len(missed)) >= recall, missed


def test_in_the_made_up_company_every_offer_is_right() -> None:
    company = load_company(datetime(2026, 5, 4, 18, tzinfo=UTC))
    product = {channel.id for channel in company.channels if channel.surface is Surface.PRODUCT}
    offered = [m.text for m in company.messages if m.channel_id in product and looks_like_a_decision(m.text)]
    decided = ("Decided: read-only API", "Then it's one series per site", "PDFs attached to the owner", "On ice.")
    assert len(offered) == len(decided)
    assert all(any(text.startswith(opening) for text in offered) for opening in decided)


def test_planted_decisions_are_not_offered() -> None:
    shared = Path(os.environ.get("BECAUSE_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
    path = shared / "hostile" / "slack_injections.jsonl"
    if not path.exists():
        pytest.skip(f"the hostile messages are not at {path}")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert any(row["family"] == "poison" for row in rows)
    assert [row["id"] for row in rows if looks_like_a_decision(row["text"])] == []


@pytest.mark.parametrize("text", ["", ".", "decided " * 2000, "a" * 100_000, '"' * 5000, "> " * 900, ":" * 1400])
def test_odd_texts_are_no_decisions(text: str) -> None:
    assert not looks_like_a_decision(text)
