"""Recording a decision by hand, exactly once, with the message that will confirm it."""

from dataclasses import dataclass, replace

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Decision, DecisionFields
from bot.domain.madr import madr_body
from bot.domain.workspace import permalink
from bot.errors import NotAllowed, NotFound
from bot.services.answering.summary import decided_words, summary_of
from bot.services.decisions.announcing import announcement
from bot.services.decisions.earlier import reason_of
from bot.services.decisions.indexed import index_records
from bot.services.decisions.superseding import mark_superseded
from store.unit_of_work import Store


@dataclass(frozen=True)
class Source:
    """Where the decision was taken: the channel, and the message if there is one."""

    channel_id: str
    audience: str
    ts: str | None = None
    thread_ts: str | None = None


@dataclass(frozen=True)
class Recorded:
    """`is_new` is False when this very submission was recorded before."""

    decision: Decision
    is_new: bool


class DecisionRecords:
    def __init__(self, store: Store, now: Now) -> None:
        self._store, self._now = store, now

    async def record(
        self, viewer: Viewer, fields: DecisionFields, source: Source, *, announce_in: str, origin_key: str,
        drafted: str | None = None,
    ) -> Recorded:
        """Stores the record and, in the same transaction, the intent to confirm it in `announce_in`.

        `origin_key` names the submission: the same one twice is one record. drafted: how its form was filled in.
        """
        if viewer.user_id is None or viewer.only_channels is not None or not viewer.audiences:
            raise NotAllowed("Only members of this workspace can record decisions.")
        now = self._now()
        async with self._store.write(viewer.team_id) as uow:
            known = await uow.decisions.with_origin(origin_key)
            if known is not None:
                return Recorded(known, is_new=False)
            decision = Decision(
                id=await uow.decisions.next_id(),
                team_id=viewer.team_id,
                title=fields.title.strip(),
                text=madr_body(fields),
                status=fields.status,
                decided_on=fields.decided_on or now.date(),
                objective=fields.objective.strip() or None,
                revisit_when=fields.revisit_when.strip() or None,
                supersedes=fields.supersedes,
                decided_by=fields.decided_by or (viewer.user_id,),
                fields=fields,
                recorded_by=viewer.user_id,
                source_channel_id=source.channel_id,
                source_ts=source.ts,
                source_thread_ts=source.thread_ts,
                audience=source.audience,
                recorded_at=now,
                updated_at=now,
            )
            await uow.decisions.save(
                [decision],
                changed_by=viewer.user_id,
                change="recorded",
                at=now,
                reason=drafted,
                origin_keys={decision.id: origin_key},
            )
            await index_records(uow, [decision])
            await mark_superseded(uow, [decision], by=viewer.user_id, at=now)
            if source.ts is not None:
                await uow.drafts.close_for_message(source.channel_id, source.ts, "recorded")
            await uow.outbox.add(announcement(decision, announce_in), now)
            await uow.commit()
        return Recorded(decision, is_new=True)

    async def get(self, viewer: Viewer, decision_id: str) -> Decision:
        async with self._store.read(viewer.team_id) as uow:
            found = await uow.decisions.get(decision_id, viewer)
        if found is None:
            raise NotFound(f"No decision {decision_id} that you may see.")
        return found

    async def fields_of(self, decision: Decision) -> DecisionFields:
        """What the modal starts from when the record is edited."""
        if decision.fields is not None:
            return replace(decision.fields, status=decision.status)
        return DecisionFields(
            title=decision.title,
            decision=decided_words(decision),
            why=reason_of(decision),
            options="\n".join(summary_of(decision).options_lost),
            status=decision.status,
            objective=decision.objective or "",
            revisit_when=decision.revisit_when or "",
            decided_by=decision.decided_by,
            decided_on=decision.decided_on,
            supersedes=decision.supersedes,
        )

    async def source_link(self, decision: Decision) -> str | None:
        """The address of the message that it was decided in."""
        if not decision.source_channel_id or not decision.source_ts:
            return None
        async with self._store.read(decision.team_id) as uow:
            team = await uow.workspaces.team()
        if team is None or not team.url:
            return None
        return permalink(team.url, decision.source_channel_id, decision.source_ts, decision.source_thread_ts)

    async def replaced_title(self, decision: Decision) -> str | None:
        """The title of the record whose place this one takes, as far as readers of this one may see it."""
        viewer = Viewer(decision.team_id, None, frozenset({PUBLIC, decision.audience}))
        async with self._store.read(decision.team_id) as uow:
            olds = await uow.decisions.by_ids(decision.supersedes, viewer)
        return next((olds[old].title for old in decision.supersedes if old in olds), None)

    async def of_message(self, viewer: Viewer, channel_id: str, ts: str) -> tuple[Decision, ...]:
        async with self._store.read(viewer.team_id) as uow:
            return await uow.decisions.of_message(channel_id, ts, viewer)

    async def set_posted(self, team_id: str, decision_id: str, channel_id: str, ts: str) -> None:
        """The bot's own message is out: from now on it is the record's link."""
        async with self._store.write(team_id) as uow:
            await uow.decisions.set_posted(decision_id, channel_id, ts)
            await uow.commit()
