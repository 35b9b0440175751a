"""Slack's JSON as it travels, and how it is refused."""

from typing import Any

Json = dict[str, Any]
"""A JSON object in Slack's own shape."""


class SlackRefusal(Exception):
    """The Web API says no: `error` is Slack's word for it, `extra` is merged into the reply's JSON."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def body(self) -> Json:
        return {"ok": False, "error": self.error, **self.extra}
