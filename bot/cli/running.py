"""`because run`, `because demo` and `because backfill`: what lives beside Slack.

What these need is imported when they run: no other command waits for it.
"""

import asyncio
import sys
import webbrowser
from datetime import timedelta
from typing import Annotated

import typer

from bot.cli.session import run as run_command
from bot.logs import configure_logs


def add_to(app: typer.Typer) -> None:
    app.command("demo", epilog="Example: because demo --port 8400 --headless")(demo)
    app.command("run", epilog="Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN first; `because doctor` checks them.")(run)
    app.command("backfill", epilog="Example: because backfill --since 90d")(backfill)


def demo(
    port: Annotated[int, typer.Option("--port", help="Where the page is.", min=0, max=65535)] = 8300,
    headless: Annotated[bool, typer.Option("--headless", help="Open no browser.")] = False,
) -> None:
    """The whole product in your browser: a made-up company, its customers, its decisions. No account anywhere."""

    from bot.cli import demo as demo_product

    async def work() -> None:
        async with demo_product.running(port) as url:
            print(f"Because is at {url} — ask /why there, react to a message, or make it tomorrow morning.", flush=True)
            if not headless:
                await asyncio.to_thread(webbrowser.open, url)
            await demo_product.until_stopped()

    configure_logs()
    run_command(work())


def run() -> None:
    """Run the bot against Slack: Socket Mode with SLACK_APP_TOKEN, else HTTP."""
    from bot.app import build_app
    from bot.running import run_until_stopped, start
    from bot.settings import load_settings

    async def work() -> None:
        product = build_app(load_settings())
        try:
            await product.open()
            running = await start(product)
            print("Because is connected. Ctrl-C stops it.", file=sys.stderr, flush=True)
            await run_until_stopped(running)
        finally:
            await product.close()

    run_command(work())


def backfill(
    since: Annotated[str, typer.Option("--since", help="How far back: 90d, 12w.")] = "90d",
) -> None:
    """Read the history of the channels that are listened to. Stop it whenever you like; it goes on where it was."""
    from bot.app import build_app
    from bot.cli.backfill import backfill_all
    from bot.cli.session import since as moment_of
    from bot.settings import load_settings

    async def work() -> None:
        product = build_app(load_settings())
        try:
            await product.open()
            oldest = moment_of(since, product.now()) or product.now() - timedelta(days=90)
            await backfill_all(product, oldest)
        finally:
            await product.close()

    run_command(work())
