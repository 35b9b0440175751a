"""HTTP delivery: signed requests to the app's request address, as an app without Socket Mode gets them."""

import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import urlencode

import aiohttp

from bot.errors import BecauseError
from bot.workspace.clock import WorkspaceClock
from bot.workspace.delivery import ACK_SECONDS, Ack, Kind, Retry
from bot.workspace.shapes import Json
from bot.workspace.state import App


class HttpTransport:
    """A `delivery.Transport` that posts to one address."""

    connected = True

    def __init__(self, request_url: str, app: App, clock: WorkspaceClock) -> None:
        self._url = request_url
        self._app = app
        self._clock = clock
        self._session = aiohttp.ClientSession()

    async def verify(self) -> None:
        """BecauseError unless the address answers the challenge."""
        challenge = secrets.token_hex(16)
        payload = {"token": self._app.verification_token, "challenge": challenge, "type": "url_verification"}
        status, body, _ = await self._post(json.dumps(payload), "application/json", {})
        answered = body == challenge or (body.startswith("{") and json.loads(body).get("challenge") == challenge)
        if status != 200 or not answered:
            raise BecauseError(f"{self._url} did not answer the challenge (status {status}).")

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Ack:
        headers: dict[str, str] = {}
        if retry is not None:
            headers = {"x-slack-retry-num": str(retry.attempt), "x-slack-retry-reason": retry.reason}
        if kind is Kind.EVENT:
            content, content_type = json.dumps(payload), "application/json"
        else:
            fields = payload if kind is Kind.COMMAND else {"payload": json.dumps(payload)}
            content, content_type = urlencode(fields), "application/x-www-form-urlencoded"
        try:
            status, body, no_retry = await self._clock.within(ACK_SECONDS, self._post(content, content_type, headers))
        except TimeoutError:
            return Ack(reason="http_timeout")
        except aiohttp.TooManyRedirects:
            return Ack(reason="too_many_redirects")
        except aiohttp.ClientSSLError:
            return Ack(reason="ssl_error")
        except (aiohttp.ClientError, OSError):
            return Ack(reason="connection_failed")
        if not 200 <= status < 300:
            return Ack(reason="http_error", no_retry=no_retry)
        return Ack(_said(body))

    async def close(self) -> None:
        await self._session.close()

    async def _post(self, content: str, content_type: str, headers: dict[str, str]) -> tuple[int, str, bool]:
        signed = {**headers, **self.signature(content), "Content-Type": content_type}
        timeout = aiohttp.ClientTimeout(total=None)
        async with self._session.post(
            self._url, data=content.encode(), headers=signed, timeout=timeout, max_redirects=2
        ) as response:
            return response.status, await response.text(), response.headers.get("x-slack-no-retry") == "1"

    def signature(self, content: str) -> dict[str, str]:
        """The headers that prove that the request comes from the workspace."""
        at = str(int(time.time()))  # the verifier on the other side compares with its own real clock
        digest = hmac.new(self._app.signing_secret.encode(), f"v0:{at}:{content}".encode(), hashlib.sha256)
        return {"x-slack-request-timestamp": at, "x-slack-signature": f"v0={digest.hexdigest()}"}


def _said(body: str) -> Json | None:
    """What the app put into its ack: JSON, or plain words for a command."""
    if not body:
        return None
    try:
        parsed = json.loads(body)
    except ValueError:
        return {"text": body}
    return parsed if isinstance(parsed, dict) else None


