"""What there is in the workspace: people, channels with their messages, files. Plain state; rules live elsewhere."""

from dataclasses import dataclass, field
from typing import Any

from bot.workspace.company.model import Welcome
from bot.workspace.ids import Ids, derived
from bot.workspace.shapes import Json, SlackRefusal

SLACKBOT = "USLACKBOT"
PREVIEW_CHARACTERS = 500
_MIME_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv",
    "md": "text/markdown",
    "html": "text/html",
}


@dataclass
class User:
    id: str
    team_id: str
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    colour: str = "#5b5b5b"
    is_bot: bool = False
    is_app: bool = False
    is_guest: bool = False
    is_external: bool = False
    is_deleted: bool = False


@dataclass
class Channel:
    """`messages` holds Slack's message JSON by ts, in order of time, replies included; `threads` the replies' ts by
    the parent's ts. `user` is the person of a direct message with the app."""

    id: str
    name: str
    created: int
    topic: str = ""
    is_private: bool = False
    is_shared: bool = False
    is_archived: bool = False
    is_im: bool = False
    is_mpim: bool = False
    user: str | None = None
    connected_team_ids: tuple[str, ...] = ()
    previous_names: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """`channel`, `group`, `im` or `mpim`: the `channel_type` of events."""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "group" if self.is_private else "channel"

    def top_level(self) -> list[Json]:
        """What the channel itself shows, oldest first: no replies except those also sent to the channel."""
        return [m for m in self.messages.values() if _in_channel(m)]

    def thread(self, parent_ts: str) -> list[Json]:
        """The parent and its replies, oldest first."""
        timestamps = [parent_ts, *self.threads.get(parent_ts, ())]
        return [self.messages[ts] for ts in timestamps if ts in self.messages]


def _in_channel(message: Json) -> bool:
    thread_ts = message.get("thread_ts")
    return thread_ts is None or thread_ts == message["ts"] or message.get("subtype") == "thread_broadcast"


@dataclass
class App:
    """The one app that is installed, and what it proves itself with."""

    id: str
    user_id: str
    bot_id: str
    name: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str


@dataclass
class StoredFile:
    id: str
    name: str
    length: int
    owner: str
    created: int
    title: str = ""
    content: bytes | None = None
    shares: list[tuple[str, str]] = field(default_factory=list)  # (channel id, ts)


@dataclass
class World:
    """The whole state of one workspace. `ephemerals` and `read` are per person; ephemerals are in no history."""

    team_id: str
    name: str
    domain: str
    app: App
    ids: Ids = field(default_factory=Ids)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    integrations: dict[str, str] = field(default_factory=dict)  # bot id -> name, of other apps' bots
    ephemerals: dict[str, list[Json]] = field(default_factory=dict)
    read: dict[tuple[str, str], str] = field(default_factory=dict)  # (user, channel) -> ts
    welcome: Welcome | None = None
    last_ts: tuple[int, int] = (0, 0)
    address: str = ""  # where this server listens, e.g. http://127.0.0.1:8300

    @property
    def url(self) -> str:
        return f"https://{self.domain}.slack.com/"

    def mint_ts(self, at: float) -> str:
        """A message timestamp for the time `at` (seconds), unique and increasing over the whole workspace."""
        moment = (int(at), round((at - int(at)) * 1_000_000) % 1_000_000)
        if moment <= self.last_ts:
            seconds, micros = self.last_ts
            moment = (seconds, micros + 1) if micros < 999_999 else (seconds + 1, 0)
        self.last_ts = moment
        return f"{moment[0]}.{moment[1]:06d}"

    def user(self, user_id: str) -> User:
        if (user := self.users.get(user_id)) is None:
            raise SlackRefusal("user_not_found")
        return user

    def channel(self, channel_id: str) -> Channel:
        if (channel := self.channels.get(channel_id)) is None:
            raise SlackRefusal("channel_not_found")
        return channel

    def message(self, channel: Channel, ts: str) -> Json:
        if (message := channel.messages.get(ts)) is None:
            raise SlackRefusal("message_not_found")
        return message

    def permalink(self, channel: Channel, ts: str) -> str:
        """The address of a message; that of a reply names its thread."""
        link = f"{self.url}archives/{channel.id}/p{ts.replace('.', '')}"
        thread_ts = self.message(channel, ts).get("thread_ts")
        return link if thread_ts in (None, ts) else f"{link}?thread_ts={thread_ts}&cid={channel.id}"

    def named_channel(self, name: str) -> Channel | None:
        wanted = name.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == wanted and not c.is_im), None)

    def app_is_in(self, channel: Channel) -> bool:
        return self.app.user_id in channel.members

    def may_see(self, user_id: str, channel: Channel) -> bool:
        """Whether the person may open the channel: members always, public channels every full member of the team."""
        if user_id in channel.members:
            return True
        user = self.users.get(user_id)
        return channel.kind == "channel" and user is not None and not (user.is_guest or user.is_external)

    def dm_with(self, user_id: str, now: float) -> Channel:
        """The direct message channel of the app and the person, made when there is none."""
        channel_id = derived("D", self.app.id, user_id)
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(
                channel_id, "", int(now), is_im=True, user=user_id, members=[user_id, self.app.user_id]
            )
        return self.channels[channel_id]

    def is_own(self, message: Json) -> bool:
        """Whether the app itself wrote the message."""
        return message.get("bot_id") == self.app.bot_id

    def shown(self, message: Json, *, with_metadata: bool = False) -> Json:
        """A message as readers get it: a deep copy, files in full, without the workspace's own fields (leading `_`)."""
        result: Json = _without_private(message)
        if not with_metadata:
            result.pop("metadata", None)
        if "files" in result:
            result["files"] = [self.file_json(self.files[f["id"]]) for f in result["files"] if f["id"] in self.files]
        return result

    def file_json(self, file: StoredFile) -> Json:
        """A file as `files.info` and messages show it."""
        shares: dict[str, dict[str, list[Json]]] = {}
        for channel_id, ts in file.shares:
            side = "public" if self.channels[channel_id].kind == "channel" else "private"
            shares.setdefault(side, {}).setdefault(channel_id, []).append({"ts": ts})
        preview = _preview(file)
        suffix = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
        return {
            "id": file.id,
            "created": file.created,
            "timestamp": file.created,
            "name": file.name,
            "title": file.title or file.name,
            "mimetype": _MIME_TYPES.get(suffix, "text/plain"),
            "filetype": suffix,
            "user": file.owner,
            "size": file.length,
            "mode": "hosted",
            "is_external": False,
            "url_private": f"{self.address}/files/{file.id}/{file.name}",
            "url_private_download": f"{self.address}/files/{file.id}/{file.name}",
            "permalink": f"{self.url}files/{file.owner}/{file.id}/{file.name}",
            "shares": shares,
            "file_access": "visible",
            **({"preview": preview} if preview else {}),
        }


def _preview(file: StoredFile) -> str:
    """The beginning of a text file; empty for all others."""
    try:
        return (file.content or b"").decode()[:PREVIEW_CHARACTERS].replace("\0", "")
    except UnicodeDecodeError:
        return ""


def _without_private(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_private(v) for k, v in value.items() if not str(k).startswith("_")}
    return [_without_private(v) for v in value] if isinstance(value, list) else value
