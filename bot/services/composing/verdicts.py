"""Why a model's sentence was not kept."""

from dataclasses import dataclass
from enum import StrEnum


class Drop(StrEnum):
    """Each value completes "the claim was dropped: ..." and is told to the model on its second try."""

    NO_SOURCE = "there is no evidence with that number"
    QUOTE_SHORT = "its quote is shorter than 15 characters"
    QUOTE_NOT_FOUND = "its quote does not stand in that source letter for letter"
    QUOTE_HEADING = "its quote is a heading, not a statement"
    QUOTE_HIDES = "its quote holds characters that hide or turn text"
    QUOTE_INSTRUCTS = "its quote is an instruction to an assistant, not a statement"
    ASKS = "its quote asks something, it states nothing"
    EMPTY = "it says nothing"
    TOO_LONG = "it is too long"
    LINK = "it holds a link or an address"
    MENTION = "it mentions somebody or a channel"
    MARKUP = "it holds markup"
    HIDDEN = "it holds characters that do not show or letters of mixed alphabets"
    NUMBER = "it names a number that is not in its quote"
    NAME = "it names something that is neither in its source nor in the question"
    STATUS = "it says that something was approved, reversed or the like, and its quote does not"
    DENIAL = "it affirms what its quote denies, or denies what its quote affirms"
    UNSUPPORTED = "its words are not those of its quote"
    OFF_TOPIC = "it rests on a message that does not speak of what was asked"
    REPEATED = "it says the same as an earlier claim"
    BESIDE = "it rests on a piece beside the first, and no claim rests on the first"


@dataclass(frozen=True)
class Claim:
    """A sentence that may be shown. `quote` is `source text[start:end]`, character for character."""

    text: str
    source: int
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Dropped:
    """What the model said and why nobody sees it. `text` and `quote` are cut to a length fit for a log."""

    text: str
    source: int | None
    quote: str
    why: Drop
