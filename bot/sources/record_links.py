"""Which record replaced which: from a record's own words to the ids of the records they mean."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.domain.decisions import IncomingDecision
from bot.sources.record_metadata import Metadata

_NUMBERED_ID = re.compile(r"(.*?)0*(\d+)")
_NUMBER = re.compile(r"(?i)(?<![\w.])(?:(adr|pep|rfc|kep|oep)s?[\s:`#-]*)?#?0*(\d{1,5})(?=$|[\s.,;:)\]`_-])(?!\.\d)")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)|:(?:ref|doc|pep|rfc):`([^`<]+?)(?:\s*<[^>]*>)?`")
_BY = re.compile(r"(?is)\b(?:superseded|superceded|replaced|obsoleted)[ -]by:?\s*(.{1,200}?)(?:\n\s*\n|\.\s|\Z)")
_OF = re.compile(r"(?is)\b(?:supersedes|supercedes|replaces|obsoletes):?\s+(.{1,200}?)(?:\n\s*\n|\.\s|\Z)")


def replaced_by(metadata: Metadata, status_words: str | None) -> list[str]:
    """The words that name the records which took this one's place."""
    return _words(metadata.get("superseded_by")) + _after(_BY, metadata, status_words)


def replaces(metadata: Metadata) -> list[str]:
    """The words that name the records whose place this one took."""
    return _words(metadata.get("supersedes")) + _after(_OF, metadata, None)


def resolve_links(records: Iterable[IncomingDecision]) -> Iterator[IncomingDecision]:
    """The same records with `supersedes` and `superseded_by` as ids, where the words can be understood.

    A number is taken as a record of the same series (`Superseded-By: 612` in `PEP-5` is `PEP-612`); a title or a file
    must be among `records`. Words that name no record are left out.
    """
    found = list(records)
    ids = {record.id.casefold(): record.id for record in found}
    titles = {_plain(record.title): record.id for record in found}
    for record in found:
        yield replace(
            record,
            supersedes=_ids(record.supersedes, record.id, ids, titles),
            superseded_by=_ids(record.superseded_by, record.id, ids, titles),
        )


def _ids(words: tuple[str, ...], own: str, ids: Mapping[str, str], titles: Mapping[str, str]) -> tuple[str, ...]:
    named = [id_ for part in words for id_ in _ids_in(part, own, ids, titles) if id_ != own]
    return tuple(dict.fromkeys(named))


def _ids_in(words: str, own: str, ids: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[str]:
    whole = ids.get(words.strip().casefold()) or titles.get(_plain(words))
    if whole:
        yield whole
        return
    links = _LINK.findall(words)
    for label, target, reference in links:
        stem = re.sub(r"[#?].*|\.(md|rst|markdown|txt)\b.*", "", target).rstrip("/").rpartition("/")[2]
        candidates = (ids.get(stem.casefold()), titles.get(_plain(label or reference)))
        known = next(filter(None, candidates), None) or next(
            filter(None, (_numbered(part, own, ids) for part in (stem, label or reference))), None
        )
        if known:
            yield known
    if not links:
        path = re.search(r"[\w./-]+/0*(\d+)-[\w-]+", words)
        if path:
            yield from filter(None, [_numbered(path[1], own, ids)])
            return
        for found in _NUMBER.finditer(words):
            number = _numbered(found[0], own, ids)
            if number:
                yield number


def _numbered(words: str, own: str, ids: Mapping[str, str]) -> str | None:
    """The id of the record with the first number in `words`: of the series that the words name, else of our own."""
    found, ours = _NUMBER.search(words), _NUMBERED_ID.fullmatch(own)
    if not found:
        return None
    series, number = found[1], int(found[2])
    padded = next((ids[key] for key in ids if (match := _NUMBERED_ID.fullmatch(key)) and int(match[2]) == number
                   and ours and match[1] == ours[1].casefold()), None)  # fmt: skip
    own_series = ours[1] if ours else ""
    if series and not own_series.casefold().endswith(f"{series.casefold()}-"):
        named = f"{series.upper()}-{number}"
        return ids.get(named.casefold(), padded or named)
    return padded or (f"{own_series}{number}" if ours and own_series else None)


def _after(pattern: re.Pattern[str], metadata: Metadata, status_words: str | None) -> list[str]:
    texts = (metadata.get("status_section"), metadata.get("status"), status_words)
    return [found[1] for text in texts if isinstance(text, str) for found in pattern.finditer(text)]


def _words(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [str(item) for item in items if isinstance(item, str | int) and str(item).strip(" -*[]")]


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
