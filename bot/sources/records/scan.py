"""Markdown and reStructuredText to blocks, in one pass over the lines: fast, and no character is lost or moved."""

import re

from bot.sources.records.adornments import Adornments
from bot.sources.records.blocks import BULLET, Block, BlockKind, prose_kind
from bot.sources.records.lines import ADORNMENT, Line, is_restructured, lines_of
from bot.sources.records.run_in import run_in

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?:>[ \t]*)?(```+|~~~+)")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_=])(?:[ \t]*\1){2,}[ \t]*$")
_TABLE = re.compile(r"[ \t]*(?:\||\+[-=+]{3,}|={2,} +[= ]+$|-{2,} +[- ]+$)")
_PIPES = re.compile(r"[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+$")
_EXPLICIT = re.compile(r"\.\.(?:[ \t]|$)")
_ADMONITION = re.compile(r"\.\. (?:note|warning|important|tip|hint|caution|attention|epigraph)::[ \t]*$")
_HEADER_FIELD = re.compile(r"[A-Z][A-Za-z-]*:(?:[ \t]|$)")
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_]{2,80}?):?(?:\*\*|__):?$")
_DOCTEST = re.compile(r">>> |\$ |In \[\d+\]")
_HTML = re.compile(
    r"</?(?:div|p|table|tr|td|th|tbody|thead|img|br|hr|details|summary|span|center|a|ul|ol|li|sup|sub)\b[^>]*>"
)
BOLD_LEVEL = 7
"""A line that is bold as a whole stands in for a heading below all real ones."""


def scan(text: str) -> list[Block]:
    """The blocks of a record, in order, without gaps that hold words."""
    lines = lines_of(text)
    return _Scan(text, lines, is_restructured(lines)).run()


class _Scan:
    def __init__(self, text: str, lines: list[Line], restructured: bool) -> None:
        self._text, self._lines, self._restructured = text, lines, restructured
        self._blocks: list[Block] = []
        self._adornments = Adornments()
        self._list_indent: int | None = None

    def run(self) -> list[Block]:
        i = self._head()
        while i < len(self._lines):
            i = self._next(i)
        return self._blocks

    def _head(self) -> int:
        """YAML front matter or a mail-like header."""
        lines = self._lines
        if lines[0].text.rstrip() == "---":
            for i in range(1, min(len(lines), 200)):
                if lines[i].text.rstrip() in ("---", "..."):
                    self._add(BlockKind.META, 0, i)
                    return i + 1
        if self._restructured and _HEADER_FIELD.match(lines[0].text):
            i = next((i for i, line in enumerate(lines) if line.is_blank), len(lines))
            self._add(BlockKind.META, 0, i - 1)
            return i
        return 0

    def _next(self, i: int) -> int:
        line = self._lines[i]
        if line.is_blank:
            return i + 1
        for read in (self._fence, self._comment, self._heading, self._explicit, self._table, self._indented_code):
            end = read(i)
            if end is not None:
                return end
        return self._prose(i)

    def _add(self, kind: BlockKind, first: int, last: int, level: int = 0) -> None:
        a, b = self._lines[first], self._lines[last]
        self._blocks.append(Block(kind, a.words_start, b.words_end, level, a.indent))

    def _line(self, i: int) -> Line | None:
        return self._lines[i] if i < len(self._lines) else None

    def _fence(self, i: int) -> int | None:
        opening = _FENCE.match(self._lines[i].text)
        if opening is None:
            return None
        mark, end = opening[1], i + 1
        while end < len(self._lines) and not self._lines[end].words.lstrip("> ").startswith(mark):
            end += 1
        last = min(end, len(self._lines) - 1)
        self._add(BlockKind.CODE, i, last)
        return last + 1

    def _comment(self, i: int) -> int | None:
        line = self._lines[i]
        if line.words.startswith("<!--"):
            end = i
            while end < len(self._lines) - 1 and "-->" not in self._lines[end].text:
                end += 1
            self._add(BlockKind.REMNANT, i, end)
            return end + 1
        if not self._restructured and _HTML.match(line.words):
            self._add(BlockKind.REMNANT, i, i)
            return i + 1
        return None

    def _heading(self, i: int) -> int | None:
        line, below = self._lines[i], self._line(i + 1)
        if not self._restructured:
            if atx := _ATX.match(line.text):
                start = line.start + atx.start(2)
                words = re.sub(r"\s*<!--.*?-->\s*$", "", atx[2])
                self._heads(start, start + len(words), len(atx[1]))
                return i + 1
            if below is not None and (under := _SETEXT.match(below.text)) and self._may_be_setext(line):
                self._heads(line.words_start, line.words_end, 1 if under[1][0] == "=" else 2)
                return i + 2
            bold = _BOLD_LINE.match(line.words)
            if bold and line.indent < 4 and (below is None or below.is_blank):
                start = line.words_start + bold.start(1)
                self._heads(start, start + len(bold[1]), BOLD_LEVEL)
                return i + 1
            if _RULE.match(line.text):
                self._add(BlockKind.REMNANT, i, i)
                return i + 1
            return None
        return self._restructured_heading(i)

    def _may_be_setext(self, line: Line) -> bool:
        return line.indent < 4 and len(line.words) < 150 and not BULLET.match(line.words) and line.words[0] not in "|>+"

    def _restructured_heading(self, i: int) -> int | None:
        line, below, second = self._lines[i], self._line(i + 1), self._line(i + 2)
        if found := self._adornments.heading(line, below, second):
            title, level, taken = found
            self._heads(title.words_start, title.words_end, level)
            return i + taken
        if ADORNMENT.match(line.text) and (below is None or below.is_blank):
            self._add(BlockKind.REMNANT, i, i)
            return i + 1
        return None

    def _heads(self, start: int, end: int, level: int) -> None:
        self._list_indent = None
        self._blocks.append(Block(BlockKind.HEADING, start, end, level))

    def _explicit(self, i: int) -> int | None:
        """reStructuredText's directives, comments, targets and footnotes; of an admonition only its first line."""
        line = self._lines[i]
        if not self._restructured or not _EXPLICIT.match(line.words):
            return None
        if _ADMONITION.match(line.words):
            self._add(BlockKind.REMNANT, i, i)
            return i + 1
        end = self._while_indented(i + 1, line.indent)
        self._add(BlockKind.REMNANT, i, end - 1)
        return end

    def _while_indented(self, i: int, indent: int) -> int:
        """The first line from `i` on that is not blank and not further in than `indent`; trailing blanks given back."""
        end = i
        for j in range(i, len(self._lines)):
            if self._lines[j].is_blank:
                continue
            if self._lines[j].indent <= indent:
                break
            end = j + 1
        return end

    def _table(self, i: int) -> int | None:
        below = self._line(i + 1)
        headed = below is not None and "|" in self._lines[i].text and bool(_PIPES.match(below.text))
        if not headed and not _TABLE.match(self._lines[i].text):
            return None
        end = i
        while end < len(self._lines) and not self._lines[end].is_blank:
            end += 1
        while end + 1 < len(self._lines) and self._lines[end].is_blank and _TABLE.match(self._lines[end + 1].text):
            end += 1
            while end < len(self._lines) and not self._lines[end].is_blank:
                end += 1
        self._add(BlockKind.TABLE, i, end - 1)
        return end

    def _indented_code(self, i: int) -> int | None:
        line = self._lines[i]
        if _DOCTEST.match(line.words):
            end = i
            while end < len(self._lines) and not self._lines[end].is_blank:
                end += 1
            self._add(BlockKind.CODE, i, end - 1)
            return end
        if self._restructured or line.indent < 4:
            return None
        if self._list_indent is not None and line.indent < self._list_indent + 8:
            return None
        end = self._while_indented(i, 3)
        self._add(BlockKind.CODE, i, end - 1)
        return end

    def _prose(self, i: int) -> int:
        line = self._lines[i]
        words = line.words.lstrip("> ") if not self._restructured else line.words
        start = line.words_start + len(line.words) - len(words)
        if not words:
            return i + 1
        bullet = BULLET.match(words)
        if bullet:
            self._list_indent = line.indent
            start += bullet.end()
        elif line.indent == 0:
            self._list_indent = None
        end = i + 1
        while end < len(self._lines) and self._continues(end, line, bool(bullet)):
            end += 1
        stop = self._lines[end - 1].words_end
        kind = prose_kind(self._text[start:stop], is_item=bool(bullet)) if start < stop else BlockKind.REMNANT
        if kind is BlockKind.PARAGRAPH and not line.indent and (label := run_in(self._text[start:stop])):
            self._heads(start + label.start("label"), start + label.end("label"), BOLD_LEVEL)
            start += label.end()
            kind = prose_kind(self._text[start:stop], is_item=False)
        if start < stop:
            self._blocks.append(Block(kind, start, stop, indent=line.indent))
        return self._literal(end, line) if self._text[start:stop].endswith("::") else end

    def _continues(self, i: int, first: Line, item: bool) -> bool:
        line = self._lines[i]
        if line.is_blank or _FENCE.match(line.text):
            return False
        words = line.words if self._restructured else line.words.lstrip("> ")
        marked = BULLET.match(words)
        # Within a paragraph "3. " or "a) " at a line's start is more often a wrapped sentence than an item.
        if marked and (item or words[0] in "-*+•" or self._lines[i - 1].words.endswith(":")):
            return False
        if self._restructured:
            return not (_EXPLICIT.match(words) and line.indent <= first.indent)
        return not (_ATX.match(line.text) or words.startswith("<!--") or _TABLE.match(line.text))

    def _literal(self, i: int, first: Line) -> int:
        """What follows a paragraph that ends in `::` and is further in than it: code."""
        if not self._restructured:
            return i
        end = self._while_indented(i, first.indent)
        if end > i:
            begin = next(j for j in range(i, end) if not self._lines[j].is_blank)
            self._add(BlockKind.CODE, begin, end - 1)
        return end
