"""A digest as it is kept: JSON that comes back as the same value."""

from typing import Any

from pydantic import TypeAdapter

from bot.domain.digests import Digest

_adapter: TypeAdapter[Digest] = TypeAdapter(Digest)


def digest_to_json(digest: Digest) -> dict[str, Any]:
    kept: dict[str, Any] = _adapter.dump_python(digest, mode="json")
    return kept


def digest_from_json(kept: dict[str, Any]) -> Digest:
    return _adapter.validate_python(kept)
