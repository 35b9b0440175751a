"""Who may read what, and what may be said where: unknown means no."""

import pytest

from bot.domain.audience import PUBLIC, Viewer
from bot.services.listening import Listening
from bot.services.viewers import Viewers
from store.unit_of_work import Store
from tests.databases import TEAM
from tests.services.workspace import Clock, FakeSlack


@pytest.fixture
async def slack(store: Store) -> FakeSlack:
    found = FakeSlack()
    for user, facts in {
        "ann": {},
        "bo": {},
        "guest": {"is_guest": True},
        "stranger": {"is_external": True},
        "gone": {"is_deleted": True},
        "robot": {"is_bot": True},
    }.items():
        found.add_person(user, **facts)
    found.add_room("C1", "ann", "bo")
    found.add_room("CG", "ann", "guest")
    found.add_room("CX", "ann", "nobody-knows")
    found.add_room("CS", "ann", "stranger", is_shared=True)
    found.add_room("G1", "ann", is_private=True)
    found.add_room("G2", "ann", "guest", is_private=True)
    listening = Listening(store, Clock())
    for room in found.rooms.values():
        await listening.note_channel(TEAM, room)
    return found


@pytest.fixture
def viewers(store: Store, slack: FakeSlack) -> Viewers:
    return Viewers(store, slack, Clock())


async def test_members_read_public_and_their_private_channels(viewers: Viewers) -> None:
    assert (await viewers.asking(TEAM, "ann")).audiences == {PUBLIC, "G1", "G2"}
    assert (await viewers.asking(TEAM, "bo")).audiences == {PUBLIC}


async def test_guests_read_their_own_channels_alone(viewers: Viewers) -> None:
    guest = await viewers.asking(TEAM, "guest")
    assert guest.only_channels == {"CG", "G2"}
    assert guest.may_read(PUBLIC, "CG")
    assert guest.may_read("G2", "G2")
    assert not guest.may_read(PUBLIC, "C1")
    assert not guest.may_read(PUBLIC, None)
    assert not guest.may_read("G1", "G1")


@pytest.mark.parametrize("who", ["stranger", "gone", "robot", "never heard of"])
async def test_everybody_else_reads_nothing(viewers: Viewers, who: str) -> None:
    assert await viewers.asking(TEAM, who) == Viewer.nobody(TEAM, who)


async def test_where_slack_does_not_answer_nobody_reads(viewers: Viewers, slack: FakeSlack) -> None:
    slack.down = True
    assert await viewers.asking(TEAM, "ann") == Viewer.nobody(TEAM, "ann")
    for room in ("C1", "CG", "G1"):
        landing = await viewers.landing(TEAM, room)
        assert landing.only_channels == {room}, "who is there is not known, so there may be guests"
    assert await viewers.landing(TEAM, "C-new") == Viewer.nobody(TEAM)


async def test_private_rights_end_when_slack_stops_answering(viewers: Viewers, slack: FakeSlack) -> None:
    assert "G1" in (await viewers.asking(TEAM, "ann")).audiences
    slack.down = True
    viewers.forget_members("G1")
    assert "G1" not in (await viewers.asking(TEAM, "ann")).audiences


async def test_leaving_ends_it_at_once(viewers: Viewers, slack: FakeSlack) -> None:
    assert "G1" in (await viewers.asking(TEAM, "ann")).audiences
    slack.inside["G1"] = frozenset()
    assert "G1" in (await viewers.asking(TEAM, "ann")).audiences  # Slack is not asked again at every question
    viewers.forget_members("G1")
    assert "G1" not in (await viewers.asking(TEAM, "ann")).audiences


async def test_leaving_while_we_look_ends_it_too(viewers: Viewers, slack: FakeSlack) -> None:
    members, looks = slack.members, []

    async def meanwhile(channel_id: str) -> frozenset[str]:
        found = await members(channel_id)
        if channel_id == "G1" and not looks:
            looks.append(channel_id)
            slack.inside["G1"] = frozenset()
            viewers.forget_members("G1")  # the event of the leaving
        return found

    slack.members = meanwhile  # type: ignore[method-assign]
    assert "G1" not in (await viewers.asking(TEAM, "ann")).audiences


async def test_a_deactivated_person_is_out_with_the_event(viewers: Viewers, slack: FakeSlack) -> None:
    assert (await viewers.asking(TEAM, "bo")).audiences
    slack.add_person("bo", is_deleted=True)
    viewers.forget_person("bo")
    assert not (await viewers.asking(TEAM, "bo")).audiences


@pytest.mark.parametrize(
    ("room", "audiences", "only"),
    [
        ("C1", {PUBLIC}, None),
        ("G1", {PUBLIC, "G1"}, None),
        ("CG", {PUBLIC}, {"CG"}),
        ("CS", {PUBLIC}, {"CS"}),
        ("CX", {PUBLIC}, {"CX"}),
        ("G2", {"G2"}, {"G2"}),
        ("C404", set(), None),
    ],
)
async def test_where_it_lands(viewers: Viewers, room: str, audiences: set[str], only: set[str] | None) -> None:
    landing = await viewers.landing(TEAM, room)
    assert landing.audiences == audiences
    assert landing.only_channels == only


async def test_a_reply_others_can_read_holds_what_all_of_them_may(viewers: Viewers) -> None:
    ann = await viewers.asking(TEAM, "ann")
    assert not ann.landing_in(await viewers.landing(TEAM, "C1")).may_read("G1", "G1")
    assert ann.landing_in(await viewers.landing(TEAM, "G1")).may_read("G1", "G1")
    assert not ann.landing_in(await viewers.landing(TEAM, "CG")).may_read(PUBLIC, "C1")
    bo = await viewers.asking(TEAM, "bo")
    assert not bo.landing_in(await viewers.landing(TEAM, "G1")).may_read("G1", "G1")


async def test_without_slack_as_last_known(store: Store, viewers: Viewers) -> None:
    await viewers.asking(TEAM, "ann")
    offline = Viewers(store, None, Clock())
    assert (await offline.asking(TEAM, "ann")).audiences == {PUBLIC, "G1", "G2"}
    assert await offline.asking(TEAM, "unknown") == Viewer.nobody(TEAM, "unknown")
