"""Socket Mode: one connection that comes back by itself."""

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BadSettings, Unavailable
from handlers.slack_calls import error_of

REFUSED = frozenset({"invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope", "token_revoked"})


class SocketMode:
    def __init__(self, bolt: AsyncApp, app_token: str, base_url: str) -> None:
        # Without a client of its own the handler would open the connection with the bot's.
        self._token = app_token
        self._client = AsyncWebClient(token=app_token, base_url=base_url)
        self._handler = AsyncSocketModeHandler(bolt, app_token, web_client=self._client)

    @property
    def is_connected(self) -> bool:
        session = self._handler.client.current_session
        return session is not None and not session.closed

    async def start(self) -> None:
        """Raises BadSettings where Slack does not take the app token, Unavailable where it does not answer.

        Asked for once by ourselves: the handler would go on asking for ever.
        """
        try:
            await self._client.apps_connections_open(app_token=self._token)
        except SlackApiError as refused:
            error = error_of(refused)
            if error in REFUSED:
                raise BadSettings(
                    "SLACK_APP_TOKEN is not accepted by Slack: create an app-level token (xapp-...) with the scope "
                    f"connections:write under Basic Information ({error})"
                ) from refused
            if error != "ratelimited":
                raise Unavailable(f"Slack refused Socket Mode: {error}") from refused
        except (aiohttp.ClientError, TimeoutError) as failure:
            raise Unavailable(f"Slack did not open a socket: {failure}") from failure
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        await self._handler.close_async()  # type: ignore[no-untyped-call]
