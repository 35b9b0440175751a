"""A prompt as a value: text with declared variables, and what comes of filling them in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from prompts.data import as_data

PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


class PromptFault(Exception):
    """A prompt file, or the way it is called, is wrong: a fault of the program, never of a person."""


@dataclass(frozen=True)
class RenderedPrompt:
    """What is sent to a model, and which released prompt it came from."""

    id: str
    version: int
    sha256: str
    system: str
    user: str

    @property
    def name(self) -> str:
        """The file's name without its ending, e.g. `why.v1`: what an answer stores."""
        return f"{self.id}.v{self.version}"


@dataclass(frozen=True)
class Prompt:
    """One released version. `schema` is the JSON schema of the reply, `max_tokens` the longest reply asked for."""

    id: str
    version: int
    purpose: str
    variables: frozenset[str]
    system: str
    user: str
    schema: Mapping[str, object]
    max_tokens: int
    sha256: str  # of the whole file

    @property
    def name(self) -> str:
        return f"{self.id}.v{self.version}"

    def render(self, **values: object) -> RenderedPrompt:
        """Every variable filled in as JSON, in one pass: braces inside a value stay what they are.

        Raises PromptFault unless exactly the declared variables are given.
        """
        if values.keys() != self.variables:
            missing, unknown = self.variables - values.keys(), values.keys() - self.variables
            raise PromptFault(f"{self.name}: missing {sorted(missing)}, unknown {sorted(unknown)}")
        written = {key: as_data(value) for key, value in values.items()}

        def fill(text: str) -> str:
            return PLACEHOLDER.sub(lambda match: written[match.group(1)], text)

        return RenderedPrompt(self.id, self.version, self.sha256, fill(self.system), fill(self.user))
