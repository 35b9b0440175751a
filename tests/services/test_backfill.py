"""History is read whole, whatever stops the reading, and nothing of it twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.audience import Viewer
from bot.domain.kinds import SignalKind, Surface
from bot.domain.signals import Reaction
from bot.errors import Unavailable
from bot.services.backfill import OVERLAP, Backfilling
from bot.services.decisions import DecisionLife
from bot.services.ingestion import Ingestion
from bot.services.marks import Marks
from bot.services.ports import Reacted
from bot.services.signals import Signals
from bot.services.viewers import Viewers
from store.unit_of_work import Store
from tests.databases import TEAM, add_channel
from tests.services.workspace import Clock, FakeSlack
from tests.store.samples import NOW, message

EVERYTHING = Viewer.operator(TEAM)
OLDEST = NOW - timedelta(days=90)


@pytest.fixture
def slack() -> FakeSlack:
    found = FakeSlack(said=[message(n, at=NOW - timedelta(hours=n)) for n in range(1, 48)])
    root = found.said[20]
    found.said += [replace(message(at=NOW - timedelta(minutes=n)), thread_ts=root.ts) for n in (1, 2)]
    found.add_person("U5")
    found.add_person("UX", is_external=True)
    found.reactions = [Reacted(m.id, user, "bulb") for m in found.said[:2] for user in ("U5", "UX")]
    return found


def backfilling(store: Store, slack: FakeSlack, clock: Clock) -> Backfilling:
    viewers = Viewers(store, slack, clock)
    kinds = {"bulb": SignalKind.REQUEST}
    marks = Marks(store, Signals(store, clock), DecisionLife(store, clock), viewers, kinds)
    return Backfilling(store, Ingestion(store, clock), marks, slack, clock)


async def kept(store: Store) -> set[str]:
    async with store.read(TEAM) as uow:
        return set(await uow.messages.ids_where())


@pytest.mark.parametrize("pages", [0, 1, 3])
async def test_a_stopped_reading_goes_on_where_it_was(store: Store, slack: FakeSlack, pages: int) -> None:
    channel, clock = await add_channel(store, "C1", surface=Surface.SUPPORT), Clock()
    slack.pages_until_killed = pages
    with pytest.raises(Unavailable):
        await backfilling(store, slack, clock).read(channel, OLDEST)
    slack.pages_until_killed = None
    clock.advance(days=1)
    slack.said.append(message(at=clock.now - timedelta(hours=2)))  # said while nobody read
    slack.pages.clear()
    await backfilling(store, slack, clock).read(channel, OLDEST)
    assert await kept(store) == {m.id for m in slack.said}
    async with store.read(TEAM) as uow:
        done = await uow.workspaces.channel("C1")
        signals = await uow.signals.list(EVERYTHING)
    assert done is not None
    assert done.backfilled_to == OLDEST
    assert {s.id: s.tagged_by for s in signals} == {m.id: ("U5",) for m in slack.said[:2]}
    before = await backfilling(store, slack, clock).read(channel, NOW - timedelta(days=1))
    assert before.new == before.changed == 0
    async with store.read(TEAM) as uow:
        again = await uow.workspaces.channel("C1")
    assert again is not None
    assert again.backfilled_to == OLDEST


@pytest.mark.parametrize("pages", [None, 0, 1, 2])
async def test_a_gap_is_filled_also_when_the_filling_is_stopped(
    store: Store, slack: FakeSlack, pages: int | None
) -> None:
    channel, clock = await add_channel(store, "C1", surface=Surface.SUPPORT), Clock()
    last = slack.said[40]
    await Ingestion(store, clock).capture(TEAM, [last])
    async with store.read(TEAM) as uow:
        channel = await uow.workspaces.channel("C1") or channel
    slack.pages_until_killed = pages
    filling = backfilling(store, slack, clock)
    await filling.note_gap(channel)
    await Ingestion(store, clock).capture(TEAM, [slack.said[0]])  # the first new event comes before the filling
    async with store.read(TEAM) as uow:
        channel = await uow.workspaces.channel("C1") or channel
    if pages is not None:
        with pytest.raises(Unavailable):
            await filling.fill_gap(channel)
        slack.pages_until_killed = None
        async with store.read(TEAM) as uow:
            channel = await uow.workspaces.channel("C1") or channel
    await backfilling(store, slack, clock).fill_gap(channel)
    assert {m.id for m in slack.said if m.created_at >= last.created_at} <= await kept(store)
    slack.pages.clear()
    await backfilling(store, slack, clock).fill_gap(channel)
    filled_to = (slack.said[0].created_at - OVERLAP).timestamp()
    again = [page for page in slack.pages if page is None or float(page) > filled_to]
    assert again == [None], "a filled gap is not read again"


async def test_what_was_deleted_does_not_come_back(store: Store, slack: FakeSlack) -> None:
    channel, clock = await add_channel(store, "C1", surface=Surface.SUPPORT), Clock()
    gone = slack.said[5]
    await Ingestion(store, clock).erase(TEAM, "C1", gone.ts or "")
    await backfilling(store, slack, clock).read(channel, OLDEST)
    assert await kept(store) == {m.id for m in slack.said} - {gone.id}


async def test_reactions_taken_away_meanwhile_are_no_tags_any_more(store: Store, slack: FakeSlack) -> None:
    channel, clock = await add_channel(store, "C1", surface=Surface.SUPPORT), Clock()
    slack.said = slack.said[:4]
    slack.reactions = [Reacted(m.id, "U5", "bulb") for m in slack.said]
    await backfilling(store, slack, clock).read(channel, OLDEST)
    _, custom, cut, there = slack.said
    slack.reactions = [Reacted(custom.id, "U5", "our-own-idea"), Reacted(there.id, "U5", "bulb")]
    slack.cut = frozenset({(cut.id, "bulb")})
    clock.advance(minutes=5)
    await backfilling(store, slack, clock).fill_gap(channel)
    async with store.read(TEAM) as uow:
        signals = {signal.id for signal in await uow.signals.list(EVERYTHING)}
    assert signals == {custom.id, cut.id, there.id}


async def test_what_happened_after_slack_was_asked_stays(store: Store, slack: FakeSlack) -> None:
    channel, clock = await add_channel(store, "C1", surface=Surface.SUPPORT), Clock()
    slack.said, slack.reactions = slack.said[:1], []
    (said,) = slack.said
    await Ingestion(store, clock).capture(TEAM, [said])
    later = Reaction(said.id, "U5", "bulb", "request", is_there=True, at=clock.now + timedelta(seconds=1))
    await Signals(store, clock).reacted(Viewer.public(TEAM, "U5"), later, SignalKind.REQUEST)
    await backfilling(store, slack, clock).fill_gap(channel)
    async with store.read(TEAM) as uow:
        assert [signal.tagged_by for signal in await uow.signals.list(EVERYTHING)] == [("U5",)]
