"""What happens to a record after it was made: challenged, confirmed, offered as a draft."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Decision, Draft
from bot.errors import NotAllowed, NotFound
from store.unit_of_work import Store


class DecisionLife:
    def __init__(self, store: Store, now: Now, leads: frozenset[str] = frozenset()) -> None:
        self._store, self._now, self._leads = store, now, leads

    async def contest(self, viewer: Viewer, decision_id: str) -> Decision:
        """Somebody challenges the record; it says so until it is confirmed or edited."""
        assert viewer.user_id is not None
        async with self._store.write(viewer.team_id) as uow:
            old = await uow.decisions.get(decision_id, viewer)
            if old is None:
                raise NotFound(f"No decision {decision_id} that you may see.")
            new = old
            if viewer.user_id not in old.contested_by:
                new = self._next(old, contested_by=(*old.contested_by, viewer.user_id))
                await uow.decisions.save([new], changed_by=viewer.user_id, change="contested", at=self._now())
            await uow.commit()
        return new

    async def confirm(self, viewer: Viewer, decision_id: str) -> Decision:
        """Who decided it, or a product lead, says that it stands."""
        async with self._store.write(viewer.team_id) as uow:
            old = await uow.decisions.get(decision_id, viewer)
            if old is None:
                raise NotFound(f"No decision {decision_id} that you may see.")
            if viewer.user_id not in {*old.decided_by, old.recorded_by, *self._leads}:
                raise NotAllowed("Only who decided this, or a product lead, may confirm it.")
            new = self._next(old, contested_by=())
            await uow.decisions.save([new], changed_by=viewer.user_id, change="confirmed", at=self._now())
            await uow.commit()
        return new

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

    def _next(self, old: Decision, *, contested_by: tuple[str, ...]) -> Decision:
        return replace(old, contested_by=contested_by, updated_at=self._now(), version=old.version + 1)
