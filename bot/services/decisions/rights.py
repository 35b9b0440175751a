"""Who may change a record: who decided or recorded it, and the product leads. Everybody else proposes."""

from collections.abc import Iterable

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from store.unit_of_work import UnitOfWork


async def owners_of(uow: UnitOfWork, record: Decision) -> frozenset[str]:
    """User ids of those who decided or recorded it."""
    return await user_ids(uow, [who for who in (*record.decided_by, record.recorded_by) if who])


async def user_ids(uow: UnitOfWork, named: Iterable[str]) -> frozenset[str]:
    """The people who are meant by ids or by whole names. A name that two people bear means neither of them."""
    wanted = [who.strip().lstrip("@") for who in named]
    by_name: dict[str, list[str]] = {}
    for person in await uow.workspaces.members_named([who for who in wanted if not _is_id(who)]):
        by_name.setdefault(person.name.casefold(), []).append(person.id)
    found = {who for who in wanted if _is_id(who)}
    found.update(same[0] for name in wanted if len(same := by_name.get(name.casefold(), [])) == 1)
    return frozenset(found)


async def may_change(uow: UnitOfWork, viewer: Viewer, record: Decision, leads: frozenset[str]) -> bool:
    """Whether the viewer's word on the record counts; people who may see nothing here never."""
    if viewer.user_id is None or not viewer.audiences:
        return False
    return viewer.user_id in await owners_of(uow, record) | await user_ids(uow, leads)


def _is_id(who: str) -> bool:
    return len(who) >= 2 and who[0] in "UW" and who.isalnum() and who.isupper()
