"""What a Slack event means: said, edited, deleted, tagged, or nothing of ours."""

from collections.abc import Mapping
from typing import Any

from bot.domain.events import (
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageTombstoned,
    NotAMessage,
    ReactionChanged,
    SlackHappening,
)
from bot.domain.workspace import Team
from bot.errors import BadInput
from bot.sources.reactions import plain_reaction
from bot.sources.slack_attachments import said_in_message
from bot.sources.slack_message import is_own, message_fields, not_said, optional_timestamp, timestamp

PLACE = "event"


def read_event(event: object, *, team: Team | None = None) -> SlackHappening:
    """The event as a domain value. With `team`, the bot's own posts and reactions are `NotAMessage`.

    event: the inner event of an envelope, of untrusted shape. Raises BadInput where it is one of ours but broken
    (no channel, no usable timestamp): such an event belongs with the dead letters.
    """
    fields = message_fields(event, PLACE)
    kind = fields.get("type")
    if not isinstance(kind, str) or not kind:
        raise BadInput(PLACE, "it has no `type`")
    if kind in ("reaction_added", "reaction_removed"):
        return _reaction(fields, team, added=kind == "reaction_added")
    if kind != "message":
        return NotAMessage(kind)
    match fields.get("subtype"):
        case "message_changed":
            return _changed(fields, team)
        case "message_deleted":
            return _deleted(fields)
        case _:
            return _posted(fields, team)


def _posted(fields: Mapping[str, Any], team: Team | None) -> SlackHappening:
    channel_id, ts = _channel_id(fields), timestamp(fields.get("ts"), PLACE)
    if fields.get("subtype") == "tombstone":
        return MessageTombstoned(channel_id, ts)
    if subtype := not_said(fields):
        return NotAMessage(subtype)
    if team and is_own(fields, team):
        return NotAMessage("own post")
    return MessagePosted(channel_id, ts, optional_timestamp(fields.get("thread_ts")), fields)


def _changed(fields: Mapping[str, Any], team: Team | None) -> SlackHappening:
    channel_id = _channel_id(fields)
    message = message_fields(fields.get("message"), f"{PLACE}.message")
    ts = timestamp(message.get("ts"), f"{PLACE}.message")
    if message.get("subtype") == "tombstone":
        return MessageTombstoned(channel_id, ts)
    if subtype := not_said(message):
        return NotAMessage(subtype)
    if team and is_own(message, team):
        return NotAMessage("own post")
    previous = fields.get("previous_message")
    if isinstance(previous, Mapping) and "text" in previous and _says_the_same(message, previous):
        return NotAMessage("unfurl")
    return MessageEdited(channel_id, ts, optional_timestamp(message.get("thread_ts")), message)


def _says_the_same(message: Mapping[str, Any], previous: Mapping[str, Any]) -> bool:
    """Whether only something else changed: a link preview, a thread's counters, a reaction.

    `edited` does not decide: it may be missing when an integration updates its post, and it stays when a message that
    was edited before unfurls.
    """
    return said_in_message(message, {}) == said_in_message(previous, {})


def _deleted(fields: Mapping[str, Any]) -> SlackHappening:
    previous = fields.get("previous_message")
    ts = fields.get("deleted_ts") or (previous.get("ts") if isinstance(previous, Mapping) else None)
    return MessageDeleted(_channel_id(fields), timestamp(ts, PLACE))


def _reaction(fields: Mapping[str, Any], team: Team | None, *, added: bool) -> SlackHappening:
    item = fields.get("item")
    if not isinstance(item, Mapping) or item.get("type") != "message":
        return NotAMessage("reaction on something else")
    user_id, reaction = fields.get("user"), fields.get("reaction")
    if not (isinstance(user_id, str) and user_id and isinstance(reaction, str) and reaction):
        raise BadInput(PLACE, "a reaction needs `user` and `reaction`")
    if team and user_id == team.bot_user_id:
        return NotAMessage("own reaction")
    return ReactionChanged(
        channel_id=_channel_id(item),
        ts=timestamp(item.get("ts"), f"{PLACE}.item"),
        user_id=user_id,
        reaction=plain_reaction(reaction),
        added=added,
        event_ts=optional_timestamp(fields.get("event_ts")),
    )


def _channel_id(fields: Mapping[str, Any]) -> str:
    channel = fields.get("channel")
    if isinstance(channel, str) and channel:
        return channel
    raise BadInput(PLACE, f"`channel` must be an id, this is {str(channel)[:40]!r}")
