"""`because status`, `doctor`, `reindex`, `forget` and `manifest`: looking after the product."""

import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.cli import render
from bot.cli.progress import catch_up
from bot.cli.session import opened, print_json, run
from bot.cli.shapes import day, when
from bot.domain.audience import Viewer
from bot.errors import BadInput


def add_to(app: typer.Typer) -> None:
    app.command("status", epilog="Example: because status --json")(status)
    app.command("doctor", epilog="Example: because doctor --replay")(doctor)
    app.command("reindex")(reindex)
    app.command("forget", epilog="Examples: because forget --user U012AB3CD   because forget --account acme")(forget)
    app.command("manifest", epilog="Example: because manifest > manifest.yaml")(manifest)


def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False) -> None:
    """Counts, and how far behind we are."""

    async def work() -> None:
        async with opened() as product:
            found = await product.services.status.read(Viewer.operator(product.team_id))
            if not as_json:
                print(render.status(found))
                return
            shape: dict[str, Any] = {**asdict(found), "last_digest": day(found.last_digest)}
            shape["channels"] = [
                {
                    "id": c.id,
                    "name": c.name,
                    "surface": c.surface.value if c.surface else None,
                    "messages": c.messages,
                    "last_event_at": when(c.last_event_at),
                    "backfilled_to": when(c.backfilled_to),
                }
                for c in found.channels
            ]
            print_json(shape)

    run(work())


def doctor(
    replay: Annotated[bool, typer.Option("--replay", help="Try the events that were set aside once more.")] = False,
) -> None:
    """Check configuration, tokens, scopes, database and index; each finding with its mend."""
    from bot.cli import checks  # Slack, Chroma and all: a second to import

    failed = run(checks.examine(replay=replay))
    if failed:
        raise typer.Exit(1)


def reindex() -> None:
    """Rebuild what is searched, from the database. Nothing is embedded twice."""

    async def work() -> None:
        async with opened() as product:
            await product.services.reindexing(product.team_id)
            await catch_up(product)
            await product.wire(owns_index=True, directory=None)
            mended = await product.services.indexing.refresh()
        print(f"Done; {mended} index entries written.", file=sys.stderr)

    run(work())


def forget(
    user: Annotated[str | None, typer.Option("--user", help="A person's Slack id.")] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="A channel's id.")] = None,
    account: Annotated[str | None, typer.Option("--account", help="An account's name or id.")] = None,
) -> None:
    """Erase a person, a channel or an account for good."""
    given = [value for value in (user, channel, account) if value]
    if len(given) != 1:
        raise BadInput("because forget", "give exactly one of --user, --channel and --account")

    async def work() -> None:
        async with opened() as product:
            services, team_id = product.services, product.team_id
            if user:
                count = await services.forgetting.person(team_id, user)
            elif channel:
                count = await services.forgetting.channel(team_id, channel)
            else:
                count = await services.forgetting.account(team_id, account or "")
        print(f"Erased {count} messages.", file=sys.stderr)

    run(work())


def manifest(
    url: Annotated[str | None, typer.Option("--url", help="For HTTP, not Socket Mode: your address.")] = None,
) -> None:
    """Print the manifest of the Slack app, ready to paste."""
    from handlers.manifest import manifest_for_http, manifest_text

    sys.stdout.write(manifest_for_http(url) if url else manifest_text())
