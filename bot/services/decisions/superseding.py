"""A new record takes an old one's place, or gives it back: both say so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.services.decisions.announcing import revision
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
            confirmed_by=(),
            confirmed_at=None,
            updated_at=at,
            version=old.version + 1,
        )
        for old in olds.values()
        if old.superseded_by != successor[old.id] or old.status is not DecisionStatus.SUPERSEDED
    ]
    await uow.decisions.save(changed, changed_by=by, change="superseded", at=at)
    await revise(uow, changed, at)


async def release(uow: UnitOfWork, record: Decision, *, by: str | None, at: datetime) -> Decision:
    """The record without its successor, which no longer claims its place. The caller saves the record itself."""
    if record.superseded_by is None:
        return record
    successor = await uow.decisions.get(record.superseded_by, Viewer.operator(uow.team_id))
    if successor is not None and record.id in successor.supersedes:
        kept = tuple(old for old in successor.supersedes if old != record.id)
        changed = replace(successor, supersedes=kept, updated_at=at, version=successor.version + 1)
        await uow.decisions.save([changed], changed_by=by, change="edited", at=at)
        await revise(uow, [changed], at)
    return replace(record, superseded_by=None)


async def revise(uow: UnitOfWork, changed: Sequence[Decision], at: datetime) -> None:
    """Has the messages of the changed records say what the records say."""
    for record in changed:
        post = revision(record)
        if post is not None:
            await uow.outbox.add(post, at)
