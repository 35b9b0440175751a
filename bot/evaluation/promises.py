"""The speeds that are promised, measured at the sizes that they are promised for: `make bench ARGS=--full`."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.app import App
from bot.cli.progress import counted
from bot.domain.audience import Viewer
from bot.domain.clock import utc_now
from bot.evaluation import made_up
from bot.evaluation.fresh import digest
from bot.evaluation.measuring import Measure, Spent, percentile, rate, spent, taken
from bot.evaluation.store_at_size import opened, take_in
from bot.workspace.company.load import load_company
from bot.workspace.company.model import Company

RECORDS, LONG_RECORDS, CHARACTERS = 4_000, 200, 16_000
MESSAGES, MORNING, DAY = 100_000, 12_000, 1_000
ONE_DAY = timedelta(days=1)
ROUNDS = 4
"""How often each question is asked, in other words each time."""


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
            await take_in(app, made_up.feedback(company, MORNING, app.now(), span=ONE_DAY))
        async with opened(folder) as app:
            await digest(app)

    with counted("A morning of 12,000 messages"):
        found = await spent(work)
    return [taken("import and first digest", found, f"{MORNING:,} new messages", "60 s")]


async def _at_size(company: Company, folder: Path) -> list[Measure]:
    """First the messages alone, then the records beside them: each with a day of new messages, and its digest."""
    async with opened(folder) as app:
        await app.services.accounts.import_accounts(app.team_id, company.accounts)
        with counted("Filling the store"):
            await take_in(app, made_up.feedback(company, MESSAGES, app.now() - 2 * ONE_DAY))
        with counted("The first digest"):
            await digest(app, 2)
        await take_in(app, made_up.feedback(company, DAY, app.now() - ONE_DAY, first=MESSAGES, span=ONE_DAY))
    found = _digests(folder, 1, f"{MESSAGES:,} messages, no records")
    async with opened(folder) as app:
        services, team = app.services, app.team_id
        long = made_up.decisions(company, LONG_RECORDS, seed=2, characters=CHARACTERS)

        async def import_long() -> int:
            await services.import_decisions(team, long)
            await services.indexing.work_off(team)
            return LONG_RECORDS

        note = f"{LONG_RECORDS} records of {CHARACTERS:,} characters on average, embedded and indexed"
        found.insert(0, await rate("import decisions", "records/s", import_long, note, "4 a second"))
        await services.import_decisions(team, made_up.decisions(company, RECORDS - LONG_RECORDS))
        await take_in(app, made_up.feedback(company, DAY, app.now(), first=MESSAGES + DAY, span=ONE_DAY))
        found += await _answers(app, company)
    return [*found, *_digests(folder, 0, f"{RECORDS:,} records, {MESSAGES:,} messages")]


def _digests(folder: Path, days_ago: int, size: str) -> list[Measure]:
    """In a new process, which remembers nothing, and once more in the same."""
    command = [sys.executable, "-m", "bot.evaluation.fresh", str(folder), str(days_ago)]
    with counted("Composing digests in a new process"):
        printed = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    first, following = (Spent(**one) for one in json.loads(printed))
    return [
        taken("digest of a day, new process", first, f"{DAY:,} new messages; {size}", "5 s"),
        taken("digest of a day, once more", following, f"the same; {size}"),
    ]


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
