"""What one server understands. Compatible servers differ in a few things; each is found out by asking once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

ROOM_TO_THINK = 2_000
"""Tokens more for a reply where the model's thoughts count as part of it; without them the reply itself is cut off."""

_HOPELESS = ("context length", "context_length", "maximum context", "too many tokens", "content_policy")


class ReplyForm(StrEnum):
    """How a JSON reply is asked for, best first."""

    SCHEMA = "json_schema"
    JSON = "json_object"
    TEXT = "text"


_WEAKER = {ReplyForm.SCHEMA: ReplyForm.JSON, ReplyForm.JSON: ReplyForm.TEXT}


@dataclass(frozen=True)
class Dialect:
    """`limit` is the name of the field that bounds the reply; `steady` whether temperature 0 may be asked for.

    room: tokens beyond the reply's own, for thinking. brief: whether little thinking may be asked for.
    """

    form: ReplyForm = ReplyForm.SCHEMA
    limit: str = "max_tokens"
    steady: bool = True
    room: int = 0
    brief: bool = False

    def after_refusal(self, words: str) -> Dialect | None:
        """What to try after the server refused a request with these words, or None when nothing is left to try."""
        said = words.lower()
        if any(phrase in said for phrase in _HOPELESS):
            return None
        if self.limit == "max_tokens" and "max_completion_tokens" in said:  # the newer field: such models think first
            return replace(self, limit="max_completion_tokens", room=ROOM_TO_THINK, brief=True)
        if self.brief and "reasoning" in said:
            return replace(self, brief=False)
        if self.steady and "temperature" in said:
            return replace(self, steady=False)
        weaker = _WEAKER.get(self.form)
        return replace(self, form=weaker) if weaker else None

    def after_a_cut(self) -> Dialect:
        """How to ask from now on, after a reply hit its limit."""
        return replace(self, room=ROOM_TO_THINK)

    def fields(self, name: str, schema: Mapping[str, object], max_tokens: int) -> dict[str, object]:
        """The request's fields that depend on the dialect. `name` must be letters, digits, `_` and `-`."""
        fields: dict[str, object] = {self.limit: max_tokens + self.room}
        if self.steady:
            fields["temperature"] = 0
        if self.brief:
            fields["reasoning_effort"] = "low"
        if self.form is ReplyForm.SCHEMA:
            described = {"name": name, "schema": dict(schema), "strict": True}
            fields["response_format"] = {"type": "json_schema", "json_schema": described}
        elif self.form is ReplyForm.JSON:
            fields["response_format"] = {"type": "json_object"}
        return fields

    def system(self, words: str, schema: Mapping[str, object]) -> str:
        """The system text; where the server cannot hold the model to a schema, the words have to."""
        if self.form is ReplyForm.SCHEMA:
            return words
        shape = json.dumps(schema, separators=(",", ":"))
        return f"{words}\n\nThe reply is one JSON object, no fence, no words around it. Its JSON schema:\n{shape}"
