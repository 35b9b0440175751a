"""HTTP: Slack's requests where Socket Mode is not used, and the health of the process."""

import time
from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.domain.audience import Viewer
from bot.errors import BecauseError
from bot.services.status import StatusService

LARGEST_REQUEST = 4 * 1024 * 1024


def web_app(
    bolt: AsyncApp | None, status: StatusService, team_id: str, is_ready: Callable[[], bool]
) -> web.Application:
    """`/slack/events` (only with `bolt`), `/healthz`, `/readyz` and `/metrics`."""
    app = web.Application(client_max_size=LARGEST_REQUEST)
    app.router.add_get("/healthz", _healthy)
    app.router.add_get("/readyz", _ready(is_ready))
    app.router.add_get("/metrics", _metrics(status, team_id))
    if bolt is not None:
        app.router.add_post("/slack/events", _slack(bolt))
    return app


async def serve(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Raises BecauseError with one sentence where the port is taken."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as taken:
        await runner.cleanup()
        raise BecauseError(f"Port {port} on {host} cannot be used ({taken.strerror}): set BECAUSE_PORT") from taken
    return runner


def _slack(bolt: AsyncApp) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    return handle


async def _healthy(request: web.Request) -> web.Response:
    return web.json_response({"ok": True})


def _ready(is_ready: Callable[[], bool]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        ready = is_ready()
        return web.json_response({"ready": ready}, status=200 if ready else 503)

    return handle


def _metrics(status: StatusService, team_id: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    started = time.monotonic()
    registry = CollectorRegistry()
    gauges = {
        name: Gauge(f"because_{name}", words, registry=registry)
        for name, words in (
            ("messages", "Messages kept from Slack"),
            ("feedback", "Feedback kept from other systems"),
            ("signals", "Messages that mean something for the product"),
            ("decisions", "Decision records"),
            ("themes", "Open themes"),
            ("pending_index", "Texts that wait to be searchable by meaning"),
            ("lag_seconds", "Age of the oldest event that waits"),
            ("stuck", "Events set aside after many tries"),
        )
    }
    uptime = Gauge("because_uptime_seconds", "Time since the process came up", registry=registry)

    async def handle(request: web.Request) -> web.Response:
        now = await status.read(Viewer.nobody(team_id))
        for name, gauge in gauges.items():
            gauge.set(getattr(now, name))
        uptime.set(time.monotonic() - started)
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return handle
