"""What was said just before some messages: in their threads, and in their channels above the threads."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Select, or_

from bot.domain.messages import Message
from store.message_reads import select_messages, to_message
from store.repository import Repository
from store.tables import messages

_MOST = 1500
"""Rows of one channel that are looked through: messages that lie far apart cost no more than those of one morning."""
_THREADS = 300


class Conversations(Repository):
    async def before(self, batch: Sequence[Message], within: timedelta) -> tuple[Message, ...]:
        """The living messages around the batch, itself left out, oldest first.

        Of each reply its thread from the beginning; of every other one what was said in the channel in the time
        `within` before it. Of a channel's messages at most 1,500, the latest.
        """
        known = {message.id for message in batch}
        found: dict[str, Message] = {}
        for query in [*self._of_channels(batch, within), *self._of_threads(batch)]:
            for row in (await self.conn.execute(query)).mappings():
                if row["id"] not in known:
                    found[row["id"]] = to_message(row)
        return tuple(sorted(found.values(), key=lambda m: (m.created_at, m.id)))

    def _of_channels(self, batch: Sequence[Message], within: timedelta) -> list[Select[tuple[object, ...]]]:
        by_channel: dict[str, list[Message]] = {}
        for message in batch:
            if message.channel_id and not message.is_reply:
                by_channel.setdefault(message.channel_id, []).append(message)
        queries = []
        for channel, said in sorted(by_channel.items()):
            times = [message.created_at for message in said]
            queries.append(
                self._living()
                .where(messages.c.channel_id == channel)
                .where(or_(messages.c.thread_ts.is_(None), messages.c.thread_ts == messages.c.ts))
                .where(messages.c.created_at >= min(times) - within, messages.c.created_at <= max(times))
                .order_by(messages.c.created_at.desc(), messages.c.id)
                .limit(_MOST)
            )
        return queries

    def _of_threads(self, batch: Sequence[Message]) -> list[Select[tuple[object, ...]]]:
        threads: dict[str, set[str]] = {}
        for message in batch:
            if message.channel_id and message.thread_ts and message.is_reply:
                threads.setdefault(message.channel_id, set()).add(message.thread_ts)
        queries = []
        for channel, wanted in sorted(threads.items()):
            roots = sorted(wanted)
            for start in range(0, len(roots), _THREADS):
                some = roots[start : start + _THREADS]
                of_them = or_(messages.c.thread_ts.in_(some), messages.c.ts.in_(some))
                queries.append(self._living().where(messages.c.channel_id == channel).where(of_them))
        return queries

    def _living(self) -> Select[tuple[object, ...]]:
        return select_messages().where(messages.c.team_id == self.team_id, messages.c.deleted_at.is_(None))
