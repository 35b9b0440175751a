"""Whatever shape a payload has: a message, nothing said, or a dead letter; never another error."""

from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.workspace import Channel, Team
from bot.errors import BadInput
from bot.sources.slack_events import read_event
from bot.sources.slack_message import read_message

TEAM = Team("T1", "Acme", "https://acme.slack.com/", bot_user_id="U_SELF", bot_id="B_SELF")
CHANNEL = Channel("T1", "C1", "support")
NAMES = """type text blocks elements fields attachments files title value name pretext rows indent user user_id url
    bot_id subtype message previous_message edited thread_ts user_profile mode channel item reaction timestamp"""
SAID = """rich_text rich_text_section rich_text_list section context table image mrkdwn text link user date emoji
    message message_changed tombstone file_share reaction_added 1700000000.000100 <@U1|x> <!date^1^x|>
    *Company:* \x00 \ud800"""
KEYS, WORDS = st.sampled_from(NAMES.split()), st.sampled_from(SAID.split())
LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.text(max_size=8))
TREE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
PAYLOAD = st.dictionaries(KEYS, TREE, max_size=6)
fast = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@fast
@given(PAYLOAD)
def test_messages_of_any_shape(payload: dict[str, Any]) -> None:
    message = read_message(payload | {"ts": "1700000000.000100"}, team=TEAM, channel=CHANNEL, names={"U1": "Mia"})
    if message is not None:
        for words in (message.text, message.author, message.account_hint, message.author_id):
            assert "\x00" not in (words or "").encode("utf-8").decode("utf-8")


@fast
@given(PAYLOAD, st.sampled_from(["message", "reaction_added"]), st.sampled_from([None, "message_changed"]))
def test_events_of_any_shape(payload: dict[str, Any], kind: str, subtype: str | None) -> None:
    event = payload | {"type": kind, "subtype": subtype, "ts": "1700000000.000100"}
    with suppress(BadInput):
        read_event(event, team=TEAM)
