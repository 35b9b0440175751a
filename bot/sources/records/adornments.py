"""reStructuredText's headings: told by the line under them, or those around them, and ranked as they appear."""

from bot.sources.records.lines import ADORNMENT, Line


class Adornments:
    """The marks of one text, in order of appearance: the first is the outermost level."""

    def __init__(self) -> None:
        self._seen: list[tuple[str, bool]] = []

    def heading(self, line: Line, below: Line | None, second: Line | None) -> tuple[Line, int, int] | None:
        """The heading that begins at `line`: its title's line, its level, how many lines it takes."""
        over = ADORNMENT.match(line.text)
        if over and below is not None and second is not None and not below.is_blank:
            under = ADORNMENT.match(second.text)
            if under and under[1] == over[1] and " " not in line.words:
                return below, self._level(over[1], True), 3
        if below is None or over or line.indent:
            return None
        under = ADORNMENT.match(below.text)
        if under and len(below.words) >= min(len(line.words) - 2, 60):
            return line, self._level(under[1], False), 2
        return None

    def _level(self, mark: str, over: bool) -> int:
        if (mark, over) not in self._seen:
            self._seen.append((mark, over))
        return self._seen.index((mark, over)) + 1
