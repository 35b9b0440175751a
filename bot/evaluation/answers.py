"""What the answers themselves are like: verbatim quotes, whole sentences, and how long one takes."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.answers import Answer
from bot.embeddings.port import Embedder
from bot.evaluation.library import CompanyLibrary
from bot.evaluation.questions import TODAY, Asked
from bot.services.answering.extractive import extract
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import find_records
from bot.services.retrieval.weights import Weights


@dataclass(frozen=True)
class Answered:
    asked: Asked
    answer: Answer
    quotes: int
    verbatim: int
    ms: float


async def answer_all(
    library: CompanyLibrary, questions: Sequence[Asked], embedder: Embedder, weights: Weights
) -> list[Answered]:
    """Asks as the product does, with the weights given, and holds each quote against its record."""
    found: list[Answered] = []
    for asked in questions:
        begun = time.perf_counter()
        vectors = embedder.embed(read_question(asked.question, TODAY).forms)
        ranked = await find_records(library, asked.question, vectors, TODAY, weights)
        answer = await extract(library, ranked, asked.id, vectors, embedder.embed)
        ms = (time.perf_counter() - begun) * 1000
        records = await library.records([c.id for c in answer.citations])
        verbatim = sum(c.quote in records[c.id].text for c in answer.citations)
        found.append(Answered(asked, answer, len(answer.citations), verbatim, ms))
    return found


def answer_lines(answered: Sequence[Answered]) -> list[str]:
    quotes, verbatim = (sum(getattr(a, name) for a in answered) for name in ("quotes", "verbatim"))
    times = [a.ms for a in answered]
    return [
        f"Quotes verbatim in their record: {verbatim} of {quotes}.",
        f"One answer, asked of one company in this process: median {np.median(times):.0f} ms, p95 "
        f"{np.percentile(times, 95):.0f} ms over {len(times)} questions.",
    ]
