"""What every command needs: the settings, an open app without Slack, and JSON on standard output."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from bot.domain.audience import Viewer
from bot.errors import BadInput
from bot.logs import configure_logs

if TYPE_CHECKING:  # help and usage errors do not wait for the product to load
    from bot.app import App
    from bot.settings import Settings

VERBOSE: ContextVar[bool] = ContextVar("VERBOSE", default=False)

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Runs one command's work to its end."""
    if VERBOSE.get():
        configure_logs(verbose=True)
    return asyncio.run(work)


@asynccontextmanager
async def opened(settings: "Settings | None" = None) -> AsyncIterator["App"]:
    """The app over its database, without connecting to Slack."""
    from bot.app import build_app
    from bot.settings import load_settings

    app = build_app(settings or load_settings())
    await app.open()
    try:
        yield app
    finally:
        await app.close()


async def viewer_as(app: "App", user_id: str | None) -> Viewer:
    """Who reads: the person named by `--as`, else what everybody in the company may see."""
    if user_id is None:
        return Viewer.public(app.team_id)
    return await app.services.viewers.asking(app.team_id, user_id)


def since(value: str | None, now: datetime) -> datetime | None:
    """`30d`, `12h`, `8w` ago, or a date. Raises BadInput for anything else."""
    if value is None:
        return None
    units = {"h": "hours", "d": "days", "w": "weeks"}
    if value[:-1].isdecimal() and value[-1:] in units:
        return now - timedelta(**{units[value[-1]]: int(value[:-1])})
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as wrong:
        raise BadInput("--since", f"{value!r} is neither a span (30d, 12h, 8w) nor a date (2026-03-01)") from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """JSON alone on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=indent)
    sys.stdout.write("\n")
    sys.stdout.flush()
