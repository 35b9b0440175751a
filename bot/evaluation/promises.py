"""The speeds that are promised, measured at the sizes that they are promised for: `make bench ARGS=--full`."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.app import App, build_app
from bot.cli.progress import catch_up, counted
from bot.domain.audience import Viewer
from bot.domain.clock import utc_now
from bot.domain.messages import Feedback
from bot.evaluation import made_up
from bot.evaluation.measuring import Measure, Spent, percentile, rate, spent, taken
from bot.settings import Settings, load_settings
from bot.workspace.company.load import load_company
from bot.workspace.company.model import Company
from handlers.blocks.digest import digest_message

RECORDS, LONG_RECORDS, CHARACTERS = 4_000, 200, 16_000
MESSAGES, MORNING, DAY = 100_000, 12_000, 1_000
ONE_DAY = timedelta(days=1)
ROUNDS = 4
"""How often each question is asked, in other words each time."""


def settings_in(folder: Path) -> Settings:
    """Nothing outside the folder, no model but the embedded one."""
    return load_settings(
        _env_file=None, database_url=None, chroma_url=None, openai_api_key=None, openai_base_url=None,
        because_data_dir=folder, because_embedding_model=None,
    )  # fmt: skip


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[App]:
    """As a command opens it."""
    app = build_app(settings_in(folder))
    await app.open()
    try:
        yield app
    finally:
        await app.close()


async def measure_promises() -> list[Measure]:
    company = load_company(utc_now())
    found = _starting_up()
    with tempfile.TemporaryDirectory(prefix="because-bench-", ignore_cleanup_errors=True) as folder:
        found += await _morning(company, Path(folder) / "morning")
        found += await _at_size(company, Path(folder) / "full")
    return found


def _starting_up() -> list[Measure]:
    found = []
    with tempfile.TemporaryDirectory(prefix="because-bench-") as folder:
        environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "BECAUSE_DATA_DIR": folder}
        for name, target in (("--help", "0.5 s"), ("status", "1 s")):
            for _ in range(2):  # the first one warms the disk, and makes the database
                before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
                subprocess.run([sys.executable, "-m", "bot", name], env=environment, capture_output=True, check=True)
                after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - wall
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            found.append(taken(f"because {name}", Spent(wall, cpu), "a new process, an empty store", target))
    return found


async def _morning(company: Company, folder: Path) -> list[Measure]:
    """From nothing to the digest of 12,000 messages."""

    async def work() -> None:
        async with opened(folder) as app:
            await app.services.accounts.import_accounts(app.team_id, company.accounts)
            await _take_in(app, made_up.feedback(company, MORNING, app.now(), span=ONE_DAY))
        async with opened(folder) as app:
            await _digest(app)

    with counted("A morning of 12,000 messages"):
        found = await spent(work)
    return [taken("import and first digest", found, f"{MORNING:,} new messages", "60 s")]


async def _at_size(company: Company, folder: Path) -> list[Measure]:
    async with opened(folder) as app:
        services, team = app.services, app.team_id
        await services.accounts.import_accounts(team, company.accounts)
        long = made_up.decisions(company, LONG_RECORDS, seed=2, characters=CHARACTERS)

        async def import_long() -> int:
            await services.import_decisions(team, long)
            await services.indexing.work_off(team)
            return LONG_RECORDS

        note = f"{LONG_RECORDS} records of {CHARACTERS:,} characters on average, embedded and indexed"
        found = [await rate("import decisions", "records/s", import_long, note, "4 a second")]
        with counted("Filling the store"):
            await services.import_decisions(team, made_up.decisions(company, RECORDS - LONG_RECORDS))
            await _take_in(app, made_up.feedback(company, MESSAGES, app.now() - ONE_DAY))
        found += await _answers(app, company)
        with counted("The first digest"):
            await _digest(app)
        await _take_in(app, made_up.feedback(company, DAY, app.now(), first=MESSAGES, span=ONE_DAY))
    async with opened(folder) as app:  # a new one remembers nothing
        digest = await spent(partial(_digest, app))
    size = f"{RECORDS:,} records, {MESSAGES:,} messages"
    return [*found, taken("digest of a day", digest, f"{DAY:,} new messages; {size}", "5 s")]


async def _answers(app: App, company: Company) -> list[Measure]:
    viewer, times = Viewer.public(app.team_id), []
    questions = made_up.questions(company)
    await app.services.answering.why(viewer, "Why is that so?")
    with counted("Answering") as count:
        for number, question in enumerate(f"{q} ({n})" for n in range(ROUNDS) for q in questions):
            times.append(await spent(partial(app.services.answering.why, viewer, question)))
            count(number + 1)
    note = f"{len(times)} questions, no model; {RECORDS:,} records, {MESSAGES:,} messages"
    return [
        percentile("one answer, median", times, 0.5, note),
        percentile("one answer, 95th of 100", times, 0.95, note, "150 ms"),
    ]


async def _take_in(app: App, items: Iterable[Feedback]) -> None:
    await app.services.ingestion.import_feedback(app.team_id, items)
    await catch_up(app)


async def _digest(app: App) -> None:
    """The last 24 hours, as `because digest` prints them."""
    composer, now = app.services.composer, app.now()
    rhythm = composer.rhythm
    digest = await composer.compose(await app.digest_viewer(), rhythm.local_date(now), rhythm.preview(now))
    digest_message(digest)
