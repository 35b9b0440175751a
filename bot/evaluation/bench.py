"""How fast the product is at size, on made-up data in a temporary folder: `python -m bot.evaluation.bench`."""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from bot.app import App, build_app
from bot.cli.progress import counted
from bot.domain.audience import Viewer
from bot.domain.clock import utc_now
from bot.evaluation import made_up
from bot.logs import configure_logs
from bot.settings import load_settings
from bot.workspace.company.load import load_company
from bot.workspace.company.model import Company
from store.index.exact import ExactIndex
from store.index.port import Shelf, Vector, VectorIndex
from store.passages import DECISION, MESSAGE

STEP = 500
ROUNDS = 4
"""How often each question is asked; the first round warms up and is not counted."""


@dataclass(frozen=True)
class Measure:
    """`value` in `unit`; `note` says of what."""

    name: str
    value: float
    unit: str
    note: str = ""


async def measure(messages: int, records: int) -> list[Measure]:
    """Everything, in the order in which a new company would meet it."""
    company = load_company(utc_now())
    with tempfile.TemporaryDirectory(prefix="because-bench-", ignore_cleanup_errors=True) as folder:
        settings = load_settings(
            _env_file=None, database_url=None, chroma_url=None, openai_api_key=None, openai_base_url=None,
            because_data_dir=Path(folder), because_embedding_model=None,
        )  # fmt: skip
        app = build_app(settings)
        await app.open(owns_index=True)
        try:
            await app.services.accounts.import_accounts(app.team_id, company.accounts)
            return [
                *await _taking_in(app, company, messages, records),
                *await _searching(app, company),
                *await _answering(app, company),
                *await _digest(app),
            ]
        finally:
            await app.close()


async def _taking_in(app: App, company: Company, messages: int, records: int) -> list[Measure]:
    services, team = app.services, app.team_id
    note = f"{records} records, {messages} messages"

    async def work_off() -> int:
        total = 0
        with counted("Embedding") as count:
            while done := await services.indexing.work_off(team, most=STEP):
                total += done
                count(total)
        return total

    async def import_records() -> int:
        with counted("Importing records") as count:
            await services.import_decisions(team, made_up.decisions(company, records), count)
        return records

    async def import_messages() -> int:
        await services.ingestion.import_feedback(team, made_up.feedback(company, messages, app.now()))
        return messages

    async def read() -> int:
        with counted("Reading for signals"):
            await services.reading.work_off(team)
        return messages

    return [
        await _rate("import decisions", "records/s", import_records, note),
        await _rate("import feedback", "messages/s", import_messages, note),
        await _rate("embed", "texts/s", work_off, "passages of records, and messages"),
        await _rate("read for signals", "messages/s", read, note),
        await _rate("build the index", "vectors/s", services.indexing.refresh, "from SQL, nothing embedded anew"),
    ]


async def _searching(app: App, company: Company) -> list[Measure]:
    """The embedded index against the exact search that stands in for it."""
    exact = ExactIndex(app.store, app.team_id, app.embedder.model)
    vectors = [app.embedder.embed_query(question) for question in made_up.questions(company)]
    ours = [await _search(app.index, vectors, kind) for kind in (DECISION, MESSAGE)]
    theirs = [await _search(exact, vectors, kind) for kind in (DECISION, MESSAGE)]
    both = [(kind, a, b) for kind, a, b in zip(("records", "messages"), ours, theirs, strict=True)]
    return [
        measure
        for kind, indexed, exactly in both
        for measure in (
            Measure(f"search {kind}, index", indexed, "ms", "median"),
            Measure(f"search {kind}, exact / index", exactly / indexed, "x", "median"),
        )
    ]


async def _search(index: VectorIndex, vectors: Sequence[Vector], kind: str) -> float:
    shelf = Shelf(kind, "public")
    times = [await _timed(partial(index.search, shelf, vector, 50)) for _ in range(ROUNDS) for vector in vectors]
    return statistics.median(times[len(vectors) :]) * 1000


async def _answering(app: App, company: Company) -> list[Measure]:
    viewer = Viewer.public(app.team_id)
    asked = made_up.questions(company)
    times: list[float] = []
    with counted("Answering") as count:
        for number, question in enumerate(asked * ROUNDS):
            times.append(await _timed(partial(app.services.answering.why, viewer, question)))
            count(number + 1)
    counted_times = sorted(times[len(asked) :])
    note = f"{len(counted_times)} questions, no model"
    return [
        Measure("why, median", statistics.median(counted_times) * 1000, "ms", note),
        Measure("why, 95th of 100", counted_times[int(len(counted_times) * 0.95)] * 1000, "ms", note),
    ]


async def _digest(app: App) -> list[Measure]:
    viewer, composer = await app.digest_viewer(), app.services.composer
    now = app.now()
    day, window = composer.rhythm.local_date(now), composer.rhythm.preview(now)
    with counted("Composing a digest"):
        first = await _timed(partial(composer.compose, viewer, day, window))
        second = await _timed(partial(composer.compose, viewer, day, window))
    return [
        Measure("digest, first", first, "s", "all signals grouped anew"),
        Measure("digest, next", second, "s", "themes known"),
        Measure("digest, first / next", first / second, "x"),
    ]


async def _rate(name: str, unit: str, work: Callable[[], Awaitable[int]], note: str) -> Measure:
    started = time.perf_counter()
    done = await work()
    return Measure(name, done / (time.perf_counter() - started), unit, note)


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def table(measures: Sequence[Measure]) -> str:
    """The measures as Markdown, three digits each."""
    rows = [f"| {m.name} | {_rounded(m.value)} {m.unit} | {m.note} |" for m in measures]
    return "\n".join(["| what | measured | of |", "| --- | --- | --- |", *rows])


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.bench", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000, help="how many messages (default 10,000)")
    parser.add_argument("--records", type=int, default=500, help="how many decision records (default 500)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    configure_logs()
    print(f"Measuring with {given.messages} messages and {given.records} records", file=sys.stderr)
    measures = asyncio.run(measure(given.messages, given.records))
    print(json.dumps([asdict(m) for m in measures], indent=2) if given.json else table(measures))


if __name__ == "__main__":
    main()
