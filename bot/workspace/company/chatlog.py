"""Reads a channel's talk from Markdown: a heading is a message, a heading one level deeper a reply to it.

    ### -12 09:41 mara key=berth-map-plan :tada:lena,dan
    text of the message

    #### 09:55 tomas
    the reply; its day is the parent's unless it says another

A message of an integration starts with `Name: value` lines up to the first empty line: its fields.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

_HEADING = re.compile(r"^(###|####) (?:(-?\d+) )?(\d\d):(\d\d) ([a-z]+)((?: \S+)*)$")
_FIELD = re.compile(r"^([A-Z][A-Za-z ]{1,20}): (.+)$")


@dataclass(frozen=True)
class Line:
    """One message as written down. `day` counts from the anchor day (0), `author` is a handle of a person or a bot."""

    key: str
    day: int
    clock: time
    author: str
    text: str
    parent: str | None = None
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    file_name: str | None = None

    def fields(self) -> tuple[dict[str, str], str]:
        """The leading `Name: value` lines, and the text after them."""
        head, _, rest = self.text.partition("\n\n")
        found = [_FIELD.match(line) for line in head.splitlines()]
        if not found or not all(found):
            return {}, self.text
        return {match[1]: match[2] for match in found if match}, rest.strip()


def read_chatlog(channel: str, text: str) -> tuple[Line, ...]:
    """All messages of one channel's file, in the file's order. Raises ValueError naming the line that is no heading."""
    return tuple(_lines(channel, text))


def _lines(channel: str, text: str) -> Iterator[Line]:
    head: re.Match[str] | None = None
    body: list[str] = []
    parent: Line | None = None
    count = 0
    for number, row in enumerate([*text.splitlines(), "### end"], start=1):
        if not row.startswith(("### ", "#### ")):
            body.append(row)
            continue
        if head:
            count += 1
            line = _line(channel, count, head, "\n".join(body).strip(), parent)
            if line.parent is None:
                parent = line
            yield line
        body = []
        head = _HEADING.match(row)
        if head is None and row != "### end":
            raise ValueError(f"{channel}, line {number}: not a message heading: {row}")


def _line(channel: str, count: int, head: re.Match[str], text: str, parent: Line | None) -> Line:
    level, day, hour, minute, author, rest = head.groups()
    is_reply = level == "####"
    if is_reply and parent is None:
        raise ValueError(f"{channel}: a reply without a message before it: {head[0]}")
    if day is None and not is_reply:
        raise ValueError(f"{channel}: no day: {head[0]}")
    above = parent if is_reply else None
    key, file_name, reactions = f"{channel}-{count:03}", None, []
    for word in rest.split():
        if word.startswith("key="):
            key = word[4:]
        elif word.startswith("file="):
            file_name = word[5:]
        else:
            _, name, people = word.split(":")
            reactions.append((name, tuple(people.split(","))))
    return Line(key, int(day) if day else above.day if above else 0, time(int(hour), int(minute)), author, text,
                above.key if above else None, tuple(reactions), file_name)
