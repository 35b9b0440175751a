"""The local workspace: one process that stands in for Slack, and a page on it."""

import errno
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.errors import BecauseError
from bot.workspace.client.api import ClientApi
from bot.workspace.clock import WorkspaceClock
from bot.workspace.company.model import Company
from bot.workspace.driver import Driver
from bot.workspace.faults import Faults
from bot.workspace.files import FileServer
from bot.workspace.http_mode import HttpTransport
from bot.workspace.parts import Parts, assemble
from bot.workspace.rates import HistoryProfile, Rates
from bot.workspace.records import Records
from bot.workspace.response_endpoint import ResponseEndpoint
from bot.workspace.web import WebApi

MAX_BODY = 32 * 1024 * 1024


class LocalWorkspace:
    """Slack, as far as an app can tell, filled from a company.

        workspace = LocalWorkspace(company, manifest, WorkspaceClock())
        await workspace.start()
        client = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)

    manifest: the app's manifest as a mapping (of `manifest.yaml`); scopes, events, commands and shortcuts come from it.
    clock: the workspace's time; hand the same to the app.
    strict_rates: Slack's rate limits; False lets everything through.
    history: whether history is limited as for an app of one's own or for one sold outside the Marketplace.
    zone: where the company is; says when "tomorrow morning" is.

    `driver` acts as the people; `records` is the company's handbook; `parts` is everything inside.
    """

    def __init__(
        self,
        company: Company,
        manifest: Mapping[str, Any],
        clock: WorkspaceClock | None = None,
        *,
        strict_rates: bool = True,
        faults: Faults | None = None,
        history: HistoryProfile = HistoryProfile.INTERNAL,
        zone: ZoneInfo | None = None,
    ) -> None:
        self.clock = clock or WorkspaceClock()
        self.faults = faults or Faults()
        rates = Rates(self.clock, strict=strict_rates, history=history)
        self.parts: Parts = assemble(company, manifest, self.clock, zone or ZoneInfo("UTC"), self.faults, rates)
        self.driver = Driver(self.parts)
        self.records = Records(self.parts.world)
        self._runner: web.AppRunner | None = None
        self._http: HttpTransport | None = None
        self._client = ClientApi(self.parts)

    @property
    def url(self) -> str:
        """Where the page is, with a trailing slash."""
        return f"{self.parts.world.address}/"

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.parts.world.address}/api/"

    @property
    def bot_token(self) -> str:
        return self.parts.world.app.bot_token

    @property
    def app_token(self) -> str:
        return self.parts.world.app.app_token

    @property
    def bot_user_id(self) -> str:
        """The app as somebody to mention."""
        return self.parts.world.app.user_id

    @property
    def signing_secret(self) -> str:
        return self.parts.world.app.signing_secret

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listens; with port 0 on any free one. BecauseError when the port is taken."""
        runner = web.AppRunner(self._routes(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            if error.errno == errno.EADDRINUSE:
                problem = f"Port {port} on {host} is in use; stop what listens there or choose another port."
                raise BecauseError(problem) from error
            raise BecauseError(f"Cannot listen on {host}:{port}: {error.strerror or error}.") from error
        self._runner = runner
        self.parts.world.address = f"http://{host}:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Closes every connection; safe to call twice."""
        await self.parts.background.stop()
        await self.parts.sockets.drop()
        if self._http is not None:
            await self._http.close()
        self._client.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def deliver_to(self, request_url: str) -> None:
        """From here on sends events, commands and interactions to this address instead of over sockets.

        The address is verified first, as Slack does; BecauseError when it does not answer the challenge.
        """
        transport = HttpTransport(request_url, self.parts.world.app, self.clock)
        try:
            await transport.verify()
        except BecauseError:
            await transport.close()
            raise
        self._http = transport
        self.parts.delivery.transport = transport

    def _routes(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY)
        api, files = WebApi(self.parts), FileServer(self.parts)
        app.router.add_route("*", "/api/{method}", api.handle)
        app.router.add_get("/link/", self.parts.sockets.accept)
        app.router.add_post("/response/{token}", ResponseEndpoint(self.parts).handle)
        app.router.add_post("/upload/{file}", files.take)
        app.router.add_get("/records/{id}", self.records.give)
        app.router.add_get("/files/{file}/{name}", files.give)
        self._client.add_routes(app)
        return app
