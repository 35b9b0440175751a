"""Records that name each other by number: the more others lean on a record, the likelier it is meant."""

import re
from functools import lru_cache

_KNOWN = r"adr|rfc|pep|kep|oep|eep|sep|rfd|issue|decision|record|proposal|design"
_FILES = re.compile(r"\b0*(\d{1,5})-[a-z][\w-]+\.(?:md|rst|txt|adoc)\b")


@lru_cache(maxsize=256)
def _named(prefix: str) -> re.Pattern[str]:
    """References by word and number, `prefix` being the word in the company's own ids, and by the end of an address."""
    words = f"{_KNOWN}|{re.escape(prefix)}" if prefix else _KNOWN
    return re.compile(rf"(?i)(?:\b(?:{words})s?[`\s/:#-]{{0,3}}0*(\d{{1,5}})|/0*(\d{{3,5}}))\b(?!\.\d)")


def number_of(record_id: str) -> str | None:
    """The one number of a record's id, by which others refer to it: `PEP-0572` is 572."""
    match = re.fullmatch(r"\D*(\d{1,9})", record_id)
    number = match[1].lstrip("0") if match else ""
    return number if 0 < len(number) <= 5 else None


def reference_term(number: str) -> str:
    """The term under which a reference stands in the index by words."""
    return f"ref_{number}"


def references(text: str, own_id: str) -> list[str]:
    """The terms of the records that a text refers to by number, but for itself; each once."""
    prefix = re.match(r"[^\W\d_]*", own_id.removesuffix(number_of(own_id) or "").rstrip("-_ 0"))
    patterns = (_named(prefix.group() if prefix else ""), _FILES)
    found = {match[match.lastindex or 0] for pattern in patterns for match in pattern.finditer(text)}
    return [reference_term(number) for number in sorted(found - {number_of(own_id)})]
