"""How many messages there are: by source, by channel, for one viewer."""

from sqlalchemy import func, select

from bot.domain.audience import Viewer
from store.repository import Repository
from store.tables import messages
from store.visibility import visible


class MessageCounts(Repository):
    async def count_visible(self, viewer: Viewer) -> int:
        """Living messages that the viewer may read."""
        query = select(func.count()).where(
            messages.c.team_id == self.team_id,
            messages.c.deleted_at.is_(None),
            visible(messages.c.audience, messages.c.channel_id, viewer),
        )
        return int((await self.conn.execute(query)).scalar() or 0)

    async def counts(self) -> dict[str, int]:
        """Living messages by source (`slack` or a feedback source)."""
        query = (
            select(messages.c.source, func.count())
            .where(messages.c.team_id == self.team_id, messages.c.deleted_at.is_(None))
            .group_by(messages.c.source)
        )
        return {source: count for source, count in await self.conn.execute(query)}

    async def counts_by_channel(self) -> dict[str, int]:
        query = (
            select(messages.c.channel_id, func.count())
            .where(messages.c.team_id == self.team_id, messages.c.deleted_at.is_(None))
            .where(messages.c.channel_id.is_not(None))
            .group_by(messages.c.channel_id)
        )
        return {channel: count for channel, count in await self.conn.execute(query)}
