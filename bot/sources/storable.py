"""Text as a database can hold it."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with NUL and lone surrogates as U+FFFD (pairs of surrogates become the character they stand for)."""
    if _UNSTORABLE.search(text):
        text = text.replace("\x00", "�").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
