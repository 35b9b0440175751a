"""Keeping what people say: new, edited and erased messages, and feedback. Nothing lost, nothing twice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.clock import Now
from bot.domain.messages import Feedback, Message, slack_message_id
from bot.services.classifying.essence import essence
from bot.services.erasing import erase_messages
from bot.services.retrieval.words import words_of_message
from store.passages import MESSAGE, NewPassage
from store.types import storable
from store.unit_of_work import Store, UnitOfWork

BATCH = 1000
SHORTEST_INDEXED = 12
"""Characters below which a message ("thanks!", "+1") says nothing that could be searched for."""


@dataclass(frozen=True)
class Captured:
    """How many of a batch were new, changed what was known, or were known already."""

    new: int = 0
    changed: int = 0
    known: int = 0

    def __add__(self, other: "Captured") -> "Captured":
        return Captured(self.new + other.new, self.changed + other.changed, self.known + other.known)


class Ingestion:
    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def capture(self, team_id: str, messages: Iterable[Message]) -> Captured:
        """Keeps each message once. A later edit wins over an earlier text; a tombstone wins over everything."""
        total = Captured()
        waiting = iter(messages)
        while batch := list(islice(waiting, BATCH)):
            async with self._store.write(team_id) as uow:
                total += await self._capture(uow, batch)
                await uow.commit()
        return total

    async def _capture(self, uow: UnitOfWork, batch: Sequence[Message]) -> Captured:
        by_id = _latest(batch, await uow.workspaces.silenced())
        known = await uow.messages.states(by_id)
        new, changed = [], []
        same: dict[str, datetime] = {}
        for message in by_id.values():
            state = known.get(message.id)
            if state is None:
                new.append(message)
            elif state.is_deleted or not _is_later(message, state.edited_at):
                continue
            elif message.text != state.text:
                changed.append(message)
            elif message.edited_at is not None and message.edited_at != state.edited_at:
                same[message.id] = message.edited_at
        await uow.messages.save(new + changed, self._now())
        await uow.messages.set_edited(same)
        await uow.signals.drop_classified([m.id for m in changed])
        await index_messages(uow, new + changed, replacing=changed)
        newest: dict[str, datetime] = {}
        for message in new:
            if message.channel_id:
                newest[message.channel_id] = max(newest.get(message.channel_id, message.created_at), message.created_at)
        for channel_id, at in newest.items():
            await uow.workspaces.set_last_event(channel_id, at)
        return Captured(len(new), len(changed), len(batch) - len(new) - len(changed))

    async def known(self, viewer: Viewer, message_id: str) -> Message | None:
        """The message as it is kept, if the viewer may read it."""
        async with self._store.read(viewer.team_id) as uow:
            return await uow.messages.get(message_id, viewer)

    async def thread(self, viewer: Viewer, channel_id: str, thread_ts: str) -> tuple[Message, ...]:
        """A thread as it is kept, oldest first."""
        async with self._store.read(viewer.team_id) as uow:
            return await uow.messages.thread(channel_id, thread_ts, viewer)

    async def erase(self, team_id: str, channel_id: str, ts: str) -> None:
        """The message is gone, with all that was made of its words; it stays gone when it arrives late."""
        message_id = slack_message_id(channel_id, ts)
        async with self._store.write(team_id) as uow:
            await uow.messages.bury(message_id, channel_id, ts, self._now())
            await erase_messages(uow, [message_id], self._now())
            await uow.commit()

    async def import_feedback(self, team_id: str, items: Iterable[Feedback]) -> Captured:
        """Keeps feedback from another system under its own ids; the same item twice is one.

        An id that another source has taken already gets its source in front.
        """
        total = Captured()
        waiting = iter(items)
        while batch := list(islice(waiting, BATCH)):
            async with self._store.write(team_id) as uow:
                owners = await uow.messages.sources([item.id for item in batch])
                named = [
                    item if owners.get(item.id, item.source) == item.source else _with_source_in_id(item)
                    for item in batch
                ]
                total += await self._capture(uow, [self._message(team_id, item) for item in named])
                await uow.commit()
        return total

    def _message(self, team_id: str, item: Feedback) -> Message:
        if item.exported is not None:
            return replace(item.exported, id=item.id, team_id=team_id)
        return Message(
            id=item.id,
            team_id=team_id,
            text=item.text,
            created_at=item.created_at or self._now(),
            source=item.source,
            author=item.author,
            author_email=item.author_email,
            surface=item.surface,
            url=item.url,
            audience=PUBLIC,
            account_hint=item.account,
            kind_hint=item.kind,
        )


async def index_messages(uow: UnitOfWork, messages: Sequence[Message], *, replacing: Sequence[Message]) -> None:
    """Makes the messages findable by meaning and by words; `replacing` are those of them that were before."""
    await uow.passages.replace(MESSAGE, [m.id for m in replacing], [_passage(m) for m in messages if _says(m)])
    await uow.texts.put_messages([words_of_message(m) for m in messages])


def _latest(batch: Sequence[Message], silenced: Collection[str]) -> dict[str, Message]:
    """Each message of the batch once, as it was edited last, in characters that can be stored."""
    found: dict[str, Message] = {}
    for message in batch:
        if message.author_id in silenced:
            continue
        before = found.get(message.id)
        if before is None or _is_later(message, before.edited_at):
            text = storable(message.text)
            found[message.id] = message if text == message.text else replace(message, text=text)
    return found


def _with_source_in_id(item: Feedback) -> Feedback:
    return replace(item, id=f"{item.source}:{item.id}")


def _is_later(message: Message, stored_edit: datetime | None) -> bool:
    if message.edited_at is None:
        return stored_edit is None
    return stored_edit is None or message.edited_at >= stored_edit


def _says(message: Message) -> bool:
    return len(message.text.strip()) >= SHORTEST_INDEXED


def _passage(message: Message) -> NewPassage:
    """What is embedded of a message: its words without the form they were written in."""
    words = essence(message.text)
    whole = words == message.text
    return NewPassage(MESSAGE, message.id, message.audience, words, 0, len(message.text), is_owners_text=whole)
