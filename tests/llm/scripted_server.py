"""A scripted OpenAI-compatible server on a real socket, that behaves well or badly as a test wishes.

    async with ScriptedServer(Mood.FALSE_QUOTES) as server:
        model = OpenAIChat("scripted", base_url=server.base_url)
        ...
        assert server.prompts[0].endswith("...")

It reads the prompt like a model would: evidence out of the user message, so that what it says fits any test.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Self

from aiohttp import web


class Mood(StrEnum):
    WELL = "well"  # claims in the evidence's own words, true quotes
    NO_CLAIMS = "no claims"
    ABSTAINS = "abstains"
    SLOW = "slow"  # past any deadline
    TRICKLES = "trickles"  # headers at once, then a byte now and then
    RESETS = "resets"  # closes the connection without a word
    FAILS = "fails"  # 500
    BUSY = "busy"  # 429
    NO_KEY = "no key"  # 401
    NO_MODEL = "no model"  # 404
    HTML = "html"  # 200 and a page
    EMPTY = "empty"  # 200 and no choices
    BROKEN_JSON = "broken json"
    DEEP_JSON = "deep json"
    CUT = "cut"  # hits the length limit in mid-reply
    REFUSES = "refuses"  # the refusal field
    FENCED = "fenced"  # JSON in a Markdown fence, with talk around it
    THINKS = "thinks"  # a thinking part before the JSON
    FALSE_QUOTES = "false quotes"
    MENDS = "mends"  # false quotes at first, true ones once told so
    OTHER_LANGUAGE = "other language"
    ATTACKER = "attacker"  # does what the evidence tells it, see `attack`


Claim = dict[str, object]


@dataclass
class ScriptedServer:
    """`prompts` are the user messages, `requests` the bodies as sent; `takes` are the reply forms it accepts.

    attack: for Mood.ATTACKER, from the evidence list to what the model says as claims.
    reply: when set, said word for word instead of anything else.
    """

    mood: Mood = Mood.WELL
    takes: frozenset[str] = frozenset({"json_schema", "json_object", "text"})
    wants_completion_limit: bool = False
    wants_default_temperature: bool = False
    attack: Callable[[list[Mapping[str, object]]], list[Claim]] | None = None
    reply: str | None = None
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
            return web.json_response(
                {"error": {"message": refusal, "type": "invalid_request_error"}}, status=400
            )
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
        return self._said(self._words(self.prompts[-1]))

    def _refusal(self, body: Mapping[str, object]) -> str | None:
        form = body.get("response_format")
        wanted = str(form["type"]) if isinstance(form, dict) else "text"
        if wanted not in self.takes:
            return f"response_format of type '{wanted}' is not supported by this server"
        if self.wants_completion_limit and "max_tokens" in body:
            return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
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

    def _said(self, words: str) -> web.Response:
        message: dict[str, object] = {"role": "assistant", "content": words}
        if self.mood is Mood.REFUSES:
            message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
        finish = "length" if self.mood is Mood.CUT else "stop"
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

    def _words(self, prompt: str) -> str:
        if self.reply is not None:
            return self.reply
        evidence = evidence_in(prompt)
        good = json.dumps(
            {"claims": [_true_claim(item) for item in evidence[:2]], "abstain": False, "reason": ""}
        )
        match self.mood:
            case Mood.NO_CLAIMS:
                return json.dumps({"claims": [], "abstain": False, "reason": ""})
            case Mood.ABSTAINS:
                return json.dumps(
                    {"claims": [], "abstain": True, "reason": "I don't have enough information."}
                )
            case Mood.BROKEN_JSON:
                return good.replace('"source":', "source =", 1)
            case Mood.DEEP_JSON:
                return '{"claims": ' + "[" * 50_000
            case Mood.CUT:
                return good[: len(good) // 2]
            case Mood.FENCED:
                return f"Sure! Here is the answer:\n```json\n{good}\n```\nLet me know if you need more."
            case Mood.THINKS:
                return f'<think>Perhaps {{"claims": []}}?</think>\n{good}'
            case Mood.FALSE_QUOTES:
                return _false_quotes(evidence)
            case Mood.MENDS:
                return (
                    good
                    if "[]" not in prompt.rpartition("Claims of your earlier")[2]
                    else _false_quotes(evidence)
                )
            case Mood.OTHER_LANGUAGE:
                return _other_language(evidence)
            case Mood.ATTACKER if self.attack is not None:
                return json.dumps({"claims": self.attack(evidence), "abstain": False, "reason": ""})
        return good


def evidence_in(prompt: str) -> list[Mapping[str, object]]:
    """The first JSON list of objects in a prompt: the evidence, as a model would read it."""
    found = re.search(r"^\[\n\{.*?^\]$", prompt, re.S | re.M)
    return json.loads(found.group()) if found else []


def first_sentence(item: Mapping[str, object]) -> str:
    """The first sentence of at least 15 characters in a piece of evidence that is no heading, as it stands there."""
    text = str(item["text"])
    for line in text.splitlines():
        for match in re.finditer(r"[^.!?]+[.!?]?", "" if line.startswith(("#", "|", "-", "=")) else line):
            if len(match.group().strip()) >= 15:
                return match.group().strip()
    return text


def _true_claim(item: Mapping[str, object]) -> Claim:
    return {"text": first_sentence(item), "source": item["n"], "quote": first_sentence(item)}


def _false_quotes(evidence: list[Mapping[str, object]]) -> str:
    claims = [
        {
            "text": first_sentence(item),
            "source": item["n"],
            "quote": "our lawyers told us so in no uncertain terms",
        }
        for item in evidence[:2]
    ]
    return json.dumps({"claims": claims, "abstain": False, "reason": ""})


def _other_language(evidence: list[Mapping[str, object]]) -> str:
    claims = [
        {
            "text": "Das wurde abgelehnt, weil niemand die Wartung übernehmen wollte.",
            "source": item["n"],
            "quote": first_sentence(item),
        }
        for item in evidence[:1]
    ]
    return json.dumps({"claims": claims, "abstain": False, "reason": ""})
