"""Decision records, with every version they ever had."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, select, update

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision, DecisionFields, Version
from bot.domain.kinds import DecisionStatus
from bot.domain.workspace import permalink
from store.repository import Repository
from store.tables import decision_versions, decisions, proposals, teams
from store.upsert import upsert
from store.visibility import visible

LISTS = ("tags", "supersedes", "decided_by", "contested_by", "confirmed_by")


def fields_to_json(fields: DecisionFields | None) -> dict[str, Any] | None:
    if fields is None:
        return None
    return {**asdict(fields), "decided_on": fields.decided_on.isoformat() if fields.decided_on else None}


def fields_from_json(stored: Mapping[str, Any] | None) -> DecisionFields | None:
    if stored is None:
        return None
    return DecisionFields(
        **{
            **stored,
            "status": DecisionStatus(stored["status"]),
            "decided_by": tuple(stored["decided_by"]),
            "supersedes": tuple(stored["supersedes"]),
            "decided_on": date.fromisoformat(stored["decided_on"]) if stored["decided_on"] else None,
        }
    )


def _row(decision: Decision, team_id: str) -> dict[str, Any]:
    row = asdict(decision)
    for name in LISTS:
        row[name] = list(row[name])
    return {
        **row,
        "team_id": team_id,
        "status": decision.status.value,
        "fields": fields_to_json(decision.fields),
    }


def _snapshot(d: Decision) -> dict[str, Any]:
    """What of a record can be read in its history."""
    return {
        "title": d.title,
        "status": d.status.value,
        "text": d.text,
        "decided_on": d.decided_on.isoformat() if d.decided_on else None,
        "decided_by": list(d.decided_by),
        "objective": d.objective,
        "revisit_when": d.revisit_when,
        "tags": list(d.tags),
        "url": d.url,
        "supersedes": list(d.supersedes),
        "superseded_by": d.superseded_by,
        "contested_by": list(d.contested_by),
        "confirmed_by": list(d.confirmed_by),
    }


def _decision(row: RowMapping) -> Decision:
    values = {name: row[name] for name in row if name not in ("origin_key", "team_url")}
    for name in LISTS:
        values[name] = tuple(values[name] or ())
    found = Decision(**{**values, "status": DecisionStatus(row["status"]), "fields": fields_from_json(row["fields"])})
    if found.url is None and row["team_url"] and found.posted_channel_id and found.posted_ts:
        found = replace(found, url=permalink(row["team_url"], found.posted_channel_id, found.posted_ts))
    return found


class Decisions(Repository):
    async def save(
        self,
        batch: Sequence[Decision],
        *,
        changed_by: str | None,
        change: str,
        at: datetime,
        origin_keys: Mapping[str, str] | None = None,
        reason: str | None = None,
    ) -> None:
        """Writes the records and a snapshot of each as it is now; `reason` is why it changed, in the person's words."""
        rows = [_row(decision, self.team_id) for decision in batch]
        if origin_keys is not None:
            rows = [{**row, "origin_key": origin_keys.get(row["id"])} for row in rows]
        await upsert(self.conn, decisions, rows)
        snapshots = [
            {
                "team_id": self.team_id,
                "decision_id": d.id,
                "version": d.version,
                "snapshot": {**_snapshot(d), **({"reason": reason} if reason else {})},
                "changed_by": changed_by,
                "changed_at": at,
                "change": change,
            }
            for d in batch
        ]
        await upsert(self.conn, decision_versions, snapshots)

    async def set_posted(self, decision_id: str, channel_id: str, ts: str) -> None:
        await self.conn.execute(
            update(decisions)
            .where(decisions.c.team_id == self.team_id, decisions.c.id == decision_id)
            .values(posted_channel_id=channel_id, posted_ts=ts)
        )

    async def with_origin(self, origin_key: str) -> Decision | None:
        viewer = Viewer.operator(self.team_id)
        row = (await self.conn.execute(self._visible(viewer).where(decisions.c.origin_key == origin_key))).mappings()
        found = row.first()
        return _decision(found) if found else None

    async def get(self, decision_id: str, viewer: Viewer) -> Decision | None:
        return (await self.by_ids([decision_id], viewer)).get(decision_id)

    async def by_ids(self, ids: Iterable[str], viewer: Viewer) -> dict[str, Decision]:
        wanted, found = list(ids), {}
        for start in range(0, len(wanted), 500):
            query = self._visible(viewer).where(decisions.c.id.in_(wanted[start : start + 500]))
            for row in (await self.conn.execute(query)).mappings():
                found[row["id"]] = _decision(row)
        return found

    async def of_message(self, channel_id: str, ts: str, viewer: Viewer) -> tuple[Decision, ...]:
        """Those recorded from this message, or posted as it."""
        query = self._visible(viewer).where(
            ((decisions.c.source_channel_id == channel_id) & (decisions.c.source_ts == ts))
            | ((decisions.c.posted_channel_id == channel_id) & (decisions.c.posted_ts == ts))
        )
        return tuple(_decision(row) for row in (await self.conn.execute(query)).mappings())

    async def list(
        self, viewer: Viewer, *, since: date | None = None, changed_since: datetime | None = None
    ) -> tuple[Decision, ...]:
        """Newest first. `since` is by the date of the decision, `changed_since` by when the record changed."""
        query = self._visible(viewer)
        if since is not None:
            query = query.where(decisions.c.decided_on >= since)
        if changed_since is not None:
            query = query.where(decisions.c.updated_at >= changed_since)
        query = query.order_by(decisions.c.decided_on.desc().nulls_last(), decisions.c.id)
        return tuple(_decision(row) for row in (await self.conn.execute(query)).mappings())

    async def count_visible(self, viewer: Viewer) -> int:
        query = select(func.count()).where(
            decisions.c.team_id == self.team_id,
            visible(decisions.c.audience, decisions.c.source_channel_id, viewer),
        )
        return int((await self.conn.execute(query)).scalar() or 0)

    async def count(self) -> int:
        query = select(func.count()).where(decisions.c.team_id == self.team_id)
        return int((await self.conn.execute(query)).scalar() or 0)

    async def next_id(self) -> str:
        """`D-1`, `D-2`, ... for records made in Slack."""
        query = select(decisions.c.id).where(decisions.c.team_id == self.team_id, decisions.c.id.like("D-%"))
        numbers = [int(i[2:]) for i in (await self.conn.execute(query)).scalars() if i[2:].isdecimal()]
        return f"D-{max(numbers, default=0) + 1}"

    async def versions(self, decision_id: str) -> tuple[Version, ...]:
        """Every version, oldest first."""
        query = (
            select(decision_versions)
            .where(decision_versions.c.team_id == self.team_id, decision_versions.c.decision_id == decision_id)
            .order_by(decision_versions.c.version)
        )
        rows = (await self.conn.execute(query)).mappings()
        return tuple(Version(**{name: row[name] for name in Version.__dataclass_fields__}) for row in rows)

    async def set_audience_of_channel(self, channel_id: str, audience: str) -> tuple[str, ...]:
        """Returns the ids of the records that were decided in the channel."""
        mine = (decisions.c.team_id == self.team_id, decisions.c.source_channel_id == channel_id)
        await self.conn.execute(update(decisions).where(*mine).values(audience=audience))
        return tuple((await self.conn.execute(select(decisions.c.id).where(*mine))).scalars())

    async def ids(self) -> tuple[str, ...]:
        query = select(decisions.c.id).where(decisions.c.team_id == self.team_id)
        return tuple((await self.conn.execute(query.order_by(decisions.c.id))).scalars())

    async def ids_of_channel(self, channel_id: str) -> tuple[str, ...]:
        """Records that were decided in the channel."""
        query = select(decisions.c.id).where(
            decisions.c.team_id == self.team_id, decisions.c.source_channel_id == channel_id
        )
        return tuple((await self.conn.execute(query.order_by(decisions.c.id))).scalars())

    async def remove(self, ids: Sequence[str]) -> None:
        for table, column in (
            (decisions, decisions.c.id),
            (decision_versions, decision_versions.c.decision_id),
            (proposals, proposals.c.decision_id),
        ):
            for start in range(0, len(ids), 500):
                chunk = ids[start : start + 500]
                await self.conn.execute(delete(table).where(table.c.team_id == self.team_id, column.in_(chunk)))

    def _visible(self, viewer: Viewer) -> Select[Any]:
        return (
            select(decisions, teams.c.url.label("team_url"))
            .outerjoin(teams, teams.c.id == decisions.c.team_id)
            .where(
                decisions.c.team_id == self.team_id,
                visible(decisions.c.audience, decisions.c.source_channel_id, viewer),
            )
        )
