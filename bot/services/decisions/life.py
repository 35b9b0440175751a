"""What happens to a record after it was made: challenged, confirmed, offered as a draft."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Decision, Draft, Version
from bot.domain.signals import Reaction
from bot.errors import Conflict, NotAllowed, NotFound
from bot.services.decisions.rights import may_change, owners_of, user_ids
from bot.services.decisions.superseding import revise
from store.unit_of_work import Store

CONFIRMS = "white_check_mark"
"""On a record's own message, by who decided it or leads the product: the record stands. Taken away, it does not."""


class DecisionLife:
    def __init__(self, store: Store, now: Now, leads: frozenset[str] = frozenset()) -> None:
        self._store, self._now, self._leads = store, now, leads

    async def contest(self, viewer: Viewer, decision_id: str) -> Decision:
        """Somebody challenges the record; it says so until it is confirmed or edited."""
        if viewer.user_id is None:
            raise NotAllowed("Only a person can challenge a decision.")
        async with self._store.write(viewer.team_id) as uow:
            old = await uow.decisions.get(decision_id, viewer)
            if old is None:
                raise NotFound(f"No decision {decision_id} that you may see.")
            new = old
            if viewer.user_id not in old.contested_by:
                contested = (*old.contested_by, viewer.user_id)
                new = self._next(old, contested, old.confirmed_by, old.confirmed_at)
                await uow.decisions.save([new], changed_by=viewer.user_id, change="contested", at=self._now())
                await revise(uow, [new], self._now())
            await uow.commit()
        return new

    async def confirm(self, viewer: Viewer, decision_id: str) -> Decision:
        """Who decided it, or a product lead, says that it stands as it reads now; no challenge is left."""
        async with self._store.write(viewer.team_id) as uow:
            old = await uow.decisions.get(decision_id, viewer)
            if old is None:
                raise NotFound(f"No decision {decision_id} that you may see.")
            if viewer.user_id is None or not await may_change(uow, viewer, old, self._leads):
                raise NotAllowed("Only who decided this, or a product lead, may confirm it.")
            if old.superseded_by is not None:
                raise Conflict(f"{old.id} is superseded by {old.superseded_by}; confirm that one, or reopen this.")
            if viewer.user_id in old.confirmed_by and not old.contested_by:
                return old
            confirmed = tuple(dict.fromkeys((*old.confirmed_by, viewer.user_id)))
            new = self._next(old, contested_by=(), confirmed_by=confirmed, confirmed_at=self._now())
            await uow.decisions.save([new], changed_by=viewer.user_id, change="confirmed", at=self._now())
            await revise(uow, [new], self._now())
            await uow.commit()
        return new

    async def take_back(self, viewer: Viewer, decision_id: str) -> Decision:
        """The viewer no longer confirms the record; what others confirmed stays."""
        async with self._store.write(viewer.team_id) as uow:
            old = await uow.decisions.get(decision_id, viewer)
            if old is None:
                raise NotFound(f"No decision {decision_id} that you may see.")
            left = tuple(who for who in old.confirmed_by if who != viewer.user_id)
            if left == old.confirmed_by:
                return old
            new = self._next(old, old.contested_by, left, old.confirmed_at if left else None)
            await uow.decisions.save([new], changed_by=viewer.user_id, change="unconfirmed", at=self._now())
            await revise(uow, [new], self._now())
            await uow.commit()
        return new

    async def reacted(self, viewer: Viewer, channel_id: str, ts: str, reaction: Reaction) -> Decision | None:
        """A check mark on a record's own message: a confirmation given or taken back.

        None where it means nothing, or where a later event of the same mark is known.
        """
        async with self._store.write(viewer.team_id) as uow:
            found = await uow.decisions.of_message(channel_id, ts, viewer)
            posted = [d for d in found if (d.posted_channel_id, d.posted_ts) == (channel_id, ts)]
            if not posted or not await uow.reactions.note(reaction):
                return None
            await uow.commit()
        try:
            for record in posted:
                return await (self.confirm if reaction.is_there else self.take_back)(viewer, record.id)
        except (NotAllowed, Conflict):
            return None  # anybody may put a check mark on anything
        return None

    async def owners(self, decision: Decision) -> tuple[str, ...]:
        """User ids of those who answer for the record; of the product leads where nobody of them is known here."""
        async with self._store.read(decision.team_id) as uow:
            return tuple(sorted(await owners_of(uow, decision) or await user_ids(uow, self._leads)))

    async def history(self, viewer: Viewer, decision_id: str) -> tuple[Version, ...]:
        """Every version of the record, oldest first, if the viewer may read it as it is now."""
        async with self._store.read(viewer.team_id) as uow:
            if await uow.decisions.get(decision_id, viewer) is None:
                raise NotFound(f"No decision {decision_id} that you may see.")
            return await uow.decisions.versions(decision_id)

    async def list(self, viewer: Viewer, *, since: date | None = None) -> tuple[Decision, ...]:
        async with self._store.read(viewer.team_id) as uow:
            return await uow.decisions.list(viewer, since=since)

    async def changed_since(self, viewer: Viewer, moment: datetime) -> tuple[Decision, ...]:
        async with self._store.read(viewer.team_id) as uow:
            return await uow.decisions.list(viewer, changed_since=moment)

    async def offer_draft(self, team_id: str, user_id: str, channel_id: str, ts: str, status_word: str) -> Draft | None:
        """Keeps an offer to record the message; None where this person was offered it before."""
        draft = Draft(uuid.uuid4().hex, user_id, channel_id, ts, status_word, "waiting", self._now())
        async with self._store.write(team_id) as uow:
            is_new = await uow.drafts.add(draft)
            await uow.commit()
        return draft if is_new else None

    async def drafts_for(self, viewer: Viewer) -> tuple[Draft, ...]:
        async with self._store.read(viewer.team_id) as uow:
            return await uow.drafts.waiting_for(viewer.user_id or "")

    async def draft(self, team_id: str, draft_id: str) -> Draft:
        async with self._store.read(team_id) as uow:
            found = await uow.drafts.get(draft_id)
        if found is None:
            raise NotFound("That draft is gone.")
        return found

    async def dismiss_draft(self, team_id: str, draft_id: str) -> None:
        async with self._store.write(team_id) as uow:
            await uow.drafts.set_state(draft_id, "dismissed")
            await uow.commit()

    def _next(
        self, old: Decision, contested_by: tuple[str, ...], confirmed_by: tuple[str, ...], confirmed_at: datetime | None
    ) -> Decision:
        return replace(
            old,
            contested_by=contested_by,
            confirmed_by=confirmed_by,
            confirmed_at=confirmed_at,
            updated_at=self._now(),
            version=old.version + 1,
        )
