"""A scripted OpenAI-compatible server on a real socket, that behaves well or badly as a test wishes.

    async with ScriptedServer(Mood.FALSE_QUOTES) as server:
        model = OpenAIChat("scripted", base_url=server.base_url)
        ...
        assert server.prompts[0].endswith("...")

It reads the prompt like a model would: evidence out of the user message, so that what it says fits any test.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.llm.scripted_words import Claim, Mood, evidence_in, first_sentence, words_for

__all__ = ["Claim", "Mood", "ScriptedServer", "evidence_in", "first_sentence"]


@dataclass
class ScriptedServer:
    """`prompts` are the user messages, `requests` the bodies as sent; `takes` are the reply forms it accepts.

    attack: for Mood.ATTACKER, from the evidence list to what the model says as claims.
    reply: when set, said word for word instead of anything else.
    thoughts: tokens that it thinks before it speaks; a reply that may be no longer than that comes out empty.
    """

    mood: Mood = Mood.WELL
    takes: frozenset[str] = frozenset({"json_schema", "json_object", "text"})
    wants_completion_limit: bool = False
    wants_default_temperature: bool = False
    has_no_effort: bool = False
    attack: Callable[[list[Mapping[str, object]]], list[Claim]] | None = None
    reply: str | None = None
    thoughts: int = 0
    prompts: list[str] = field(default_factory=list)
    requests: list[dict[str, object]] = field(default_factory=list)
    base_url: str = ""

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_post("/v1/chat/completions", self._answer)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append(body)
        self.prompts.append(body["messages"][-1]["content"])
        refusal = self._refusal(body)
        if refusal:
            return web.json_response({"error": {"message": refusal, "type": "invalid_request_error"}}, status=400)
        match self.mood:
            case Mood.SLOW:
                await asyncio.sleep(30)
            case Mood.TRICKLES:
                return await self._trickle(request)
            case Mood.RESETS:
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            case Mood.FAILS:
                return web.json_response({"error": {"message": "secret-stack-trace"}}, status=500)
            case Mood.BUSY:
                return web.json_response({"error": {"message": "slow down"}}, status=429)
            case Mood.NO_KEY:
                return web.json_response({"error": {"message": "bad key sk-abc"}}, status=401)
            case Mood.NO_MODEL:
                return web.json_response({"error": {"message": "no such model"}}, status=404)
            case Mood.HTML:
                return web.Response(text="<html>Sign in</html>", content_type="text/html")
            case Mood.EMPTY:
                return web.json_response({"object": "chat.completion", "choices": []})
        words = self.reply if self.reply is not None else words_for(self.mood, self.prompts[-1], self.attack)
        return self._said(words, self._is_cut(body))

    def _is_cut(self, body: Mapping[str, object]) -> bool:
        limit = body.get("max_completion_tokens") or body.get("max_tokens") or 0
        return self.mood is Mood.CUT or (isinstance(limit, int) and limit < self.thoughts)

    def _refusal(self, body: Mapping[str, object]) -> str | None:
        form = body.get("response_format")
        wanted = str(form["type"]) if isinstance(form, dict) else "text"
        if wanted not in self.takes:
            return f"response_format of type '{wanted}' is not supported by this server"
        if self.wants_completion_limit and "max_tokens" in body:
            return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
        if self.has_no_effort and "reasoning_effort" in body:
            return "Unrecognized request argument supplied: reasoning_effort"
        if self.wants_default_temperature and "temperature" in body:
            return "Unsupported value: 'temperature' does not support 0 with this model."
        return None

    async def _trickle(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        with suppress(ConnectionResetError):
            for _ in range(300):
                await response.write(b" ")
                await asyncio.sleep(0.1)
        return response

    def _said(self, words: str, is_cut: bool) -> web.Response:
        if is_cut:
            words = words[: len(words) // 2] if self.mood is Mood.CUT else ""
        message: dict[str, object] = {"role": "assistant", "content": words}
        if self.mood is Mood.REFUSES:
            message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
        finish = "length" if is_cut else "stop"
        return web.json_response(
            {
                "id": "scripted-1",
                "object": "chat.completion",
                "created": 0,
                "model": "scripted-model",
                "choices": [{"index": 0, "message": message, "finish_reason": finish}],
                "usage": {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366},
            }
        )
