"""Posts that must be made exactly once: the key goes into the metadata and is looked for before a second try."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mail import Post
from store.tables import outbox
from store.upsert import insert_once

WAITING, POSTED, DEAD, EXPIRED = "waiting", "posted", "dead", "expired"


@dataclass(frozen=True)
class Outbox:
    conn: AsyncConnection

    async def add(self, post: Post, at: datetime) -> bool:
        """False when a post of this key is there already."""
        row = {
            "team_id": post.team_id,
            "key": post.key,
            "kind": post.kind,
            "ref": post.ref,
            "channel_id": post.channel_id,
            "thread_ts": post.thread_ts,
            "user_id": post.user_id,
            "expires_at": post.expires_at,
            "created_at": at,
            "state": WAITING,
            "attempts": 0,
            "next_try_at": at,
        }
        return await insert_once(self.conn, outbox, row, unique=("team_id", "key"))

    async def due(self, now: datetime, limit: int) -> tuple[Post, ...]:
        query = (
            select(outbox)
            .where(outbox.c.state == WAITING, outbox.c.next_try_at <= now)
            .order_by(outbox.c.id)
            .limit(limit)
        )
        return tuple(_post(row) for row in (await self.conn.execute(query)).mappings())

    async def with_key(self, team_id: str, key: str) -> Post | None:
        query = select(outbox).where(outbox.c.team_id == team_id, outbox.c.key == key)
        row = (await self.conn.execute(query)).mappings().first()
        return _post(row) if row else None

    async def begin(self, post: Post, until: datetime) -> bool:
        """Counts an attempt before it is made: from now on the post may be out there.

        False where somebody else (another process) has begun one. Until `until` the post is nobody else's.
        """
        mine = update(outbox).where(
            outbox.c.id == post.id, outbox.c.state == WAITING, outbox.c.attempts == post.attempts
        )
        done = await self.conn.execute(mine.values(attempts=post.attempts + 1, next_try_at=until))
        return bool(done.rowcount)

    async def posted(self, post_id: int, ts: str) -> None:
        await self._set(post_id, state=POSTED, posted_ts=ts, error=None)

    async def failed(self, post_id: int, error: str, next_try_at: datetime | None) -> None:
        values: dict[str, object] = {"error": error}
        if next_try_at is None:
            values["state"] = DEAD
        else:
            values["next_try_at"] = next_try_at
        await self._set(post_id, **values)

    async def expire(self, post_id: int) -> None:
        await self._set(post_id, state=EXPIRED)

    async def revive(self, team_id: str, key: str, now: datetime) -> None:
        """Tries a post again that was given up or came too late; it is looked for first, as after any failed try."""
        await self.conn.execute(
            update(outbox)
            .where(outbox.c.team_id == team_id, outbox.c.key == key, outbox.c.state.in_([DEAD, EXPIRED]))
            .values(state=WAITING, next_try_at=now, expires_at=None)
        )

    async def dead(self) -> tuple[tuple[Post, str], ...]:
        query = select(outbox).where(outbox.c.state == DEAD).order_by(outbox.c.id)
        return tuple((_post(row), row["error"] or "") for row in (await self.conn.execute(query)).mappings())

    async def _set(self, post_id: int, **values: object) -> None:
        await self.conn.execute(update(outbox).where(outbox.c.id == post_id).values(**values))


def _post(row: RowMapping) -> Post:
    return Post(**{name: row[name] for name in Post.__dataclass_fields__})
