"""The readers of feedback, by the name that `--source` takes."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.domain.messages import Feedback
from bot.errors import BadInput
from bot.sources.feedback import read_csv, read_jsonl
from bot.sources.files import OnError

FeedbackReader = Callable[[Path, OnError], Iterator[Feedback]]

FEEDBACK_READERS: dict[str, FeedbackReader] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
}


def feedback_reader(name: str) -> FeedbackReader:
    """The reader for a source. Raises BadInput that lists the known ones."""
    try:
        return FEEDBACK_READERS[name]
    except KeyError:
        raise BadInput("--source", f"{name!r} is not one of {', '.join(FEEDBACK_READERS)}") from None
