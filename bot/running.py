"""The long-running product: connected to Slack by Socket Mode or HTTP until it is told to stop."""

import asyncio
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

import structlog
from aiohttp import web

from bot.app import App
from bot.domain.workspace import Team
from bot.errors import BadSettings
from handlers.context import Context
from handlers.lifecycle import Connection, who_we_are
from handlers.slack_calls import posting_client, reading_client
from handlers.slack_directory import SlackDirectory
from handlers.socket import SocketMode
from handlers.web import serve, web_app

log = structlog.get_logger(__name__)


@dataclass
class Running:
    """A connected product; `stop()` takes the connection down in order, losing nothing. The app stays to be closed."""

    app: App
    connection: Connection
    socket: SocketMode | None
    web: web.AppRunner | None

    async def stop(self) -> None:
        if self.socket is not None:
            await self.socket.stop()
        if self.web is not None:
            await self.web.cleanup()
        await self.connection.stop()


async def start(app: App, *, serves_http: bool = True, history_since: datetime | None = None) -> Running:
    """Connects. Raises BadSettings or Unavailable with one sentence where that cannot be.

    history_since: read what was said since then before anything else.
    serves_http: also answer on BECAUSE_HOST:BECAUSE_PORT (always, where there is no app token).
    """
    settings = app.settings
    if settings.slack_bot_token is None:
        raise BadSettings(
            "SLACK_BOT_TOKEN is not set: create the app with `because manifest`, install it, and copy its bot token; "
            "or try `because demo`, which needs no account"
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise BadSettings(
            "Set SLACK_APP_TOKEN (xapp-..., for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP): without one of them "
            "Slack's events cannot be received"
        )
    token = settings.slack_bot_token.get_secret_value()
    reader = reading_client(token, settings.slack_api_url)
    team = await who_we_are(reader)
    connection = await _connect(app, team, token)
    running = Running(app, connection, None, None)
    async with AsyncExitStack() as undo:
        undo.push_async_callback(running.stop)
        await connection.start(settings.because_retention_days, history_since=history_since)
        await _receive(running, team, serves_http=serves_http)
        undo.pop_all()  # it came up whole
    return running


async def _receive(running: Running, team: Team, *, serves_http: bool) -> None:
    """Opens the socket, and the port."""
    app, bolt, socket = running.app, running.connection.bolt, None
    if app.settings.slack_app_token is not None:
        socket = SocketMode(bolt, app.settings.slack_app_token.get_secret_value(), app.settings.slack_api_url)
        running.socket = socket
        await socket.start()
    if serves_http or socket is None:
        ready = (lambda: True) if socket is None else (lambda: socket.is_connected)
        page = web_app(None if socket else bolt, app.services.status, team.id, ready)
        running.web = await serve(page, app.settings.because_host, app.settings.because_port)


async def run_until_stopped(running: Running) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await stopped.wait()
    log.info("stopping")
    await running.stop()


async def _connect(app: App, team: Team, token: str) -> Connection:
    settings = app.settings
    reader = reading_client(token, settings.slack_api_url)
    directory = SlackDirectory(reader, team)
    await app.services.listening.connect(team)
    app.team_id = team.id
    await app.wire(owns_index=True, directory=directory)
    context = Context(
        services=app.services,
        team=team,
        client=posting_client(token, settings.slack_api_url),
        reader=reader,
        now=app.now,
        reactions=settings.because_reactions,
        surfaces=settings.surfaces,
        leads=frozenset(settings.because_leads),
        digest_channel=settings.because_digest_channel,
    )
    secret = settings.slack_signing_secret
    return Connection(context, directory, signing_secret=secret.get_secret_value() if secret else None)
