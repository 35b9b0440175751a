"""Changing a record: a new version by those who may, a proposal to them by everybody else."""

import uuid
from dataclasses import replace

from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Decision, DecisionFields, Proposal
from bot.domain.kinds import DecisionStatus
from bot.domain.madr import madr_body
from bot.domain.mail import Post
from bot.errors import Conflict, NotAllowed, NotFound
from bot.services.decisions.indexed import index_records
from bot.services.decisions.rights import may_change, owners_of, user_ids
from bot.services.decisions.superseding import mark_superseded, release, revise
from store.unit_of_work import Store, UnitOfWork

PROPOSAL = "decision_proposal"
"""The outbox kind of the question to an owner; `ref` is the proposal's id."""

PROPOSAL_OUTCOME = "decision_proposal_outcome"
"""The outbox kind of the word to who proposed; `ref` is the proposal's id."""

REOPENING = "decision_reopening"
"""The outbox kind of the wish to reopen, for an owner; `ref` is the decision's id, who wishes it and why, by lines."""

LONGEST_REASON = 1_500  # characters

CHANGED_MEANWHILE = "Somebody changed this record while you had it open. Open it again to see it as it is now."


class DecisionChanges:
    def __init__(self, store: Store, now: Now, leads: frozenset[str] = frozenset()) -> None:
        self._store, self._now, self._leads = store, now, leads

    async def change(
        self, viewer: Viewer, decision_id: str, fields: DecisionFields, *, version: int | None = None
    ) -> Decision | Proposal:
        """A new version where the viewer decided, recorded or leads; else a proposal to those who did.

        version: the one that was read before changing it. Raises Conflict where there is a newer one.
        """
        async with self._store.write(viewer.team_id) as uow:
            old = await _seen(uow, viewer, decision_id)
            if version is not None and old.version != version:
                raise Conflict(CHANGED_MEANWHILE)
            if await may_change(uow, viewer, old, self._leads):
                changed: Decision | Proposal = await self._write(uow, old, fields, by=viewer.user_id)
            else:
                changed = await self._propose(uow, viewer, old, fields)
            await uow.commit()
        return changed

    async def reopen(
        self,
        viewer: Viewer,
        decision_id: str,
        reason: str,
        *,
        status: DecisionStatus = DecisionStatus.PROPOSED,
    ) -> Decision | None:
        """A shelved, superseded or deprecated record is open again (proposed) or holds again (accepted).

        None where that is not the viewer's to do: those who may are asked, with the reason.
        """
        if not status.is_open:
            raise NotAllowed("A record is reopened as proposed or as accepted.")
        if not reason.strip():
            raise NotAllowed("Say why it is reopened; the history keeps it.")
        async with self._store.write(viewer.team_id) as uow:
            old = await _seen(uow, viewer, decision_id)
            if old.status.is_open:
                raise Conflict(f"{old.id} is open: it is {old.status.value}.")
            if not await may_change(uow, viewer, old, self._leads):
                await self._ask_to_reopen(uow, viewer, old, reason.strip())
                await uow.commit()
                return None
            freed = await release(uow, old, by=viewer.user_id, at=self._now())
            fields = replace(old.fields, status=status) if old.fields else None
            new = self._next(freed, status=status, fields=fields)
            await self._save(uow, new, by=viewer.user_id, change="reopened", reason=reason.strip())
            await uow.commit()
        return new

    async def proposal(self, viewer: Viewer, proposal_id: str) -> tuple[Proposal, Decision]:
        """The proposal and the record that it is about, if the viewer may read the record."""
        async with self._store.read(viewer.team_id) as uow:
            return await _proposed(uow, viewer, proposal_id)

    async def accept(self, viewer: Viewer, proposal_id: str) -> Decision:
        """The owner's yes: the proposal becomes the next version. Raises Conflict where the record moved on."""
        async with self._store.write(viewer.team_id) as uow:
            proposal, old = await self._answerable(uow, viewer, proposal_id)
            if old.version != proposal.base_version:
                raise Conflict(f"{old.id} was changed after this was proposed; change the record itself.")
            reason = f"proposed by {proposal.by_user_id}"
            new = await self._write(uow, old, proposal.fields, by=viewer.user_id, reason=reason)
            await self._answer(uow, proposal, "accepted")
            await uow.commit()
        return new

    async def decline(self, viewer: Viewer, proposal_id: str) -> Decision:
        """The owner's no: the record stays as it is."""
        async with self._store.write(viewer.team_id) as uow:
            proposal, old = await self._answerable(uow, viewer, proposal_id)
            await self._answer(uow, proposal, "declined")
            await uow.commit()
        return old

    async def _answerable(self, uow: UnitOfWork, viewer: Viewer, proposal_id: str) -> tuple[Proposal, Decision]:
        proposal, old = await _proposed(uow, viewer, proposal_id)
        if not await may_change(uow, viewer, old, self._leads):
            raise NotAllowed("Only who decided this, or a product lead, may say so.")
        if proposal.state != "waiting":
            raise Conflict(f"That proposal was {proposal.state} already.")
        return proposal, old

    async def _answer(self, uow: UnitOfWork, proposal: Proposal, state: str) -> None:
        await uow.proposals.set_state(proposal.id, state)
        who = proposal.by_user_id
        post = Post(uow.team_id, f"proposal:{proposal.id}:outcome", PROPOSAL_OUTCOME, proposal.id, who, user_id=who)
        await uow.outbox.add(post, self._now())

    async def _ask_to_reopen(self, uow: UnitOfWork, viewer: Viewer, old: Decision, reason: str) -> None:
        by, asked = await self._may_be_asked(uow, viewer, old)
        for owner in asked:
            key = f"reopening:{old.id}:v{old.version}:{by}:{owner}"
            ref = f"{old.id}\n{by}\n{reason[:LONGEST_REASON]}"
            await uow.outbox.add(Post(uow.team_id, key, REOPENING, ref, owner, user_id=owner), self._now())

    async def _may_be_asked(self, uow: UnitOfWork, viewer: Viewer, old: Decision) -> tuple[str, list[str]]:
        """Who proposes, and those whose word on the record counts. Raises NotAllowed where either is missing."""
        if viewer.user_id is None or viewer.only_channels is not None or not viewer.audiences:
            raise NotAllowed("Only members of this workspace can propose a change.")
        asked = await owners_of(uow, old) or await user_ids(uow, self._leads)
        if not asked:
            raise NotAllowed("Nobody is known who could accept a change of this record; name product leads.")
        return viewer.user_id, sorted(asked)

    async def _propose(self, uow: UnitOfWork, viewer: Viewer, old: Decision, fields: DecisionFields) -> Proposal:
        by, asked = await self._may_be_asked(uow, viewer, old)
        now = self._now()
        proposal = Proposal(uuid.uuid4().hex, old.id, by, fields, old.version, "waiting", now)
        await uow.proposals.add(proposal)
        for owner in asked:
            key = f"proposal:{proposal.id}:{owner}"
            await uow.outbox.add(Post(uow.team_id, key, PROPOSAL, proposal.id, owner, user_id=owner), now)
        return proposal

    async def _write(
        self, uow: UnitOfWork, old: Decision, fields: DecisionFields, *, by: str | None, reason: str | None = None
    ) -> Decision:
        reopens = fields.status.is_open and not old.status.is_open
        if old.superseded_by and not reopens:
            raise NotAllowed(f"{old.id} is superseded by {old.superseded_by}; change that one, or reopen this.")
        freed = await release(uow, old, by=by, at=self._now()) if reopens else old
        supersedes = tuple(dict.fromkeys((*old.supersedes, *(i for i in fields.supersedes if i != old.id))))
        new = self._next(
            freed,
            title=fields.title.strip(),
            text=madr_body(fields) + (f"\n## Original record\n\n{old.text}" if old.fields is None else ""),
            status=fields.status,
            decided_on=fields.decided_on or old.decided_on,
            objective=fields.objective.strip() or None,
            revisit_when=fields.revisit_when.strip() or None,
            decided_by=fields.decided_by or old.decided_by,
            supersedes=supersedes,
            fields=replace(fields, supersedes=supersedes),
        )
        await self._save(uow, new, by=by, change="reopened" if reopens else "edited", reason=reason)
        await index_records(uow, [new])
        await mark_superseded(uow, [new], by=by, at=self._now())
        return new

    def _next(self, old: Decision, **values: object) -> Decision:
        """The next version: what was said of the one before, for and against, no longer counts."""
        new = replace(old, contested_by=(), confirmed_by=(), confirmed_at=None)
        return replace(new, updated_at=self._now(), version=old.version + 1, **values)  # type: ignore[arg-type]

    async def _save(self, uow: UnitOfWork, new: Decision, *, by: str | None, change: str, reason: str | None) -> None:
        now = self._now()
        await uow.decisions.save([new], changed_by=by, change=change, at=now, reason=reason)
        await revise(uow, [new], now)


async def _seen(uow: UnitOfWork, viewer: Viewer, decision_id: str) -> Decision:
    found = await uow.decisions.get(decision_id, viewer)
    if found is None:
        raise NotFound(f"No decision {decision_id} that you may see.")
    return found


async def _proposed(uow: UnitOfWork, viewer: Viewer, proposal_id: str) -> tuple[Proposal, Decision]:
    proposal = await uow.proposals.get(proposal_id)
    if proposal is None:
        raise NotFound("That proposal is gone.")
    return proposal, await _seen(uow, viewer, proposal.decision_id)
