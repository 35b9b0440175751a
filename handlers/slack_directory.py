"""Who is who and who is where, asked from Slack."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.workspace import Channel, Person, Team
from bot.errors import NotFound
from handlers.slack_calls import answer_of

PAGE = 200


class SlackDirectory:
    """Implements `bot.services.ports.Directory`."""

    def __init__(self, client: AsyncWebClient, team: Team) -> None:
        self._client, self._team = client, team

    async def person(self, user_id: str) -> Person | None:
        try:
            body = await answer_of(self._client.users_info(user=user_id))
        except NotFound:
            return None
        return read_person(body.get("user") or {}, self._team)

    async def people(self) -> AsyncIterator[Person]:
        cursor = ""
        while True:
            body = await answer_of(self._client.users_list(limit=PAGE, cursor=cursor))
            for member in body.get("members") or ():
                yield read_person(member, self._team)
            cursor = _next(body)
            if not cursor:
                return

    async def channel(self, channel_id: str) -> Channel | None:
        try:
            body = await answer_of(self._client.conversations_info(channel=channel_id))
        except NotFound:
            return None
        return read_channel(body.get("channel") or {}, self._team)

    async def channels(self) -> AsyncIterator[Channel]:
        cursor = ""
        while True:
            body = await answer_of(
                self._client.conversations_list(
                    types="public_channel,private_channel", exclude_archived=True, limit=PAGE, cursor=cursor
                )
            )
            for channel in body.get("channels") or ():
                yield read_channel(channel, self._team)
            cursor = _next(body)
            if not cursor:
                return

    async def members(self, channel_id: str) -> frozenset[str]:
        found: set[str] = set()
        cursor = ""
        while True:
            body = await answer_of(self._client.conversations_members(channel=channel_id, limit=PAGE, cursor=cursor))
            found.update(body.get("members") or ())
            cursor = _next(body)
            if not cursor:
                return frozenset(found)

    async def join(self, channel_id: str) -> None:
        await answer_of(self._client.conversations_join(channel=channel_id))

    async def emoji_aliases(self) -> dict[str, str]:
        """Custom emoji and what they stand for, as `emoji.list` gives it."""
        body = await answer_of(self._client.emoji_list())
        return dict(body.get("emoji") or {})


def read_person(user: Mapping[str, Any], team: Team) -> Person:
    """A user object as Slack gives it."""
    profile = user.get("profile") or {}
    home = user.get("team_id") or profile.get("team")
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(
        team_id=team.id,
        id=str(user.get("id") or ""),
        name=str(name or user.get("id") or ""),
        email=profile.get("email"),
        home_team_id=home,
        is_bot=bool(user.get("is_bot")) or user.get("id") == "USLACKBOT",
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_external=bool(user.get("is_stranger"))
        or (home is not None and home != team.id and not _same_company(user, team)),
        is_deleted=bool(user.get("deleted")),
    )


def _same_company(user: Mapping[str, Any], team: Team) -> bool:
    """On Enterprise Grid a colleague's home is another workspace of the same company."""
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    return team.id in teams


def read_channel(channel: Mapping[str, Any], team: Team) -> Channel:
    """A conversation object as Slack gives it. A direct conversation is private to those who are in it."""
    private = bool(
        channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim") or channel.get("is_group")
    )
    others = tuple(t for t in channel.get("connected_team_ids") or channel.get("shared_team_ids") or () if t != team.id)
    return Channel(
        team_id=team.id,
        id=str(channel.get("id") or ""),
        name=str(channel.get("name") or channel.get("name_normalized") or channel.get("id") or ""),
        is_private=private,
        is_shared=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        is_member=bool(channel.get("is_member")),
        is_archived=bool(channel.get("is_archived")),
        connected_team_ids=others,
    )


def _next(body: Mapping[str, Any]) -> str:
    return str((body.get("response_metadata") or {}).get("next_cursor") or "")
