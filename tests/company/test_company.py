"""The made-up company is whole: everything that is named exists, and times are where a digest will look for them."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.kinds import DecisionStatus
from bot.workspace.company.load import HISTORY_DAYS, load_company
from bot.workspace.company.model import Company, SeedMessage

NOW = datetime(2026, 3, 12, 14, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(NOW)


def test_it_has_the_size_of_a_small_company(company: Company) -> None:
    ours = [person for person in company.people if person.team_id is None and not person.is_guest]
    theirs = [person for person in company.people if person.team_id]
    by_hand = [message for message in company.messages if not message.key.startswith("small-")]
    assert 550 <= len(company.messages) <= 700
    assert len(by_hand) >= 350
    assert (len(ours), len(theirs)) == (15, 20)
    assert len([person for person in company.people if person.is_guest]) == 1
    assert (len(company.accounts), len(company.decisions)) == (15, 25)
    assert (len(company.releases), len(company.roadmap)) == (10, 8)


def test_each_record_has_one_id(company: Company) -> None:
    for ids in (
        [person.id for person in company.people], [channel.id for channel in company.channels],
        [message.key for message in company.messages], [account.id for account in company.accounts],
        [decision.id for decision in company.decisions], [release.id for release in company.releases],
        [item.id for item in company.roadmap],
    ):
        assert [id for id, times in Counter(ids).items() if times > 1] == []


def test_every_reference_is_known(company: Company) -> None:
    people = {person.id for person in company.people}
    handles = {person.name for person in company.people}
    channels = {channel.id for channel in company.channels}
    by_key = {message.key: message for message in company.messages}
    for message in company.messages:
        assert message.channel_id in channels
        assert (message.user_id in people) != (message.bot_name is not None), message.key
        assert {user for reaction in message.reactions for user in reaction.user_ids} <= people
        if message.parent:
            parent = by_key[message.parent]
            assert parent.parent is None, message.key
            assert parent.channel_id == message.channel_id
            assert parent.at < message.at
    names = {channel.name for channel in company.channels}
    assert all(set(person.channels) <= names for person in company.people)
    assert {account.owner for account in company.accounts} <= handles
    teams = {team for channel in company.channels for team in channel.connected_team_ids}
    assert {person.team_id for person in company.people if person.team_id} == teams


def test_nobody_speaks_where_they_are_not(company: Company) -> None:
    people = {person.id: person for person in company.people}
    channels = {channel.id: channel for channel in company.channels}
    for message in company.messages:
        if message.user_id is None:
            continue
        person, channel = people[message.user_id], channels[message.channel_id]
        if channel.is_private or person.is_guest or person.team_id:
            assert channel.name in person.channels, message.key
        if person.team_id:
            assert person.team_id in channel.connected_team_ids, message.key


def test_nothing_is_left_unresolved_in_the_text(company: Company) -> None:
    for message in company.messages:
        assert message.text or message.attachments, message.key
        assert not re.search(r"\{\{|^#+ |key=", message.text), message.key
        assert not re.search(r"<(?![@#!]|https?:|mailto:)", message.text), message.key
    handles = {person.name for person in company.people}
    unknown = {
        handle for message in company.messages for handle in re.findall(r"(?<![\w<])@([a-z]+)", message.text)
        if handle not in handles
    }
    assert unknown == set()


@pytest.mark.parametrize("now", [
    NOW,
    datetime(2026, 3, 12, 0, 0, tzinfo=UTC),
    datetime(2026, 3, 12, 8, 36, tzinfo=UTC),
    datetime(2026, 3, 12, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 3, 30, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam")),
])
def test_it_ends_now_and_fills_this_mornings_digest_and_the_next(now: datetime) -> None:
    company = load_company(now)
    moments = [(message.channel_id, message.at) for message in company.messages]
    assert len(set(moments)) == len(moments)
    assert moments == sorted(moments, key=lambda moment: moment[1])
    assert max(at for _, at in moments) <= now
    assert now - min(at for _, at in moments) <= timedelta(days=HISTORY_DAYS + 2)
    listened = {channel.id for channel in company.channels if channel.surface and channel.surface.is_customer_side}
    last = now.replace(hour=8, minute=30, second=0, microsecond=0)
    if last > now - timedelta(minutes=5):
        last -= timedelta(days=1)

    def customers_between(start: datetime, end: datetime) -> list[SeedMessage]:
        return [message for message in company.messages
                if start <= message.at < end and message.channel_id in listened]

    assert len(customers_between(last - timedelta(days=1), last)) >= 25
    assert len(customers_between(last, last + timedelta(days=1))) >= 25


def test_the_same_moment_gives_the_same_company() -> None:
    assert load_company(NOW) == load_company(NOW)


def test_decisions_are_whole_records(company: Company) -> None:
    known = {decision.id: decision for decision in company.decisions}
    headings = ("## Context and Problem Statement", "## Considered Options", "## Decision Outcome", "### Consequences",
                "## Pros and Cons of the Options")
    for decision in company.decisions:
        assert decision.text.startswith(f"# {decision.title}\n"), decision.id
        assert all(heading in decision.text for heading in headings), decision.id
        assert 250 <= len(decision.text.split()) <= 600, decision.id
        assert decision.decided_by, decision.id
        assert decision.objective, decision.id
        assert decision.tags, decision.id
        assert decision.decided_on
        assert decision.decided_on < NOW.date()
        if decision.revisit_when:
            assert decision.revisit_when[1:] in decision.text, decision.id
        for older in decision.supersedes:
            assert known[older].status is DecisionStatus.SUPERSEDED
            assert decision.id in known[older].superseded_by
            assert known[older].decided_on < decision.decided_on  # type: ignore[operator]
        assert (decision.status is DecisionStatus.SUPERSEDED) == bool(decision.superseded_by)
    statuses = Counter(decision.status for decision in company.decisions)
    assert statuses[DecisionStatus.SUPERSEDED] == 3
    assert statuses[DecisionStatus.DEPRECATED] == 1
    assert statuses[DecisionStatus.REJECTED] >= 4
    assert statuses[DecisionStatus.ICEBOXED] >= 3


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        load_company(datetime(2026, 3, 12))
