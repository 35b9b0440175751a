"""One Slack message (from an event, a history page or an export; a payload of untrusted shape) to a `Message`."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.messages import Message, slack_message_id, time_of_ts
from bot.domain.workspace import Channel, Team, permalink
from bot.errors import BadInput
from bot.sources.slack_attachments import customer_named_in, said_in_message
from bot.sources.slack_text import capped, mentioned_ids
from bot.sources.storable import storable

SAID = frozenset({
    None, "bot_message", "me_message", "thread_broadcast", "reply_broadcast", "file_share", "file_comment",
    "file_mention",
})  # fmt: skip
"""Subtypes of messages in which something was said. Joins, topics, pins, tombstones and all that is unknown are not."""

_TS = re.compile(r"\d{1,12}\.\d{1,6}")
SLACKBOT = "USLACKBOT"


def read_message(
    payload: object,
    *,
    team: Team,
    channel: Channel,
    names: Mapping[str, str],
    place: str = "message",
    own_team_id: str | None = None,
) -> Message | None:
    """What was said, or None where nothing was: joins, topics, tombstones, messages without a word, our own posts.

    names: names of people and channels by id, for mentions and authors. own_team_id: the id that the payload gives the
    company's own team, where it is not `team.id` (an export from a workspace that is not connected). Raises BadInput
    where the payload has no shape that could be stored (no or a broken `ts`); `place` names it there.
    """
    fields = message_fields(payload, place)
    ts = timestamp(fields.get("ts"), place)
    if not_said(fields) or is_own(fields, team):
        return None
    text = storable(capped("\n".join(said_in_message(fields, names))))
    if not text.strip():
        return None
    author_id = _id(fields.get("user"))
    home = _home_team(fields)
    home = team.id if home is not None and home == own_team_id else home
    is_bot = author_id == SLACKBOT or fields.get("subtype") == "bot_message" or _id(fields.get("bot_id")) is not None
    is_external = home is not None and home != team.id
    thread_ts = optional_timestamp(fields.get("thread_ts"))
    edited = optional_timestamp(_mapping(fields.get("edited")).get("ts"))
    return Message(
        id=slack_message_id(channel.id, ts),
        team_id=team.id,
        text=text,
        created_at=time_of_ts(ts),
        channel_id=channel.id,
        channel_name=channel.name,
        ts=ts,
        thread_ts=thread_ts,
        author_id=author_id,
        author=_author(fields, author_id, names),
        author_email=_text(_mapping(fields.get("user_profile")).get("email")),
        author_team_id=home,
        is_bot=is_bot,
        is_staff=channel.is_shared and home == team.id and not is_bot,
        surface=channel.surface,
        url=permalink(team.url, channel.id, ts, thread_ts),
        audience=channel.audience,
        account_hint=_text(customer_named_in(fields, names)) or (home if is_external else None),
        edited_at=time_of_ts(edited) if edited else None,
    )


def message_fields(payload: object, place: str) -> Mapping[str, Any]:
    """The payload as a mapping. Raises BadInput where it is none."""
    if not isinstance(payload, Mapping):
        raise BadInput(place, f"a message must be an object, this is {type(payload).__name__}")
    return payload


def ids_named_in(payload: Mapping[str, Any]) -> set[str]:
    """Ids of the author and of the people and channels that the text mentions: look up their names before reading."""
    author, text = _id(payload.get("user")), payload.get("text")
    return mentioned_ids(text if isinstance(text, str) else "") | ({author} if author else set())


def not_said(fields: Mapping[str, Any]) -> str | None:
    """The subtype of a message in which nothing was said, None for one in which something was."""
    subtype = fields.get("subtype")
    return None if subtype is None or (isinstance(subtype, str) and subtype in SAID) else str(subtype)


def is_own(fields: Mapping[str, Any], team: Team) -> bool:
    """Whether this bot wrote it."""
    return (team.bot_id is not None and fields.get("bot_id") == team.bot_id) or (
        team.bot_user_id is not None and fields.get("user") == team.bot_user_id
    )


def timestamp(value: object, place: str) -> str:
    """A Slack timestamp. Raises BadInput for anything else (a number has lost digits that identify the message)."""
    if isinstance(value, str) and _TS.fullmatch(value):
        return value
    raise BadInput(place, f"`ts` must be text like 1700000000.000100, this is {str(value)[:40]!r}")


def optional_timestamp(value: object) -> str | None:
    return value if isinstance(value, str) and _TS.fullmatch(value) else None


def _author(fields: Mapping[str, Any], author_id: str | None, names: Mapping[str, str]) -> str | None:
    """The author's name as it is known here, else as the payload itself gives it."""
    profile, bot = _mapping(fields.get("user_profile")), _mapping(fields.get("bot_profile"))
    candidates = (
        names.get(author_id) if author_id else None,
        profile.get("display_name"),
        profile.get("real_name"),
        fields.get("username"),
        bot.get("name"),
        profile.get("name"),
    )
    return next((storable(name) for name in candidates if isinstance(name, str) and name.strip()), None)


def _home_team(fields: Mapping[str, Any]) -> str | None:
    """The team of the author; differs from ours for people of other companies."""
    profile_team = _mapping(fields.get("user_profile")).get("team")
    candidates = (fields.get("user_team"), fields.get("source_team"), profile_team, fields.get("team"))
    return next((team for team in map(_id, candidates) if team), None)


def _id(value: object) -> str | None:
    """An id, also from the object that some payloads hold in its place."""
    if isinstance(value, Mapping):
        value = value.get("id")
    return value if isinstance(value, str) and value.isprintable() and 0 < len(value) <= 64 else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str | None:
    return storable(value) if isinstance(value, str) and value.strip() else None
