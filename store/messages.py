"""What was said. A deleted message leaves a tombstone, so that no late event and no backfill brings it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update

from bot.domain.kinds import Surface
from bot.domain.messages import SLACK, Message
from store.message_reads import MessageReads, link_of, select_messages, to_message
from store.tables import messages
from store.upsert import upsert

__all__ = ["Messages", "link_of", "select_messages", "to_message"]

BLANK: dict[str, Any] = {
    "text": "",
    "author_id": None,
    "author": None,
    "author_email": None,
    "author_team_id": None,
    "url": None,
    "account_id": None,
    "account_set_by": None,
    "account_hint": None,
    "kind_hint": None,
}
"""What a tombstone does not keep."""


class Messages(MessageReads):
    async def save(self, batch: Sequence[Message], received_at: datetime) -> None:
        """Inserts or overwrites. An account that a person set stays, and so does the time of first receipt."""
        rows = [
            {
                "team_id": self.team_id,
                "id": m.id,
                "source": m.source,
                "external_id": m.id,
                "text": m.text,
                "created_at": m.created_at,
                "received_at": received_at,
                "channel_id": m.channel_id,
                "ts": m.ts,
                "thread_ts": m.thread_ts,
                "author_id": m.author_id,
                "author": m.author,
                "author_email": m.author_email,
                "author_team_id": m.author_team_id,
                "is_bot": m.is_bot,
                "is_staff": m.is_staff,
                "surface": m.surface.value if m.surface else None,
                "url": m.url,
                "audience": m.audience,
                "account_id": m.account,
                "account_hint": m.account_hint,
                "kind_hint": m.kind_hint.value if m.kind_hint else None,
                "edited_at": m.edited_at,
                "deleted_at": None,
                "read_at": None,
            }
            for m in batch
        ]
        await upsert(self.conn, messages, rows, keep=("received_at", "created_at", "account_id"))

    async def set_edited(self, edits: Mapping[str, datetime]) -> None:
        """When each of these was edited last, where the words stayed the same."""
        if edits:
            await self.conn.execute(
                update(messages)
                .where(messages.c.team_id == self.team_id, messages.c.id == bindparam("message"))
                .values(edited_at=bindparam("edited")),
                [{"message": message, "edited": at} for message, at in sorted(edits.items())],
            )

    async def bury(self, message_id: str, channel_id: str, ts: str, at: datetime) -> None:
        """Erases the words and keeps a tombstone, also for a message that was never seen."""
        row = {
            **BLANK,
            "team_id": self.team_id,
            "id": message_id,
            "source": SLACK,
            "external_id": message_id,
            "created_at": at,
            "received_at": at,
            "channel_id": channel_id,
            "ts": ts,
            "audience": channel_id,
            "deleted_at": at,
            "read_at": at,
        }
        await upsert(self.conn, messages, [row], keep=("received_at", "created_at", "source", "external_id"))

    async def bury_all(self, ids: Sequence[str], at: datetime) -> None:
        """Leaves tombstones of these messages and nothing of who said what."""
        for start in range(0, len(ids), 500):
            await self.conn.execute(
                update(messages)
                .where(messages.c.team_id == self.team_id, messages.c.id.in_(ids[start : start + 500]))
                .values(**BLANK, deleted_at=at, read_at=at)
            )

    async def read_again_without_account(self) -> None:
        """Puts the messages of unknown customers back before the reader: more customers are known now."""
        await self.conn.execute(
            update(messages)
            .where(messages.c.team_id == self.team_id, messages.c.account_id.is_(None), messages.c.deleted_at.is_(None))
            .values(read_at=None)
        )

    async def mark_read(self, ids: Sequence[str], at: datetime) -> None:
        for start in range(0, len(ids), 500):
            await self.conn.execute(
                update(messages)
                .where(messages.c.team_id == self.team_id, messages.c.id.in_(ids[start : start + 500]))
                .values(read_at=at)
            )

    async def set_account(self, message_id: str, account_id: str | None, set_by: str | None) -> None:
        """`set_by` is the person whose word it is; the machine (None) never overwrites a person."""
        query = update(messages).where(messages.c.team_id == self.team_id, messages.c.id == message_id)
        if set_by is None:
            query = query.where(messages.c.account_set_by.is_(None))
        await self.conn.execute(query.values(account_id=account_id, account_set_by=set_by))

    async def set_accounts(self, found: Mapping[str, str]) -> None:
        """Account id by message id, as the machine sees it; what a person set stays."""
        if not found:
            return
        await self.conn.execute(
            update(messages)
            .where(
                messages.c.team_id == self.team_id,
                messages.c.id == bindparam("message"),
                messages.c.account_set_by.is_(None),
            )
            .values(account_id=bindparam("account")),
            [{"message": message, "account": account} for message, account in sorted(found.items())],
        )

    async def set_surface_of_channel(self, channel_id: str, surface: Surface | None) -> None:
        await self.conn.execute(
            update(messages)
            .where(messages.c.team_id == self.team_id, messages.c.channel_id == channel_id)
            .values(surface=surface.value if surface else None, read_at=None)
        )

    async def set_audience_of_channel(self, channel_id: str, audience: str) -> None:
        await self.conn.execute(
            update(messages)
            .where(messages.c.team_id == self.team_id, messages.c.channel_id == channel_id)
            .values(audience=audience)
        )
