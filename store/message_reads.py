"""Reading what was said: every read takes the viewer, and no read shows a tombstone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import RowMapping, Select, exists, false, func, or_, select

from bot.domain.audience import Viewer
from bot.domain.kinds import SignalKind, Surface
from bot.domain.messages import SLACK, Message
from bot.domain.workspace import permalink
from store.message_counts import MessageCounts
from store.passages import MESSAGE
from store.tables import channels, messages, passages, teams
from store.visibility import visible


class ThreadRoot(NamedTuple):
    """What a thread's first message tells about the replies below it."""

    author_id: str | None
    account_id: str | None


@dataclass(frozen=True)
class StoredState:
    """What is known of a message id: enough to decide whether a late event may still change it."""

    id: str
    text: str
    edited_at: datetime | None
    is_deleted: bool


def to_message(row: RowMapping) -> Message:
    return Message(
        id=row["id"],
        team_id=row["team_id"],
        text=row["text"],
        created_at=row["created_at"],
        source=row["source"],
        channel_id=row["channel_id"],
        channel_name=row["channel_name"],
        ts=row["ts"],
        thread_ts=row["thread_ts"],
        author_id=row["author_id"],
        author=row["author"],
        author_email=row["author_email"],
        author_team_id=row["author_team_id"],
        is_bot=row["is_bot"],
        is_staff=row["is_staff"],
        surface=Surface(row["surface"]) if row["surface"] else None,
        url=link_of(row),
        audience=row["audience"],
        account=row["account_id"],
        account_hint=row["account_hint"],
        kind_hint=SignalKind(row["kind_hint"]) if row["kind_hint"] else None,
        edited_at=row["edited_at"],
    )


def link_of(row: RowMapping) -> str | None:
    """Slack's domain can change, so links are built when they are read, from channel and timestamp."""
    if row["source"] == SLACK and row["team_url"] and row["channel_id"] and row["ts"]:
        return permalink(row["team_url"], row["channel_id"], row["ts"], row["thread_ts"])
    return cast("str | None", row["url"])


def select_messages() -> Select[Any]:
    """Messages with the name of their channel and the address of their workspace."""
    return (
        select(messages, channels.c.name.label("channel_name"), teams.c.url.label("team_url"))
        .outerjoin(channels, (channels.c.team_id == messages.c.team_id) & (channels.c.id == messages.c.channel_id))
        .outerjoin(teams, teams.c.id == messages.c.team_id)
    )


class MessageReads(MessageCounts):
    async def states(self, ids: Iterable[str]) -> dict[str, StoredState]:
        found: dict[str, StoredState] = {}
        wanted = list(ids)
        columns = (messages.c.id, messages.c.text, messages.c.edited_at, messages.c.deleted_at)
        for start in range(0, len(wanted), 500):
            query = select(*columns).where(
                messages.c.team_id == self.team_id, messages.c.id.in_(wanted[start : start + 500])
            )
            for row in await self.conn.execute(query):
                found[row.id] = StoredState(row.id, row.text, row.edited_at, row.deleted_at is not None)
        return found

    async def sources(self, ids: Iterable[str]) -> dict[str, str]:
        """Which source each known id came from."""
        wanted, found = list(ids), {}
        for start in range(0, len(wanted), 500):
            query = select(messages.c.id, messages.c.source).where(
                messages.c.team_id == self.team_id, messages.c.id.in_(wanted[start : start + 500])
            )
            found.update({message_id: source for message_id, source in await self.conn.execute(query)})
        return found

    async def by_ids(self, ids: Iterable[str], viewer: Viewer) -> dict[str, Message]:
        wanted, found = list(ids), {}
        for start in range(0, len(wanted), 500):
            query = self._living(viewer).where(messages.c.id.in_(wanted[start : start + 500]))
            for row in (await self.conn.execute(query)).mappings():
                found[row["id"]] = to_message(row)
        return found

    async def get(self, message_id: str, viewer: Viewer) -> Message | None:
        return (await self.by_ids([message_id], viewer)).get(message_id)

    async def thread(self, channel_id: str, thread_ts: str, viewer: Viewer) -> tuple[Message, ...]:
        """The parent and its replies, oldest first."""
        query = (
            self._living(viewer)
            .where(messages.c.channel_id == channel_id)
            .where((messages.c.thread_ts == thread_ts) | (messages.c.ts == thread_ts))
            .order_by(messages.c.created_at, messages.c.id)
        )
        return tuple(to_message(row) for row in (await self.conn.execute(query)).mappings())

    async def of_channel(self, channel_id: str, viewer: Viewer) -> tuple[Message, ...]:
        """Everything said there, oldest first."""
        query = self._living(viewer).where(messages.c.channel_id == channel_id)
        rows = await self.conn.execute(query.order_by(messages.c.created_at, messages.c.id))
        return tuple(to_message(row) for row in rows.mappings())

    async def between(
        self,
        start: datetime,
        end: datetime,
        viewer: Viewer,
        *,
        naming: Sequence[str] | None = None,
    ) -> tuple[Message, ...]:
        """Said in [start, end), oldest first. naming: with one of these words in it alone."""
        query = (
            self._living(viewer)
            .where(messages.c.created_at >= start, messages.c.created_at < end)
            .order_by(messages.c.created_at, messages.c.id)
        )
        if naming is not None:
            query = query.where(or_(false(), *(messages.c.text.icontains(name, autoescape=True) for name in naming)))
        return tuple(to_message(row) for row in (await self.conn.execute(query)).mappings())

    async def words_between(
        self, start: datetime, end: datetime, viewer: Viewer, surface: Surface
    ) -> tuple[tuple[str, str], ...]:
        """Ids and texts alone of what was said on a surface in [start, end), oldest first."""
        query = (
            self._living(viewer)
            .with_only_columns(messages.c.id, messages.c.text)
            .where(messages.c.created_at >= start, messages.c.created_at < end, messages.c.surface == surface.value)
            .order_by(messages.c.created_at, messages.c.id)
        )
        return tuple((message_id, text) for message_id, text in await self.conn.execute(query))

    async def unread(self, limit: int, *, ready: bool = False) -> tuple[Message, ...]:
        """Those that the classifier has not read yet, oldest receipt first; `ready`: whose words wait for no vector."""
        waits = exists().where(
            passages.c.team_id == messages.c.team_id,
            passages.c.owner_kind == MESSAGE,
            passages.c.owner_id == messages.c.id,
            passages.c.model.is_(None),
        )
        query = (
            self._living(Viewer.operator(self.team_id))
            .where(messages.c.read_at.is_(None), *([~waits] if ready else []))
            .order_by(messages.c.received_at, messages.c.id)
            .limit(limit)
        )
        return tuple(to_message(row) for row in (await self.conn.execute(query)).mappings())

    async def count_unread(self, ids: Sequence[str]) -> int:
        """How many of these the classifier has not read yet."""
        count = 0
        for start in range(0, len(ids), 500):
            query = select(func.count()).where(
                messages.c.team_id == self.team_id,
                messages.c.id.in_(ids[start : start + 500]),
                messages.c.read_at.is_(None),
            )
            count += int((await self.conn.execute(query)).scalar() or 0)
        return count

    async def roots_of(self, replies: Sequence[Message]) -> dict[str, ThreadRoot]:
        """Who began each thread, and for which account, by the first message's id."""
        roots = sorted({f"{m.channel_id}:{m.thread_ts}" for m in replies if m.is_reply})
        found: dict[str, ThreadRoot] = {}
        for start in range(0, len(roots), 500):
            query = select(messages.c.id, messages.c.author_id, messages.c.account_id).where(
                messages.c.team_id == self.team_id, messages.c.id.in_(roots[start : start + 500])
            )
            found.update({row.id: ThreadRoot(row.author_id, row.account_id) for row in await self.conn.execute(query)})
        return found

    async def ids_where(
        self, *, author_id: str | None = None, channel_id: str | None = None, account_id: str | None = None
    ) -> tuple[str, ...]:
        query = select(messages.c.id).where(messages.c.team_id == self.team_id, messages.c.deleted_at.is_(None))
        for column, value in (
            ("author_id", author_id),
            ("channel_id", channel_id),
            ("account_id", account_id),
        ):
            if value is not None:
                query = query.where(messages.c[column] == value)
        return tuple((await self.conn.execute(query.order_by(messages.c.id))).scalars())

    async def older_than(self, moment: datetime) -> tuple[str, ...]:
        query = select(messages.c.id).where(
            messages.c.team_id == self.team_id,
            messages.c.deleted_at.is_(None),
            messages.c.created_at < moment,
        )
        return tuple((await self.conn.execute(query.order_by(messages.c.id))).scalars())

    async def systems_since(self, moment: datetime, viewer: Viewer) -> tuple[str, ...]:
        """Sources other than Slack that something came from since then, in the order of their names."""
        query = (
            select(messages.c.source)
            .distinct()
            .where(messages.c.team_id == self.team_id, messages.c.deleted_at.is_(None), messages.c.source != SLACK)
            .where(messages.c.created_at >= moment, visible(messages.c.audience, messages.c.channel_id, viewer))
        )
        return tuple(sorted((await self.conn.execute(query)).scalars()))

    def _living(self, viewer: Viewer) -> Select[Any]:
        return select_messages().where(
            messages.c.team_id == self.team_id,
            messages.c.deleted_at.is_(None),
            visible(messages.c.audience, messages.c.channel_id, viewer),
        )
