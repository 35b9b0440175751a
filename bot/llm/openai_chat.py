"""A chat model behind any OpenAI-compatible server."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import openai

from bot.errors import Unavailable
from bot.llm.dialect import Dialect
from bot.llm.failures import explained, refuses_the_form
from bot.llm.port import Completion, PromptText, TooSlow, UnreadableReply
from bot.llm.reply import Said, read_completion, read_object
from bot.llm.tokens import estimate_tokens

OPENAI = "https://api.openai.com/v1"
NO_KEY = "none"  # the client insists on one; local servers do not look at it


class OpenAIChat:
    """Implements `ChatModel`. One instance a server and model: it remembers which way of asking that server takes.

    token_budget: the most tokens (estimated) that one question may cost, prompt and reply together.
    """

    def __init__(
        self, model: str, *, base_url: str | None = None, api_key: str | None = None, token_budget: int = 12_000
    ) -> None:
        self.name = model
        self._server = urlsplit(base_url or OPENAI).netloc.rpartition("@")[2]
        self._budget = token_budget
        self._dialect = Dialect()
        self._client = openai.AsyncOpenAI(
            api_key=api_key or NO_KEY, base_url=base_url or OPENAI, max_retries=0, timeout=60.0
        )

    @property
    def dialect(self) -> Dialect:
        """The way of asking that worked last."""
        return self._dialect

    async def complete(
        self, prompt: PromptText, schema: Mapping[str, object], *, deadline: float, max_tokens: int
    ) -> Completion:
        cost = estimate_tokens(prompt.system) + estimate_tokens(prompt.user) + max_tokens + self._dialect.room
        if cost > self._budget:
            raise Unavailable(f"The question with its evidence is too long for the model ({cost} tokens).")
        started = time.perf_counter()
        try:
            async with asyncio.timeout(deadline):
                said = await self._ask(prompt, schema, max_tokens)
        except TimeoutError:
            raise TooSlow(f"The model at {self._server} did not answer in time.") from None
        ms = (time.perf_counter() - started) * 1000
        data = self._object(said, schema)
        return Completion(data, said.model or self.name, said.prompt_tokens, said.completion_tokens, ms)

    async def aclose(self) -> None:
        await self._client.close()

    async def _ask(self, prompt: PromptText, schema: Mapping[str, object], max_tokens: int) -> Said:
        """Asks in the dialect that worked last, and in humbler ones as long as the server refuses the request."""
        dialect: Dialect | None = self._dialect
        while dialect is not None:
            try:
                said = await self._post(dialect, prompt, schema, max_tokens)
            except openai.APIStatusError as error:
                if not refuses_the_form(error):
                    raise explained(error, self._server) from error
                dialect, refusal = dialect.after_refusal(str(error)), error
                continue
            except openai.OpenAIError as error:
                raise explained(error, self._server) from error
            self._dialect = dialect
            return said
        raise explained(refusal, self._server) from refusal

    async def _post(self, dialect: Dialect, prompt: PromptText, schema: Mapping[str, object], max_tokens: int) -> Said:
        body: dict[str, object] = {
            "model": self.name,
            "messages": [
                {"role": "system", "content": dialect.system(prompt.system, schema)},
                {"role": "user", "content": prompt.user},
            ],
            **dialect.fields(prompt.name.replace(".", "-"), schema, max_tokens),
        }
        # The body is read by ourselves: the client builds its objects unchecked, and servers send odd ones.
        said = read_completion(await self._client.post("/chat/completions", cast_to=str, body=body))
        if said is None:
            raise UnreadableReply(f"The server {self._server} sent something that is no chat completion.")
        return said

    def _object(self, said: Said, schema: Mapping[str, object]) -> Mapping[str, object]:
        data = None if said.refused else read_object(said.text, _keys(schema))
        if data is not None:
            return data
        if said.cut:
            self._dialect = self._dialect.after_a_cut()
        why = "refused to answer" if said.refused else "was cut off" if said.cut else "sent no readable JSON"
        raise UnreadableReply(
            f"The model at {self._server} {why}.",
            prompt_tokens=said.prompt_tokens,
            completion_tokens=said.completion_tokens,
        )


def _keys(schema: Mapping[str, object]) -> list[str]:
    required = schema.get("required")
    return [str(key) for key in required] if isinstance(required, Iterable) else []
