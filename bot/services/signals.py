"""Signals: what people tag, who may take it back, and whose account it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import Account
from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.kinds import SignalKind
from bot.domain.messages import Message
from bot.domain.signals import Reaction, Signal, Tag
from bot.errors import NotFound
from store.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True)
class Tagged:
    """`is_first`: this person's tag made the message a signal; true again for the same tag."""

    signal: Signal
    is_first: bool
    is_new: bool


class Signals:
    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def tag(self, viewer: Viewer, message_id: str, kind: SignalKind, *, note: str | None = None) -> Tagged:
        """Marks a message that the viewer may read. Raises NotFound for any other."""
        async with self._store.write(viewer.team_id) as uow:
            tagged = await self._tag(uow, viewer, message_id, kind, note)
            await uow.commit()
        return tagged

    async def reacted(self, viewer: Viewer, reaction: Reaction, kind: SignalKind) -> Tagged | None:
        """Tags by an emoji; None where it is known to have been taken away later. Raises NotFound as `tag` does."""
        async with self._store.write(viewer.team_id) as uow:
            if not await uow.reactions.note(reaction):
                return None
            tagged = await self._tag(uow, viewer, reaction.message_id, kind)
            await uow.commit()
        return tagged

    async def unreacted(self, viewer: Viewer, reaction: Reaction, kind: SignalKind) -> bool:
        """Takes this person's tag back with the last emoji of its kind; the last tag gone, the message is no signal
        any more, for good. False where another emoji, or a later event of this one, lets it stand. The removal is
        remembered even where there is nothing to take back yet: the reaction itself may come late."""
        message_id, user_id = reaction.message_id, reaction.user_id
        removed = False
        async with self._store.write(viewer.team_id) as uow:
            is_news = await uow.reactions.note(reaction)
            if is_news and not await uow.reactions.still_means(message_id, user_id, kind.value):
                removed = await uow.signals.remove_tag(message_id, kind, user_id)
            if removed:
                await self._settle(uow, message_id)
            await uow.commit()
        return removed

    async def _tag(
        self, uow: UnitOfWork, viewer: Viewer, message_id: str, kind: SignalKind, note: str | None = None
    ) -> Tagged:
        assert viewer.user_id is not None
        if await uow.messages.get(message_id, viewer) is None:
            raise NotFound("That message is not known here.")
        before = await uow.signals.tags(message_id)
        is_new = await uow.signals.add_tag(Tag(message_id, kind, viewer.user_id, self._now(), note))
        await self._settle(uow, message_id)
        signal = await uow.signals.get(message_id, viewer)
        assert signal is not None
        mine = {(viewer.user_id, kind)}  # history or an earlier try may have brought this very tag
        is_first = all((tag.user_id, tag.kind) in mine for tag in before)
        return Tagged(signal, is_first=is_first, is_new=is_new)

    async def dismiss(self, viewer: Viewer, message_id: str) -> None:
        """A person says that this is no signal; the classifier never brings it back."""
        async with self._store.write(viewer.team_id) as uow:
            signal = await uow.signals.get(message_id, viewer)
            if signal is None:
                raise NotFound("That message is not a signal.")
            await uow.signals.set_by_person(message_id, signal.kind, self._now(), dismissed=True)
            await uow.commit()

    async def set_account(self, viewer: Viewer, message_id: str, name: str) -> Account:
        """A person says whose words these are. An unknown name becomes a new account."""
        assert viewer.user_id is not None
        async with self._store.write(viewer.team_id) as uow:
            if await uow.messages.get(message_id, viewer) is None:
                raise NotFound("That message is not known here.")
            account = await account_named(uow, name)
            await uow.messages.set_account(message_id, account.id, viewer.user_id)
            await uow.commit()
        return account

    async def list(
        self, viewer: Viewer, *, since: datetime | None = None, until: datetime | None = None
    ) -> tuple[Signal, ...]:
        """Newest first, with the theme each belongs to."""
        async with self._store.read(viewer.team_id) as uow:
            return await uow.signals.list(viewer, since=since, until=until)

    async def get(self, viewer: Viewer, message_id: str) -> Signal:
        async with self._store.read(viewer.team_id) as uow:
            signal = await uow.signals.get(message_id, viewer)
        if signal is None:
            raise NotFound("That message is not a signal.")
        return signal

    async def account_name(self, viewer: Viewer, message: Message) -> str | None:
        """Whose words these are, as far as it is known."""
        async with self._store.read(viewer.team_id) as uow:
            account = await uow.accounts.get(message.account) if message.account else None
        return account.name if account else None

    async def accounts(self, team_id: str) -> tuple[Account, ...]:
        async with self._store.read(team_id) as uow:
            return await uow.accounts.all()

    async def _settle(self, uow: UnitOfWork, message_id: str) -> None:
        """The kind that most people chose; on a tie the latest choice. No tags left: dismissed."""
        tags = await uow.signals.tags(message_id)
        if not tags:
            await uow.signals.set_by_person(message_id, SignalKind.SIGNAL, self._now(), dismissed=True)
            return
        # A plain "signal" says less than any named kind, so it decides only where nothing else was said.
        named = [tag for tag in tags if tag.kind is not SignalKind.SIGNAL] or list(tags)
        times = Counter(tag.kind for tag in named)
        kind = max(named, key=lambda tag: (times[tag.kind], tag.tagged_at, tag.kind.value)).kind
        await uow.signals.set_by_person(message_id, kind, tags[0].tagged_at, dismissed=False)


async def find_account(uow: UnitOfWork, name: str) -> Account | None:
    """The account of this id, name, alias or domain."""
    folded = " ".join(name.split()).casefold()
    for account in await uow.accounts.all():
        if folded in {n.casefold() for n in (account.id, account.name, account.domain, *account.aliases) if n}:
            return account
    return None


async def account_named(uow: UnitOfWork, name: str) -> Account:
    """The account of this name, alias or domain; a new one where there is none."""
    known = await find_account(uow, name)
    if known is not None:
        return known
    wanted = " ".join(name.split())
    slug = slug_of(wanted)
    taken = await uow.accounts.get(slug)
    if taken is not None:  # another spelling of a name that is there, e.g. with other punctuation
        return taken
    account = Account(id=slug, team_id=uow.team_id, name=wanted)
    await uow.accounts.save([account])
    return account


def slug_of(name: str) -> str:
    """A slug of the name, stable over spellings of case and punctuation."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())[:120] or "account"
