"""Reading every message once: whose words they are, and whether they mean something for the product."""

import asyncio
from collections.abc import Mapping, Sequence

import numpy as np

from bot.domain.accounts import Account
from bot.domain.clock import Now
from bot.domain.kinds import SignalKind
from bot.domain.messages import SLACK, Message
from bot.domain.workspace import Channel, Person
from bot.services.attribution import AccountBook, attribute
from bot.services.classifying import Classified, Classifier, Talk, context_of, each_after_others, is_talk
from bot.services.classifying.conversation import WITHIN
from bot.services.composing.kinds import Asked
from bot.services.judging import Judging
from bot.services.signals import slug_of
from store.message_reads import ThreadRoot
from store.passages import Vectors
from store.unit_of_work import Store, UnitOfWork

BATCH = 1000
NO_ROOT = ThreadRoot(None, None)
SURELY_NOTHING = 0.1
"""Chance of being a signal below which no model is asked about a message."""
_BEFORE = 4  # earlier messages that a model reads with one
_BY_MODEL = 0.9  # the probability kept with what a model said


class Reading:
    def __init__(
        self,
        store: Store,
        model: str,
        classifier: Classifier,
        talk: Talk,
        competitors: Sequence[str],
        now: Now,
        judging: Judging | None = None,
    ) -> None:
        self._store, self._model, self._now = store, model, now
        self._classifier, self._talk, self._judging = classifier, talk, judging
        self._competitors = tuple(competitors)
        self._busy = asyncio.Lock()

    async def work_off(self, team_id: str) -> int:
        """Reads what nobody read yet, oldest first; returns how many. Messages must be embedded before."""
        done = 0
        async with self._busy:
            while batch := await self._batch(team_id):
                await self._read(team_id, batch)
                done += len(batch)
        return done

    async def _batch(self, team_id: str) -> tuple[Message, ...]:
        async with self._store.read(team_id) as uow:
            return await uow.messages.unread(BATCH, ready=True)

    async def _read(self, team_id: str, batch: tuple[Message, ...]) -> None:
        async with self._store.read(team_id) as uow:
            earlier = await uow.conversations.before([m for m in batch if is_talk(m)], WITHIN)
            vectors = await uow.passages.vectors_of_messages([m.id for m in (*earlier, *batch)], self._model)
            channels = {channel.id: channel for channel in await uow.workspaces.channels()}
            roots = await uow.messages.roots_of(batch)
            accounts = await uow.accounts.all()
            book = AccountBook.of(accounts, _teams(AccountBook.of(accounts), await uow.workspaces.external_people()))
        verdicts = await asyncio.to_thread(self._classify, batch, earlier, vectors, roots)
        found = [(m.id, m.kind_hint, 1.0) for m in batch if m.kind_hint is not None]  # the source's own word
        found += _signals(verdicts, await self._judged(verdicts, [*earlier, *batch]))
        async with self._store.write(team_id) as uow:
            await self._attribute(uow, batch, book, channels, roots)
            await uow.signals.drop_classified([m.id for m in batch])
            await uow.signals.set_by_classifier(found, self._now())
            await uow.messages.mark_read([m.id for m in batch], self._now())
            await uow.commit()

    def _classify(
        self,
        batch: Sequence[Message],
        earlier: Sequence[Message],
        vectors: Mapping[str, Vectors],
        roots: Mapping[str, ThreadRoot],
    ) -> dict[str, Classified]:
        """What each message is that was said where customers speak; by its id."""
        told = [m for m in batch if m.kind_hint is None and m.id in vectors and _is_listened(m)]
        if not told:
            return {}
        talk = self._talk.read([*earlier, *batch], vectors)
        verdicts = self._classifier.classify(
            [m.text for m in told],
            np.stack([vectors[m.id] for m in told]),
            [context_of(m, roots.get(_thread(m), NO_ROOT).author_id, talk.get(m.id)) for m in told],
            self._competitors,
        )
        return {m.id: verdict for m, verdict in zip(told, verdicts, strict=True)}

    async def _judged(
        self, verdicts: Mapping[str, Classified], said: Sequence[Message]
    ) -> Mapping[str, SignalKind | None]:
        """A model's word, where there is one, on the messages that the classifier is least sure of."""
        doubtful = sorted(
            (abs(verdict.signal - 0.5), message_id)
            for message_id, verdict in verdicts.items()
            if verdict.signal > SURELY_NOTHING
        )
        if self._judging is None or not doubtful:
            return {}
        before = {message.id: (message, earlier) for message, earlier in each_after_others(said)}
        return await self._judging.kinds([_asked(*before[message_id]) for _, message_id in doubtful])

    async def _attribute(
        self,
        uow: UnitOfWork,
        batch: Sequence[Message],
        book: AccountBook,
        channels: Mapping[str, Channel],
        roots: Mapping[str, ThreadRoot],
    ) -> None:
        found: dict[str, str] = {}
        new: dict[str, Account] = {}
        for message in sorted(batch, key=lambda m: (m.created_at, m.id)):
            thread = _thread(message)
            inherited = (roots.get(thread, NO_ROOT).account_id or found.get(thread)) if message.is_reply else None
            account_id = attribute(message, book, channels.get(message.channel_id or ""), inherited).account_id
            if account_id is None and message.account_hint and message.source != SLACK:
                # The source names its customer in a field of its own: that is an account, listed or not.
                name = " ".join(message.account_hint.split())
                account_id = slug_of(name)
                new.setdefault(account_id, Account(account_id, uow.team_id, name))
            if account_id is not None:
                found[message.id] = account_id
        await uow.accounts.add_unknown(list(new.values()))
        await uow.messages.set_accounts(
            {m.id: found[m.id] for m in batch if m.id in found and found[m.id] != m.account}
        )


def _signals(
    verdicts: Mapping[str, Classified], judged: Mapping[str, SignalKind | None]
) -> list[tuple[str, SignalKind, float]]:
    """Message id, kind and probability of each signal; what a model said goes before."""
    found = []
    for message_id, verdict in verdicts.items():
        kind, sure = verdict.kind, verdict.probability
        if message_id in judged:
            kind, sure = judged[message_id], _BY_MODEL
        if kind is not None:
            found.append((message_id, kind, sure))
    return found


def _asked(message: Message, before: Sequence[Message]) -> Asked:
    earlier = tuple((one.author_id == message.author_id, one.text) for one in before[-_BEFORE:])
    return Asked(message.id, message.text, earlier)


def _thread(message: Message) -> str:
    """The id of the thread's first message."""
    return f"{message.channel_id}:{message.thread_ts}"


def _teams(book: AccountBook, people: Sequence[Person]) -> dict[str, str]:
    """Which account each connected workspace is, as far as its people's addresses tell with one voice."""
    seen: dict[str, set[str]] = {}
    for person in people:
        account = book.domain((person.email or "").rpartition("@")[2]) if person.email else None
        if person.home_team_id and account:
            seen.setdefault(person.home_team_id, set()).add(account)
    return {team: next(iter(accounts)) for team, accounts in seen.items() if len(accounts) == 1}


def _is_listened(message: Message) -> bool:
    """Said where customers speak, or brought from a system that holds feedback; a stray message is only remembered."""
    return message.surface is not None or message.source != SLACK
