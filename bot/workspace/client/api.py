"""The page's API. Every call says as whom (`as`); what that person may not see is not given out."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import WSMsgType, web

from bot.errors import BecauseError
from bot.workspace.client import acts, reads
from bot.workspace.feed import Listener
from bot.workspace.parts import Parts
from bot.workspace.shapes import Json, SlackRefusal

PAGE = Path(__file__).resolve().parent.parent / "page"

Read = Callable[[Parts, dict[str, str]], Json]
Act = Callable[[Parts, Json], Awaitable[Json]]

SENTENCES = {
    "is_archived": "This channel is archived.",
    "already_reacted": "You have reacted with this already.",
    "no_reaction": "There is no such reaction of yours.",
    "message_not_found": "This message is no longer there.",
    "channel_not_found": "There is no such channel.",
    "user_not_found": "There is no such person.",
    "not_found": "This is no longer open.",
    "too_many_reactions": "This message has as many reactions as it can hold.",
    "cannot_reply_to_message": "This message cannot be replied to.",
}


class ClientApi:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._pages: set[web.WebSocketResponse] = set()
        self._writers: set[Listener] = set()
        parts.sockets.on_status_change = self._status

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._index)
        app.router.add_get("/page/{file:.+}", self._asset)
        app.router.add_get("/client/events", self._events)
        for name, read in reads.ROUTES.items():
            app.router.add_get(f"/client/{name}", self._reader(read))
        for name, act in acts.ROUTES.items():
            app.router.add_post(f"/client/{name}", self._actor(act))

    def close(self) -> None:
        """Lets the pages go."""
        for listener in list(self._writers):
            listener.queue.put_nowait({"type": "_close"})

    def _status(self, connected: bool) -> None:
        self._parts.feed.tell_all({"type": "status", "connected": connected})

    def _reader(self, read: Read) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            _own_page_only(request)
            try:
                return web.json_response(read(self._parts, dict(request.query)))
            except (BecauseError, SlackRefusal, KeyError) as error:
                return _error(error)

        return handle

    def _actor(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            _own_page_only(request)
            try:
                body = json.loads(await request.text() or "{}")
                if not isinstance(body, dict):
                    raise BecauseError("The request is no JSON object.")
                return web.json_response({"ok": True, **await act(self._parts, body)})
            except json.JSONDecodeError:
                return _error(BecauseError("The request is no JSON."))
            except (BecauseError, SlackRefusal, KeyError) as error:
                return _error(error)

        return handle

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        _own_page_only(request)
        ws = web.WebSocketResponse(heartbeat=30)
        await ws.prepare(request)
        listener = self._parts.feed.listen(request.query.get("as", ""))
        self._writers.add(listener)
        writer = self._parts.background.start(_write(ws, listener))
        try:
            async for frame in ws:
                if frame.type is WSMsgType.ERROR:
                    break
        finally:
            self._parts.feed.leave(listener)
            self._writers.discard(listener)
            writer.cancel()
        return ws

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return _file(PAGE / "index.html")

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        path = (PAGE / request.match_info["file"]).resolve()
        if not path.is_relative_to(PAGE):
            return web.Response(status=404)
        return _file(path)


def _own_page_only(request: web.Request) -> None:
    """Other web sites that the visitor has open may not act here in somebody's name."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise web.HTTPForbidden(text="Only the workspace's own page may do this.")


def _file(path: Path) -> web.StreamResponse:
    if not path.is_file():
        return web.Response(status=404, text="not there")
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


async def _write(ws: web.WebSocketResponse, listener: Listener) -> None:
    while not ws.closed:
        news = await listener.queue.get()
        if news["type"] == "_close":
            await ws.close()
            return
        try:
            await ws.send_json(news)
        except ConnectionError:
            return


def _error(error: Exception) -> web.Response:
    if isinstance(error, SlackRefusal):
        sentence = SENTENCES.get(error.error, f"Slack refused this: {error.error}.")
    elif isinstance(error, KeyError):
        sentence = f"{error.args[0]} is missing."
    else:
        sentence = str(error)
    return web.json_response({"error": sentence}, status=400)
