"""Feedback kept outside Slack, in its plain forms: JSON Lines and CSV."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.domain.kinds import SignalKind, Surface
from bot.domain.messages import Feedback
from bot.errors import BadInput
from bot.sources.dates import read_time
from bot.sources.exported_messages import MARK, from_row
from bot.sources.files import OnError, jsonl_rows, stop_at_first
from bot.sources.storable import storable
from bot.sources.tables import Synonyms, csv_rows, under_our_names

FEEDBACK_HEADERS: Synonyms = {
    "id": ("ticket id", "feedback id", "message id", "response id", "external id", "key", "uuid"),
    "text": ("comment", "comments", "message", "body", "feedback", "description", "content", "review", "response",
             "verbatim", "note", "notes", "answer", "quote", "question"),
    "subject": ("title", "summary", "headline"),
    "created_at": ("created", "created on", "date", "timestamp", "time", "submitted at", "submitted", "created date",
                   "date created", "created at utc", "sent at", "occurred at", "response date"),
    "author": ("name", "user", "username", "user name", "from", "contact", "contact name", "reporter", "requester",
               "customer name", "respondent", "submitted by", "created by", "full name"),
    "author_email": ("email", "e mail", "email address", "user email", "contact email", "requester email",
                     "customer email"),
    "account": ("company", "customer", "organization", "organisation", "account name", "company name", "client", "org",
                "customer company"),
    "url": ("link", "permalink", "ticket url", "href"),
    "kind": ("type", "category", "feedback type"),
    "surface": (),
}  # fmt: skip
"""Our names with the headers that other systems use for them."""

_KIND_WORDS = {
    "feature request": SignalKind.REQUEST, "feature": SignalKind.REQUEST, "idea": SignalKind.REQUEST,
    "enhancement": SignalKind.REQUEST, "suggestion": SignalKind.REQUEST, "bug": SignalKind.PROBLEM,
    "issue": SignalKind.PROBLEM, "incident": SignalKind.PROBLEM, "pain": SignalKind.PROBLEM,
    "complaint": SignalKind.PROBLEM, "churn": SignalKind.CHURN_RISK, "blocker": SignalKind.DEAL_BLOCKER,
    "compliment": SignalKind.PRAISE, "kudos": SignalKind.PRAISE,
}  # fmt: skip


def read_jsonl(path: Path, on_error: OnError = stop_at_first) -> Iterator[Feedback]:
    """Feedback from JSON Lines: `{"id", "text", "created_at"?, "author"?, "account"?, "url"?, "kind"?, "surface"?}`."""
    for place, row in jsonl_rows(path, on_error):
        try:
            if isinstance(row.get(MARK), Mapping):
                yield from_row(row, place)
            else:
                yield _feedback(place, under_our_names(row, FEEDBACK_HEADERS), "jsonl")
        except BadInput as problem:
            on_error(problem)


def read_csv(path: Path, on_error: OnError = stop_at_first) -> Iterator[Feedback]:
    """Feedback from CSV with a header row; the headers' usual synonyms are understood."""
    yield from _each(((place, under_our_names(row, FEEDBACK_HEADERS)) for place, row in csv_rows(path, on_error)),
                     "csv", on_error)  # fmt: skip


def _each(rows: Iterator[tuple[str, dict[str, Any]]], source: str, on_error: OnError) -> Iterator[Feedback]:
    for place, row in rows:
        try:
            yield _feedback(place, row, source)
        except BadInput as problem:
            on_error(problem)


def _feedback(place: str, row: Mapping[str, Any], source: str) -> Feedback:
    subject, body = _text(place, row, "subject"), _text(place, row, "text")
    if not body and not subject:
        raise BadInput(place, f"feedback needs `text`; this row has {', '.join(row) or 'nothing that is known'}")
    text = body or subject or ""
    if body and subject and subject.casefold() not in body.casefold():
        text = f"{subject}\n{body}"
    created_at = read_time(row.get("created_at"))
    if created_at is None and "created_at" in row:
        raise BadInput(place, f"`created_at` is no time: {str(row['created_at'])[:40]!r}")
    author, account = _text(place, row, "author"), _text(place, row, "account")
    return Feedback(
        id=_text(place, row, "id") or content_id(text, author, account, str(row.get("created_at") or "")),
        text=text,
        source=source,
        created_at=created_at,
        author=author,
        author_email=_text(place, row, "author_email"),
        account=account,
        url=_text(place, row, "url"),
        kind=_kind(row.get("kind")),
        surface=_surface(place, row.get("surface")),
    )


def content_id(*parts: str | None) -> str:
    """A stable id for what has none of its own: the same words of the same person are the same feedback."""
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()[:20]


def _text(place: str, row: Mapping[str, Any], name: str) -> str | None:
    """Raises BadInput where it is neither text nor a number."""
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise BadInput(place, f"`{name}` must be text, this is {type(value).__name__}")
    return storable(value.strip()) or None


def _kind(words: object) -> SignalKind | None:
    """The kind that a source's own word means; a word that means none (`task`, `other`) is left to the classifier."""
    plain = str(words or "").strip().lower().replace("-", " ").replace("_", " ")
    by_name = {kind.label: kind for kind in SignalKind} | {kind.value.replace("_", " "): kind for kind in SignalKind}
    return by_name.get(plain) or _KIND_WORDS.get(plain)


def _surface(place: str, word: object) -> Surface | None:
    if word is None:
        return None
    try:
        return Surface(str(word).strip().lower())
    except ValueError as problem:
        known = ", ".join(Surface)
        raise BadInput(place, f"`surface` is one of {known}, not {str(word)[:40]!r}") from problem
