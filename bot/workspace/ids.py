"""Identifiers as Slack's look: a letter and upper-case letters and digits, unique in one workspace."""

import hashlib
import itertools

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def base36(number: int, width: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _ALPHABET[rest] + digits
    return digits.rjust(width, "0")


def derived(prefix: str, *parts: str) -> str:
    """The same parts give the same id, e.g. the direct message channel of a person."""
    digest = hashlib.sha256("\x00".join(parts).encode()).digest()
    return prefix + base36(int.from_bytes(digest[:6], "big"), 10)[-10:]


class Ids:
    """Hands out ids: `ids.next("V")` gives `V0000000001`, and so on."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def next(self, prefix: str) -> str:
        return prefix + base36(next(self._count), 10)
