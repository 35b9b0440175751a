"""Two records about the same thing that answer about equally well: which one is told."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.embeddings.minilm import MiniLM
from bot.evaluation.library import open_library
from bot.services.answering.extractive import extract
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import find_records
from bot.services.retrieval.ties import settled
from bot.services.retrieval.weights import learned
from tests.embeddings.conftest import minilm  # noqa: F401
from tests.retrieval.company import RECORDS, record
from tests.retrieval.test_narrowing import TODAY

BODY = "## Decision\n\nFlags are raised at {}.\n\n## Rationale\n\nThe wind is weak then, and flags last longer.\n"
OLD = record(31, "Raise the flags at eight", DecisionStatus.ACCEPTED, "2022-02-03", BODY.format("eight"))
NEW = record(32, "Raise the flags at nine", DecisionStatus.ACCEPTED, "2024-02-03", BODY.format("nine"))
OTHER = record(33, "Raise the flags on Sundays", DecisionStatus.ACCEPTED, "2025-02-03", "## Decision\n\nOnly then.\n")


def test_what_is_far_apart_about_something_else_or_told_with_it_stays_where_it_is() -> None:
    one, other = np.eye(2, dtype=np.float32)
    replaced = replace(OLD, status=DecisionStatus.SUPERSEDED)
    assert settled([replaced, NEW], [5.0, 4.9], [one, one]) == [1, 0]
    assert settled([replaced, NEW], [5.0, 4.4], [one, one]) == [0, 1]
    assert settled([replaced, NEW], [5.0, 4.9], [one, other]) == [0, 1]
    assert settled([replace(replaced, superseded_by="HB-32"), NEW], [5.0, 4.9], [one, one]) == [0, 1]
    assert settled([], [], []) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(OLD, NEW, "HB-32", id="the newer of two that hold"),
        pytest.param(replace(OLD, status=DecisionStatus.SUPERSEDED), NEW, "HB-32", id="the one that was not replaced"),
        pytest.param(OLD, replace(NEW, status=DecisionStatus.SUPERSEDED), "HB-31", id="though it is older"),
        pytest.param(OLD, replace(NEW, decided_on=None), "HB-31", id="the one with a day"),
    ],
)
async def test_of_near_equals_the_one_that_stands_is_told(
    minilm: MiniLM,  # noqa: F811
    tmp_path: Path,
    old: Decision,
    new: Decision,
    told: str,
) -> None:
    question = "why are the flags raised at that time?"
    async with open_library([*RECORDS, old, new, OTHER], minilm, tmp_path, "flags") as library:
        vectors = minilm.embed(read_question(question, TODAY).forms)
        found = await find_records(library, question, vectors, TODAY, learned())
        answer = await extract(library, found, "a1", vectors, minilm.embed)
    assert answer.decision is not None
    assert answer.decision.id == told
