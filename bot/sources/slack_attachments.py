"""All that a message says: its text, and what integrations (Zendesk, Intercom, HubSpot, Jira) put beside it.

Slack repeats the same words in `text`, `blocks` and `attachments`; each is kept once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from bot.sources.slack_blocks import blocks_text
from bot.sources.slack_text import MAX_TEXT, link_text, plain_text, unescape

MAX_ATTACHMENTS = 100
MAX_FACT = 200
"""Characters of a field that are looked at for the customer's name or address."""

MIN_SQUASHED = 12
"""Letters from which on a line counts as a repetition although its marks break its words apart."""

_WORD = re.compile(r"\w+")
_CUSTOMER_FIELDS = frozenset({
    "account", "account name", "client", "company", "company name", "customer", "org", "organisation", "organization",
})  # fmt: skip
_PERSON_FIELDS = frozenset({"contact", "e-mail", "email", "from", "reporter", "requester", "requested by", "user"})
_ADDRESS = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63})+)")
_NO_COMPANY = frozenset({
    "aol.com", "gmail.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com", "live.com", "me.com",
    "outlook.com", "proton.me", "protonmail.com", "web.de", "yahoo.com",
})  # fmt: skip
"""Mail providers: an address there says nothing of where its owner works."""

Names = Mapping[str, str]


def said_in_message(fields: Mapping[str, Any], names: Names) -> list[str]:
    """The parts of a message as plain text in reading order, none of them twice; `fields` is of untrusted shape."""
    text = _markup(fields.get("text"), names)
    parts = [text] if text.strip() else []
    parts += _unsaid(blocks_text(fields.get("blocks"), names), parts)
    attached = [_attachment_lines(attachment, names) for attachment in _attachments(fields)]
    parts += [line for lines in attached for line in _unsaid(lines, parts)]
    return parts + [f"[file: {name}]" for name in _file_names(fields)]


def customer_named_in(fields: Mapping[str, Any], names: Names) -> str | None:
    """The customer as an integration's field names it ("Company: Acme"), else the domain of the requester's address."""
    titled = list(_titled_values(fields, names))
    for title, value in titled:
        if title in _CUSTOMER_FIELDS and value:
            return value[:MAX_FACT]
    for title, value in titled:
        address = _ADDRESS.search(value[:MAX_FACT]) if title in _PERSON_FIELDS else None
        if address and address.group(1).lower() not in _NO_COMPANY:
            return address.group(1).lower()
    return None


def _unsaid(lines: Iterable[str], parts: list[str]) -> list[str]:
    """The lines whose words do not stand in `parts` already. Lines may repeat among themselves: so do forms."""
    before = _words(parts)
    spaced, squashed = f" {' '.join(before)} ", "".join(before)
    kept = []
    for line in lines:
        words = _words([line])
        repeats = f" {' '.join(words)} " in spaced if words else any(line.strip() in part for part in parts)
        if not repeats and len(joined := "".join(words)) >= MIN_SQUASHED:
            repeats = joined in squashed
        if line.strip() and not repeats:
            kept.append(line)
    return kept


def _words(parts: Iterable[str]) -> list[str]:
    return [word for part in parts for word in _WORD.findall(unescape(part).casefold())]


def _attachments(fields: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Attachments that belong to the message; link previews and shared messages are somebody else's words."""
    attachments = fields.get("attachments")
    for attachment in attachments[:MAX_ATTACHMENTS] if isinstance(attachments, list) else ():
        if isinstance(attachment, Mapping) and not (
            attachment.get("is_msg_unfurl") or attachment.get("is_share") or attachment.get("from_url")
            or attachment.get("is_app_unfurl") or attachment.get("original_url")
        ):  # fmt: skip
            yield attachment


def _attachment_lines(attachment: Mapping[str, Any], names: Names) -> Iterator[str]:
    lines = [_markup(attachment.get("pretext"), names), _markup(attachment.get("author_name"), names)]
    title, link = _markup(attachment.get("title"), names), attachment.get("title_link")
    lines.append(link_text(link, title) if title and isinstance(link, str) and link else title)
    lines.append(_markup(attachment.get("text"), names))
    lines += [f"{name}: {value}" if name else value for name, value in _fields(attachment, names)]
    said = [line for line in lines if line]
    lines += _unsaid(blocks_text(attachment.get("blocks") or attachment.get("message_blocks"), names), said)
    if not any(lines):
        lines.append(_markup(attachment.get("fallback"), names))
    return filter(None, lines)


def _fields(attachment: Mapping[str, Any], names: Names) -> Iterator[tuple[str, str]]:
    fields = attachment.get("fields")
    for field in fields if isinstance(fields, list) else ():
        if isinstance(field, Mapping):
            yield _markup(field.get("title"), names).strip(), _markup(field.get("value"), names).strip()


def _titled_values(fields: Mapping[str, Any], names: Names) -> Iterator[tuple[str, str]]:
    """(title, value) of attachment fields, and of lines like `*Company:* Acme` or a bold title above its value."""
    lines = [_markup(fields.get("text"), names)[:MAX_TEXT], *blocks_text(fields.get("blocks"), names)]
    for attachment in _attachments(fields):
        for title, value in _fields(attachment, names):
            yield _title(title), value
        lines += _attachment_lines(attachment, names)
    lines = [part for line in lines for part in line.split("\n")]
    for line, below in pairwise([*lines, ""]):
        title, colon, value = line.partition(":")
        if colon and _title(title):
            yield _title(title), value.strip(" *_") or below.strip(" *_")
        elif line.startswith("*") and line.rstrip().endswith("*"):
            yield _title(line), below.strip()


def _title(words: str) -> str:
    return words.strip(" *_:").casefold() if len(words) < 40 else ""


def _file_names(fields: Mapping[str, Any]) -> Iterator[str]:
    """Names and titles of the files that came with it; deleted and hidden files have none."""
    files = fields.get("files")
    if not isinstance(files, list):
        files = [fields.get("file")] if fields.get("subtype") in ("file_share", "file_comment") else []
    for file in files[:MAX_ATTACHMENTS]:
        if isinstance(file, Mapping) and file.get("mode") not in ("tombstone", "hidden_by_limit"):
            name, title = _raw(file.get("name")), _raw(file.get("title"))
            shown = f"{title} ({name})" if title and name and title != name else title or name
            if shown:
                yield shown


def _markup(value: object, names: Names) -> str:
    return plain_text(value, names) if isinstance(value, str) else ""


def _raw(value: object) -> str:
    return unescape(value).strip() if isinstance(value, str) else ""
