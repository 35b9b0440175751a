"""One decision record a file: MADR, Nygard ADR, Rust RFC, PEP, KEP (kep.yaml beside README.md) and Open edX layouts."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.domain.decisions import IncomingDecision
from bot.errors import BadInput
from bot.sources.decision_facts import incoming_decision
from bot.sources.exported_decisions import from_madr
from bot.sources.files import OnError, read_text
from bot.sources.record_metadata import Metadata, first_heading, known_keys, metadata_of

DOCUMENT_SUFFIXES = (".md", ".markdown", ".mkd", ".rst", ".md.gz", ".rst.gz")
KEP_FILE = "kep.yaml"

_NOT_RECORDS = re.compile(
    r"(?i)(readme|index|toc|contents|changelog|contributing|code[-_]of[-_]conduct|license|_sidebar|summary|security)"
    r"|.*\btemplate\b.*|.*_template.*|0*-template.*"
)
_SKIPPED_FOLDERS = frozenset({"node_modules", "venv", "__pycache__", "vendor", "templates", "template"})
_NUMBER = re.compile(r"(?i)^(?:(adr|pep|rfc|kep|oep|dr|edr|pdr)[-_ ]?)?0*(\d{1,6})(?=[-_. ]|$)")
_NUMBERED_TITLE = re.compile(
    r"(?i)^(?:(?:adr|pep|rfc|kep|oep|proposal)[-\s#]*)?\d{1,6}\s*[.:)–—-]+\s+|^(?:adr|rfc|proposal):\s+"
)
_SECTION_TITLES = frozenset({"summary", "abstract", "status", "context", "motivation", "overview", "introduction",
                             "table of contents", "decision", "background", "metadata"})  # fmt: skip
_SERIES_OF_FOLDER = {
    "adr": "ADR", "adrs": "ADR", "decisions": "ADR", "decision": "ADR", "decision-records": "ADR",
    "architecture": "ADR", "rfc": "RFC", "rfcs": "RFC", "peps": "PEP", "pep": "PEP", "keps": "KEP", "oeps": "OEP",
}  # fmt: skip

OnSkipped = Callable[[str, str], None]


def documents_in(folder: Path, on_error: OnError, on_skipped: OnSkipped) -> Iterator[IncomingDecision]:
    """Every record of a folder and its sub-folders, in the order of their paths; what is no record is named as skipped.

    Two records that would have one id (numbers restart in another folder) keep their file names as ids.
    """
    taken: set[str] = set()
    for path in _files(folder):
        is_kep = path.stem.lower() == "readme" and path.with_name(KEP_FILE).exists()
        if not is_kep and _NOT_RECORDS.fullmatch(path.name.split(".")[0]):
            on_skipped(str(path), "not a record: an index, a template or a word about the folder")
            continue
        try:
            record = read_document(path, taken)
        except BadInput as problem:
            on_error(problem)
            continue
        taken.add(record.id)
        yield record


def read_document(path: Path, taken: set[str] | frozenset[str] = frozenset()) -> IncomingDecision:
    """The record in one file. Raises BadInput where it cannot be read or holds no text."""
    text = read_text(path)
    if not text.strip():
        raise BadInput(str(path), "is empty")
    if exported := from_madr(text, str(path)):
        return exported
    beside = _kep_metadata(path)
    metadata = metadata_of(text) | beside
    title = metadata.get("title") if isinstance(metadata.get("title"), str) else None
    candidates = (_explicit_id(metadata), _numbered_id(path, metadata, text), _stem(path), "/".join(path.parts[-3:]))
    id_ = next((id_ for id_ in candidates if id_ and id_ not in taken), str(path))
    given = {"title": _plain_title(title) or _heading_title(text, path)} | _given(beside)
    return incoming_decision(id_, text, str(path), given)


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and name.lower() not in _SKIPPED_FOLDERS)
        for name in sorted(files):
            is_pep = name.lower().startswith("pep-") and name.lower().endswith(".txt")
            if name[0] != "." and (name.lower().endswith(DOCUMENT_SUFFIXES) or is_pep):
                yield Path(root, name)


def _kep_metadata(path: Path) -> Metadata:
    """What kep.yaml beside a README says; {} where there is none. Raises BadInput where it is broken."""
    beside = path.with_name(KEP_FILE)
    if path.stem.lower() != "readme" or not beside.exists():
        return {}
    try:
        content = yaml.safe_load(read_text(beside))
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise BadInput(str(beside), f"is not YAML: {' '.join(str(problem).split())[:120]}") from problem
    return known_keys(content) if isinstance(content, Mapping) else {}


def _given(beside: Metadata) -> dict[str, Any]:
    names = {"status": "status", "created": "date", "tags": "tags", "supersedes": "supersedes",
             "superseded_by": "superseded_by", "deciders": "decided_by"}  # fmt: skip
    return {name: beside[key] for key, name in names.items() if key in beside}


def _explicit_id(metadata: Metadata) -> str | None:
    id_ = metadata.get("id")
    return id_.strip() if isinstance(id_, str) and 0 < len(id_.strip()) <= 80 and "\n" not in id_ else None


def _numbered_id(path: Path, metadata: Metadata, text: str) -> str | None:
    """`ADR-7` for `adr/0007-use-x.md`; None where the series or the number cannot be told."""
    name = path.parent.name if path.with_name(KEP_FILE).exists() else path.name
    found = _NUMBER.match(name)
    number = found[2] if found else _leading_number(metadata.get("number"))
    series = (found[1] or "").upper() if found else ""
    if path.with_name(KEP_FILE).exists():
        series = "KEP"
    elif text.lstrip("\ufeff").startswith("PEP:"):
        series = "PEP"
    elif not series:
        folders = [part.lower() for part in path.parts[:-1]][::-1]
        series = next((_SERIES_OF_FOLDER[part] for part in folders if part in _SERIES_OF_FOLDER), "")
    if not series and re.search(r"(?im)^#+\s*(decision( outcome)?|considered options)\s*$", text):
        series = "ADR"
    return f"{series}-{int(number)}" if number and series else None


def _leading_number(value: object) -> str | None:
    found = re.search(r"\d{1,6}", str(value)) if isinstance(value, str | int) else None
    return found[0] if found else None


def _heading_title(text: str, path: Path) -> str:
    heading = _plain_title(first_heading(text))
    if heading and heading.lower() not in _SECTION_TITLES:
        return heading
    return re.sub(r"[-_]+", " ", _NUMBER.sub("", _stem(path))).strip() or _stem(path)


def _plain_title(title: str | None) -> str | None:
    """The title without its number: `7. Use X`, `ADR-7: Use X` and `PEP 7 – Use X` are `Use X`."""
    return _NUMBERED_TITLE.sub("", title.strip(" `*#\"'")).strip() or None if title else None


def _stem(path: Path) -> str:
    if path.stem.lower() == "readme":
        return path.parent.name
    return path.name.removesuffix(".gz").rpartition(".")[0]
