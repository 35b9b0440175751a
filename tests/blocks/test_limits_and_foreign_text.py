"""Whatever text comes in, Slack takes what we send, and nothing in it pings, links or formats."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.blocks.escape import safe_url
from tests.blocks import block_kit, samples
from tests.blocks.everything import messages, views

HOSTILE = [
    "",
    "x" * 20_000,
    "word " * 6_000,
    "🚢" * 9_000,
    "é\u0301" * 5_000,
    "\u202e\u200b\x00\x1b[31m",
    "   \n\t ",
    "a\n" * 3_000,
    "<!channel> <!here|x> <@U0ADMIN> <#C1|general> <!subteam^S1> <https://evil.example|https://good.example>",
    "&lt;!channel&gt; & <b>*bold* _it_ ~no~ `code` ```x```\n> quote",
    "https://acme.slack.com@evil.example/x",
    "javascript:alert(1)",
    "\ud800 lone",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_slack_refuses_nothing(text: str) -> None:
    for name, message in messages(text):
        assert block_kit.message_complaints(message.blocks, message.text) == [], name
        json.dumps([message.blocks, message.text]).encode()
    for name, view in views(text):
        assert block_kit.view_complaints(view) == [], name


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=4_000))
def test_slack_refuses_nothing_whatever_is_written(text: str) -> None:
    for name, message in messages(text):
        assert block_kit.message_complaints(message.blocks, message.text) == [], name


def _hostile_texts() -> list[str]:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("BECAUSE_SHARED_DATA", beside)) / "hostile"
    if not folder.is_dir():
        pytest.skip(f"the hostile texts are not at {folder}")
    lines = (folder / "slack_injections.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines] + json.loads((folder / "blns.json").read_text(encoding="utf-8"))


def test_known_attacks_do_nothing() -> None:
    for text in _hostile_texts():
        for name, message in messages(text):
            _assert_inert(message.blocks, message.text, f"{name}: {text}")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_foreign_text_does_nothing(text: str) -> None:
    for name, message in messages(text):
        _assert_inert(message.blocks, message.text, name)


def _assert_inert(blocks: list[dict[str, object]], text: str, where: str) -> None:
    ours = re.compile(r"<@U0LEE>|<https://quayside\.slack\.com/[^|<>]*\|[^<>]*>")
    for mrkdwn in [text, *[one["text"] for one in block_kit.elements(blocks, "mrkdwn")]]:
        assert "<" not in ours.sub("", mrkdwn), where
    assert {one["user_id"] for one in block_kit.elements(blocks, "user")} <= {"U0LEE"}, where
    assert not block_kit.elements(blocks, "broadcast"), where
    assert not block_kit.elements(blocks, "channel"), where
    for url in block_kit.urls(blocks):
        assert url.startswith(("https://quayside.slack.com/", "http://", "https://")), where
        assert url == safe_url(url), where


def test_what_cannot_be_seen_is_not_sent() -> None:
    for name, message in messages("pay\u202e\u200b\u2066ment\x07 now"):
        sent = json.dumps(message.blocks, ensure_ascii=False)
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x07]", sent), name
        assert "\u202e" not in message.text, name


def test_every_button_carries_an_id_and_no_text() -> None:
    for name, message in messages("secret words"):
        for button in block_kit.elements(message.blocks, "button"):
            assert "secret" not in button.get("value", ""), name


def test_samples_are_plain() -> None:
    for name, message in messages():
        _assert_inert(message.blocks, message.text, name)
        assert samples.SLACK_URL.startswith("https://quayside.slack.com/")
