"""Slack's message markup to plain text: tokens first, then entities (`&amp;` last)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

MAX_TEXT = 100_000
"""Characters of one message that are kept (Slack's own limit is 40,000, blocks and attachments come on top)."""

_TOKEN = re.compile(r"<([^<>\n]{1,4000})>")
_LINK = re.compile(r"(?i)^(https?|ftp|mailto|tel|slack|file|sip|skype|[a-z][a-z0-9+.-]{1,20}):")
_BROADCASTS = {"here": "@here", "channel": "@channel", "everyone": "@everyone", "group": "@group"}


def plain_text(markup: str, names: Mapping[str, str]) -> str:
    """`markup` as a person reads it. `names` maps ids of people and channels to names; unknown ids stay as they are."""
    return unescape(_TOKEN.sub(lambda token: _decode(token.group(1), names), markup))


def unescape(text: str) -> str:
    """The three characters that Slack escapes, `&` last so that nothing is decoded twice."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentioned_ids(markup: str) -> set[str]:
    """Ids of the people and channels that a text names, so that their names can be looked up before it is read."""
    return {
        token[1:].partition("|")[0]
        for token in _TOKEN.findall(markup)
        if len(token) > 2 and token[0] in "@#" and token[1:].partition("|")[0].isalnum()
    }


def capped(text: str) -> str:
    """The text, or its start with a mark where it is longer than `MAX_TEXT`."""
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}\n[cut here: {len(text):,} characters]"


def link_text(url: str, label: str | None) -> str:
    """A link as plain text: the label and, where it does not say the same, the address it really leads to."""
    address = re.sub(r"(?i)^(mailto|tel):", "", url)
    if not label or label == address or address.removesuffix("/").endswith("//" + label.removesuffix("/")):
        return label or address
    return f"{label} ({address})" if address != label else label


def mention(id_: str, names: Mapping[str, str], sign: str) -> str:
    """`@name` or `#name`: the name we know, or the id."""
    return sign + names.get(id_, id_)


def _decode(token: str, names: Mapping[str, str]) -> str:
    """One token, still escaped: entities are decoded once, over the whole text, afterwards."""
    body, bar, label = token.partition("|")
    if body[:1] in ("@", "#") and body[1:].isalnum():
        known = names.get(body[1:], "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return body[0] + (known or label.removeprefix(body[0]) or body[1:])
    if body[:1] == "!":
        return _decode_special(body[1:], label)
    if _LINK.match(body):
        return link_text(body, label if bar else None)
    return f"<{token}>"  # not Slack's: e.g. a history that was not escaped


def _decode_special(body: str, label: str) -> str:
    name, *arguments = body.split("^")
    if name == "subteam" and arguments:
        return label or f"@{arguments[0]}"
    if name == "date" and arguments:
        return label or date_text(arguments[0])
    return _BROADCASTS.get(name) or label or f"<!{body}>"


def date_text(seconds: object) -> str:
    """A date token's time in UTC, for the rare one that has no fallback text."""
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (ValueError, OverflowError, OSError):
        return str(seconds)
