"""`because decisions`, `signals` and `themes`: what is known, newest or weightiest first."""

from typing import Annotated

import typer

from bot.cli import render, shapes
from bot.cli.session import opened, print_json, run, since, viewer_as
from bot.domain.themes import ThemeOrder
from bot.services.synthesis.days import week_before

Since = Annotated[str | None, typer.Option("--since", help="Only since then: 30d, 12h, 8w or a date.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON alone.")]
As = Annotated[str | None, typer.Option("--as", help="Show what this person may see (Slack user id).")]


ORDERS = """What the orders make of three themes: A, 20 messages of one account worth 900,000 a year; B, 9 messages of
four accounts worth 60,000 together; C, 4 messages of two accounts worth 300,000.\n
raw, by messages: A, B, C.\n
capped, by accounts and money, where no account counts for more than three messages and three times the usual
revenue: B, C, A. One loud account does not come first.\n
revenue, by the accounts' yearly revenue: A, C, B.\n
A theme that is mostly one account's says so.\n
Example: because themes --since 30d --order revenue"""


def add_to(app: typer.Typer) -> None:
    app.command("decisions", epilog="Example: because decisions --since 90d")(decisions)
    app.command("signals", epilog="Example: because signals --since 7d --json")(signals)
    app.command("themes", epilog=ORDERS)(themes)


def decisions(
    span: Since = None,
    history: Annotated[str | None, typer.Option("--history", help="Every version of this record instead.")] = None,
    as_json: Json = False,
    as_user: As = None,
) -> None:
    """List the decision records, newest first."""

    async def work() -> None:
        async with opened() as app:
            if history is not None:
                versions = await app.services.decision_life.history(await viewer_as(app, as_user), history)
                if as_json:
                    print_json([shapes.version(v) for v in versions])
                else:
                    print(render.history(versions))
                return
            moment = since(span, app.now())
            viewer = await viewer_as(app, as_user)
            found = await app.services.decision_life.list(viewer, since=moment.date() if moment else None)
            if as_json:
                print_json([shapes.decision(d) for d in found])
            else:
                print(render.decisions(found) or "No decisions yet: because import decisions, or /decide in Slack.")

    run(work())


def signals(span: Since = None, as_json: Json = False, as_user: As = None) -> None:
    """List what customers said that means something, newest first."""

    async def work() -> None:
        async with opened() as app:
            await app.catch_up()
            viewer = await viewer_as(app, as_user)
            found = await app.services.signals.list(viewer, since=since(span, app.now()))
            if as_json:
                print_json([shapes.signal(s) for s in found])
            else:
                print(render.signals(found) or "No signals yet: react to a message with :mega: in Slack.")

    run(work())


def themes(
    span: Since = None,
    order: Annotated[
        ThemeOrder, typer.Option("--order", help="What weighs: messages (raw), accounts and money (capped), money.")
    ] = ThemeOrder.CAPPED,
    as_json: Json = False,
    as_user: As = None,
) -> None:
    """List the themes: signals that say the same thing, by accounts and money."""

    async def work() -> None:
        async with opened() as app:
            await app.catch_up()
            viewer = await viewer_as(app, as_user)
            await app.services.themes.update(viewer)
            week = week_before(app.now())
            found = await app.services.themes.list(viewer, week, order=order, since=since(span, app.now()))
            found = await app.services.composer.tied(viewer, found)
            if as_json:
                print_json([shapes.theme(t) for t in found])
            else:
                print(render.themes(found) or "No themes yet: a theme needs three signals that say the same thing.")

    run(work())
