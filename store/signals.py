"""Signals and the tags of the people behind them. A person's word always wins over the classifier's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select

from bot.domain.audience import Viewer
from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal, Tag
from store.repository import Repository
from store.signal_rows import COLUMNS, to_signal
from store.tables import accounts, channels, messages, signal_tags, signals, teams
from store.upsert import insert_missing, insert_once, upsert
from store.visibility import visible


class Signals(Repository):
    async def add_tag(self, tag: Tag) -> bool:
        """True when it is new: the same person's same tag counts once."""
        row = {
            "team_id": self.team_id,
            "message_id": tag.message_id,
            "kind": tag.kind.value,
            "user_id": tag.user_id,
            "note": tag.note,
            "tagged_at": tag.tagged_at,
        }
        return await insert_once(self.conn, signal_tags, row, unique=("team_id", "message_id", "kind", "user_id"))

    async def remove_tag(self, message_id: str, kind: SignalKind, user_id: str) -> bool:
        done = await self.conn.execute(
            delete(signal_tags).where(
                signal_tags.c.team_id == self.team_id,
                signal_tags.c.message_id == message_id,
                signal_tags.c.kind == kind.value,
                signal_tags.c.user_id == user_id,
            )
        )
        return bool(done.rowcount)

    async def tags(self, message_id: str) -> tuple[Tag, ...]:
        """Oldest first."""
        query = (
            select(signal_tags)
            .where(signal_tags.c.team_id == self.team_id, signal_tags.c.message_id == message_id)
            .order_by(signal_tags.c.tagged_at, signal_tags.c.user_id, signal_tags.c.kind)
        )
        rows = (await self.conn.execute(query)).mappings()
        return tuple(
            Tag(row["message_id"], SignalKind(row["kind"]), row["user_id"], row["tagged_at"], row["note"])
            for row in rows
        )

    async def set_by_person(self, message_id: str, kind: SignalKind, at: datetime, *, dismissed: bool) -> None:
        row = {
            "team_id": self.team_id,
            "message_id": message_id,
            "kind": kind.value,
            "decided_by": "person",
            "probability": 1.0,
            "dismissed": dismissed,
            "created_at": at,
        }
        await upsert(self.conn, signals, [row], keep=("created_at",))

    async def set_by_classifier(self, found: Sequence[tuple[str, SignalKind, float]], at: datetime) -> None:
        """Writes what the classifier says, except where a person has spoken."""
        if not found:
            return
        spoken: set[str] = set()
        ids = [message_id for message_id, _, _ in found]
        for start in range(0, len(ids), 500):
            query = select(signals.c.message_id).where(
                signals.c.team_id == self.team_id,
                signals.c.decided_by == "person",
                signals.c.message_id.in_(ids[start : start + 500]),
            )
            spoken.update((await self.conn.execute(query)).scalars())
        rows = [
            {
                "team_id": self.team_id,
                "message_id": message_id,
                "kind": kind.value,
                "decided_by": "classifier",
                "probability": probability,
                "dismissed": False,
                "created_at": at,
            }
            for message_id, kind, probability in found
            if message_id not in spoken
        ]
        await upsert(self.conn, signals, rows, keep=("created_at",))

    async def drop_classified(self, message_ids: Sequence[str]) -> None:
        """Takes back what the classifier said of these (they were edited, or are to be read anew)."""
        for start in range(0, len(message_ids), 500):
            await self.conn.execute(
                delete(signals).where(
                    signals.c.team_id == self.team_id,
                    signals.c.decided_by == "classifier",
                    signals.c.message_id.in_(message_ids[start : start + 500]),
                )
            )

    async def erase(self, message_ids: Sequence[str]) -> None:
        """Erases everything about these messages' being signals."""
        for table in (signals, signal_tags):
            for start in range(0, len(message_ids), 500):
                await self.conn.execute(
                    delete(table).where(
                        table.c.team_id == self.team_id, table.c.message_id.in_(message_ids[start : start + 500])
                    )
                )

    async def forget_tagger(self, user_id: str) -> None:
        """The tags stay, as nobody's: several forgotten people count once."""
        mine = (signal_tags.c.team_id == self.team_id, signal_tags.c.user_id == user_id)
        rows = [dict(row) for row in (await self.conn.execute(select(signal_tags).where(*mine))).mappings()]
        await self.conn.execute(delete(signal_tags).where(*mine))
        nobodys = [{**row, "user_id": "(forgotten)", "note": None} for row in rows]
        unique = ("team_id", "message_id", "kind", "user_id")
        await insert_missing(self.conn, signal_tags, nobodys, unique=unique)

    async def list(
        self,
        viewer: Viewer,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        taggers: bool = True,
        most: int | None = None,
    ) -> tuple[Signal, ...]:
        """Signals whose messages the viewer may read, by the time of the message, newest first.

        taggers: also who marked each, which takes a while for very many. most: the newest so many.
        """
        query = self._visible(viewer).order_by(messages.c.created_at.desc(), messages.c.id)
        if since is not None:
            query = query.where(messages.c.created_at >= since)
        if until is not None:
            query = query.where(messages.c.created_at < until)
        if most is not None:
            query = query.limit(most)
        return await self._read(query, taggers=taggers)

    async def get(self, message_id: str, viewer: Viewer) -> Signal | None:
        found = await self._read(self._visible(viewer).where(signals.c.message_id == message_id))
        return found[0] if found else None

    async def of_messages(self, message_ids: Sequence[str], viewer: Viewer) -> tuple[Signal, ...]:
        """Those of these messages that are signals and that the viewer may read, without who tagged them."""
        found: list[Signal] = []
        for start in range(0, len(message_ids), 500):
            some = signals.c.message_id.in_(message_ids[start : start + 500])
            found += await self._read(self._visible(viewer).where(some), taggers=False)
        return tuple(found)

    async def found_since(self, moment: datetime) -> dict[str, datetime]:
        """When each message that became a signal at `moment` or later did, by its id."""
        query = select(signals.c.message_id, signals.c.created_at).where(
            signals.c.team_id == self.team_id, signals.c.created_at >= moment
        )
        return {message_id: at for message_id, at in await self.conn.execute(query)}

    async def newest(self, viewer: Viewer) -> datetime | None:
        """When the newest signal that the viewer may read was said."""
        newest: datetime | None = (
            await self.conn.execute(
                self._visible(viewer)
                .with_only_columns(messages.c.created_at)
                .order_by(messages.c.created_at.desc())
                .limit(1)
            )
        ).scalar()
        return newest

    async def count(self) -> int:
        query = (
            select(func.count())
            .select_from(signals.join(messages, _same_message()))
            .where(signals.c.team_id == self.team_id, ~signals.c.dismissed, messages.c.deleted_at.is_(None))
        )
        return int((await self.conn.execute(query)).scalar() or 0)

    def _visible(self, viewer: Viewer) -> Select[Any]:
        in_channel = (channels.c.team_id == messages.c.team_id) & (channels.c.id == messages.c.channel_id)
        of_account = (accounts.c.team_id == messages.c.team_id) & (accounts.c.id == messages.c.account_id)
        return (
            select(
                signals.c.kind,
                *(messages.c[name] for name in COLUMNS),
                channels.c.name.label("channel_name"),
                teams.c.url.label("team_url"),
                accounts.c.name.label("account_name"),
                accounts.c.arr,
            )
            .select_from(
                signals.join(messages, _same_message())
                .outerjoin(channels, in_channel)
                .outerjoin(accounts, of_account)
                .outerjoin(teams, teams.c.id == messages.c.team_id)
            )
            .where(
                signals.c.team_id == self.team_id,
                ~signals.c.dismissed,
                messages.c.deleted_at.is_(None),
                visible(messages.c.audience, messages.c.channel_id, viewer),
            )
        )

    async def _read(self, query: Select[Any], *, taggers: bool = True) -> tuple[Signal, ...]:
        rows = (await self.conn.execute(query)).all()
        people = await self._taggers([row.id for row in rows]) if taggers else {}
        return tuple(to_signal(row, people.get(row.id, ()), self.team_id) for row in rows)

    async def _taggers(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Who tagged each of these messages, the first one first."""
        found: dict[str, list[str]] = {}
        for start in range(0, len(ids), 500):
            query = (
                select(signal_tags.c.message_id, signal_tags.c.user_id)
                .where(signal_tags.c.team_id == self.team_id, signal_tags.c.message_id.in_(ids[start : start + 500]))
                .order_by(signal_tags.c.tagged_at, signal_tags.c.user_id)
            )
            for message_id, user_id in await self.conn.execute(query):
                names = found.setdefault(message_id, [])
                if user_id not in names:
                    names.append(user_id)
        return {message_id: tuple(names) for message_id, names in found.items()}


def _same_message() -> Any:
    return (messages.c.team_id == signals.c.team_id) & (messages.c.id == signals.c.message_id)
