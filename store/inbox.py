"""Envelopes from Slack, written before they are acked, worked off afterwards; each event once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mail import Envelope, Lane
from store.tables import inbox
from store.upsert import insert_once

WAITING, DONE, DEAD = "waiting", "done", "dead"
TS = re.compile(r"\b\d{9,11}\.\d{6}\b")


@dataclass(frozen=True)
class Inbox:
    conn: AsyncConnection

    async def accept(self, team_id: str, event_id: str, lane: Lane, body: str, at: datetime) -> bool:
        """False when the event is there already."""
        row = {
            "team_id": team_id,
            "event_id": event_id,
            "lane": lane.value,
            "body": body,
            "received_at": at,
            "state": WAITING,
            "attempts": 0,
            "next_try_at": at,
        }
        return await insert_once(self.conn, inbox, row, unique=("event_id",))

    async def due(self, lane: Lane, now: datetime, limit: int) -> tuple[Envelope, ...]:
        """Those whose time has come, in the order of receipt."""
        query = (
            select(inbox)
            .where(inbox.c.state == WAITING, inbox.c.lane == lane.value, inbox.c.next_try_at <= now)
            .order_by(inbox.c.id)
            .limit(limit)
        )
        return tuple(_envelope(row) for row in (await self.conn.execute(query)).mappings())

    async def dead(self) -> tuple[Envelope, ...]:
        query = select(inbox).where(inbox.c.state == DEAD).order_by(inbox.c.id)
        return tuple(_envelope(row) for row in (await self.conn.execute(query)).mappings())

    async def done(self, envelope_id: int) -> None:
        """What was said in it lives on as a message; here only the event's id is kept, against its coming twice."""
        await self._set(envelope_id, state=DONE, error=None, body="")

    async def failed(self, envelope_id: int, error: str, next_try_at: datetime | None) -> None:
        """Tries again at `next_try_at`; None sets the envelope aside for good."""
        values: dict[str, object] = {"error": error, "attempts": inbox.c.attempts + 1}
        if next_try_at is None:
            values["state"] = DEAD
        else:
            values["next_try_at"] = next_try_at
        await self._set(envelope_id, **values)

    async def replay_dead(self, now: datetime) -> int:
        done = await self.conn.execute(
            update(inbox).where(inbox.c.state == DEAD).values(state=WAITING, attempts=0, next_try_at=now)
        )
        return done.rowcount

    async def prune(self, before: datetime) -> int:
        """Forgets envelopes long done; Slack repeats an event for minutes, not for days."""
        done = await self.conn.execute(delete(inbox).where(inbox.c.state == DONE, inbox.c.received_at < before))
        return done.rowcount

    async def counts(self) -> dict[str, int]:
        query = select(inbox.c.state, func.count()).group_by(inbox.c.state)
        return {state: count for state, count in await self.conn.execute(query)}

    async def oldest_waiting(self) -> datetime | None:
        query = select(func.min(inbox.c.received_at)).where(inbox.c.state == WAITING)
        oldest: datetime | None = (await self.conn.execute(query)).scalar()
        return oldest

    async def received_between(self, start: datetime, end: datetime) -> dict[str, int]:
        query = (
            select(inbox.c.state, func.count())
            .where(inbox.c.received_at >= start, inbox.c.received_at < end)
            .group_by(inbox.c.state)
        )
        return {state: count for state, count in await self.conn.execute(query)}

    async def erase_mentioning(self, words: str) -> None:
        """Drops the stored envelopes that contain `words` (an id): part of forgetting."""
        await self.conn.execute(delete(inbox).where(inbox.c.body.contains(words, autoescape=True)))

    async def erase_unfinished(self, message_ids: Iterable[str]) -> None:
        """Drops the envelopes that wait or were set aside and tell of these messages; ids are `CHANNEL:TS`."""
        erased = {ts for _, _, ts in (i.rpartition(":") for i in message_ids)}
        query = select(inbox.c.id, inbox.c.body).where(inbox.c.state != DONE)
        told = [row.id for row in await self.conn.execute(query) if erased.intersection(TS.findall(row.body))]
        for start in range(0, len(told), 500):
            await self.conn.execute(delete(inbox).where(inbox.c.id.in_(told[start : start + 500])))

    async def _set(self, envelope_id: int, **values: object) -> None:
        await self.conn.execute(update(inbox).where(inbox.c.id == envelope_id).values(**values))


def _envelope(row: RowMapping) -> Envelope:
    return Envelope(**{name: row[name] for name in Envelope.__dataclass_fields__})
