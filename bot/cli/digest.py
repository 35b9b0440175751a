"""`because digest`: the morning synthesis, printed; or posted, once a day."""

from datetime import date, datetime
from typing import Annotated

import typer

from bot.cli import digest_shapes
from bot.cli.session import opened, print_json, run
from bot.errors import BadInput


def add_to(app: typer.Typer) -> None:
    app.command("digest", epilog="Examples: because digest   because digest --date 2026-03-02 --json")(digest)


def digest(
    day: Annotated[
        str | None, typer.Option("--date", help="The local day, YYYY-MM-DD; unset: the last 24 hours.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
    post: Annotated[
        bool, typer.Option("--post", help="Post it to the digest channel; twice for a day leaves one.")
    ] = False,
) -> None:
    """Print what customers said and what it means."""
    run(_digest(_day(day), as_json=as_json, post=post))


async def _digest(day: date | None, *, as_json: bool, post: bool) -> None:
    from handlers.blocks.digest import digest_message

    async with opened() as app:
        await app.catch_up()
        await app.services.digests.follow_plan(app.team_id)
        rhythm = app.services.composer.rhythm
        local = day or rhythm.local_date(app.now())
        if post:
            from bot.cli.posting import post_digest

            digest = await post_digest(app, local)
        else:
            window = None if day else rhythm.preview(app.now())
            digest = await app.services.composer.compose(await app.digest_viewer(), local, window)
        rendered = digest_message(digest)
        if as_json:
            print_json(digest_shapes.digest(digest, rendered.text, rendered.blocks))
        else:
            print(rendered.text)


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as wrong:
        raise BadInput("--date", f"{value!r} is no date (YYYY-MM-DD)") from wrong
