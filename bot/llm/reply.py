"""Reading what a server sent: nothing about its shape is taken for granted."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

LONGEST_REPLY = 60_000
"""Characters; whatever is longer was not asked for."""

LONGEST_NAME = 100
"""Characters of what a server calls its model."""

_THINKING = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.S)
_FENCE = re.compile(r"```(?:json|JSON)?\s*\n?(.*?)```", re.S)
_MOST_STARTS = 40


@dataclass(frozen=True)
class Said:
    """One choice of a chat completion. `cut` means that the reply hit its limit, `refused` that there is none."""

    text: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    cut: bool = False
    refused: bool = False


def read_completion(body: str) -> Said | None:
    """The first choice of a chat completion's body, or None where it is no such thing."""
    whole = _decoded(body)
    if whole is None:
        return None
    choice = _first(whole.get("choices"))
    message = choice.get("message") if choice else None
    if choice is None or not isinstance(message, dict):
        return None
    usage = whole.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    text, finish, model = message.get("content"), choice.get("finish_reason"), whole.get("model")
    return Said(
        text=text if isinstance(text, str) else "",
        model=model[:LONGEST_NAME] if isinstance(model, str) else "",
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
        cut=finish == "length",
        refused=bool(message.get("refusal")) or finish == "content_filter",
    )


def read_object(text: str, expected: Collection[str]) -> Mapping[str, object] | None:
    """The JSON object in a reply: bare, in a Markdown fence, after a thinking part, or between other words.

    The first object that has any of the `expected` keys wins; None where there is none.
    """
    if len(text) > LONGEST_REPLY:
        return None
    for candidate in _candidates(_THINKING.sub("", text).strip()):
        found = _decoded(candidate)
        if found is not None and any(key in found for key in expected):
            return found
    return None


def _candidates(text: str) -> Iterator[str]:
    yield text
    for fence in _FENCE.finditer(text):
        yield fence.group(1)
    start = -1
    for _ in range(_MOST_STARTS):
        start = text.find("{", start + 1)
        if start < 0:
            return
        yield text[start:]


def _decoded(text: str) -> dict[str, object] | None:
    """The object at the beginning of a text. Deep nesting and endless digits are broken JSON as well."""
    try:
        found, _ = json.JSONDecoder().raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _first(choices: object) -> dict[str, object] | None:
    return choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
