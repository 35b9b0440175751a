"""The HTTP side of `response_url`s."""

import json

from aiohttp import web

from bot.workspace.parts import Parts
from bot.workspace.shapes import SlackRefusal

_GONE = ("expired_url", "used_url")


class ResponseEndpoint:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def handle(self, request: web.Request) -> web.Response:
        try:
            payload = json.loads(await request.text())
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
        if not isinstance(payload, dict):
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
        try:
            self._parts.urls.use(request.match_info["token"], payload)
        except SlackRefusal as refusal:
            return web.json_response(refusal.body(), status=404 if refusal.error in _GONE else 400)
        return web.Response(text="ok")
