"""Customers as the company's own lists know them."""

from collections.abc import Iterable

from bot.domain.accounts import Account
from store.unit_of_work import Store


class Accounts:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def import_accounts(self, team_id: str, accounts: Iterable[Account]) -> int:
        """Writes the accounts; one that is known by its id is overwritten. Messages are attributed anew."""
        batch = list(accounts)
        async with self._store.write(team_id) as uow:
            await uow.accounts.save(batch)
            await uow.messages.read_again_without_account()
            await uow.commit()
        return len(batch)

    async def all(self, team_id: str) -> tuple[Account, ...]:
        async with self._store.read(team_id) as uow:
            return await uow.accounts.all()
