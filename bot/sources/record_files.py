"""File names for exported records: the same for the same record, safe everywhere, skipped by no reader."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_NOT_FOR_RECORDS = re.compile(
    r"(?i)con|prn|aux|nul|com\d|lpt\d|readme|index|toc|contents|changelog|contributing|code[-_]of[-_]conduct|license"
    r"|_sidebar|summary|security|.*template.*"
)


def file_names(ids: Sequence[str]) -> dict[str, str]:
    """A name by id. Ids that are no names, or differ in case alone, get a part that stands for the exact id."""
    folded = Counter(id_.casefold() for id_ in ids)
    return {id_: f"{_name(id_, alone=folded[id_.casefold()] == 1)}.md" for id_ in ids}


def _name(id_: str, *, alone: bool) -> str:
    if alone and _SAFE.fullmatch(id_) and not _NOT_FOR_RECORDS.fullmatch(id_):
        return id_
    digest = hashlib.sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    plain = re.sub(r"[^A-Za-z0-9]+", "-", id_).strip("-")[:40]
    return f"record-{digest}" if not plain or _NOT_FOR_RECORDS.fullmatch(plain) else f"{plain}-{digest}"
