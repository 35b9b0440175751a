"""Which record replaced which: from a record's own words to the ids of the records they mean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.domain.decisions import IncomingDecision
from bot.sources.record_metadata import Metadata

_NUMBERED_ID = re.compile(r"(.*?)0*(\d+)")
_NUMBER = re.compile(r"(?i)(?<![\w.])(?:(adr|pep|rfc|kep|oep)s?[\s:`#-]*)?#?0*(\d{1,5})(?=$|[\s.,;:)\]`_-])(?!\.\d)")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)|:(?:ref|doc|pep|rfc):`([^`<]+?)(?:\s*<[^>]*>)?`")
_PATH = re.compile(r"[\w./-]+/0*(\d+)-[\w-]+")
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
    known = _Known(found)
    for record in found:
        if record.exported is not None:
            yield record  # its links are ids already
            continue
        yield replace(
            record,
            supersedes=known.ids_in(record.supersedes, record.id),
            superseded_by=known.ids_in(record.superseded_by, record.id),
        )


class _Known:
    """The records of one import by id, by title and by their number in their series."""

    def __init__(self, records: list[IncomingDecision]) -> None:
        self._ids = {record.id.casefold(): record.id for record in records}
        self._titles = {_plain(record.title): record.id for record in records}
        self._numbers = {
            (match[1].casefold(), int(match[2])): record.id
            for record in records
            if (match := _NUMBERED_ID.fullmatch(record.id))
        }

    def ids_in(self, words: tuple[str, ...], own: str) -> tuple[str, ...]:
        """The ids that the words mean, each once, never the record's own."""
        named = (id_ for part in words for id_ in self._named(part, own))
        return tuple(dict.fromkeys(id_ for id_ in named if id_ != own))

    def _named(self, words: str, own: str) -> Iterator[str]:
        if whole := self._ids.get(words.strip().casefold()) or self._titles.get(_plain(words)):
            yield whole
            return
        references = [(label or role, _stem(target)) for label, target, role in _LINK.findall(words)]
        for label, stem in references:
            listed = self._ids.get(stem.casefold()) or self._titles.get(_plain(label))
            if id_ := listed or self._numbered(stem, own) or self._numbered(label, own):
                yield id_
        if not references:
            path = _PATH.search(words)
            for number in [path[1]] if path else [found[0] for found in _NUMBER.finditer(words)]:
                if id_ := self._numbered(number, own):
                    yield id_

    def _numbered(self, words: str, own: str) -> str | None:
        """The id of the record with the first number in `words`: of the series that the words name, else of our own."""
        found, ours = _NUMBER.search(words), _NUMBERED_ID.fullmatch(own)
        if not found:
            return None
        number, series = int(found[2]), ours[1] if ours else ""
        if found[1] and not series.casefold().endswith(f"{found[1].casefold()}-"):
            series = f"{found[1].upper()}-"
        return self._numbers.get((series.casefold(), number)) or (f"{series}{number}" if series else None)


def _stem(target: str) -> str:
    """`../adr/0036-multi-cluster.md#why` is `0036-multi-cluster`."""
    return re.sub(r"[#?].*|\.(md|rst|markdown|txt)\b.*", "", target).rstrip("/").rpartition("/")[2]


def _after(pattern: re.Pattern[str], metadata: Metadata, status_words: str | None) -> list[str]:
    texts = (metadata.get("status_section"), metadata.get("status"), status_words)
    return [found[1] for text in texts if isinstance(text, str) for found in pattern.finditer(text)]


def _words(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [str(item) for item in items if isinstance(item, str | int) and str(item).strip(" -*[]")]


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
