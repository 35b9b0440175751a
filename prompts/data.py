"""Foreign text as data: how a value is written into a prompt so that nothing in it can end or imitate the frame."""

import json
import re

_FRAME_BREAKING = re.compile(
    "[<>&\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u00ad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def as_data(value: object) -> str:
    """`value` (str, number, None, list or dict of these) as JSON, one list item a line.

    Angle brackets, ampersands and every character that does not print are written as `\\uXXXX`, so neither a
    closing tag nor a chat template's marker nor smuggled tag characters reach the model as themselves.
    Raises TypeError where a value is no JSON.
    """
    if isinstance(value, list | tuple):
        lines = ",\n".join(_encoded(item) for item in value)
        return f"[\n{lines}\n]" if lines else "[]"
    return _encoded(value)


def _encoded(value: object) -> str:
    return _FRAME_BREAKING.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
