"""What was said before, read from Slack page by page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.messages import Message, slack_message_id
from bot.domain.workspace import Channel, Team
from bot.errors import BadInput, NotFound
from bot.services.ports import Page, Reacted, Replies, Shown
from bot.sources.reactions import normalise_reaction
from bot.sources.slack_message import is_own, read_message
from handlers.slack_calls import answer_of

PAGE = 200


class SlackHistory:
    """Implements `bot.services.ports.History`. The page size that Slack grants is taken as it comes.

    aliases: the workspace's own names of emoji.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        team: Team,
        names: Callable[[], Mapping[str, str]],
        aliases: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._client, self._team, self._names, self._aliases = client, team, names, aliases

    async def message(self, channel: Channel, ts: str) -> Message | None:
        found = await self._top_level(channel.id, ts) or await self._reply(channel.id, ts)
        return self._read(found, channel) if found else None

    async def page(self, channel: Channel, *, oldest: datetime, before_ts: str | None) -> Page:
        body = await answer_of(
            self._client.conversations_history(
                channel=channel.id, oldest=f"{oldest.timestamp():.6f}", latest=before_ts, limit=PAGE
            )
        )
        rows = [row for row in body.get("messages") or () if isinstance(row, dict)]
        said = tuple(message for row in rows if (message := self._read(row, channel)))
        roots = tuple(str(row["ts"]) for row in rows if row.get("reply_count") and row.get("ts"))
        more = bool(rows) and bool(body.get("has_more"))
        latest = {str(row["ts"]): str(row["latest_reply"]) for row in rows if row.get("latest_reply")}
        return Page(said, self._shown(rows, channel), roots, str(rows[-1]["ts"]) if more else None, latest)

    async def replies(self, channel: Channel, thread_ts: str) -> Replies:
        found: list[Message] = []
        shown = Shown()
        cursor = ""
        while True:
            body = await answer_of(
                self._client.conversations_replies(channel=channel.id, ts=thread_ts, limit=PAGE, cursor=cursor)
            )
            rows = [row for row in body.get("messages") or () if row.get("ts") != thread_ts]
            found += [message for row in rows if (message := self._read(row, channel))]
            shown += self._shown(rows, channel)
            cursor = str((body.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return Replies(tuple(found), shown)

    def _read(self, row: Mapping[str, Any], channel: Channel) -> Message | None:
        try:
            return read_message(row, team=self._team, channel=channel, names=self._names())
        except BadInput:
            return None  # a row of history without a usable timestamp can be neither linked nor kept

    def _shown(self, rows: Sequence[Mapping[str, Any]], channel: Channel) -> Shown:
        ids = {slack_message_id(channel.id, str(row["ts"])): row for row in rows if row.get("ts")}
        given: list[Reacted] = []
        cut: set[tuple[str, str]] = set()
        for message_id, row in ids.items():
            for reaction in row.get("reactions") or ():
                name = normalise_reaction(str(reaction.get("name")), self._aliases)
                people = [str(user) for user in reaction.get("users") or ()]
                given += [Reacted(message_id, user, name) for user in people]
                if len(people) < int(reaction.get("count") or 0):
                    cut.add((message_id, name))
        own = frozenset(message_id for message_id, row in ids.items() if is_own(row, self._team))
        return Shown(tuple(given), tuple(ids), own, frozenset(cut))

    async def _top_level(self, channel_id: str, ts: str) -> Mapping[str, Any] | None:
        body = await answer_of(
            self._client.conversations_history(channel=channel_id, latest=ts, oldest=ts, inclusive=True, limit=1)
        )
        return _exactly(body, ts)

    async def _reply(self, channel_id: str, ts: str) -> Mapping[str, Any] | None:
        # Slack accepts a reply's own ts here and answers with its thread.
        try:
            body = await answer_of(
                self._client.conversations_replies(
                    channel=channel_id, ts=ts, latest=ts, oldest=ts, inclusive=True, limit=2
                )
            )
        except NotFound:
            return None
        return _exactly(body, ts)


def _exactly(body: Mapping[str, Any], ts: str) -> Mapping[str, Any] | None:
    """Slack answers with the nearest message when there is none of that timestamp."""
    return next((row for row in body.get("messages") or () if row.get("ts") == ts), None)
