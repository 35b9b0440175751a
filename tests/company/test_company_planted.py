"""The planted truth is in the messages, and in nothing that it must not be in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.kinds import DecisionStatus
from bot.workspace.company.load import load_company, load_planted
from bot.workspace.company.model import Company, SeedMessage

NOW = datetime(2026, 3, 12, 14, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(NOW)


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    return load_planted()


@pytest.fixture(scope="module")
def by_key(company: Company) -> dict[str, SeedMessage]:
    return {message.key: message for message in company.messages}


def words(message: SeedMessage) -> str:
    return " ".join([message.text, *(f"{part.get('title', '')} {part['text']}" for part in message.attachments)])


def account_of(company: Company, message: SeedMessage) -> str | None:
    """The account id of who wrote it, from the integration's field or the writer's e-mail."""
    names = {account.name: account.id for account in company.accounts}
    domains = {account.domain: account.id for account in company.accounts}
    for part in message.attachments:
        fields: Any = part["fields"]
        for row in fields:
            if row["value"] in names:
                return names[row["value"]]
    person = next((person for person in company.people if person.id == message.user_id), None)
    return domains.get(person.email.split("@")[1]) if person else None


def keys_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"messages", "elliptical", "in_passing", "before", "problems_after", "praise_after", "evidence"}:
                yield from inner
            elif name == "message":
                yield inner
            else:
                yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def test_every_key_and_record_exists(company: Company, planted: dict[str, Any], by_key: dict[str, SeedMessage]) -> None:
    assert [key for key in keys_in(planted) if key not in by_key] == []
    decisions = {decision.id for decision in company.decisions}
    named = [row["decision"] for rows in planted.values() if isinstance(rows, list)
             for row in rows if isinstance(row, dict) and row.get("decision")]
    assert set(named) <= decisions
    assert {row["release"] for row in planted["landings"]} <= {release.id for release in company.releases}


def test_themes_come_from_the_accounts_that_are_named(
    company: Company, planted: dict[str, Any], by_key: dict[str, SeedMessage]
) -> None:
    for theme in planted["themes"]:
        found = {account_of(company, by_key[key]) for key in theme["messages"]}
        assert found == set(theme["accounts"]), theme["name"]


def test_the_growing_theme_grows(planted: dict[str, Any], by_key: dict[str, SeedMessage]) -> None:
    ages = [(NOW - by_key[key].at) / timedelta(days=7) for key in planted["themes"][0]["messages"]]
    weeks = [sum(week <= age < week + 2 for age in ages) for week in (6, 4, 2, 0)]
    assert weeks == sorted(weeks)
    assert weeks[-1] >= 3 * weeks[0]


def test_releases_stand_between_before_and_after(
    company: Company, planted: dict[str, Any], by_key: dict[str, SeedMessage]
) -> None:
    dates = {release.id: release.released_on for release in company.releases}
    for landing in planted["landings"]:
        day = dates[landing["release"]]
        assert all(by_key[key].at.date() <= day for key in landing["before"]), landing["release"]
        after = [*landing["problems_after"], *landing["praise_after"]]
        assert all(by_key[key].at.date() >= day for key in after), landing["release"]


def test_the_met_condition_is_met_by_three_enterprise_accounts(
    company: Company, planted: dict[str, Any], by_key: dict[str, SeedMessage]
) -> None:
    accounts = {account.id: account for account in company.accounts}
    decisions = {decision.id: decision for decision in company.decisions}
    met = [row for row in planted["revisit"] if row["verdict"] == "met"]
    assert [row["decision"] for row in met] == ["DR-011"]
    found = {account_of(company, by_key[key]) for key in met[0]["evidence"]}
    assert found == set(met[0]["accounts"])
    assert {accounts[id].segment for id in met[0]["accounts"]} == {"enterprise"}
    assert all(decisions[row["decision"]].status is DecisionStatus.ICEBOXED for row in planted["revisit"])


def test_the_competitor_is_named_where_it_is_said_to_be(company: Company, planted: dict[str, Any]) -> None:
    listened = {channel.id for channel in company.channels if channel.surface and channel.surface.is_customer_side}
    for rival in planted["competitors"]:
        assert rival["name"] in company.competitors
        naming = {
            message.key for message in company.messages if message.channel_id in listened
            and rival["name"].lower() in f"{words(message)} {message.attachments}".lower()
        }
        assert naming == {*rival["messages"], *rival["in_passing"]}


def test_private_words_stay_in_the_private_channel(
    company: Company, planted: dict[str, Any], by_key: dict[str, SeedMessage]
) -> None:
    secret = next(channel for channel in company.channels if channel.name == planted["private"]["channel"])
    assert secret.is_private
    assert {by_key[key].channel_id for key in planted["private"]["messages"]} == {secret.id}
    private = " ".join(words(message) for message in company.messages if message.channel_id == secret.id)
    public = " ".join(words(message) for message in company.messages if message.channel_id != secret.id)
    public += " ".join(decision.text for decision in company.decisions)
    for phrase in planted["private"]["never_say"]:
        assert phrase in private
        assert phrase not in public


def test_money_at_stake_is_in_the_data(
    company: Company, planted: dict[str, Any], by_key: dict[str, SeedMessage]
) -> None:
    accounts = {account.id: account for account in company.accounts}
    renewal = accounts[planted["churn"]["account"]].renewal_date
    assert renewal == (NOW + timedelta(days=23)).date()
    for blocker in planted["deal_blockers"]:
        assert accounts[blocker["account"]].stage == "opportunity"
        assert any("84" in words(by_key[key]) or any("84,000" in str(part) for part in by_key[key].attachments)
                   for key in blocker["messages"])


def test_unrecorded_reasons_are_said_and_not_recorded(
    company: Company, planted: dict[str, Any], by_key: dict[str, SeedMessage]
) -> None:
    records = " ".join(decision.text.lower() for decision in company.decisions)
    for row in planted["unrecorded_reasons"]:
        assert row["words"] in words(by_key[row["message"]])
    for topic in ("whatsapp", "greek", "co-owner", "greylist", "dark mode", "48 hours", "14 nights"):
        assert topic not in records


def test_accounts_are_named_in_the_text(
    company: Company, planted: dict[str, Any], by_key: dict[str, SeedMessage]
) -> None:
    accounts = {account.id: account for account in company.accounts}
    for row in planted["named_in_text"]:
        account = accounts[row["account"]]
        said = f"{words(by_key[row['message']])} {by_key[row['message']].attachments}"
        assert any(name in said for name in (account.name, *account.aliases)), row["message"]
