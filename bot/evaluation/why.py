"""Asks every question of its company's records, and says how often the right record came first."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.embeddings.port import Embedder
from bot.evaluation.answers import Answered, answer_all
from bot.evaluation.learning import Case, Judged, answered_and_refused, asked_of
from bot.evaluation.library import open_library
from bot.evaluation.questions import ANY, TODAY, WHOSE, Asked, companies, read_company, read_questions
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import gather
from bot.services.retrieval.weights import Weights

WEIGHTS = Path(__file__).parent.parent / "services" / "retrieval" / "weights.json"


async def gather_cases(
    data: Path, cache: Path, embedder: Embedder, weights: Weights | None = None
) -> tuple[list[Case], list[Answered]]:
    """Every question with what was found for it; with weights, answered too."""
    questions, names = read_questions(data), companies(data)
    cases: list[Case] = []
    answered: list[Answered] = []
    for company in names:
        mine = [question for question in questions if asked_of(question, company)]
        async with open_library(read_company(data, company), embedder, cache, company) as library:
            for asked in mine:
                vectors = embedder.embed(read_question(asked.question, TODAY).forms)
                gathered = await gather(library, asked.question, vectors, TODAY)
                cases.append(Case(asked, company, gathered, 1 / len(names) if asked.company == ANY else 1.0))
            if weights is not None:
                answered += await answer_all(library, mine, embedder, weights)
    return cases, answered


def keep_weights(weights: Weights) -> None:
    WEIGHTS.write_text(json.dumps(weights.to_json(), indent=1) + "\n", "utf-8")


def table_lines(judged: Sequence[Judged], threshold: float) -> list[str]:
    """The measures by kind and by company, as Markdown."""
    lines = ["| questions | asked | first | in five | answered |", "| --- | --- | --- | --- | --- |"]
    groups: list[tuple[str, list[Judged]]] = []
    for whose in WHOSE:
        groups += [(f"{g}, {whose}", [j for j in judged if _is(j.case.asked, g, whose)]) for g in ("hard", "own words")]
    answerable = [j for j in judged if j.case.asked.is_answerable]
    groups += [(f"kind {kind}", [j for j in answerable if j.case.asked.kind == kind]) for kind in _kinds(answerable)]
    groups += [(f"company {c}", [j for j in answerable if j.case.company == c]) for c in _names(answerable)]
    for name, some in groups:
        if some:
            first, five = (np.mean([0 < j.place <= n for j in some]) for n in (1, 5))
            answered = np.mean([j.confidence >= threshold for j in some])
            lines.append(f"| {name} | {len(some)} | {first:.2f} | {five:.2f} | {answered:.2f} |")
    for whose in WHOSE:
        some = [j for j in judged if j.case.asked.whose == whose]
        yes, no = answered_and_refused(some, threshold)
        lines.append(f"\nOf the questions {whose}: answerable answered {yes:.2f}, unanswerable refused {no:.2f}")
    return lines


def _is(asked: Asked, group: str, whose: str) -> bool:
    return asked.group == group and asked.whose == whose


def _kinds(judged: Sequence[Judged]) -> list[str]:
    return sorted({j.case.asked.kind for j in judged})


def _names(judged: Sequence[Judged]) -> list[str]:
    return sorted({j.case.company for j in judged})
