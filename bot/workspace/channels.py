"""Channels over their life: who is in them, what they are called, whether they are open, private, shared, archived."""

from bot.workspace.clock import WorkspaceClock
from bot.workspace.events import EventDesk
from bot.workspace.feed import Feed
from bot.workspace.messages import Messages
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import Channel, World


class Channels:
    """Changes to channels, with the system messages and events they cause."""

    def __init__(self, world: World, clock: WorkspaceClock, messages: Messages, events: EventDesk, feed: Feed) -> None:
        self._world = world
        self._clock = clock
        self._messages = messages
        self._events = events
        self._feed = feed

    def create(self, name: str, creator: str, *, is_private: bool = False) -> Channel:
        if self._world.named_channel(name) is not None:
            raise SlackRefusal("name_taken")
        channel = Channel(
            self._world.ids.next("C"), name, int(self._clock.timestamp()), is_private=is_private, members=[creator]
        )
        self._world.channels[channel.id] = channel
        if not is_private:
            info = {"id": channel.id, "name": name, "created": channel.created, "creator": creator}
            self._events.anywhere({"type": "channel_created", "channel": info, "event_ts": self._messages.new_ts()})
        self._tell(channel)
        return channel

    def join(self, channel: Channel, user_id: str, *, inviter: str | None = None) -> bool:
        """False when the person is in already."""
        if channel.is_archived:
            raise SlackRefusal("is_archived")
        if user_id in channel.members:
            return False
        channel.members.append(user_id)
        subtype = "group_join" if channel.kind == "group" else "channel_join"
        extra = {"inviter": inviter} if inviter else {}
        self._messages.system(channel, user_id, subtype, f"<@{user_id}> has joined the channel", **extra)
        self._events.in_channel(channel, {**self._membership("member_joined_channel", channel, user_id), **extra})
        self._tell(channel)
        return True

    def leave(self, channel: Channel, user_id: str, *, kicked: bool = False) -> bool:
        """False when the person was not in it. The app that is put out learns so by `channel_left`."""
        if user_id not in channel.members:
            return False
        event = self._membership("member_left_channel", channel, user_id)
        if user_id != self._world.app.user_id:
            channel.members.remove(user_id)
            self._events.in_channel(channel, event)
        else:
            self._events.in_channel(channel, event)
            channel.members.remove(user_id)
            name = "group_left" if channel.kind == "group" else "channel_left"
            left = {"type": name, "channel": channel.id, "event_ts": self._messages.new_ts()}
            if kicked:
                self._events.anywhere(left, channel)
        subtype = "group_leave" if channel.kind == "group" else "channel_leave"
        if not channel.is_archived:
            self._messages.system(channel, user_id, subtype, f"<@{user_id}> has left the channel")
        self._tell(channel)
        return True

    def rename(self, channel: Channel, name: str, user_id: str) -> None:
        if self._world.named_channel(name) is not None:
            raise SlackRefusal("name_taken")
        channel.previous_names.append(channel.name)
        old, channel.name = channel.name, name
        text = f'has renamed the channel from "{old}" to "{name}"'
        self._messages.system(channel, user_id, self._twin(channel, "name"), text, old_name=old, name=name)
        info = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
        self._lifecycle(channel, self._twin(channel, "rename"), {"channel": info})
        self._tell(channel)

    def set_topic(self, channel: Channel, topic: str, user_id: str) -> None:
        channel.topic = topic
        text = f"set the channel topic: {topic}"
        self._messages.system(channel, user_id, self._twin(channel, "topic"), text, topic=topic)
        self._tell(channel)

    def archive(self, channel: Channel, user_id: str) -> None:
        if channel.is_archived:
            raise SlackRefusal("already_archived")
        self._messages.system(channel, user_id, self._twin(channel, "archive"), "archived the channel")
        channel.is_archived = True
        self._lifecycle(channel, self._twin(channel, "archive"), {"channel": channel.id, "user": user_id})
        self._tell(channel)

    def unarchive(self, channel: Channel, user_id: str) -> None:
        """The app is not put back into a channel that is taken out of the archive."""
        channel.is_archived = False
        self._messages.system(channel, user_id, self._twin(channel, "unarchive"), "un-archived the channel")
        self._lifecycle(channel, self._twin(channel, "unarchive"), {"channel": channel.id, "user": user_id})
        self._tell(channel)

    def make_private(self, channel: Channel, user_id: str) -> None:
        """Keeps its id; from here on only members may see it."""
        subtype = "channel_convert_to_private"
        self._messages.system(channel, user_id, subtype, "made this channel private")
        channel.is_private = True
        self._tell(channel)

    def make_public(self, channel: Channel, user_id: str) -> None:
        channel.is_private = False
        subtype = "channel_convert_to_public"
        self._messages.system(channel, user_id, subtype, "made this channel public")
        self._tell(channel)

    def share_with(self, channel: Channel, team_id: str) -> None:
        """Shares the channel with another company (Slack Connect)."""
        channel.is_shared = True
        channel.connected_team_ids = (*channel.connected_team_ids, team_id)
        self._lifecycle(channel, "channel_shared", {"connected_team_id": team_id, "channel": channel.id})
        self._tell(channel)

    def unshare(self, channel: Channel, team_id: str) -> None:
        channel.connected_team_ids = tuple(t for t in channel.connected_team_ids if t != team_id)
        channel.is_shared = bool(channel.connected_team_ids)
        event = {"previously_connected_team_id": team_id, "channel": channel.id, "is_ext_shared": channel.is_shared}
        self._lifecycle(channel, "channel_unshared", event)
        self._tell(channel)

    def change_id(self, channel: Channel) -> str:
        """What happens to a channel's id when it becomes shared across workspaces; the new id."""
        old = channel.id
        del self._world.channels[old]
        channel.id = self._world.ids.next("C")
        self._world.channels[channel.id] = channel
        event = {"old_channel_id": old, "new_channel_id": channel.id}
        self._lifecycle(channel, "channel_id_changed", event)
        self._tell(channel)
        return channel.id

    def delete(self, channel: Channel, user_id: str) -> None:
        self._lifecycle(channel, self._twin(channel, "deleted"), {"channel": channel.id, "actor_id": user_id})
        del self._world.channels[channel.id]

    def _twin(self, channel: Channel, what: str) -> str:
        """Private channels have events of their own: `channel_rename`, `group_rename`."""
        return f"{'group' if channel.kind == 'group' else 'channel'}_{what}"

    def _lifecycle(self, channel: Channel, name: str, fields: Json) -> None:
        event = {"type": name, **fields, "event_ts": self._messages.new_ts()}
        if channel.kind == "channel":
            self._events.anywhere(event, channel)
        else:
            self._events.in_channel(channel, event)

    def _membership(self, name: str, channel: Channel, user_id: str) -> Json:
        return {
            "type": name,
            "user": user_id,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "group" else "C",
            "team": self._world.users[user_id].team_id,
            "event_ts": self._messages.new_ts(),
        }

    def _tell(self, channel: Channel) -> None:
        news = {"type": "channel", "channel": client_channel(self._world, channel)}
        self._feed.tell_those(lambda u: self._world.may_see(u, channel), news)


def client_channel(world: World, channel: Channel) -> Json:
    """A channel as the page lists it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "topic": channel.topic,
        "is_private": channel.is_private,
        "is_shared": channel.is_shared,
        "is_archived": channel.is_archived,
        "members": list(channel.members),
        "is_member_bot": world.app_is_in(channel),
    }
