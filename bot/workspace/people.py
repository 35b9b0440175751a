"""What a person can do in the workspace with words and reactions. The page and the test driver act through this."""

from bot.errors import BecauseError
from bot.workspace.channels import Channels
from bot.workspace.clock import WorkspaceClock
from bot.workspace.emoji import is_emoji
from bot.workspace.events import EventDesk
from bot.workspace.messages import Messages
from bot.workspace.modals import Modals
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import Channel, StoredFile, User, World
from bot.workspace.typed import rich_text, to_slack_text


class Refused(BecauseError):
    """The person may not do this; the message is a sentence that the page shows."""


class People:
    """Every method takes the acting person's id first. Raises Refused or SlackRefusal."""

    def __init__(
        self,
        world: World,
        clock: WorkspaceClock,
        messages: Messages,
        channels: Channels,
        events: EventDesk,
        modals: Modals,
    ) -> None:
        self._world = world
        self._clock = clock
        self._messages = messages
        self._channels = channels
        self._events = events
        self._modals = modals

    def channel_for(self, user_id: str, channel_id: str) -> tuple[User, Channel]:
        """The person and the channel, if the person may see it."""
        user, channel = self._world.user(user_id), self._world.channel(channel_id)
        if not self._world.may_see(user_id, channel):
            raise Refused(f"{user.real_name} cannot see this channel.")
        return user, channel

    def post(
        self,
        user_id: str,
        channel_id: str,
        typed: str,
        *,
        thread_ts: str | None = None,
        broadcast: bool = False,
        file: tuple[str, bytes] | None = None,
    ) -> Json:
        """Posts what was typed; `file` is (name, content). The message as stored."""
        user, channel = self._may_write(user_id, channel_id)
        if not typed.strip() and file is None:
            raise Refused("Write something first.")
        body = self._messages.from_person(user_id, to_slack_text(self._world, typed))
        if file is not None:
            stored = self._keep(user.id, *file)
            body |= {"subtype": "file_share", "files": [{"id": stored.id}], "upload": False}
        message = self._messages.post(channel, body, thread_ts=thread_ts, broadcast=broadcast)
        if file is not None:
            stored.shares.append((channel.id, message["ts"]))
        return message

    def edit(self, user_id: str, channel_id: str, ts: str, typed: str) -> Json:
        channel, message = self._own(user_id, channel_id, ts)
        text = to_slack_text(self._world, typed)
        blocks = [rich_text(text, block_id=self._world.ids.next("b"))]
        return self._messages.edit(channel, message["ts"], {"text": text, "blocks": blocks}, editor=user_id)

    def delete(self, user_id: str, channel_id: str, ts: str) -> None:
        channel, message = self._own(user_id, channel_id, ts)
        self._messages.delete(channel, message["ts"])

    def react(self, user_id: str, channel_id: str, ts: str, name: str, *, remove: bool = False) -> None:
        _, channel = self._may_write(user_id, channel_id)
        name = name.strip(":")
        if not is_emoji(name):
            raise Refused(f"There is no emoji :{name}:.")
        if remove:
            self._messages.unreact(channel, ts, name, user_id)
        else:
            self._messages.react(channel, ts, name, user_id)

    def join(self, user_id: str, channel_id: str) -> Channel:
        _, channel = self.channel_for(user_id, channel_id)
        self._channels.join(channel, user_id)
        return channel

    def open_dm(self, user_id: str) -> Channel:
        """Opens the direct message with the app, which is told so."""
        channel = self._world.dm_with(user_id, self._clock.timestamp())
        self._opened(user_id, channel, "messages")
        return channel

    def open_home(self, user_id: str) -> Json | None:
        """Opens the app's Home, which is told so; the Home as it is now."""
        channel = self._world.dm_with(user_id, self._clock.timestamp())
        self._opened(user_id, channel, "home")
        return self._modals.homes.get(user_id)

    def _opened(self, user_id: str, channel: Channel, tab: str) -> None:
        event: Json = {"type": "app_home_opened", "user": user_id, "channel": channel.id, "tab": tab}
        home = self._modals.homes.get(user_id)
        if home is not None and tab == "home":
            event["view"] = home
        self._events.anywhere({**event, "event_ts": self._messages.new_ts()}, channel)

    def _may_write(self, user_id: str, channel_id: str) -> tuple[User, Channel]:
        user, channel = self.channel_for(user_id, channel_id)
        if channel.is_archived:
            raise SlackRefusal("is_archived")
        if user_id not in channel.members:
            raise Refused(f"{user.real_name} is not in #{channel.name}; join it first.")
        return user, channel

    def _own(self, user_id: str, channel_id: str, ts: str) -> tuple[Channel, Json]:
        user, channel = self.channel_for(user_id, channel_id)
        message = self._world.message(channel, ts)
        if message.get("user") != user_id or message.get("subtype") not in (None, "file_share", "thread_broadcast"):
            raise Refused(f"{user.real_name} did not write this message.")
        return channel, message

    def _keep(self, user_id: str, name: str, content: bytes) -> StoredFile:
        created = int(self._clock.timestamp())
        file = StoredFile(self._world.ids.next("F"), name, len(content), user_id, created, name, content)
        self._world.files[file.id] = file
        return file
