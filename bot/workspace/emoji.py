"""The emoji that the workspace knows, by Slack's short names."""

import json
import re
from functools import cache
from importlib.resources import files

_SKIN_TONE = re.compile(r"::skin-tone-[2-6]$")


@cache
def unicode_by_name() -> dict[str, str]:
    text = files("bot.workspace").joinpath("emoji.json").read_text(encoding="utf-8")
    loaded: dict[str, str] = json.loads(text)
    return loaded


def is_emoji(name: str) -> bool:
    """Whether there is such an emoji; a skin tone behind it (`thumbsup::skin-tone-3`) is fine."""
    return _SKIN_TONE.sub("", name) in unicode_by_name()
