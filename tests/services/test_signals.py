"""Tags of several people, and whose word stands."""

from datetime import timedelta

import pytest

from bot.domain.accounts import Account
from bot.domain.audience import Viewer
from bot.domain.kinds import SignalKind
from bot.domain.signals import Reaction
from bot.errors import NotFound
from bot.services.accounts import Accounts
from bot.services.ingestion import Ingestion
from bot.services.signals import Signals
from store.unit_of_work import Store
from tests.databases import TEAM
from tests.services.workspace import Clock
from tests.store.samples import NOW, message

EVERYTHING = Viewer.operator(TEAM)
SAID = message(text="we cannot go live without single sign-on")


def person(name: str) -> Viewer:
    return Viewer.public(TEAM, name)


@pytest.fixture
async def signals(store: Store) -> Signals:
    clock = Clock()
    await Ingestion(store, clock).capture(TEAM, [SAID, message(1, "secret", channel="G1", audience="G1")])

    def tick() -> object:
        return clock.advance(seconds=1)

    return Signals(store, tick)  # type: ignore[arg-type]


def bulb(who: str, at: int, *, is_there: bool = True, emoji: str = "bulb", message_id: str = SAID.id) -> Reaction:
    """`at` counts seconds."""
    moment = NOW + timedelta(seconds=at)
    return Reaction(message_id, who, emoji, SignalKind.REQUEST.value, is_there=is_there, at=moment)


async def kind_of(signals: Signals) -> SignalKind:
    return (await signals.get(EVERYTHING, SAID.id)).kind


async def test_each_person_counts_once_and_the_most_decide(signals: Signals) -> None:
    first = await signals.tag(person("a"), SAID.id, SignalKind.SIGNAL)
    assert (first.is_first, first.is_new) == (True, True)
    again = await signals.tag(person("a"), SAID.id, SignalKind.SIGNAL)
    assert (again.is_first, again.is_new) == (True, False)
    await signals.tag(person("b"), SAID.id, SignalKind.REQUEST)
    assert await kind_of(signals) is SignalKind.REQUEST  # a named kind says more than a plain mark
    await signals.tag(person("c"), SAID.id, SignalKind.DEAL_BLOCKER)
    assert await kind_of(signals) is SignalKind.DEAL_BLOCKER  # a tie: the latest
    await signals.tag(person("d"), SAID.id, SignalKind.REQUEST)
    assert await kind_of(signals) is SignalKind.REQUEST
    assert (await signals.get(EVERYTHING, SAID.id)).tagged_by == ("a", "b", "c", "d")


async def test_the_last_one_taken_away_dismisses_it_for_good(store: Store, signals: Signals) -> None:
    await signals.reacted(person("a"), bulb("a", 1), SignalKind.REQUEST)
    await signals.reacted(person("b"), bulb("b", 2), SignalKind.REQUEST)
    assert await signals.unreacted(person("a"), bulb("a", 3, is_there=False), SignalKind.REQUEST)
    assert not await signals.unreacted(person("a"), bulb("a", 3, is_there=False), SignalKind.REQUEST)
    assert await kind_of(signals) is SignalKind.REQUEST
    await signals.unreacted(person("b"), bulb("b", 4, is_there=False), SignalKind.REQUEST)
    async with store.write(TEAM) as uow:
        await uow.signals.set_by_classifier([(SAID.id, SignalKind.REQUEST, 0.99)], NOW)
        await uow.commit()
    assert await signals.list(EVERYTHING) == ()
    await signals.tag(person("c"), SAID.id, SignalKind.PRAISE)
    assert await kind_of(signals) is SignalKind.PRAISE


async def test_a_reaction_that_comes_after_its_removal_tags_nothing(store: Store, signals: Signals) -> None:
    assert not await signals.unreacted(person("a"), bulb("a", 5, is_there=False), SignalKind.REQUEST)
    assert await signals.reacted(person("a"), bulb("a", 4), SignalKind.REQUEST) is None
    assert await signals.list(EVERYTHING) == ()
    tagged = await signals.reacted(person("a"), bulb("a", 6), SignalKind.REQUEST)  # put back since
    assert tagged is not None
    assert not await signals.unreacted(person("a"), bulb("a", 5, is_there=False), SignalKind.REQUEST)  # told twice
    assert await kind_of(signals) is SignalKind.REQUEST
    await Ingestion(store, Clock()).erase(TEAM, *SAID.id.split(":"))
    async with store.read(TEAM) as uow:
        assert not await uow.reactions.still_means(SAID.id, "a", SignalKind.REQUEST.value)


async def test_of_two_emoji_of_one_kind_the_last_counts(signals: Signals) -> None:
    await signals.reacted(person("a"), bulb("a", 1), SignalKind.REQUEST)
    await signals.reacted(person("a"), bulb("a", 2, emoji="candle"), SignalKind.REQUEST)
    assert not await signals.unreacted(person("a"), bulb("a", 3, is_there=False), SignalKind.REQUEST)
    assert await kind_of(signals) is SignalKind.REQUEST
    assert await signals.unreacted(person("a"), bulb("a", 4, is_there=False, emoji="candle"), SignalKind.REQUEST)
    assert await signals.list(EVERYTHING) == ()


async def test_what_a_person_may_not_read_is_not_there(signals: Signals) -> None:
    secret = message(1, channel="G1").id
    with pytest.raises(NotFound):
        await signals.tag(person("a"), secret, SignalKind.REQUEST)
    with pytest.raises(NotFound):
        await signals.set_account(person("a"), secret, "Acme")
    member = Viewer.member(TEAM, "m", frozenset({"G1"}))
    await signals.tag(member, secret, SignalKind.REQUEST)
    assert await signals.list(person("a")) == ()
    assert [s.id for s in await signals.list(member)] == [secret]


async def test_an_account_is_found_by_any_of_its_names(store: Store, signals: Signals) -> None:
    acme = Account("acme", TEAM, "Acme Corp", "acme.com", ("ACME Inc",), arr=10.0)
    await Accounts(store).import_accounts(TEAM, [acme])
    for name in ("acme corp", "ACME  Corp", "acme.com", "acme inc", "acme"):
        assert await signals.set_account(person("a"), SAID.id, name) == acme
    new = await signals.set_account(person("a"), SAID.id, "Café & Söhne")
    assert await signals.set_account(person("a"), SAID.id, "café & söhne") == new
    await signals.tag(person("a"), SAID.id, SignalKind.REQUEST)
    assert (await signals.get(EVERYTHING, SAID.id)).account == "Café & Söhne"


async def test_an_event_that_history_told_before_is_still_told_to_its_person(signals: Signals) -> None:
    assert await signals.reacted(person("a"), bulb("a", 5), SignalKind.REQUEST)  # history, asked after the event
    tagged = await signals.reacted(person("a"), bulb("a", 4), SignalKind.REQUEST)
    assert tagged is not None
    assert (tagged.is_first, tagged.is_new) == (True, False)
    await signals.unreacted(person("a"), bulb("a", 6, is_there=False), SignalKind.REQUEST)
    assert await signals.reacted(person("a"), bulb("a", 5), SignalKind.REQUEST) is None
