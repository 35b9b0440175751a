"""Socket Mode: WebSockets that the app opens, each payload sent to exactly one of them."""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.workspace.clock import WorkspaceClock
from bot.workspace.delivery import ACK_SECONDS, Ack, Kind, Retry
from bot.workspace.shapes import Json

MAX_SOCKETS = 10
CONNECTION_SECONDS = 18060
DISCONNECT_WARNING_SECONDS = 10.0
DISCONNECT_REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")
HOST = "applink-local"


@dataclass(eq=False)
class _Socket:
    ws: web.WebSocketResponse
    waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)
    retiring: bool = False  # asked to go: gets nothing new


class SocketHub:
    """The sockets of the app. A `delivery.Transport`."""

    def __init__(self, app_id: str, clock: WorkspaceClock) -> None:
        self._app_id = app_id
        self._clock = clock
        self._tickets: set[str] = set()
        self._sockets: list[_Socket] = []
        self._turn = 0
        self.on_status_change: Callable[[bool], None] = _nobody_listens  # told whenever the app comes or goes

    @property
    def connected(self) -> bool:
        return bool(self._open())

    @property
    def count(self) -> int:
        return len(self._open())

    def mint_ticket(self) -> str:
        """A ticket for one connection, as `apps.connections.open` hands out."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def send(self, kind: Kind, payload: Json, retry: Retry | None) -> Ack:
        sockets = self._open()
        if not sockets:
            return Ack(reason="connection_failed")
        self._turn += 1
        socket = sockets[self._turn % len(sockets)]
        envelope_id = secrets.token_hex(16)
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind.value,
            "accepts_response_payload": kind is not Kind.EVENT,
            "payload": payload,
        }
        if kind is Kind.EVENT:
            envelope["retry_attempt"] = retry.attempt if retry else 0
            envelope["retry_reason"] = retry.reason if retry else ""
        answer: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope_id] = answer
        try:
            await socket.ws.send_str(json.dumps(envelope))
            return Ack(await self._clock.within(ACK_SECONDS, answer))
        except TimeoutError:
            return Ack(reason="http_timeout")
        except ConnectionError:
            return Ack(reason="connection_failed")
        finally:
            socket.waiting.pop(envelope_id, None)

    async def accept(self, request: web.Request) -> web.WebSocketResponse | web.Response:
        """The endpoint behind the address that `apps.connections.open` gave out."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=401)
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(heartbeat=30)
        await ws.prepare(request)
        if self.count >= MAX_SOCKETS:
            await _disconnect(ws, "too_many_websockets")
            await ws.close()
            return ws
        socket = _Socket(ws)
        self._sockets.append(socket)
        try:
            await ws.send_json(
                {
                    "type": "hello",
                    "num_connections": self.count,
                    "debug_info": {"host": HOST, "build_number": 1, "approximate_connection_time": CONNECTION_SECONDS},
                    "connection_info": {"app_id": self._app_id},
                }
            )
            self.on_status_change(True)
            async for frame in ws:
                if frame.type is WSMsgType.TEXT:
                    _take_ack(socket, str(frame.data))
        finally:
            self._sockets.remove(socket)
            for answer in socket.waiting.values():
                if not answer.done():
                    answer.set_exception(ConnectionResetError("the app's socket closed"))
            self.on_status_change(self.connected)
        return ws

    async def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Tells every socket to go: `warning` closes it 10 s later, the others at once."""
        for socket in self._open():
            await _disconnect(socket.ws, reason)
            if reason == "warning":
                await self._clock.sleep(DISCONNECT_WARNING_SECONDS)
            socket.retiring = True
            await socket.ws.close()

    async def drop(self) -> None:
        """Cuts every socket without a word, as a broken network does."""
        for socket in list(self._sockets):
            socket.retiring = True
            await socket.ws.close(code=1006)

    def _open(self) -> list[_Socket]:
        return [s for s in self._sockets if not s.ws.closed and not s.retiring]


def _nobody_listens(connected: bool) -> None:
    pass


async def _disconnect(ws: web.WebSocketResponse, reason: str) -> None:
    await ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})


def _take_ack(socket: _Socket, text: str) -> None:
    try:
        frame = json.loads(text)
    except ValueError:
        return
    if not isinstance(frame, dict):
        return
    answer = socket.waiting.get(str(frame.get("envelope_id")))
    if answer is not None and not answer.done():
        payload = frame.get("payload")
        answer.set_result(payload if isinstance(payload, dict) else None)
