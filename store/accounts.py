"""Customers."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, select

from bot.domain.accounts import Account
from store.repository import Repository
from store.tables import accounts
from store.upsert import insert_missing, upsert


class Accounts(Repository):
    async def save(self, batch: Sequence[Account]) -> None:
        await upsert(
            self.conn,
            accounts,
            [{**asdict(a), "team_id": self.team_id, "aliases": list(a.aliases)} for a in batch],
        )

    async def add_unknown(self, batch: Sequence[Account]) -> None:
        """Adds the accounts whose id is not there yet; the others stay as they are."""
        rows = [{**asdict(a), "team_id": self.team_id, "aliases": list(a.aliases)} for a in batch]
        await insert_missing(self.conn, accounts, rows, unique=("team_id", "id"))

    async def all(self) -> tuple[Account, ...]:
        query = select(accounts).where(accounts.c.team_id == self.team_id).order_by(accounts.c.name, accounts.c.id)
        rows = (await self.conn.execute(query)).mappings()
        return tuple(Account(**{**row, "aliases": tuple(row["aliases"])}) for row in rows)

    async def get(self, account_id: str) -> Account | None:
        return next((a for a in await self.all() if a.id == account_id), None)

    async def remove(self, account_id: str) -> None:
        await self.conn.execute(delete(accounts).where(accounts.c.team_id == self.team_id, accounts.c.id == account_id))
