"""One line of `because doctor`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    word: str  # ok | warn | FAIL
    what: str
    mend: str = ""

    @property
    def is_failure(self) -> bool:
        return self.word == "FAIL"

    def __str__(self) -> str:
        line = f"{self.word:<4}  {self.what}"
        return f"{line} — {self.mend}" if self.mend else line


def ok(what: str) -> Finding:
    return Finding("ok", what)


def warn(what: str, mend: str) -> Finding:
    return Finding("warn", what, mend)


def fail(what: str, mend: str = "") -> Finding:
    """`mend` may stand in `what` already: the product's own errors name theirs."""
    return Finding("FAIL", what, mend)
