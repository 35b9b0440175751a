"""Everything that is known, for files outside: nothing is hidden here, so only the operator gets it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.kinds import SignalKind
from bot.domain.messages import Message
from bot.domain.signals import Signal
from store.unit_of_work import Store

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ExportedMessage:
    """A message with the name of its account and the kind that a person, a source or the classifier gave it."""

    message: Message
    account: str | None
    kind: SignalKind | None


class Exports:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def decisions(self, team_id: str) -> tuple[Decision, ...]:
        """Every record, by id."""
        async with self._store.read(team_id) as uow:
            found = await uow.decisions.list(Viewer.operator(team_id))
        return tuple(sorted(found, key=lambda record: record.id))

    async def messages(self, team_id: str) -> AsyncIterator[ExportedMessage]:
        """Every message of every source, oldest first; what was deleted is gone."""
        everything = Viewer.operator(team_id)
        async with self._store.read(team_id) as uow:
            accounts = {account.id: account.name for account in await uow.accounts.all()}
            kinds = {signal.id: signal.kind for signal in await uow.signals.list(everything)}
            said = await uow.messages.between(_FIRST, _LAST, everything)
        for message in said:
            account = accounts.get(message.account or "") or message.account_hint
            yield ExportedMessage(message, account, kinds.get(message.id) or message.kind_hint)

    async def signals(self, team_id: str) -> tuple[tuple[Signal, Message], ...]:
        """Every signal with its message, oldest first."""
        everything = Viewer.operator(team_id)
        async with self._store.read(team_id) as uow:
            signals = await uow.signals.list(everything)
            said = await uow.messages.by_ids([signal.id for signal in signals], everything)
        return tuple((signal, said[signal.id]) for signal in reversed(signals) if signal.id in said)
