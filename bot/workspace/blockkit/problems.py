"""Collects what is wrong, each with the JSON pointer to the place, and small checks that everything shares."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Problems:
    """`found` holds (message, pointer) pairs in the order met."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def add(self, message: str, pointer: str) -> None:
        self.found.append((message, pointer))

    def text_between(self, value: Any, least: int, most: int, pointer: str) -> None:
        """A plain string of `least` to `most` characters."""
        if not isinstance(value, str):
            self.add("must provide a string", pointer)
        elif len(value) < least:
            self.add(f"must be more than {least - 1} characters", pointer)
        elif len(value) > most:
            self.add(f"must be less than {most + 1} characters", pointer)

    def optional_text(self, holder: dict[str, Any], key: str, most: int, pointer: str) -> None:
        if holder.get(key) is not None:
            self.text_between(holder[key], 0, most, f"{pointer}/{key}")

    def required(self, holder: dict[str, Any], keys: Iterable[str], pointer: str) -> bool:
        """Whether all `keys` are there; each missing one is a problem."""
        missing = [key for key in keys if holder.get(key) is None]
        for key in missing:
            self.add(f"missing required field: {key}", pointer)
        return not missing

    def known(self, holder: dict[str, Any], keys: Iterable[str], pointer: str) -> None:
        """Fields that Slack does not know are refused."""
        for key in holder:
            if key not in keys:
                self.add(f"invalid additional property: {key}", pointer)

    def items(self, value: Any, least: int, most: int, pointer: str) -> list[dict[str, Any]]:
        """A list of `least` to `most` objects; what of it can be looked at further."""
        if not isinstance(value, list):
            self.add("must be an array", pointer)
            return []
        if len(value) < least:
            self.add(f"must have at least {least} items", pointer)
        if len(value) > most:
            self.add(f"no more than {most} items allowed", pointer)
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                self.add("must be an object", f"{pointer}/{index}")
        return [item for item in value if isinstance(item, dict)]
