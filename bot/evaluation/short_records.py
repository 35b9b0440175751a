"""Short records of made-up companies, as people type them into a form: is the reason told, or what customers wanted?

The records that others publish are long, and argue for themselves from the first line on. A short one tells first what
was asked for, and its ground after the decision.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.embeddings.port import Embedder, Vectors
from bot.evaluation.library import CompanyLibrary, open_library
from bot.evaluation.questions import TODAY
from bot.services.answering.extractive import extract
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import Found, find_records
from bot.services.retrieval.weights import learned

DECIDED = date(2026, 1, 15)


@dataclass(frozen=True)
class ShortAsk:
    """good: how the sentences of the record begin that state the reason. is_held: for measuring alone."""

    question: str
    record: Decision
    good: tuple[str, ...]
    is_held: bool

    def is_right(self, words: str) -> bool:
        return any(begins in words for begins in self.good)


@dataclass(frozen=True)
class Searched:
    """A question with what was found for it among its company's records. vectors: (forms, dim), of the question."""

    library: CompanyLibrary
    ask: ShortAsk
    found: Found
    vectors: Vectors


def short_asks() -> list[ShortAsk]:
    """In the file's order, so that those of one company follow on each other."""
    rows: list[dict[str, Any]] = yaml.safe_load(
        files("bot.evaluation").joinpath("short_records.yaml").read_text("utf-8")
    )
    return [
        ShortAsk(ask["q"], _decision(row), tuple(ask["good"]), row.get("held", False))
        for row in rows
        for ask in row["asks"]
    ]


async def searched(embedder: Embedder, cache: Path) -> AsyncIterator[Searched]:
    """Each question, asked of its company's records."""
    for company, some in groupby(short_asks(), key=_company):
        asks = list(some)
        records = list({ask.record.id: ask.record for ask in asks}.values())
        async with open_library(records, embedder, cache, f"short-{company}") as library:
            for ask in asks:
                vectors = embedder.embed(read_question(ask.question, TODAY).forms)
                found = await find_records(library, ask.question, vectors, TODAY, learned())
                yield Searched(library, ask, found, vectors)


async def short_record_lines(embedder: Embedder, cache: Path) -> list[str]:
    """How often the first quote states the reason; no answer, or another record's, counts as wrong."""
    verdicts = [(await _tells_it(one, embedder), one.ask.is_held) async for one in searched(embedder, cache)]
    held = [is_right for is_right, is_held in verdicts if is_held]
    return [
        f"Reasons of short made-up records told: {sum(right for right, _ in verdicts)} of {len(verdicts)}; of those "
        f"that nothing was learned from, {sum(held)} of {len(held)}."
    ]


async def _tells_it(one: Searched, embedder: Embedder) -> bool:
    answer = await extract(one.library, one.found, one.ask.record.id, one.vectors, embedder.embed)
    is_it = answer.decision is not None and answer.decision.id == one.ask.record.id
    return is_it and one.ask.is_right(answer.citations[0].quote)


def _company(ask: ShortAsk) -> str:
    return ask.record.id.split("-")[0]


def _decision(row: dict[str, Any]) -> Decision:
    return Decision(row["id"], "eval", row["title"], row["text"], DecisionStatus(row["status"]), DECIDED)
