"""All commands, gathered from the files that hold them."""

from typing import Annotated

import typer

from bot import __version__
from bot.cli import admin, digest, exports, imports, learned, lists, running, why
from bot.cli.session import VERBOSE

app = typer.Typer(
    name="because",
    help="What customers said, next to what was decided and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with `because demo`: the whole product in your browser, no account needed.",
)

app.add_typer(imports.app, name="import")
app.add_typer(exports.app, name="export")
for module in (running, why, lists, digest, learned, admin):
    module.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"because {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log more, to standard error.")] = False,
) -> None:
    VERBOSE.set(verbose)
