"""What a search by words offers, whatever database does it. Terms are folded and stemmed by the caller."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from bot.domain.audience import Viewer


class RecordTerms(NamedTuple):
    """Terms of one record, each field joined by spaces. reasons: headings and prose; body: the whole text."""

    owner_id: str
    audience: str
    channel_id: str | None
    title: str
    reasons: str
    body: str


class MessageTerms(NamedTuple):
    owner_id: str
    audience: str
    channel_id: str | None
    body: str


class RecordMatch(NamedTuple):
    """How well the terms match each field of one record (BM25 or its like); 0 where a field holds none of them."""

    owner_id: str
    title: float
    reasons: float
    body: float


class MessageMatch(NamedTuple):
    owner_id: str
    score: float


class LexicalIndex(Protocol):
    """The lexical index of one workspace, in the transaction of the truth. Every read takes the viewer."""

    async def put_records(self, records: Sequence[RecordTerms]) -> None:
        """These records' terms are now these; older ones are replaced."""
        ...

    async def put_messages(self, messages: Sequence[MessageTerms]) -> None: ...

    async def remove(self, owner_kind: str, owner_ids: Sequence[str]) -> None:
        """owner_kind: `decision` or `message`."""
        ...

    async def erase_remnants(self) -> None:
        """After an erasure: leaves nothing of what was removed in the index's files."""
        ...

    async def records(self, terms: Sequence[str], viewer: Viewer, k: int) -> list[RecordMatch]:
        """The records that hold any of the terms, best first."""
        ...

    async def messages(self, terms: Sequence[str], viewer: Viewer, k: int) -> list[MessageMatch]:
        """The messages that hold any of the terms, best first. Give it few and rare terms: common ones cost time."""
        ...

    async def holding(self, terms: Sequence[str], owner_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Which of these records hold each term anywhere."""
        ...

    async def record_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many records each term stands; terms that stand in none are left out."""
        ...

    async def message_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]: ...

    async def terms_like(self, prefix: str, limit: int = 400) -> list[tuple[str, int]]:
        """Terms of the records that begin alike, with how many records hold them: for words that nobody used."""
        ...
