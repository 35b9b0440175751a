"""Handing rows from one id to another: a workspace that got connected, a channel that became shared."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, select, update

from store.lexical_index import lexical_index
from store.repository import Repository
from store.tables import (
    backfills,
    channels,
    decisions,
    digests,
    drafts,
    memberships,
    messages,
    metadata,
    outbox,
    passages,
    reactions,
    settings,
    signal_tags,
    signals,
    teams,
    theme_members,
)
from store.vectors import DECISION, MESSAGE

_OF_MESSAGE: tuple[tuple[Table, str], ...] = (
    (signals, "message_id"),
    (signal_tags, "message_id"),
    (reactions, "message_id"),
    (theme_members, "message_id"),
    (passages, "owner_id"),
)
_CHANNEL_COLUMNS = ("channel_id", "source_channel_id", "posted_channel_id", "audience")


class Moves(Repository):
    async def rename_team(self, old: str) -> None:
        """Hands every row of the workspace `old` to this one, but what is searched by words: that is to be rebuilt."""
        words = lexical_index(self.conn, old)
        for kind, table in ((MESSAGE, messages), (DECISION, decisions)):
            query = select(table.c.id).where(table.c.team_id == old)
            await words.remove(kind, (await self.conn.execute(query)).scalars().all())
        for table in metadata.sorted_tables:
            if "team_id" in table.c:
                await self.conn.execute(update(table).where(table.c.team_id == old).values(team_id=self.team_id))
        await self.conn.execute(delete(teams).where(teams.c.id == old))

    async def rename_channel(self, old: str, new: str) -> None:
        """Moves all of channel `old` to `new`, messages under their new ids; the search by words is to be rebuilt.

        Where both ids are known already (an event of the new one came first), the new one's rows stand.
        """
        await self._clear_the_way(old, new)
        query = select(messages.c.id, messages.c.ts).where(
            messages.c.team_id == self.team_id, messages.c.channel_id == old, messages.c.ts.is_not(None)
        )
        moved = {row.id: f"{new}:{row.ts}" for row in await self.conn.execute(query) if row.id == f"{old}:{row.ts}"}
        await lexical_index(self.conn, self.team_id).remove(MESSAGE, sorted(moved))
        taken = await self._known(list(moved.values()))
        await self._drop([message for message, target in moved.items() if target in taken])
        await self._move_messages({message: target for message, target in moved.items() if target not in taken})
        for table in metadata.sorted_tables:
            for name in _CHANNEL_COLUMNS:
                if name in table.c and "team_id" in table.c:
                    where = (table.c.team_id == self.team_id, table.c[name] == old)
                    await self.conn.execute(update(table).where(*where).values({name: new}))
        await self.conn.execute(
            update(outbox)
            .where(outbox.c.team_id == self.team_id, outbox.c.key.contains(old, autoescape=True))
            .values(key=func.replace(outbox.c.key, old, new))
        )

    async def _clear_the_way(self, old: str, new: str) -> None:
        """Takes out the rows that would stand in the way of those that move."""
        await self._delete(memberships, memberships.c.channel_id == new)
        await self._delete(backfills, backfills.c.channel_id == new)
        await self._delete(settings, settings.c.name.endswith(f":{new}", autoescape=True))
        await self.conn.execute(
            update(settings)
            .where(settings.c.team_id == self.team_id, settings.c.name.endswith(f":{old}", autoescape=True))
            .values(name=func.replace(settings.c.name, old, new))
        )
        days = select(digests.c.local_date).where(digests.c.team_id == self.team_id, digests.c.channel_id == new)
        await self._delete(digests, digests.c.channel_id == old, digests.c.local_date.in_(days))
        offered = select(drafts.c.ts).where(drafts.c.team_id == self.team_id, drafts.c.channel_id == new)
        await self._delete(drafts, drafts.c.channel_id == old, drafts.c.ts.in_(offered))
        rows = await self.conn.execute(
            select(channels).where(channels.c.team_id == self.team_id, channels.c.id.in_([old, new]))
        )
        known = {row["id"]: row for row in rows.mappings()}
        if new in known and old in known:
            ours = {name: known[old][name] for name in ("surface", "last_event_at", "backfilled_to")}
            await self._set_channel(new, ours)
            await self._delete(channels, channels.c.id == old)
        else:
            await self._set_channel(old, {"id": new})

    async def _known(self, ids: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(ids), 500):
            query = select(messages.c.id).where(
                messages.c.team_id == self.team_id, messages.c.id.in_(ids[start : start + 500])
            )
            found.update((await self.conn.execute(query)).scalars())
        return found

    async def _drop(self, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), 500):
            chunk = ids[start : start + 500]
            for table, column in (*_OF_MESSAGE, (messages, "id")):
                await self._delete(table, table.c[column].in_(chunk))

    async def _move_messages(self, moved: Mapping[str, str]) -> None:
        if not moved:
            return
        pairs = [{"before": before, "after": after} for before, after in sorted(moved.items())]
        for table, column in (*_OF_MESSAGE, (messages, "external_id"), (messages, "id")):
            await self.conn.execute(
                update(table)
                .where(table.c.team_id == self.team_id, table.c[column] == bindparam("before"))
                .values({column: bindparam("after")}),
                pairs,
            )

    async def _delete(self, table: Table, *conditions: ColumnElement[bool]) -> None:
        await self.conn.execute(delete(table).where(table.c.team_id == self.team_id, *conditions))

    async def _set_channel(self, channel_id: str, values: Mapping[str, Any]) -> None:
        await self.conn.execute(
            update(channels).where(channels.c.team_id == self.team_id, channels.c.id == channel_id).values(**values)
        )
