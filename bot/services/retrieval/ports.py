"""What retrieval needs handed in: one library, bound to one viewer, that never shows what that viewer may not see.

Wiring: `near` is the vector index over the audiences of the viewer (passages of records), `matching`, `holding`,
`frequencies` and `terms_like` are `store.lexical.LexicalIndex`; `passages`, `records` and `messages` read SQL. Every
answer is already filtered by permission.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain.decisions import Decision
from bot.domain.messages import Message
from store.lexical import MessageMatch, RecordMatch

Vector = NDArray[np.float32]


class Near(NamedTuple):
    """An owner (record or message) with a passage near the question. An owner may come several times."""

    owner_id: str
    similarity: float


class OwnPassage(NamedTuple):
    """One embedded passage of a record; `text` was embedded, `start` and `end` bound it in the record's text."""

    role: str
    section: str
    start: int
    end: int
    text: str


class OwnPassages(NamedTuple):
    """All the passages of one record, and their vectors (n, dim) in the same order."""

    passages: tuple[OwnPassage, ...]
    vectors: Vector


class Library(Protocol):
    async def count(self) -> int:
        """How many records there are to search."""
        ...

    async def near(self, vector: Vector, k: int) -> Sequence[Near]:
        """The owners of the `k` nearest passages of records, best first."""
        ...

    async def near_messages(self, vector: Vector, k: int) -> Sequence[Near]: ...

    async def passages(self, owner_ids: Collection[str]) -> Mapping[str, OwnPassages]: ...

    async def records(self, ids: Collection[str]) -> Mapping[str, Decision]: ...

    async def messages(self, ids: Collection[str]) -> Mapping[str, Message]: ...

    async def replies(self, messages: Collection[Message]) -> Mapping[str, Sequence[Message]]:
        """By a message's id, what was said after it in its thread, oldest first."""
        ...

    async def people_called(self, name: str) -> Mapping[str, str]:
        """Full names by user id of the company's own people whose first or whole name this is."""
        ...

    async def channels_named(self, name: str) -> frozenset[str]:
        """Ids of the channels of this name."""
        ...

    async def matching(self, terms: Sequence[str], k: int) -> Sequence[RecordMatch]: ...

    async def matching_messages(self, terms: Sequence[str], k: int) -> Sequence[MessageMatch]: ...

    async def holding(self, terms: Sequence[str], owner_ids: Collection[str]) -> Mapping[str, frozenset[str]]: ...

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]: ...

    async def message_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]: ...

    async def terms_like(self, prefix: str) -> Sequence[tuple[str, int]]: ...
