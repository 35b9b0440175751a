"""Progress of long work, on standard error; silent where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from bot.app import App

STEP = 500


def _bar() -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(file=sys.stderr), transient=True, disable=not sys.stderr.isatty())


@contextmanager
def counted(what: str) -> Iterator[Callable[[int], None]]:
    """Yields a function to be told how many are done."""
    with _bar() as bar:
        task = bar.add_task(what, total=None)
        yield lambda number: bar.update(task, completed=number)


async def catch_up(product: "App") -> None:
    """Embeds and reads what waits, with a bar."""
    team_id, services = product.team_id, product.services
    waiting = await services.indexing.pending(team_id)
    with _bar() as bar:
        task = bar.add_task("Indexing by meaning", total=waiting)
        done = 0
        while step := await services.indexing.work_off(team_id, most=STEP):
            done += step
            bar.update(task, completed=done, total=max(waiting, done))
        bar.update(bar.add_task("Reading for signals", total=None))
        await services.reading.work_off(team_id)
