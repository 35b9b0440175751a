"""`because learned`, `icebox` and `talk`: what we know of our customers, when it is needed for planning."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import digest_shapes
from bot.cli.learned_page import learned_page
from bot.cli.session import opened, print_json, run, since
from bot.domain.digests import Window
from bot.errors import BadInput
from handlers.blocks.escape import unescape
from handlers.blocks.icebox import icebox_text
from handlers.blocks.learned_text import learned_text
from handlers.blocks.talk import talk_text

Json = Annotated[bool, typer.Option("--json", help="Print JSON alone.")]


def add_to(app: typer.Typer) -> None:
    app.command("learned", epilog="Examples: because learned   because learned --html page.html")(learned)
    app.command("icebox", epilog="Example: because icebox --json")(icebox)
    app.command("talk", epilog='Example: because talk "splitting an invoice"')(talk)


def learned(
    span: Annotated[str, typer.Option("--since", help="Since then: 90d, 8w or a date.")] = "90d",
    as_json: Json = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page to print instead.")] = None,
) -> None:
    """Tell what was learned about customers: themes, segments, landings, what changed our mind, who was silent."""

    async def work() -> None:
        async with opened() as app:
            await app.catch_up()
            now = app.now()
            start = since(span, now)
            if start is None or start >= now:
                raise BadInput("--since", f"{span!r} lies ahead")
            found = await app.services.learning.learned(await app.digest_viewer(), Window(start, now))
            text = unescape(learned_text(found))
            if html is not None:
                try:
                    html.write_text(learned_page(found), encoding="utf-8")
                except OSError as failure:
                    raise BadInput(str(html), f"cannot be written: {failure.strerror}") from failure
            if as_json:
                print_json(digest_shapes.learned(found, text))
            elif html is None:
                print(text)

    run(work())


def icebox(as_json: Json = False) -> None:
    """Hold every shelved decision against what customers said since: those to look at again first."""

    async def work() -> None:
        async with opened() as app:
            await app.catch_up()
            found = await app.services.learning.icebox(await app.digest_viewer())
            if as_json:
                print_json([digest_shapes.revisit(one) for one in found])
            else:
                print(unescape(icebox_text(found)))

    run(work())


def talk(
    query: Annotated[str, typer.Argument(help="What you want to talk about.")],
    as_json: Json = False,
) -> None:
    """Name the customers to talk to about something, and why them."""

    async def work() -> None:
        if not query.strip():
            raise BadInput("QUERY", "is empty")
        async with opened() as app:
            await app.catch_up()
            found = await app.services.learning.talk(await app.digest_viewer(), query)
            if as_json:
                print_json([digest_shapes.talk(one) for one in found])
            else:
                print(unescape(talk_text(found, query)))

    run(work())
