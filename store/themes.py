"""Themes under lasting ids, their members, and what people did to them. Kept apart by audience."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from store.repository import Repository
from store.tables import messages, theme_events, theme_members, themes
from store.upsert import upsert


@dataclass(frozen=True)
class StoredTheme:
    id: str
    label: str
    keywords: tuple[str, ...]
    audience: str
    status: str  # open | dismissed | merged
    first_seen: datetime | None
    label_set_by: str | None = None
    merged_into: str | None = None


class Themes(Repository):
    async def all(self, audience: str) -> tuple[StoredTheme, ...]:
        query = select(themes).where(themes.c.team_id == self.team_id, themes.c.audience == audience)
        rows = (await self.conn.execute(query.order_by(themes.c.id))).mappings()
        return tuple(
            StoredTheme(
                **{k: row[k] for k in StoredTheme.__dataclass_fields__ if k != "keywords"},
                keywords=tuple(row["keywords"]),
            )
            for row in rows
        )

    async def save(self, batch: Sequence[StoredTheme], at: datetime) -> None:
        await upsert(
            self.conn,
            themes,
            [
                {
                    **{k: getattr(t, k) for k in StoredTheme.__dataclass_fields__},
                    "keywords": list(t.keywords),
                    "team_id": self.team_id,
                    "updated_at": at,
                }
                for t in batch
            ],
        )

    async def members(self, audience: str) -> dict[str, str]:
        """Theme id by message id."""
        query = select(theme_members.c.message_id, theme_members.c.theme_id).where(
            theme_members.c.team_id == self.team_id, theme_members.c.audience == audience
        )
        return {message: theme for message, theme in await self.conn.execute(query)}

    async def replace_members(self, audience: str, assignment: Mapping[str, str]) -> None:
        await self.conn.execute(
            delete(theme_members).where(theme_members.c.team_id == self.team_id, theme_members.c.audience == audience)
        )
        rows = [
            {"team_id": self.team_id, "audience": audience, "message_id": m, "theme_id": t, "set_by": None}
            for m, t in sorted(assignment.items())
        ]
        if rows:
            await self.conn.execute(insert(theme_members), rows)

    async def change_members(self, audience: str, before: Mapping[str, str], now: Mapping[str, str]) -> None:
        """Writes what differs. Messages that `now` says nothing of keep the theme they had."""
        rows = [
            {"team_id": self.team_id, "audience": audience, "message_id": m, "theme_id": t, "set_by": None}
            for m, t in sorted(now.items())
            if before.get(m) != t
        ]
        await upsert(self.conn, theme_members, rows)

    async def forget_messages(self, message_ids: Sequence[str], *, audience: str | None = None) -> frozenset[str]:
        """Takes these messages out of their themes (of one audience, or all); returns the themes that lost some."""
        lost: set[str] = set()
        for start in range(0, len(message_ids), 500):
            mine = [
                theme_members.c.team_id == self.team_id,
                theme_members.c.message_id.in_(message_ids[start : start + 500]),
            ]
            if audience is not None:
                mine.append(theme_members.c.audience == audience)
            done = await self.conn.execute(delete(theme_members).where(*mine).returning(theme_members.c.theme_id))
            lost.update(done.scalars())
        return frozenset(lost)

    async def texts(self, theme_ids: Sequence[str]) -> dict[str, list[str]]:
        """What the members of each of these themes say, in the order of their ids; no entry for an empty theme."""
        found: dict[str, list[str]] = {}
        for start in range(0, len(theme_ids), 500):
            query = (
                select(theme_members.c.theme_id, messages.c.text)
                .join(
                    messages,
                    (messages.c.team_id == theme_members.c.team_id) & (messages.c.id == theme_members.c.message_id),
                )
                .where(
                    theme_members.c.team_id == self.team_id,
                    theme_members.c.theme_id.in_(theme_ids[start : start + 500]),
                    messages.c.deleted_at.is_(None),
                )
                .order_by(messages.c.id)
            )
            for theme_id, text in await self.conn.execute(query):
                found.setdefault(theme_id, []).append(text)
        return found

    async def relabel(self, theme_id: str, label: str, keywords: Sequence[str], at: datetime) -> None:
        """New words for a theme; a name that a person gave it stays."""
        mine = (themes.c.team_id == self.team_id, themes.c.id == theme_id)
        await self.conn.execute(update(themes).where(*mine).values(keywords=list(keywords), updated_at=at))
        await self.conn.execute(update(themes).where(*mine, themes.c.label_set_by.is_(None)).values(label=label))

    async def remove(self, theme_ids: Sequence[str]) -> None:
        for theme_id in theme_ids:
            await self.conn.execute(delete(themes).where(themes.c.team_id == self.team_id, themes.c.id == theme_id))

    async def add_event(
        self, theme_id: str, change: str, detail: Mapping[str, Any], changed_by: str | None, at: datetime
    ) -> None:
        await self.conn.execute(
            insert(theme_events).values(
                team_id=self.team_id,
                theme_id=theme_id,
                change=change,
                detail=dict(detail),
                changed_by=changed_by,
                changed_at=at,
            )
        )

    async def events(self) -> tuple[dict[str, Any], ...]:
        """Everything that happened to themes, oldest first."""
        query = select(theme_events).where(theme_events.c.team_id == self.team_id).order_by(theme_events.c.id)
        return tuple(dict(row) for row in (await self.conn.execute(query)).mappings())

    async def set_status(self, theme_id: str, status: str, at: datetime) -> None:
        await self.conn.execute(
            update(themes)
            .where(themes.c.team_id == self.team_id, themes.c.id == theme_id)
            .values(status=status, updated_at=at)
        )

    async def count(self) -> int:
        query = select(func.count()).where(themes.c.team_id == self.team_id, themes.c.status == "open")
        return int((await self.conn.execute(query)).scalar() or 0)
