"""Reactions as they stand: events come late, twice and in the wrong order, and the newest of each emoji is true."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, select

from bot.domain.signals import Reaction
from store.repository import Repository
from store.tables import reactions
from store.upsert import upsert


class Reactions(Repository):
    async def note(self, reaction: Reaction) -> bool:
        """Keeps it; False where something later is known of this person's emoji on this message, and says otherwise."""
        query = select(reactions.c.at, reactions.c.is_there).where(
            *self._of(reaction.message_id, reaction.user_id), reactions.c.emoji == reaction.emoji
        )
        known = (await self.conn.execute(query)).first()
        if known is not None and known.at > reaction.at:
            return bool(known.is_there) is reaction.is_there  # history may have told it before the event came
        row = {
            "team_id": self.team_id,
            "message_id": reaction.message_id,
            "user_id": reaction.user_id,
            "emoji": reaction.emoji,
            "meaning": reaction.meaning,
            "is_there": reaction.is_there,
            "at": reaction.at,
        }
        await upsert(self.conn, reactions, [row])
        return True

    async def on(self, message_ids: Sequence[str]) -> tuple[Reaction, ...]:
        """Those that are there, as far as it is known."""
        found: list[Reaction] = []
        for start in range(0, len(message_ids), 500):
            query = select(reactions).where(
                reactions.c.team_id == self.team_id,
                reactions.c.message_id.in_(message_ids[start : start + 500]),
                reactions.c.is_there,
            )
            rows = (await self.conn.execute(query.order_by(reactions.c.message_id, reactions.c.at))).mappings()
            found += [Reaction(**{name: row[name] for name in Reaction.__dataclass_fields__}) for row in rows]
        return tuple(found)

    async def still_means(self, message_id: str, user_id: str, meaning: str) -> bool:
        """Whether any emoji of this meaning by this person is on the message."""
        query = (
            select(reactions.c.emoji)
            .where(*self._of(message_id, user_id), reactions.c.meaning == meaning, reactions.c.is_there)
            .limit(1)
        )
        return (await self.conn.execute(query)).first() is not None

    async def erase(self, message_ids: Sequence[str]) -> None:
        for start in range(0, len(message_ids), 500):
            chunk = message_ids[start : start + 500]
            await self.conn.execute(
                delete(reactions).where(reactions.c.team_id == self.team_id, reactions.c.message_id.in_(chunk))
            )

    async def forget_person(self, user_id: str) -> None:
        await self.conn.execute(
            delete(reactions).where(reactions.c.team_id == self.team_id, reactions.c.user_id == user_id)
        )

    def _of(self, message_id: str, user_id: str) -> tuple[ColumnElement[bool], ...]:
        return (
            reactions.c.team_id == self.team_id,
            reactions.c.message_id == message_id,
            reactions.c.user_id == user_id,
        )
