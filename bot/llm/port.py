"""What the product asks of a chat model, and what it gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.errors import Unavailable

DEFAULT_DEADLINE = 12.0
"""Seconds for one answer, from the first request to the last byte, repair try included."""


class PromptText(Protocol):
    """What a model reads. `name` is the prompt's id and version, e.g. `why.v1`."""

    @property
    def name(self) -> str: ...
    @property
    def system(self) -> str: ...
    @property
    def user(self) -> str: ...


@dataclass(frozen=True)
class Completion:
    """A reply read as JSON. `model` is what the server says it is; tokens are the server's own count (0: untold)."""

    data: Mapping[str, object]
    model: str
    prompt_tokens: int
    completion_tokens: int
    ms: float


class TooSlow(Unavailable):
    """The model did not answer before the deadline."""


class UnreadableReply(Unavailable):
    """The model answered with something that is not the JSON asked for. The tokens were spent all the same."""

    def __init__(self, words: str, *, prompt_tokens: int = 0, completion_tokens: int = 0) -> None:
        super().__init__(words)
        self.prompt_tokens = prompt_tokens
        self.completion_tokens = completion_tokens


class ChatModel(Protocol):
    """Answers a prompt with a JSON object; has no tools, no memory and no way to act."""

    @property
    def name(self) -> str:
        """The model's name as it was configured."""
        ...

    async def complete(
        self, prompt: PromptText, schema: Mapping[str, object], *, deadline: float, max_tokens: int
    ) -> Completion:
        """One reply within `deadline` seconds, everything included.

        Raises Unavailable (TooSlow, UnreadableReply) with a sentence that a person may read, and nothing else.
        """
        ...

    async def aclose(self) -> None:
        """Lets go of its connections; it is not asked again."""
        ...
