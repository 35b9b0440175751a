"""What may happen to a record, who may do it, and what stays of it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import Decision, DecisionFields, Proposal
from bot.domain.kinds import DecisionStatus, Surface
from bot.domain.messages import Message
from bot.domain.signals import Reaction
from bot.domain.workspace import Channel, Person
from bot.errors import Conflict, NotAllowed, NotFound
from bot.services.decisions import DecisionChanges, DecisionLife, DecisionRecords, DraftOffers, Source
from bot.services.decisions.announcing import REVISION
from bot.services.decisions.changing import PROPOSAL, PROPOSAL_OUTCOME, REOPENING
from bot.services.decisions.offering import DRAFT_OFFER
from store.unit_of_work import Store

TEAM = "T1"
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
OWNER, LEAD, OTHER = "U0OWNER", "U0LEAD", "U0OTHER"
FIELDS = DecisionFields("No custom roles", "We build no custom roles.", "Five accounts asked, four wanted viewer.")


def now() -> datetime:
    return NOW


def viewer(user_id: str) -> Viewer:
    return Viewer.public(TEAM, user_id)


def mark(user_id: str, *, is_there: bool = True, at: datetime = NOW) -> Reaction:
    return Reaction("C1:1.1", user_id, "white_check_mark", "white_check_mark", is_there=is_there, at=at)


class Room:
    def __init__(self, store: Store, leads: frozenset[str] = frozenset({LEAD})) -> None:
        self.store = store
        self.records = DecisionRecords(store, now)
        self.life = DecisionLife(store, now, leads)
        self.changes = DecisionChanges(store, now, leads)

    async def recorded(self, fields: DecisionFields = FIELDS, key: str = "view:1") -> Decision:
        """A record with its message in the channel."""
        done = await self.records.record(viewer(OWNER), fields, Source("C1", PUBLIC), announce_in="C1", origin_key=key)
        await self.records.set_posted(TEAM, done.decision.id, "C1", "1.1")
        return done.decision

    async def posts(self, kind: str) -> list[str]:
        async with self.store.read("") as uow:
            return [f"{p.user_id or ''}:{p.ref}" for p in await uow.outbox.due(NOW, 100) if p.kind == kind]


@pytest.fixture
def room(store: Store) -> Room:
    return Room(store)


async def test_every_version_is_kept_with_who_made_it(room: Room) -> None:
    record = await room.recorded()
    changed = await room.changes.change(viewer(OWNER), record.id, FIELDS_LATER, version=1)
    assert isinstance(changed, Decision)
    assert "Ten accounts asked" in changed.text
    history = await room.life.history(viewer(OTHER), record.id)
    assert [(v.version, v.change, v.changed_by) for v in history] == [(1, "recorded", OWNER), (2, "edited", OWNER)]
    assert "Five accounts asked" in str(history[0].snapshot["text"])
    assert await room.posts(REVISION) == [f":{record.id}"]


FIELDS_LATER = DecisionFields("No custom roles", "We build no custom roles.", "Ten accounts asked.")


async def test_a_change_of_what_changed_meanwhile_is_refused(room: Room) -> None:
    record = await room.recorded()
    await room.changes.change(viewer(OWNER), record.id, FIELDS_LATER, version=1)
    with pytest.raises(Conflict, match="while you had it open"):
        await room.changes.change(viewer(LEAD), record.id, FIELDS, version=1)


async def test_others_propose_and_the_owner_accepts(room: Room) -> None:
    record = await room.recorded()
    proposal = await room.changes.change(viewer(OTHER), record.id, FIELDS_LATER, version=1)
    assert isinstance(proposal, Proposal)
    assert (await room.records.get(viewer(OTHER), record.id)).text == record.text
    assert await room.posts(PROPOSAL) == [f"{OWNER}:{proposal.id}"]
    with pytest.raises(NotAllowed):
        await room.changes.accept(viewer(OTHER), proposal.id)
    accepted = await room.changes.accept(viewer(OWNER), proposal.id)
    assert (accepted.version, accepted.fields) == (2, FIELDS_LATER)
    assert (await room.life.history(viewer(OWNER), record.id))[-1].snapshot["reason"] == f"proposed by {OTHER}"
    assert await room.posts(PROPOSAL_OUTCOME) == [f"{OTHER}:{proposal.id}"]
    with pytest.raises(Conflict):
        await room.changes.decline(viewer(OWNER), proposal.id)


async def test_a_proposal_for_an_older_version_is_not_accepted(room: Room) -> None:
    record = await room.recorded()
    proposal = await room.changes.change(viewer(OTHER), record.id, FIELDS_LATER)
    assert isinstance(proposal, Proposal)
    await room.life.contest(viewer(OTHER), record.id)
    with pytest.raises(Conflict):
        await room.changes.accept(viewer(LEAD), proposal.id)


async def test_guests_and_strangers_neither_change_nor_propose(room: Room) -> None:
    record = await room.recorded()
    guest = Viewer.guest(TEAM, OTHER, frozenset({"C1"}))
    with pytest.raises(NotAllowed):
        await room.changes.change(guest, record.id, FIELDS_LATER)
    with pytest.raises(NotFound):
        await room.changes.change(Viewer.nobody(TEAM, OTHER), record.id, FIELDS_LATER)


async def test_leads_and_deciders_may_be_named(store: Store) -> None:
    room = Room(store, frozenset({"mara lindqvist"}))
    people = [Person(TEAM, LEAD, "Mara Lindqvist"), Person(TEAM, OTHER, "Ben"), Person(TEAM, "U0BEN2", "ben")]
    async with store.write(TEAM) as uow:
        await uow.workspaces.save_people(people, NOW)
        await uow.commit()
    record = await room.recorded(DecisionFields("T", "D", "W", decided_by=("Ben",)))
    assert isinstance(await room.changes.change(viewer(LEAD), record.id, FIELDS), Decision)
    # Two people are called Ben: neither of them is taken for the one.
    assert isinstance(await room.changes.change(viewer(OTHER), record.id, FIELDS_LATER), Proposal)


async def test_a_check_mark_confirms_and_taking_it_away_takes_it_back(room: Room) -> None:
    record = await room.recorded()
    assert await room.life.reacted(viewer(OTHER), "C1", "1.1", mark(OTHER)) is None
    assert await room.life.reacted(viewer(LEAD), "C1", "9.9", mark(LEAD)) is None
    await room.life.contest(viewer(OTHER), record.id)
    confirmed = await room.life.reacted(viewer(LEAD), "C1", "1.1", mark(LEAD))
    assert confirmed is not None
    assert (confirmed.confirmed_by, confirmed.confirmed_at, confirmed.contested_by) == ((LEAD,), NOW, ())
    await room.life.reacted(viewer(OWNER), "C1", "1.1", mark(OWNER))
    back = await room.life.reacted(viewer(LEAD), "C1", "1.1", mark(LEAD, is_there=False))
    assert back is not None
    assert back.confirmed_by == (OWNER,)
    last = await room.life.reacted(viewer(OWNER), "C1", "1.1", mark(OWNER, is_there=False))
    assert last is not None
    assert (last.confirmed_by, last.confirmed_at) == ((), None)


async def test_a_check_mark_that_comes_after_its_removal_confirms_nothing(room: Room) -> None:
    record = await room.recorded()
    await room.life.reacted(viewer(LEAD), "C1", "1.1", mark(LEAD, is_there=False, at=NOW + timedelta(seconds=1)))
    assert await room.life.reacted(viewer(LEAD), "C1", "1.1", mark(LEAD)) is None
    (kept,) = await room.life.list(viewer(OTHER))
    assert (kept.id, kept.confirmed_by) == (record.id, ())


async def test_a_change_takes_confirmations_and_challenges_away(room: Room) -> None:
    record = await room.recorded()
    await room.life.confirm(viewer(OWNER), record.id)
    await room.life.contest(viewer(OTHER), record.id)
    changed = await room.changes.change(viewer(OWNER), record.id, FIELDS_LATER)
    assert isinstance(changed, Decision)
    assert (changed.confirmed_by, changed.contested_by) == ((), ())


async def test_a_superseded_record_is_reopened_from_its_successor(room: Room) -> None:
    old = await room.recorded()
    new = await room.recorded(DecisionFields("Custom roles", "D", "W", supersedes=(old.id,)), key="view:2")
    superseded = await room.records.get(viewer(OTHER), old.id)
    assert (superseded.status, superseded.superseded_by) == (DecisionStatus.SUPERSEDED, new.id)
    with pytest.raises(Conflict):
        await room.life.confirm(viewer(OWNER), old.id)
    again = await room.changes.reopen(viewer(LEAD), old.id, "Roles cost too much", status=DecisionStatus.ACCEPTED)
    assert again is not None
    assert (again.status, again.superseded_by) == (DecisionStatus.ACCEPTED, None)
    assert (await room.records.get(viewer(OTHER), new.id)).supersedes == ()
    assert (await room.life.history(viewer(OTHER), old.id))[-1].snapshot["reason"] == "Roles cost too much"
    with pytest.raises(Conflict):
        await room.changes.reopen(viewer(LEAD), old.id, "again")


async def test_who_may_not_reopen_a_record_asks_those_who_may(room: Room) -> None:
    old = await room.recorded(DecisionFields("No roles", "D", "W", status=DecisionStatus.ICEBOXED))
    assert await room.changes.reopen(viewer(OTHER), old.id, " Three accounts left\nover it ") is None
    assert await room.changes.reopen(viewer(OTHER), old.id, "and again") is None
    assert await room.posts(REOPENING) == [f"{OWNER}:{old.id}\n{OTHER}\nThree accounts left\nover it"]
    assert (await room.records.get(viewer(OTHER), old.id)).status is DecisionStatus.ICEBOXED
    for stranger in (Viewer.guest(TEAM, OTHER, frozenset({"C1"})), Viewer.operator(TEAM)):
        with pytest.raises(NotAllowed):
            await room.changes.reopen(stranger, old.id, "me too")
    with pytest.raises(NotAllowed, match="Say why"):
        await room.changes.reopen(viewer(OWNER), old.id, " ")
    opened = await room.changes.reopen(viewer(OWNER), old.id, "Three accounts left")
    assert opened is not None
    assert (opened.status, opened.version) == (DecisionStatus.PROPOSED, 2)


async def test_an_edit_keeps_what_the_record_superseded(room: Room) -> None:
    old = await room.recorded()
    new = await room.recorded(DecisionFields("Custom roles", "D", "W", supersedes=(old.id,)), key="view:2")
    changed = await room.changes.change(viewer(OWNER), new.id, DecisionFields("Custom roles", "D", "W2"))
    assert isinstance(changed, Decision)
    assert changed.supersedes == (old.id,)


def said(text: str, ts: str = "1.5") -> Message:
    return Message(f"C1:{ts}", TEAM, text, NOW, channel_id="C1", ts=ts, author_id=OWNER, surface=Surface.PRODUCT)


PRODUCT = Channel(TEAM, "C1", "product", surface=Surface.PRODUCT)
DECIDED = "We decided to drop the legacy importer. Two customers use it and both can move."


async def test_a_decision_in_a_product_channel_is_offered_once_and_privately(store: Store, room: Room) -> None:
    offers = DraftOffers(store, now)
    draft = await offers.seen(viewer(OWNER), said(DECIDED), PRODUCT)
    assert draft is not None
    assert await offers.seen(viewer(OWNER), said(DECIDED), PRODUCT) is None
    assert await room.posts(DRAFT_OFFER) == [f"{OWNER}:{draft.id}"]


async def test_nothing_is_offered_elsewhere(store: Store) -> None:
    offers = DraftOffers(store, now)
    support = Channel(TEAM, "C1", "support", surface=Surface.SUPPORT)
    shared = Channel(TEAM, "C1", "product", surface=Surface.PRODUCT, is_shared=True)
    guest = Viewer.guest(TEAM, OWNER, frozenset({"C1"}))
    assert await offers.seen(viewer(OWNER), said(DECIDED), support) is None
    assert await offers.seen(viewer(OWNER), said(DECIDED), shared) is None
    assert await offers.seen(guest, said(DECIDED), PRODUCT) is None
    assert await offers.seen(viewer(OWNER), said("Good morning everybody, how are you today?"), PRODUCT) is None
    assert await DraftOffers(store, now, offers=False).seen(viewer(OWNER), said(DECIDED), PRODUCT) is None
