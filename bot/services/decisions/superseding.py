"""A new record takes an old one's place: both say so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from store.unit_of_work import UnitOfWork


async def mark_superseded(uow: UnitOfWork, records: Sequence[Decision], *, by: str | None, at: datetime) -> None:
    """Every record named in a `supersedes` of `records` gets its successor and the status that follows from it."""
    successor = {old: new.id for new in records for old in new.supersedes if old != new.id}
    if not successor:
        return
    everything = Viewer.operator(uow.team_id)
    olds = await uow.decisions.by_ids(successor, everything)
    changed = [
        replace(
            old,
            status=DecisionStatus.SUPERSEDED,
            superseded_by=successor[old.id],
            updated_at=at,
            version=old.version + 1,
        )
        for old in olds.values()
        if old.superseded_by != successor[old.id] or old.status is not DecisionStatus.SUPERSEDED
    ]
    await uow.decisions.save(changed, changed_by=by, change="superseded", at=at)
