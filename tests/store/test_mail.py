"""The inbox and the outbox, on both databases."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.mail import Lane
from store.unit_of_work import Store
from tests.databases import TEAM
from tests.store.samples import NOW, post

LATER = NOW + timedelta(seconds=5)


async def test_an_envelope_is_kept_once_and_worked_off_in_order(store: Store) -> None:
    async with store.write(TEAM) as uow:
        for event in ("b", "a", "c", "a"):
            await uow.inbox.accept(TEAM, event, Lane.REPLY if event == "c" else Lane.RECORD, '{"x": 1}', NOW)
        await uow.commit()
    async with store.write("") as uow:
        due = await uow.inbox.due(Lane.RECORD, NOW, 10)
        assert [e.event_id for e in due] == ["b", "a"]
        await uow.inbox.done(due[0].id)
        await uow.inbox.failed(due[1].id, "no", LATER)
        assert await uow.inbox.due(Lane.RECORD, NOW, 10) == ()
        (again,) = await uow.inbox.due(Lane.RECORD, LATER, 10)
        assert (again.attempts, again.error) == (1, "no")
        await uow.inbox.failed(again.id, "never", None)
        assert await uow.inbox.counts() == {"done": 1, "dead": 1, "waiting": 1}
        assert [e.error for e in await uow.inbox.dead()] == ["never"]
        assert await uow.inbox.replay_dead(NOW) == 1
        assert await uow.inbox.oldest_waiting() == NOW
        assert await uow.inbox.received_between(NOW, LATER) == {"done": 1, "waiting": 2}
        assert not await uow.inbox.accept(TEAM, "b", Lane.RECORD, "", LATER)
        assert await uow.inbox.prune(LATER) == 1


async def test_what_was_said_leaves_the_inbox_when_it_is_done(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.inbox.accept(TEAM, "a", Lane.RECORD, '{"text": "secret"}', NOW)
        (envelope,) = await uow.inbox.due(Lane.RECORD, NOW, 1)
        await uow.inbox.done(envelope.id)
        assert not await uow.inbox.accept(TEAM, "a", Lane.RECORD, '{"text": "secret"}', NOW)
        await uow.inbox.accept(TEAM, "b", Lane.RECORD, '{"ts": "1700000000.000100"}', NOW)
        await uow.inbox.accept(TEAM, "c", Lane.RECORD, '{"user": "U_1%"}', NOW)
        await uow.inbox.accept(TEAM, "d", Lane.RECORD, '{"user": "UX1%"}', NOW)
        await uow.inbox.erase_unfinished(["C1:1700000000.000100", "zendesk-7"])
        await uow.inbox.erase_mentioning('"U_1%"')
        assert [e.event_id for e in await uow.inbox.due(Lane.RECORD, NOW, 9)] == ["d"]


async def test_a_post_is_kept_once_and_can_be_revived(store: Store) -> None:
    async with store.write(TEAM) as uow:
        assert await uow.outbox.add(post("a", thread_ts="1.0", user_id="U1", expires_at=LATER), NOW)
        assert not await uow.outbox.add(post("a"), NOW)
        assert await uow.outbox.add(replace(post("a"), team_id="T2"), NOW)
        found, _ = await uow.outbox.due(NOW, 9)
        assert found == replace(post("a", thread_ts="1.0", user_id="U1", expires_at=LATER), id=found.id, created_at=NOW)
        assert await uow.outbox.begin(found, NOW)
        await uow.outbox.failed(found.id, "no", LATER)
        assert [p.team_id for p in await uow.outbox.due(NOW, 9)] == ["T2"]
        assert [p.attempts for p in await uow.outbox.due(LATER, 9)] == [1, 0]
        await uow.outbox.failed(found.id, "never", None)
        assert [(p.key, error) for p, error in await uow.outbox.dead()] == [("a", "never")]
        await uow.outbox.revive(TEAM, "a", NOW)
        await uow.outbox.posted(found.id, "2.0")
        await uow.outbox.revive(TEAM, "a", NOW)
        done = await uow.outbox.with_key(TEAM, "a")
        assert done is not None
        assert (done.state, done.posted_ts, done.expires_at) == ("posted", "2.0", None)
