"""`because export ...`: everything that is known, private channels included, in files that `because import` takes."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import shapes
from bot.cli.session import opened, run
from bot.errors import BadInput
from bot.sources import exported_messages
from bot.sources.exported_decisions import to_madr, to_row
from bot.sources.record_files import file_names

PRIVATE = "It holds what was said in private channels too: keep it where only those people can read it."

app = typer.Typer(no_args_is_help=True, help=f"Write out what is known, so that import reads it back. {PRIVATE}")

AsRows = Annotated[bool, typer.Option("--jsonl", help="Print JSON Lines on standard output.")]


@app.command(
    "decisions",
    epilog="Example: because export decisions docs/decisions",
    help=f"""
Export every decision record as Markdown (MADR) with front matter, one file each, or as JSON Lines. {PRIVATE}""",
)
def decisions(
    folder: Annotated[Path | None, typer.Argument(help="The folder; files of the same names are replaced.")] = None,
    as_rows: AsRows = False,
) -> None:
    if (folder is None) != as_rows:
        raise BadInput("because export decisions", "give either a folder or --jsonl")
    if folder is not None and folder.exists() and not folder.is_dir():
        raise BadInput(str(folder), "is no folder")

    async def work() -> None:
        async with opened() as product:
            found = await product.services.exports.decisions(product.team_id)
        if folder is None:
            for record in found:
                _print_row(to_row(record))
            return
        names = file_names([record.id for record in found])
        folder.mkdir(parents=True, exist_ok=True)
        for record in found:
            (folder / names[record.id]).write_bytes(to_madr(record).encode("utf-8"))
        print(f"{len(found)} records in {folder}.", file=sys.stderr)

    run(work())


@app.command(
    "feedback",
    epilog="Example: because export feedback --jsonl > feedback.jsonl",
    help=f"""
Export every message of every source as JSON Lines. {PRIVATE}""",
)
def feedback(as_rows: AsRows = False) -> None:
    _needs_rows("feedback", given=as_rows)

    async def work() -> None:
        async with opened() as product:
            async for item in product.services.exports.messages(product.team_id):
                _print_row(exported_messages.to_row(item.message, item.account, item.kind))

    run(work())


@app.command(
    "signals",
    epilog="Example: because export signals --jsonl > signals.jsonl",
    help=f"""
Export every customer signal as JSON Lines, shaped as `because signals --json`. {PRIVATE}""",
)
def signals(as_rows: AsRows = False) -> None:
    _needs_rows("signals", given=as_rows)

    async def work() -> None:
        async with opened() as product:
            for signal, message in await product.services.exports.signals(product.team_id):
                carried = exported_messages.to_row(message, signal.account, signal.kind)
                _print_row({**carried, **shapes.signal(signal)})

    run(work())


def _needs_rows(what: str, *, given: bool) -> None:
    if not given:
        raise BadInput(f"because export {what}", "give --jsonl")


def _print_row(row: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
