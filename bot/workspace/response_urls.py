"""`response_url`s: five uses within thirty minutes, also where the app is no member."""

import secrets
from dataclasses import dataclass

from bot.workspace.blockkit.walk import with_ids
from bot.workspace.clock import WorkspaceClock
from bot.workspace.messages import Messages
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import World
from bot.workspace.validation import check_message

MAX_USES = 5
LIFE_SECONDS = 30 * 60


@dataclass
class ResponseUrl:
    """`source_ts` is the message that was acted on, if any; `source_is_ephemeral` says which sort it is."""

    channel_id: str
    user_id: str
    minted_at: float
    source_ts: str | None = None
    source_is_ephemeral: bool = False
    thread_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    def __init__(self, world: World, clock: WorkspaceClock, messages: Messages) -> None:
        self._world = world
        self._clock = clock
        self._messages = messages
        self._urls: dict[str, ResponseUrl] = {}

    def mint(
        self,
        channel_id: str,
        user_id: str,
        *,
        source_ts: str | None = None,
        source_is_ephemeral: bool = False,
        thread_ts: str | None = None,
    ) -> str:
        token = secrets.token_urlsafe(18)
        self._urls[token] = ResponseUrl(
            channel_id, user_id, self._clock.timestamp(), source_ts, source_is_ephemeral, thread_ts
        )
        return f"{self._world.address}/response/{token}"

    def use(self, token: str, payload: Json) -> None:
        """One use of the address. Refuses with `expired_url`, `used_url`, and with what the content is refused for."""
        url = self._urls.get(token)
        if url is None or self._clock.timestamp() - url.minted_at > LIFE_SECONDS:
            raise SlackRefusal("expired_url")
        if url.uses >= MAX_USES:
            raise SlackRefusal("used_url")
        url.uses += 1
        self.respond(url, payload)

    def respond_to_command(self, channel_id: str, user_id: str, payload: Json) -> None:
        """What the app said with its ack."""
        self.respond(ResponseUrl(channel_id, user_id, self._clock.timestamp()), payload)

    def respond(self, url: ResponseUrl, payload: Json) -> None:
        if payload.get("delete_original"):
            self._rewrite(url, None)
            return
        check_message(payload)
        body: Json = {k: payload[k] for k in ("text", "blocks", "attachments", "metadata") if payload.get(k)}
        body["text"] = payload.get("text") or ""
        if body.get("blocks"):
            body["blocks"] = with_ids(body["blocks"], self._world.ids.next)
        if payload.get("replace_original") and url.source_ts is not None:
            self._rewrite(url, body)
            return
        channel = self._world.channel(url.channel_id)
        message = {**self._messages.from_app(), **body}
        thread_ts = payload.get("thread_ts")
        if payload.get("response_type") == "in_channel":
            self._messages.post(channel, message, thread_ts=thread_ts)
        else:
            self._messages.whisper(channel, url.user_id, message, thread_ts=thread_ts or url.thread_ts)

    def _rewrite(self, url: ResponseUrl, body: Json | None) -> None:
        if url.source_ts is None:
            return
        if url.source_is_ephemeral:
            self._messages.replace_whisper(url.user_id, url.source_ts, body)
            return
        channel = self._world.channel(url.channel_id)
        if body is None:
            self._messages.delete(channel, url.source_ts)
        else:
            changes = {"blocks": None, "attachments": None, **body}
            self._messages.edit(channel, url.source_ts, changes, editor=self._world.app.bot_id)
