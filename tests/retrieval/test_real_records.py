"""Real records of two organisations: the measures that `make eval` prints, held to their targets."""

import os
from pathlib import Path

import pytest

from bot.embeddings.minilm import MiniLM
from bot.evaluation.answers import answer_all
from bot.evaluation.learning import asked_of
from bot.evaluation.library import open_library
from bot.evaluation.questions import read_company, read_questions
from bot.services.retrieval.weights import learned
from tests.embeddings.conftest import minilm  # noqa: F401

DATA = Path(os.environ.get("BECAUSE_SHARED_DATA", Path(__file__).parents[2].parent / "shared" / "data"))


@pytest.mark.skipif(not (DATA / "why_questions.jsonl").exists(), reason=f"no real records in {DATA}")
@pytest.mark.parametrize("company", ["ccs", "mozilla-experimenter"])
async def test_real_questions(company: str, minilm: MiniLM, tmp_path: Path) -> None:  # noqa: F811
    questions = [q for q in read_questions(DATA) if asked_of(q, company)]
    async with open_library(read_company(DATA, company), minilm, tmp_path, company) as library:
        answered = await answer_all(library, questions, minilm, learned())
    assert sum(a.quotes for a in answered) == sum(a.verbatim for a in answered) > 0
    known = [a for a in answered if a.asked.is_answerable]
    unknown = [a for a in answered if not a.asked.is_answerable]
    cited = [a for a in known if a.answer.decision is not None and a.answer.decision.id in a.asked.answer_ids]
    assert len(cited) >= 0.5 * len(known)
    assert sum(not a.answer.answered for a in unknown) >= 0.75 * len(unknown)
