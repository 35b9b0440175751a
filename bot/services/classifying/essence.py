"""What somebody wrote, without the form they filled in: templates, code, pictures and marks cut away."""

import re

from bot.sources.field_lines import FIELD_LINE

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>")
_FORM = re.compile(
    r"^[ \t]*(?:#{1,6} .*|[-*] \[[ xX]\].*|\*\*[^*\n]+\*\*:?[ \t]*|\|.*\||_No response_)[ \t]*$", re.MULTILINE
)
_ADDRESS = re.compile(r"\(?https?://[^\s()<>]+\)?")
_NUMBER = re.compile(r"^[ \t]*#\d+\b[ \t:·-]*", re.MULTILINE)
"""A ticket's number at the head of its line: tickets are not alike because all have one."""
_GAPS = re.compile(r"\n{3,}")


def essence(text: str) -> str:
    """The words that carry the meaning; the text itself (stripped) where nothing else would be left.

    The classifier is trained on vectors of this, not of the whole text: hand it those.
    """
    plain = _COMMENT.sub(" ", text.replace("\r", ""))
    plain = _CODE.sub(" ``` ", plain)
    plain = _ADDRESS.sub("", _TAG.sub(" ", _PICTURE.sub(" ", plain)))
    plain = _GAPS.sub("\n\n", _NUMBER.sub("", FIELD_LINE.sub("", _FORM.sub("", plain)))).strip()
    return plain or text.strip()
