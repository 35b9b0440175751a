"""Erasing for good: a person, a channel, an account, or what is older than the company keeps."""

from datetime import datetime

from bot.domain.clock import Now
from bot.domain.messages import slack_message_id
from bot.errors import NotFound
from bot.services.ingestion import erase_messages
from store.passages import DECISION
from store.unit_of_work import Store, UnitOfWork


class Forgetting:
    """Each verb returns how many messages it erased. Index files hold no text, so nothing is left in them."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def person(self, team_id: str, user_id: str) -> int:
        """All that this person wrote, tagged or asked; what they write from now on is not kept either."""
        async with self._store.write(team_id) as uow:
            count = await self._erase(uow, await uow.messages.ids_where(author_id=user_id))
            await uow.signals.forget_tagger(user_id)
            await uow.answers.forget_asker(user_id)
            await uow.workspaces.silence(user_id)
            await uow.inbox.erase_mentioning(f'"{user_id}"')
            await uow.commit()
        return count

    async def channel(self, team_id: str, channel_id: str) -> int:
        """All that was said or decided there; it is not listened to any more."""
        async with self._store.write(team_id) as uow:
            count = await self._erase(uow, await uow.messages.ids_where(channel_id=channel_id))
            await uow.workspaces.set_surface(channel_id, None)
            records = await uow.decisions.ids_of_channel(channel_id)
            await uow.passages.remove(DECISION, records)
            await uow.texts.remove(DECISION, records)
            await uow.decisions.remove(records)
            await uow.inbox.erase_mentioning(f'"{channel_id}"')
            await uow.commit()
        return count

    async def account(self, team_id: str, account_id: str) -> int:
        """The account, and every message that was attributed to it. Raises NotFound for an unknown one."""
        async with self._store.write(team_id) as uow:
            if await uow.accounts.get(account_id) is None:
                raise NotFound(f"No account {account_id!r}; `because import accounts` lists what is known.")
            count = await self._erase(uow, await uow.messages.ids_where(account_id=account_id))
            await uow.accounts.remove(account_id)
            await uow.commit()
        return count

    async def older_than(self, team_id: str, moment: datetime) -> int:
        async with self._store.write(team_id) as uow:
            count = await self._erase(uow, await uow.messages.older_than(moment))
            await uow.commit()
        return count

    async def _erase(self, uow: UnitOfWork, ids: tuple[str, ...]) -> int:
        await erase_messages(uow, ids)
        for message_id in ids:
            channel_id, _, ts = message_id.rpartition(":")
            is_slack = bool(channel_id) and slack_message_id(channel_id, ts) == message_id and "." in ts
            await uow.messages.bury(message_id, channel_id if is_slack else None, ts if is_slack else None, self._now())
        return len(ids)
