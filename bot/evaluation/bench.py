"""How fast the product is at size, on made-up data in a temporary folder: `python -m bot.evaluation.bench`."""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from bot.app import App, build_app
from bot.cli.progress import counted
from bot.domain.audience import Viewer
from bot.domain.clock import utc_now
from bot.evaluation import made_up
from bot.evaluation.measuring import Measure, percentile, rate, spent, table, taken
from bot.evaluation.promises import measure_promises
from bot.evaluation.store_at_size import settings_in
from bot.logs import configure_logs
from bot.workspace.company.load import load_company
from bot.workspace.company.model import Company
from store.index.exact import ExactIndex
from store.index.port import Shelf, Vector, VectorIndex
from store.passages import DECISION, MESSAGE

STEP = 500
ROUNDS = 4
"""How often each question is asked; the first round warms up and is not counted."""


async def measure(messages: int, records: int) -> list[Measure]:
    """Everything, in the order in which a new company would meet it."""
    company = load_company(utc_now())
    with tempfile.TemporaryDirectory(prefix="because-bench-", ignore_cleanup_errors=True) as folder:
        app = build_app(settings_in(Path(folder)))
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
        await rate("import decisions", "records/s", import_records, note),
        await rate("import feedback", "messages/s", import_messages, note),
        await rate("embed", "texts/s", work_off, "passages of records, and messages"),
        await rate("read for signals", "messages/s", read, note),
        await rate("build the index", "vectors/s", services.indexing.refresh, "from SQL, nothing embedded anew"),
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
    times = [await spent(partial(index.search, shelf, vector, 50)) for _ in range(ROUNDS) for vector in vectors]
    return statistics.median(one.wall for one in times[len(vectors) :]) * 1000


async def _answering(app: App, company: Company) -> list[Measure]:
    viewer = Viewer.public(app.team_id)
    asked = made_up.questions(company)
    times = []
    with counted("Answering") as count:
        for number, question in enumerate(asked * ROUNDS):
            times.append(await spent(partial(app.services.answering.why, viewer, question)))
            count(number + 1)
    counted_times = times[len(asked) :]
    note = f"{len(counted_times)} questions, no model"
    return [
        percentile("why, median", counted_times, 0.5, note),
        percentile("why, 95th of 100", counted_times, 0.95, note),
    ]


async def _digest(app: App) -> list[Measure]:
    viewer, composer = await app.digest_viewer(), app.services.composer
    now = app.now()
    day, window = composer.rhythm.local_date(now), composer.rhythm.preview(now)
    with counted("Composing a digest"):
        first = await spent(partial(composer.compose, viewer, day, window))
        second = await spent(partial(composer.compose, viewer, day, window))
    return [
        taken("digest, first", first, "all signals grouped anew"),
        taken("digest, next", second, "themes known"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.bench", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000, help="how many messages (default 10,000)")
    parser.add_argument("--records", type=int, default=500, help="how many decision records (default 500)")
    parser.add_argument("--full", action="store_true", help="what is promised, at its sizes (a quarter of an hour)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    configure_logs()
    if given.full:
        measures = asyncio.run(measure_promises())
    else:
        print(f"Measuring with {given.messages} messages and {given.records} records", file=sys.stderr)
        measures = asyncio.run(measure(given.messages, given.records))
    print(json.dumps([asdict(m) for m in measures], indent=2) if given.json else table(measures))


if __name__ == "__main__":
    main()
