"""`because import ...`: records, feedback, customers and Slack exports that exist already."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.progress import catch_up, counted
from bot.cli.session import opened, run
from bot.domain.kinds import Surface
from bot.domain.messages import Feedback
from bot.domain.workspace import Team
from bot.errors import BadInput
from bot.sources.accounts import read_accounts
from bot.sources.decisions import read_decisions
from bot.sources.registry import FEEDBACK_READERS, feedback_reader
from bot.sources.releases import read_releases
from bot.sources.roadmap import read_roadmap
from bot.sources.slack_export import SlackExport

if TYPE_CHECKING:
    from bot.app import App

app = typer.Typer(no_args_is_help=True, help="Take in what exists already. Importing the same again changes nothing.")

T = TypeVar("T")


class Problems:
    """Bad rows, collected: one of them loses nothing else."""

    def __init__(self) -> None:
        self.found: list[BadInput] = []

    def __call__(self, problem: BadInput) -> None:
        self.found.append(problem)

    def settle(self, imported: int) -> None:
        """Raises BadInput for the first bad row, once the good ones are in."""
        if not self.found:
            return
        for other in self.found[1:20]:
            print(f"because: {other}", file=sys.stderr)
        first = self.found[0]
        rest = f" ({len(self.found)} bad rows; the {imported} good ones are imported)"
        raise BadInput(first.place, first.problem + rest)


class Skipped:
    """What is left out on purpose, told by reason at the end: hundreds of joins are one line."""

    def __init__(self) -> None:
        self._places: dict[str, list[str]] = {}

    def __call__(self, place: str, why: str) -> None:
        self._places.setdefault(why, []).append(place)

    def tell(self) -> None:
        for why, places in sorted(self._places.items()):
            more = f" and {len(places) - 1} more" if len(places) > 1 else ""
            print(f"Left out, {why}: {places[0]}{more}", file=sys.stderr)


@app.command("decisions", epilog="Example: because import decisions docs/decisions more/*.jsonl.gz")
def decisions(
    paths: Annotated[list[Path], typer.Argument(help="Folders of Markdown or reStructuredText, or JSONL (.gz).")],
) -> None:
    """Import decision records: MADR, Nygard ADR, RFC, PEP and KEP layouts, or JSONL."""

    async def work() -> None:
        problems, skipped = Problems(), Skipped()
        async with opened() as product:
            _exist(paths)
            records = read_decisions(paths, on_error=problems, on_skipped=skipped)
            with counted("Reading records") as count:
                done = await product.services.import_decisions(product.team_id, records, count)
            await catch_up(product)
        skipped.tell()
        print(f"{done.total} records: {done.new} new, {done.changed} changed, {done.unchanged} known.", file=sys.stderr)
        problems.settle(done.total)

    run(work())


@app.command("feedback", epilog="Example: because import feedback tickets.csv --source csv --surface support")
def feedback(
    path: Annotated[Path, typer.Argument(help="The file.")],
    source: Annotated[str, typer.Option("--source", help=f"One of: {', '.join(FEEDBACK_READERS)}.")],
    surface: Annotated[
        Surface | None, typer.Option("--surface", help="Where it was said, if the rows do not tell.")
    ] = None,
    account: Annotated[str | None, typer.Option("--account", help="Whose words, if the rows do not tell.")] = None,
) -> None:
    """Import feedback kept outside Slack."""
    if surface is Surface.PRODUCT:
        raise BadInput("--surface", "feedback comes from support, sales or community")

    async def work() -> None:
        problems = Problems()
        read = feedback_reader(source)
        async with opened() as product:
            _exist([path])
            with counted("Reading feedback") as count:
                items = _told(_completed(read(path, problems), surface, account), count)
                done = await product.services.ingestion.import_feedback(product.team_id, items)
            await catch_up(product)
        print(f"{done.new} new, {done.changed} changed, {done.known} known.", file=sys.stderr)
        problems.settle(done.new + done.changed + done.known)

    run(work())


@app.command("accounts", epilog="Example: because import accounts customers.csv")
def accounts(path: Annotated[Path, typer.Argument(help="CSV or JSONL of customers.")]) -> None:
    """Import customers with their revenue, domains and aliases."""

    async def work() -> None:
        problems = Problems()
        async with opened() as product:
            _exist([path])
            found = list(read_accounts(path, product.team_id, problems))
            count = await product.services.accounts.import_accounts(product.team_id, found)
            await catch_up(product)
        print(f"{count} accounts.", file=sys.stderr)
        problems.settle(count)

    run(work())


@app.command("releases", epilog="Example: because import releases CHANGELOG.md")
def releases(path: Annotated[Path, typer.Argument(help="CHANGELOG.md, GitHub releases JSON, CSV or JSONL.")]) -> None:
    """Import what was shipped, and when."""

    async def work() -> None:
        problems = Problems()
        async with opened() as product:
            _exist([path])
            found = list(read_releases(path, product.team_id, problems))
            count = await product.services.releases.import_releases(product.team_id, found)
        print(f"{count} releases.", file=sys.stderr)
        problems.settle(count)

    run(work())


@app.command("roadmap", epilog="Example: because import roadmap roadmap.csv")
def roadmap(path: Annotated[Path, typer.Argument(help="CSV or JSONL of roadmap items.")]) -> None:
    """Import what is planned."""

    async def work() -> None:
        problems = Problems()
        async with opened() as product:
            _exist([path])
            found = list(read_roadmap(path, product.team_id, problems))
            count = await product.services.releases.import_roadmap(product.team_id, found)
        print(f"{count} roadmap items.", file=sys.stderr)
        problems.settle(count)

    run(work())


@app.command("slack-export", epilog="Example: because import slack-export export.zip --surface-of help=support")
def slack_export(
    path: Annotated[Path, typer.Argument(help="The ZIP that Slack made.")],
    surface_of: Annotated[
        list[str] | None,
        typer.Option("--surface-of", help="A channel is for: NAME=support|sales|community|product."),
    ] = None,
) -> None:
    """Import the channels, people and messages of a Slack export."""
    surfaces = dict(_surface(given) for given in surface_of or ())

    async def work() -> None:
        problems, skipped = Problems(), Skipped()
        async with opened() as product:
            _exist([path])
            count = await _take_export(product, path, surfaces, problems, skipped)
            await catch_up(product)
        skipped.tell()
        print(f"{count} messages.", file=sys.stderr)
        problems.settle(count)

    run(work())


async def _take_export(
    product: "App", path: Path, surfaces: dict[str, Surface], problems: Problems, skipped: Skipped
) -> int:
    services, team_id = product.services, product.team_id
    team = await services.listening.team(team_id) or Team(team_id, "", "")
    with SlackExport(path, team, surfaces=surfaces, on_error=problems, on_skipped=skipped) as export:
        names = {e.channel.name for e in export.channels} | {e.channel.id for e in export.channels}
        for unknown in sorted(set(surfaces) - names):
            raise BadInput("--surface-of", f"the export has no channel {unknown!r}")
        await services.listening.note_people(team_id, list(export.people))
        for exported in export.channels:
            await services.listening.note_channel(team_id, exported.channel)
            if exported.channel.surface is not None:
                await services.listening.listen(team_id, exported.channel, exported.channel.surface)
            await services.listening.note_members(team_id, exported.channel.id, exported.members)
        with counted("Reading messages") as count:
            done = await services.ingestion.capture(team_id, _told(export.messages(), count))
    return done.new + done.changed + done.known


def _completed(items: Iterator[Feedback], surface: Surface | None, account: str | None) -> Iterator[Feedback]:
    """What the rows do not tell, from the options."""
    for item in items:
        yield replace(item, surface=item.surface or surface, account=item.account or account)


def _told(items: Iterator[T], count: Callable[[int], None]) -> Iterator[T]:
    for number, item in enumerate(items, 1):
        yield item
        count(number)


def _surface(given: str) -> tuple[str, Surface]:
    name, _, surface = given.partition("=")
    try:
        return name.strip().lstrip("#"), Surface(surface.strip())
    except ValueError as wrong:
        raise BadInput("--surface-of", f"{given!r} is not CHANNEL=support|sales|community|product") from wrong


def _exist(paths: list[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise BadInput(str(path), "does not exist")
