"""Slack messages of every shape, to plain text and facts."""

from typing import Any

import pytest

from bot.domain.messages import Message
from bot.domain.workspace import Channel, Team
from bot.errors import BadInput
from bot.sources.slack_message import ids_named_in, read_message
from bot.sources.slack_text import MAX_TEXT, plain_text

TS = "1700000000.000100"
NAMES = {"U1": "Mia", "U2": "Tom <R&D>", "C2": "roadmap"}


def read(team: Team, channel: Channel, **fields: Any) -> Message:
    message = read_message({"type": "message", "ts": TS, "user": "U1", "text": ""} | fields,
                           team=team, channel=channel, names=NAMES)  # fmt: skip
    assert message is not None
    return message


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("ask <@U1> and <@U2>, or <@U9|zoe>, or <@U8>", "ask @Mia and @Tom <R&D>, or @zoe, or @U8"),
        ("see <#C2> and <#C3|ideas> and <#C4|>", "see #roadmap and #ideas and #C4"),
        ("<!here> <!channel|channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@leads> <!subteam^S2>", "@leads @S2"),
        ("<!date^1392734382^{date}|18 Feb> <!date^1392734382^{date}^https://x.example>", "18 Feb 2014-02-18 14:39 UTC"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("<https://a.example/x|the ticket>", "the ticket (https://a.example/x)"),
        ("<http://a.example|a.example>", "a.example"),
        ("<https://evil.example|https://good.example>", "https://good.example (https://evil.example)"),
        ("<mailto:a@b.example|a@b.example> <tel:+1555|call>", "a@b.example call (+1555)"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt;", "1 < 2 && 3 > 2, &lt;"),
        ("&lt;!channel&gt; &lt;@U1&gt;", "<!channel> <@U1>"),
        ("<https://a.example/?a=1&amp;b=2|Q&amp;A>", "Q&A (https://a.example/?a=1&b=2)"),
        ("<> <|> <@> <!> <3 a<b>c", "<> <|> <@> <!> <3 a<b>c"),
    ],
)
def test_markup_reads_as_a_person_reads_it(markup: str, plain: str) -> None:
    assert plain_text(markup, NAMES) == plain


def test_ids_to_look_up() -> None:
    assert ids_named_in({"user": "U7", "text": "<@U1|x> in <#C2|> <https://x.example>"}) == {"U7", "U1", "C2"}


def test_facts_of_a_reply(team: Team) -> None:
    secret = Channel("T1", "G1", "deals", is_private=True)
    message = read(team, secret, text="no", thread_ts="1600000000.1", edited={"user": "U1", "ts": "1700000009.000000"})
    assert (message.id, message.author, message.is_reply, message.audience) == (f"G1:{TS}", "Mia", True, "G1")
    assert message.url == "https://acme.slack.com/archives/G1/p1700000000000100?thread_ts=1600000000.1&cid=G1"
    assert message.edited_at is not None
    assert (message.is_bot, message.is_staff, message.author_team_id) == (False, False, None)


def test_a_ticket_that_sits_in_attachments(team: Team, channel: Channel) -> None:
    message = read(
        team,
        channel,
        user=None,
        subtype="bot_message",
        bot_id="B1",
        username="Zendesk",
        attachments=[
            {
                "fallback": "Ticket #42: export",
                "pretext": "New ticket",
                "title": "#42 CSV export",
                "title_link": "https://acme.zendesk.example/42",
                "text": "We &amp; our auditors need <https://x.example|CSV>",
                "fields": [{"title": "Organization", "value": "Globex"}, {"title": "Priority", "value": "High"}],
                "footer": "Zendesk",
            },
            {"from_url": "https://news.example", "title": "A preview", "text": "not theirs"},
            {"is_msg_unfurl": True, "text": "said elsewhere, maybe in private"},
        ],
    )
    assert message.text.split("\n") == [
        "New ticket",
        "#42 CSV export (https://acme.zendesk.example/42)",
        "We & our auditors need CSV (https://x.example)",
        "Organization: Globex",
        "Priority: High",
    ]
    assert (message.account_hint, message.author) == ("Globex", "Zendesk")
    assert (message.author_id, message.is_bot) == (None, True)


def test_the_customer_from_lines_and_addresses(team: Team, channel: Channel) -> None:
    section = {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Company:*\nInitech"}]}
    assert read(team, channel, bot_id="B1", text="New chat", blocks=[section]).account_hint == "Initech"
    fields = [{"title": "Requester", "value": "Jo <mailto:jo@hooli.example|jo@hooli.example>"}]
    assert read(team, channel, bot_id="B1", attachments=[{"fields": fields}]).account_hint == "hooli.example"
    private = [{"title": "Requester", "value": "jo@gmail.com"}]
    assert read(team, channel, bot_id="B1", attachments=[{"fields": private}]).account_hint is None


def test_blocks_of_every_kind(team: Team, channel: Channel) -> None:
    def rich(*elements: Any) -> dict[str, Any]:
        return {"type": "rich_text", "elements": list(elements)}

    def words(text: str) -> dict[str, Any]:
        return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}

    message = read(
        team,
        channel,
        blocks=[
            {"type": "header", "text": {"type": "plain_text", "text": "Deal &amp; lost"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": "*Why* <@U1>"}, "accessory": {"type": "button"}},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "by"}, {"type": "plain_text", "text": "CRM"}]},
            {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Press"}}]},
            {"type": "markdown", "text": "## Notes"},
            {"type": "table", "rows": [[{"type": "raw_text", "text": "plan"}, rich(words("Pro"))]]},
            rich(
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "user", "user_id": "U1"},
                        {"type": "text", "text": " says "},
                        {"type": "link", "url": "https://x.example", "text": "this"},
                        {"type": "emoji", "name": "bulb"},
                        {"type": "broadcast", "range": "here"},
                    ],
                },
                {"type": "rich_text_list", "style": "ordered", "elements": [words("one"), words("two")]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code()"}]},
            ),
            {"type": "image", "alt_text": "a chart"},
            {"type": "hologram", "elements": [7, None, {"type": "mrkdwn", "text": "still read"}]},
        ],
    )
    assert message.text.split("\n") == [
        "Deal & lost", "*Why* @Mia", "by CRM", "## Notes", "plan | Pro", "@Mia says this (https://x.example):bulb:@here",
        "1. one", "2. two", "> quoted", "code()", "[image: a chart]", "still read",
    ]  # fmt: skip


def test_nothing_is_said_twice(team: Team, channel: Channel) -> None:
    section = {"type": "rich_text_section", "elements": [
        {"type": "text", "text": "We need "}, {"type": "text", "text": "SAML", "style": {"bold": True}},
        {"type": "text", "text": "-based login & audit for "}, {"type": "user", "user_id": "U1"}]}  # fmt: skip
    text = "We need *SAML*-based login &amp; audit for <@U1>"
    message = read(team, channel, text=text, blocks=[{"type": "rich_text", "elements": [section]}],
                   attachments=[{"text": "We need SAML-based login", "fallback": "x"}])  # fmt: skip
    assert message.text == "We need *SAML*-based login & audit for @Mia"


def test_forms_may_repeat_an_answer(team: Team, channel: Channel) -> None:
    emoji = {"type": "rich_text_section", "elements": [{"type": "emoji", "name": "+1", "skin_tone": 3}]}
    message = read(team, channel, text="!! :+1::skin-tone-3:", blocks=[
        {"type": "rich_text", "elements": [emoji]}, {"type": "markdown", "text": "!!"},
        {"type": "markdown", "text": "Slow?\nYes\nCostly?\nYes"}])  # fmt: skip
    assert message.text == "!! :+1::skin-tone-3:\nSlow?\nYes\nCostly?\nYes"


def test_files_are_named(team: Team, channel: Channel) -> None:
    files = [{"name": "roadmap.pdf", "title": "Roadmap &amp; dates"}, {"name": "a.png", "title": "a.png"},
             {"id": "F1", "mode": "tombstone"}, {"id": "F2", "mode": "hidden_by_limit"}, None]  # fmt: skip
    assert read(team, channel, subtype="file_share", files=files).text == (
        "[file: Roadmap & dates (roadmap.pdf)]\n[file: a.png]"
    )


@pytest.mark.parametrize("subtype", ["channel_join", "channel_topic", "pinned_item", "tombstone", "brand_new_2027"])
def test_what_is_not_said(team: Team, channel: Channel, subtype: str) -> None:
    payload = {"ts": TS, "user": "U1", "text": "x", "subtype": subtype}
    assert read_message(payload, team=team, channel=channel, names={}) is None


@pytest.mark.parametrize("own", [{"bot_id": "B_SELF"}, {"user": "U_SELF"}])
def test_own_posts_are_not_read(team: Team, channel: Channel, own: dict[str, str]) -> None:
    assert read_message({"ts": TS, "text": "x"} | own, team=team, channel=channel, names={}) is None


def test_people_of_other_companies(team: Team) -> None:
    shared = Channel("T1", "C1", "ext-globex", is_shared=True)
    theirs = read(team, shared, text="x", user="U5", user_team="T9", user_profile={"real_name": "Ann", "team": "T9"})
    ours = read(team, shared, text="x", user_team="T1")
    assert (theirs.author, theirs.author_team_id, theirs.account_hint, theirs.is_staff) == ("Ann", "T9", "T9", False)
    assert (ours.author_team_id, ours.account_hint, ours.is_staff) == ("T1", None, True)


def test_what_no_database_holds(team: Team, channel: Channel) -> None:
    assert read(team, channel, text="a\x00b\ud800c\ud83d\ude00").text == "a�b�c😀"
    long = read(team, channel, text="y" * 4_000_000).text
    assert long.startswith("y" * MAX_TEXT)
    assert long.endswith("[cut here: 4,000,000 characters]")


@pytest.mark.parametrize("payload", [None, "x", [], {}, {"ts": "abc"}, {"ts": 1700000000.0001}, {"ts": "1.1\n"}])
def test_broken_messages_say_where(team: Team, channel: Channel, payload: object) -> None:
    with pytest.raises(BadInput, match=r"general/2026-01-01\.json:3: "):
        read_message(payload, team=team, channel=channel, names={}, place="general/2026-01-01.json:3")


def test_depth_does_not_matter(team: Team, channel: Channel) -> None:
    node: dict[str, Any] = {"type": "text", "text": "deep"}
    for _ in range(15_000):
        node = {"type": "rich_text_section", "elements": [node]}
    assert read(team, channel, blocks=[{"type": "rich_text", "elements": [node]}]).text == "deep"
