"""Names of accounts as they turn up in text and in channel names."""

import re
import unicodedata
from functools import cache
from importlib import resources

_LEGAL = re.compile(
    r"[\s,]+(?:inc|llc|ltd|limited|gmbh|ag|corp|corporation|co|company|plc|bv|b\.v|sa|s\.a|sas|oy|ab|as|pty|kg|srl|spa|"
    r"holdings?|group)\.?$",
    re.IGNORECASE,
)
@cache
def _common() -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8").split())



def folded(name: str) -> str:
    """Lower case, without accents, single spaces."""
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def without_legal_form(name: str) -> str:
    """`Acme, Inc.` is `Acme`; a name that is nothing but a legal form stays."""
    short = name.strip()
    while (cut := _LEGAL.sub("", short).strip(" ,")) != short and cut:
        short = cut
    return short


def slug(name: str) -> str:
    """As in a channel's name: `Blue Harbor` is `blue-harbor`."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")


def is_common_word(name: str) -> bool:
    """Whether the name is also an ordinary word (Notion, Apple), so that lower case alone means nothing."""
    return folded(name) in _common() or len(folded(name)) <= 3
