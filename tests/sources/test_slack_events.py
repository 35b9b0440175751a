"""What Slack's events mean, including the odd and the malformed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.events import (
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageTombstoned,
    NotAMessage,
    ReactionChanged,
)
from bot.domain.workspace import Channel, Team
from bot.errors import BadInput
from bot.sources.reactions import custom_aliases, normalise_reaction
from bot.sources.slack_events import read_event
from bot.sources.slack_message import read_message

TS = "1700000000.000100"


def changed(message: dict[str, Any], previous: dict[str, Any] | None) -> dict[str, Any]:
    event = {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "1700000009.000000",
             "hidden": True, "message": {"type": "message", "user": "U1", "ts": TS} | message}  # fmt: skip
    return event if previous is None else event | {"previous_message": {"user": "U1", "ts": TS} | previous}


def test_an_unfurl_is_not_an_edit() -> None:
    said = {"text": "see <https://x.example>"}
    preview = {"attachments": [{"from_url": "https://x.example", "title": "X"}]}
    assert read_event(changed(said | preview, said)) == NotAMessage("unfurl")
    edited = {"edited": {"user": "U1", "ts": "1700000005.000000"}}
    assert read_event(changed(said | edited | preview, said | edited)) == NotAMessage("unfurl")


@pytest.mark.parametrize(
    ("message", "previous"),
    [
        ({"text": "new", "edited": {"user": "U1", "ts": "1700000005.000000"}}, {"text": "old"}),
        ({"text": "new"}, {"text": "old"}),
        ({"text": "new"}, {}),
        ({"text": "new"}, None),
        ({"text": "", "attachments": [{"text": "solved"}]}, {"text": "", "attachments": [{"text": "open"}]}),
    ],
)
def test_edits(message: dict[str, Any], previous: dict[str, Any] | None) -> None:
    event = read_event(changed(message, previous))
    assert isinstance(event, MessageEdited)
    assert (event.channel_id, event.ts) == ("C1", TS)
    assert event.payload["text"] == message["text"]


def test_own_posts_and_reactions(team: Team) -> None:
    own = {"type": "message", "channel": "C1", "ts": TS, "text": "x", "bot_id": "B_SELF"}
    assert read_event(own, team=team) == NotAMessage("own post")
    assert isinstance(read_event(own), MessagePosted)
    assert read_event(changed({"text": "y", "bot_id": "B_SELF"}, None), team=team) == NotAMessage("own post")
    reaction = {"type": "reaction_added", "user": "U_SELF", "reaction": "eyes", "item": {"type": "message"}}
    assert read_event(reaction, team=team) == NotAMessage("own reaction")


def test_reactions() -> None:
    item = {"type": "message", "channel": "C1", "ts": TS}
    event = {"type": "reaction_added", "user": "U1", "reaction": "thumbsup::skin-tone-3", "item": item}
    event["event_ts"] = "1.2"
    assert read_event(event) == ReactionChanged("C1", TS, "U1", "thumbsup", added=True, event_ts="1.2")
    assert read_event(event | {"type": "reaction_removed"}) == ReactionChanged("C1", TS, "U1", "thumbsup", False, "1.2")
    assert isinstance(read_event(event | {"item": {"type": "file", "file": "F1"}}), NotAMessage)
    with pytest.raises(BadInput):
        read_event(event | {"user": None})
    with pytest.raises(BadInput):
        read_event(event | {"item": {"type": "message", "channel": "C1"}})


def test_deletions_and_tombstones() -> None:
    gone = {"type": "message", "subtype": "message_deleted", "channel": "C1", "ts": "1.3", "deleted_ts": TS}
    assert read_event(gone) == MessageDeleted("C1", TS)
    without = {key: value for key, value in gone.items() if key != "deleted_ts"}
    assert read_event(without | {"previous_message": {"ts": TS}}) == MessageDeleted("C1", TS)
    assert read_event(changed({"subtype": "tombstone"}, {"text": "x"})) == MessageTombstoned("C1", TS)


def test_events_of_other_kinds() -> None:
    assert read_event({"type": "app_mention", "channel": "C1", "ts": TS, "text": "hi"}) == NotAMessage("app_mention")
    with pytest.raises(BadInput):
        read_event({"channel": "C1"})


NO_WORDS = ("attachments_only", "null_text")


def test_odd_events_meet_what_is_expected(team: Team, channel: Channel, shared_data: Callable[..., Path]) -> None:
    seen = set()
    with shared_data("hostile", "slack_event_oddities.jsonl").open() as lines:
        for line in lines:
            row = json.loads(line)
            name, expect = row["name"], row["expect"]
            seen.add(expect)
            try:
                event = read_event(row["event"], team=team)
            except BadInput:
                assert expect in ("dead_letter", "no_crash_or_rejected"), name
                continue
            message = None
            if isinstance(event, MessagePosted | MessageEdited):
                message = read_message(event.payload, team=team, channel=channel, names={})
                assert (message is None) == (name in NO_WORDS), name
            match expect:
                case "erased_everywhere":
                    assert isinstance(event, MessageDeleted | MessageTombstoned), name
                    assert event.ts == TS
                case "tombstone_kept":
                    assert event == MessageDeleted("C1", "5.5")
                case "edit_applied" | "upsert":
                    assert isinstance(event, MessageEdited), name
                case "not_a_message":
                    assert event == NotAMessage("channel_join")
                case "ignored_no_loop":
                    assert event == NotAMessage("own post")
                case "text_from_blocks":
                    assert message is not None
                    assert message.text == "we chose X"
                case "marked_external":
                    assert message is not None
                    assert message.author_team_id == "T_OTHER"
                case "is_reply":
                    assert message is not None
                    assert message.is_reply
                case "stored_full":
                    assert message is not None
                    assert len(message.text) == 40_000
                case "stored" | "once" | "stored_or_skipped":
                    assert message is not None
                    assert message.text.encode("utf-8")
                case "no_recursion_error":
                    assert message is not None
                    assert message.text == "deep"
                case "dead_letter_or_truncated":
                    assert message is not None
                    assert "[cut here: 4,000,000 characters]" in message.text
                case "no_crash" | "no_crash_or_rejected":
                    pass
                case _:
                    pytest.fail(f"{name}: not dead-lettered as expected: {expect}")
    assert len(seen) > 15


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_hostile_text_passes_unharmed(team: Team, channel: Channel, shared_data: Callable[..., Path]) -> None:
    texts = json.loads(shared_data("hostile", "blns.json").read_text())
    texts += [json.loads(line)["text"] for line in shared_data("hostile", "slack_injections.jsonl").open()]
    for text in texts:
        message = read_message({"ts": TS, "text": escaped(text)}, team=team, channel=channel, names={})
        assert (message.text if message else "") == (text if text.strip() else "")


@pytest.mark.parametrize(
    "name", ["mega", "bulb", "bug", "moneybag", "door", "crossed_swords", "sparkling_heart", "scroll", "ice_cube"]
)
def test_default_reactions_keep_their_names(name: str) -> None:
    assert normalise_reaction(name) == name


def test_aliases_of_reactions() -> None:
    assert normalise_reaction("+1") == normalise_reaction("thumbsup::skin-tone-5") == normalise_reaction("👍")
    assert normalise_reaction(":light_bulb:") == "bulb"
    assert normalise_reaction("⚔️") == "crossed_swords"
    custom = custom_aliases({"idea": "alias:bulb", "acme": "https://x.example/a.png", "a": "alias:b", "b": "alias:a"})
    assert normalise_reaction("idea", custom) == "bulb"
    assert normalise_reaction("acme", custom) == "acme"
    assert normalise_reaction("a", custom) in ("a", "b")
