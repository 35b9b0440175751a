"""What is read from the content files and written for the import commands."""

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.sources.accounts import read_accounts
from bot.sources.decisions import read_decisions
from bot.sources.releases import read_releases
from bot.sources.roadmap import read_roadmap
from bot.workspace.company.chatlog import read_chatlog
from bot.workspace.company.days import Days
from bot.workspace.company.export import write_import_files
from bot.workspace.company.load import load_company
from bot.workspace.company.markup import to_slack
from bot.workspace.company.records import read_record

NOW = datetime(2026, 3, 12, 14, 20, tzinfo=UTC)


def test_a_chat_log_has_messages_replies_fields_and_reactions() -> None:
    opener, reply = read_chatlog("support", (
        "### -2 09:41 zendesk key=first :bug:ravi,jules\n"
        "Subject: It broke\nRequester: Dot <dot@x.com>\n\nAll of it.\n\n"
        "#### 10:02 ravi file=shot.png\nlooking: now\n"
    ))
    assert (opener.key, opener.day, opener.clock) == ("first", -2, time(9, 41))
    assert opener.reactions == (("bug", ("ravi", "jules")),)
    assert opener.fields() == ({"Subject": "It broke", "Requester": "Dot <dot@x.com>"}, "All of it.")
    assert (reply.parent, reply.day, reply.file_name, reply.fields()[0]) == ("first", -2, "shot.png", {})


@pytest.mark.parametrize("text", ["### yesterday mara\nhi", "#### 09:00 mara\nno parent", "### 09:00 mara\nno day"])
def test_a_broken_heading_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="general"):
        read_chatlog("general", text)


def test_markup_links_what_is_known_and_escapes_the_rest() -> None:
    said = "@mara see #product & a@b.com, https://x.org/a?b=1&c=2. @all <3 1>0"
    written = to_slack(said, {"mara": "U1"}, {"product": "C1"})
    assert written == ("<@U1> see <#C1|product> &amp; <mailto:a@b.com|a@b.com>, <https://x.org/a?b=1&amp;c=2>. "
                       "@all &lt;3 1&gt;0")


def test_days_are_written_out() -> None:
    days = Days.ending(NOW)
    assert days.fill("since {{D-12}}") == "since 28 February"
    with pytest.raises(ValueError, match="yesterday"):
        days.date("yesterday")


def test_the_readers_of_the_import_commands_read_the_company_back(tmp_path: Path) -> None:
    company = load_company(NOW)
    write_import_files(company, tmp_path)
    assert tuple(read_accounts(tmp_path / "accounts.csv", company.team_id)) == company.accounts
    assert tuple(read_releases(tmp_path / "releases.jsonl", company.team_id)) == company.releases
    assert tuple(read_roadmap(tmp_path / "roadmap.csv", company.team_id)) == company.roadmap
    rows = read_decisions([tmp_path / "decisions.jsonl"])
    assert tuple(replace(row, place="") for row in rows) == tuple(replace(row, place="") for row in company.decisions)
    documents = read_decisions([tmp_path / "decisions"])
    assert {(row.id, row.title, row.status, row.decided_on, row.superseded_by) for row in documents} == {
        (row.id, row.title, row.status, row.decided_on, row.superseded_by) for row in company.decisions
    }


def test_a_record_without_front_matter_is_named() -> None:
    with pytest.raises(ValueError, match=r"DR-099\.md"):
        read_record("decisions/DR-099.md", "# Only a title\n", Days.ending(NOW))
