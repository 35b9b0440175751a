"""Taking in records that a company has kept elsewhere. Importing the same ones again changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Decision, IncomingDecision
from bot.services.decisions.indexed import index_records
from bot.services.decisions.superseding import mark_superseded
from store.unit_of_work import Store, UnitOfWork

BATCH = 50


@dataclass(frozen=True)
class Imported:
    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged


class ImportDecisions:
    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def __call__(
        self, team_id: str, records: Iterable[IncomingDecision], progress: Callable[[int], None] | None = None
    ) -> Imported:
        """Writes the records in batches, so that a stopped import can simply be started again."""
        total, links = Imported(), dict[str, str]()
        waiting = iter(records)
        while batch := list(islice(waiting, BATCH)):
            links.update({r.id: r.superseded_by[0] for r in batch if r.superseded_by and r.exported is None})
            async with self._store.write(team_id) as uow:
                done = await self._write(uow, batch)
                await uow.commit()
            total = Imported(total.new + done.new, total.changed + done.changed, total.unchanged + done.unchanged)
            if progress is not None:
                progress(total.total)
        await self._link(team_id, links)
        return total

    async def _write(self, uow: UnitOfWork, batch: Sequence[IncomingDecision]) -> Imported:
        now = self._now()
        by_id = {record.id: record for record in batch}
        known = await uow.decisions.by_ids(by_id, Viewer.operator(uow.team_id))
        changed = [
            self._decision(uow.team_id, record, known.get(record.id))
            for record in by_id.values()
            if record.id not in known or _differs(record, known[record.id])
        ]
        await uow.decisions.save(changed, changed_by=None, change="imported", at=now)
        await index_records(uow, changed)
        linked = [record for record in changed if by_id[record.id].exported is None]  # those say it all themselves
        await mark_superseded(uow, linked, by=None, at=now)
        new = len([record for record in changed if record.id not in known])
        return Imported(new, len(changed) - new, len(batch) - len(changed))

    def _decision(self, team_id: str, record: IncomingDecision, old: Decision | None) -> Decision:
        now = self._now()
        if record.exported is not None:
            return _as_exported(record.exported, old, team_id, now)
        return Decision(
            id=record.id,
            team_id=team_id,
            title=record.title,
            text=record.text,
            status=old.status if old and old.superseded_by else record.status,
            decided_on=record.decided_on,
            url=record.url,
            tags=record.tags,
            supersedes=record.supersedes,
            superseded_by=old.superseded_by if old else None,
            objective=record.objective,
            revisit_when=record.revisit_when,
            decided_by=record.decided_by,
            recorded_at=old.recorded_at if old else now,
            updated_at=now,
            version=old.version + 1 if old else 1,
        )

    async def _link(self, team_id: str, successors: dict[str, str]) -> None:
        """Follows "superseded by" once every record of the import is there."""
        async with self._store.write(team_id) as uow:
            everything = Viewer.operator(team_id)
            news = await uow.decisions.by_ids(set(successors.values()), everything)
            named = [(old, new) for old, new in successors.items() if new in news and old != new]
            for old, new in named:
                record = news[new]
                if old not in record.supersedes:
                    record = replace(record, supersedes=(*record.supersedes, old))
                    news[new] = record
                await mark_superseded(uow, [record], by=None, at=self._now())
            await uow.commit()


def _as_exported(exported: Decision, old: Decision | None, team_id: str, now: datetime) -> Decision:
    """Everything as it was; a file that was edited by hand since is a version of its own."""
    record = replace(
        exported, team_id=team_id, recorded_at=exported.recorded_at or now, updated_at=exported.updated_at or now
    )
    if old is None or exported.version > old.version:
        return record
    return replace(record, recorded_at=old.recorded_at, updated_at=now, version=old.version + 1)


def _differs(record: IncomingDecision, stored: Decision) -> bool:
    """What somebody wrote in Slack since is not overwritten by the file that it came from."""
    if record.exported is not None and record.exported.version != stored.version:
        return record.exported.version > stored.version
    return (stored.fields is None or record.exported is not None) and (
        record.text != stored.text
        or record.title != stored.title
        or (record.status is not stored.status and stored.superseded_by is None)
        or record.url != stored.url
        or record.decided_on != stored.decided_on
        or record.tags != stored.tags
        or record.objective != stored.objective
        or record.revisit_when != stored.revisit_when
        or record.decided_by != stored.decided_by
    )
