"""The Web API over HTTP: reads the call as the SDKs send it, asks, and answers with Slack's JSON and headers."""

import json
import re
from typing import Any

from aiohttp import web

from bot.workspace.api import assistant, chat, conversations, files, history, people, reactions, streams, views
from bot.workspace.api.call import Args, Call, Method
from bot.workspace.api.chat import TooManyPosts
from bot.workspace.faults import CallFault, FaultKind
from bot.workspace.parts import ApiCall, Parts
from bot.workspace.shapes import Json, SlackRefusal

METHODS: dict[str, Method] = {
    **people.METHODS,
    **conversations.METHODS,
    **history.METHODS,
    **chat.METHODS,
    **reactions.METHODS,
    **views.METHODS,
    **files.METHODS,
    **assistant.METHODS,
    **streams.METHODS,
}
HTML_PAGE = "<!DOCTYPE html><html><head><title>Slack</title></head><body>We will be back soon.</body></html>"


class WebApi:
    """`handle` is the endpoint of `/api/{method}`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        raw = await _arguments(request)
        fault = self._parts.faults.take(name)
        if fault is not None and not fault.after_commit:
            return self._broken(request, fault)
        token = _token(request, raw)
        try:
            reply = {"ok": True, **self._run(name, token, Args(raw))}
        except _RateLimited as limited:
            return self._rate_limited(name, raw, limited.wait)
        except TooManyPosts as limited:
            return self._rate_limited(name, raw, limited.wait)
        except SlackRefusal as refusal:
            reply = refusal.body()
        self._parts.calls.append(ApiCall(name, raw, reply))
        if fault is not None:
            return self._broken(request, fault)
        headers = {"x-slack-req-id": self._parts.world.ids.next("req")}
        if token == self._parts.world.app.bot_token:
            headers["x-oauth-scopes"] = ",".join(sorted(self._parts.manifest.scopes))
        return web.json_response(reply, headers=headers)

    def _run(self, name: str, token: str, args: Args) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackRefusal("unknown_method", req_method=name)
        self._check_token(token, method)
        if wait := self._parts.rates.wait_for_method(name, method.rate):
            raise _RateLimited(wait)
        call = Call(self._parts, args)
        if method.scopes:
            call.need_scope(*method.scopes)
        return method.run(call)

    def _check_token(self, token: str, method: Method) -> None:
        app = self._parts.world.app
        if not token:
            raise SlackRefusal("not_authed")
        if token in self._parts.faults.revoked_tokens:
            raise SlackRefusal("token_revoked")
        if token not in (app.bot_token, app.app_token):
            raise SlackRefusal("invalid_auth")
        if (token == app.app_token) != method.app_token:
            raise SlackRefusal("not_allowed_token_type")

    def _rate_limited(self, name: str, raw: Json, wait: int) -> web.Response:
        reply = {"ok": False, "error": "ratelimited"}
        self._parts.calls.append(ApiCall(name, raw, reply))
        return web.json_response(reply, status=429, headers={"Retry-After": str(wait)})

    def _broken(self, request: web.Request, fault: CallFault) -> web.Response:
        """The reply of a call that something goes wrong with."""
        match fault.kind:
            case FaultKind.SERVER_ERROR:
                return web.json_response({"ok": False, "error": "internal_error"}, status=500)
            case FaultKind.HTML:
                return web.Response(text=HTML_PAGE, content_type="text/html")
            case FaultKind.RATE_LIMITED:
                reply = {"ok": False, "error": "ratelimited"}
                return web.json_response(reply, status=429, headers={"Retry-After": str(fault.retry_after)})
            case FaultKind.ERROR:
                return web.json_response({"ok": False, "error": fault.error})
            case FaultKind.RESET:
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()


class _RateLimited(Exception):
    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


async def _arguments(request: web.Request) -> Json:
    """From the query, a form, or JSON, whichever was sent."""
    raw: dict[str, Any] = dict(request.query)
    if request.method != "POST":
        return raw
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            return raw
        return {**raw, **body} if isinstance(body, dict) else raw
    for key, value in (await request.post()).items():
        raw[key] = value if isinstance(value, str) else ""
    return raw


def _token(request: web.Request, raw: Json) -> str:
    found = re.fullmatch(r"Bearer\s+(\S+)", request.headers.get("Authorization", ""), re.IGNORECASE)
    legacy = raw.pop("token", "")
    return found[1] if found else str(legacy or "")
