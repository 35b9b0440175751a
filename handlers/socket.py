"""Socket Mode: one connection that comes back by itself."""

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BadSettings, Unavailable
from handlers.slack_calls import error_of


class SocketMode:
    def __init__(self, bolt: AsyncApp, app_token: str, base_url: str) -> None:
        # Without a client of its own the handler would open the connection with the bot's.
        self._client = AsyncWebClient(token=app_token, base_url=base_url)
        self._handler = AsyncSocketModeHandler(bolt, app_token, web_client=self._client)

    @property
    def is_connected(self) -> bool:
        session = self._handler.client.current_session
        return session is not None and not session.closed

    async def start(self) -> None:
        """Raises BadSettings where Slack does not take the app token."""
        try:
            await self._handler.connect_async()  # type: ignore[no-untyped-call]
        except SlackApiError as refused:
            error = error_of(refused)
            if error in ("invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope", "token_revoked"):
                raise BadSettings(
                    "SLACK_APP_TOKEN is not accepted by Slack: create an app-level token (xapp-...) with the scope "
                    f"connections:write under Basic Information ({error})"
                ) from refused
            raise Unavailable(f"Slack refused Socket Mode: {error}") from refused

    async def stop(self) -> None:
        await self._handler.close_async()  # type: ignore[no-untyped-call]
