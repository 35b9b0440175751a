"""Events and posts, each exactly once, whatever fails when."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.domain.mail import Envelope, Lane, Post
from bot.errors import BadInput, NotFound, Unavailable
from bot.services import inbox as inbox_service
from bot.services.inbox import Inbox
from bot.services.outbox import MOST_ATTEMPTS, Outbox
from store.unit_of_work import Store
from tests.databases import TEAM
from tests.services.workspace import Clock
from tests.store.samples import post


@dataclass
class Hands:
    """Handles, or fails as told, by event id."""

    failures: dict[str, list[Exception]] = field(default_factory=dict)
    handled: list[str] = field(default_factory=list)

    async def __call__(self, envelope: Envelope) -> None:
        left = self.failures.get(envelope.event_id)
        if left:
            raise left.pop(0)
        self.handled.append(envelope.event_id)


async def test_a_failing_event_costs_nobody_else_a_turn(store: Store) -> None:
    clock = Clock()
    inbox = Inbox(store, clock)
    for event in ("a", "malformed", "b", "faulty", "c"):
        assert await inbox.accept(TEAM, event, Lane.RECORD, "{}")
        assert not await inbox.accept(TEAM, event, Lane.RECORD, "{}")
    hands = Hands({"malformed": [BadInput("ts", "missing")], "faulty": [KeyError("x"), Unavailable("down")]})
    assert await inbox.work_off(Lane.RECORD, hands) == 5
    assert hands.handled == ["a", "b", "c"]
    assert [e.event_id for e in await inbox.dead()] == ["malformed"]
    assert await inbox.work_off(Lane.RECORD, hands) == 0
    clock.advance(seconds=2)
    await inbox.work_off(Lane.RECORD, hands)
    clock.advance(seconds=4)
    await inbox.work_off(Lane.RECORD, hands)
    assert hands.handled[-1] == "faulty"
    assert await inbox.replay_dead() == 1
    await inbox.work_off(Lane.RECORD, hands)
    assert hands.handled[-1] == "malformed"
    clock.advance(days=3)
    assert await inbox.prune() == 5


async def test_poison_is_set_aside(store: Store) -> None:
    clock = Clock()
    inbox = Inbox(store, clock)
    await inbox.accept(TEAM, "poison", Lane.REPLY, "{}")
    hands = Hands({"poison": [KeyError("no")] * 99})
    for _ in range(inbox_service.MOST_ATTEMPTS):
        assert await inbox.work_off(Lane.REPLY, hands) == 1
        clock.advance(minutes=11)
    assert await inbox.work_off(Lane.REPLY, hands) == 0
    (dead,) = await inbox.dead()
    assert (dead.attempts, dead.error) == (inbox_service.MOST_ATTEMPTS, "KeyError('no')")


@dataclass
class Channel:
    """What is out there, by key. `breaks`: what happens to a try, and whether the post got through before."""

    breaks: list[tuple[Exception, bool]] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    attempts: list[int] = field(default_factory=list)

    async def send(self, post: Post) -> str:
        self.attempts.append(post.attempts)
        if post.attempts and post.key in self.posted:
            return f"{self.posted.index(post.key)}.0"
        if self.breaks:
            failure, got_through = self.breaks.pop(0)
            if got_through:
                self.posted.append(post.key)
            raise failure
        self.posted.append(post.key)
        return f"{len(self.posted) - 1}.0"

    async def follow(self, post: Post, ts: str) -> None:
        self.followed.append(post.key)


@pytest.mark.parametrize("failure", [Unavailable("reset"), TimeoutError(), ConnectionResetError(), KeyError("fault")])
@pytest.mark.parametrize("got_through", [True, False])
async def test_a_second_try_finds_the_first(store: Store, failure: Exception, got_through: bool) -> None:
    clock = Clock()
    outbox, channel = Outbox(store, clock), Channel([(failure, got_through)])
    await outbox.add(post("a"))
    await outbox.add(post("b"))
    await outbox.work_off(channel.send, channel.follow)
    clock.advance(seconds=5)
    await outbox.work_off(channel.send, channel.follow)
    await outbox.work_off(channel.send, channel.follow)
    assert sorted(channel.posted) == ["a", "b"]
    assert sorted(channel.followed) == ["a", "b"]
    assert channel.attempts == [0, 0, 1]


async def test_what_follows_a_post_is_done_before_it_counts_as_out(store: Store) -> None:
    clock, followed = Clock(), []
    outbox, channel = Outbox(store, clock), Channel()

    async def follow(found: Post, ts: str) -> None:
        followed.append(ts)
        if len(followed) == 1:
            raise RuntimeError("killed")

    await outbox.add(post("a"))
    await outbox.work_off(channel.send, follow)
    clock.advance(seconds=5)
    await outbox.work_off(channel.send, follow)
    assert (channel.posted, followed) == (["a"], ["0.0", "0.0"])


async def test_what_is_gone_or_too_late_is_not_tried_again(store: Store) -> None:
    clock = Clock()
    outbox, channel = Outbox(store, clock), Channel([(NotFound("deleted"), False)])
    await outbox.add(post("gone"))
    await outbox.work_off(channel.send, channel.follow)
    await outbox.add(post("late", expires_at=clock.now + timedelta(hours=6)))
    clock.advance(hours=6)
    await outbox.work_off(channel.send, channel.follow)
    assert channel.posted == []
    assert [(p.key, error) for p, error in await outbox.dead()] == [("gone", "deleted")]
    assert await outbox.replay_dead() == 1
    await outbox.work_off(channel.send, channel.follow)
    assert channel.posted == ["gone"]


async def test_an_outage_of_hours_loses_nothing_and_one_without_end_sets_aside(store: Store) -> None:
    clock = Clock()
    inbox, outbox = Inbox(store, clock), Outbox(store, clock)
    hands, channel = Hands({"e": [Unavailable("down")] * 40}), Channel([(Unavailable("down"), False)] * 40)
    await inbox.accept(TEAM, "e", Lane.RECORD, "{}")
    await outbox.add(post("p"))
    for _ in range(60):
        await inbox.work_off(Lane.RECORD, hands)
        await outbox.work_off(channel.send, channel.follow)
        clock.advance(minutes=10)
    assert (hands.handled, channel.posted) == (["e"], ["p"])

    for_ever, closed = Hands({"f": [Unavailable("down")] * 999}), Channel([(Unavailable("down"), False)] * 999)
    await inbox.accept(TEAM, "f", Lane.RECORD, "{}")
    await outbox.add(post("q"))
    for _ in range(27):
        await inbox.work_off(Lane.RECORD, for_ever)
        await outbox.work_off(closed.send, closed.follow)
        clock.advance(hours=1)
    assert [e.event_id for e in await inbox.dead()] == ["f"]
    assert [p.key for p, _ in await outbox.dead()] == ["q"]


async def test_a_post_that_never_gets_through_is_given_up(store: Store) -> None:
    clock = Clock()
    outbox, channel = Outbox(store, clock), Channel([(KeyError("no"), False)] * 99)
    await outbox.add(post("a"))
    for _ in range(MOST_ATTEMPTS):
        await outbox.work_off(channel.send, channel.follow)
        clock.advance(minutes=11)
    assert len(await outbox.dead()) == 1
