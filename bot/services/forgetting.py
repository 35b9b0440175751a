"""Erasing for good: a person, a channel, an account, or what is older than the company keeps."""

from datetime import datetime

from bot.domain.clock import Now
from bot.errors import NotFound
from bot.services.erasing import erase_messages
from bot.services.signals import find_account
from store.passages import DECISION
from store.unit_of_work import Store, UnitOfWork


class Forgetting:
    """Each verb returns how many messages it erased. Index files hold no text, so nothing is left in them."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def person(self, team_id: str, user_id: str) -> int:
        """All that this person wrote, tagged or asked; what they write from now on is not kept either."""
        async with self._store.write(team_id) as uow:
            ids = await uow.messages.ids_where(author_id=user_id)
            await self._erase(uow, ids)
            await uow.signals.forget_tagger(user_id)
            await uow.reactions.forget_person(user_id)
            await uow.answers.forget_asker(user_id)
            await uow.drafts.forget_person(user_id)
            await uow.proposals.forget_person(user_id)
            await uow.workspaces.silence(user_id)
            await uow.inbox.erase_mentioning(f'"{user_id}"')
            await uow.commit()
        await self._store.finish_erasing()
        return len(ids)

    async def channel(self, team_id: str, channel_id: str) -> int:
        """All that was said or decided there; it is not listened to any more."""
        async with self._store.write(team_id) as uow:
            ids = await uow.messages.ids_where(channel_id=channel_id)
            await self._erase(uow, ids)
            await uow.workspaces.set_surface(channel_id, None)
            records = await uow.decisions.ids_of_channel(channel_id)
            await uow.passages.remove(DECISION, records)
            await uow.texts.remove(DECISION, records)
            await uow.answers.forget_citing(records)
            await uow.decisions.remove(records)
            await uow.inbox.erase_mentioning(f'"{channel_id}"')
            await uow.commit()
        await self._store.finish_erasing()
        return len(ids)

    async def account(self, team_id: str, name: str) -> int:
        """The account (by id, name, alias or domain), and every message that was attributed to it.

        Raises NotFound for an unknown one.
        """
        async with self._store.write(team_id) as uow:
            account = await find_account(uow, name)
            if account is None:
                raise NotFound(f"No account {name!r} is known.")
            ids = await uow.messages.ids_where(account_id=account.id)
            await self._erase(uow, ids)
            await uow.accounts.remove(account.id)
            await uow.commit()
        await self._store.finish_erasing()
        return len(ids)

    async def older_than(self, team_id: str, moment: datetime) -> int:
        """Everything that was said before `moment`, but for the records that were made of it."""
        async with self._store.write(team_id) as uow:
            ids = await uow.messages.older_than(moment)
            if not ids:
                return 0
            await self._erase(uow, ids)
            await uow.commit()
        await self._store.finish_erasing()
        return len(ids)

    async def _erase(self, uow: UnitOfWork, ids: tuple[str, ...]) -> None:
        await uow.inbox.erase_unfinished(ids)
        await erase_messages(uow, ids, self._now())
        await uow.texts.erase_remnants()
