"""A digest as it is kept: JSON that comes back as the same value."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from bot.domain.digests import Digest

_adapter: TypeAdapter[Digest] = TypeAdapter(Digest)

LISTS_OF_QUOTES = ("quotes", "evidence")


class Words(NamedTuple):
    """What a theme is called now; no label: it is gone."""

    label: str
    keywords: tuple[str, ...] = ()


def digest_to_json(digest: Digest) -> dict[str, Any]:
    kept: dict[str, Any] = _adapter.dump_python(digest, mode="json")
    return kept


def digest_from_json(kept: dict[str, Any]) -> Digest:
    return _adapter.validate_python(kept)


def without_messages(kept: Mapping[str, Any], gone: Collection[str], words: Mapping[str, Words]) -> dict[str, Any]:
    """The kept digest without the words of the messages in `gone`; `words`: new names of the themes that held them."""
    body = dict(kept)
    themes = (_theme(theme, words) for theme in kept.get("themes") or ())
    body["themes"] = [theme for theme in themes if theme is not None]
    body["contradictions"] = [c for c in kept.get("contradictions") or () if c.get("id") not in gone]
    if week := kept.get("week"):
        body["week"] = without_messages(week, gone, words)
    if body["themes"] != list(kept.get("themes") or ()) or not _told_of(kept).isdisjoint(gone):
        body["headline"] = None  # a model's sentence may tell what is gone
    cleaned: dict[str, Any] = _without_quotes(body, gone)
    return cleaned


def _told_of(kept: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(message_id for theme in kept.get("themes") or () for message_id in theme.get("member_ids") or ())


def _theme(theme: Mapping[str, Any], words: Mapping[str, Words]) -> Mapping[str, Any] | None:
    now = words.get(theme["id"])
    if now is None:
        return theme
    if not now.label:
        return None
    return {**theme, "label": now.label, "keywords": list(now.keywords), "problem": None}


def _without_quotes(value: Any, gone: Collection[str]) -> Any:
    if isinstance(value, list):
        return [_without_quotes(item, gone) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [quote for quote in held if quote.get("id") not in gone]
        if key in LISTS_OF_QUOTES
        else _without_quotes(held, gone)
        for key, held in value.items()
    }
