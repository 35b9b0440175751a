"""The lines of a text with their offsets, and which of the two markups they are written in."""

import re
from dataclasses import dataclass

ADORNMENT = re.compile(r"([=\-~^\"*+#.`:_'<>])\1{2,}[ \t]*$")
_DIRECTIVE = re.compile(r"\.\. ")
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+\S")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_INLINE_LINK = re.compile(r"\]\((?:https?:|#|\.|/)")


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is without its end; `start` is its offset; `indent` counts a tab as up to the next multiple of four."""

    text: str
    start: int
    indent: int

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.isspace()

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def words_start(self) -> int:
        return self.start + len(self.text) - len(self.text.lstrip())

    @property
    def words_end(self) -> int:
        return self.start + len(self.text.rstrip())


def lines_of(text: str) -> list[Line]:
    found, start = [], 0
    for raw in text.split("\n"):
        white = raw[: len(raw) - len(raw.lstrip())]
        found.append(Line(raw, start, len(white.expandtabs(4))))
        start += len(raw) + 1
    return found


def is_restructured(lines: list[Line]) -> bool:
    """Whether the text is reStructuredText rather than Markdown."""
    if lines and lines[0].text.startswith("PEP:"):
        return True
    restructured = markdown = 0
    for before, line in zip([None, *lines], lines, strict=False):
        text = line.text
        if _DIRECTIVE.match(text) or text.endswith("::"):
            restructured += 2
        elif (
            before is not None
            and before.text
            and ADORNMENT.match(text)
            and len(text.rstrip()) >= len(before.text.rstrip())
        ):
            restructured += 1 if text[0] in "=-" else 3
        elif _ATX.match(text):
            markdown += 3
        elif _FENCE.match(text) or _INLINE_LINK.search(text):
            markdown += 1
    return restructured > markdown
