"""Messages come, change and go: the state, the app's events and the pages' news in one step each."""

import uuid

from bot.workspace.clock import WorkspaceClock
from bot.workspace.events import EventDesk
from bot.workspace.faults import Faults
from bot.workspace.feed import Feed
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import SLACKBOT, Channel, World
from bot.workspace.threads import add_reaction, attach_reply, detach_reply, remove_reaction
from bot.workspace.typed import rich_text

MAX_REACTIONS_PER_MESSAGE = 23
TOMBSTONE_TEXT = "This message was deleted."

_SUBTYPES_OF_PEOPLE = (None, "thread_broadcast", "file_share", "me_message")
_KEPT_IN_TOMBSTONES = frozenset(
    {"type", "ts", "thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"}
)
_KEPT_IN_MENTIONS = frozenset(
    {"user", "text", "ts", "team", "blocks", "thread_ts", "client_msg_id", "user_team", "source_team", "files"}
)


class Messages:
    """The one place through which messages change."""

    def __init__(self, world: World, clock: WorkspaceClock, events: EventDesk, feed: Feed, faults: Faults) -> None:
        self._world = world
        self._clock = clock
        self._events = events
        self._feed = feed
        self._faults = faults

    def new_ts(self) -> str:
        return self._world.mint_ts(self._clock.timestamp())

    def from_person(self, user_id: str, text: str) -> Json:
        """The body of a message that a person typed; `text` is Slack's text already."""
        user = self._world.user(user_id)
        body: Json = {"user": user_id, "text": text, "client_msg_id": str(uuid.uuid4()), "team": user.team_id}
        if text:
            body["blocks"] = [rich_text(text, block_id=self._world.ids.next("b"))]
        if user.is_external:
            body |= {
                "user_team": user.team_id,
                "source_team": user.team_id,
                "user_profile": {"real_name": user.real_name, "display_name": user.name, "team": user.team_id},
            }
        return body

    def from_app(self) -> Json:
        """The author fields of a message that the app posts."""
        app = self._world.app
        return {
            "user": app.user_id,
            "bot_id": app.bot_id,
            "app_id": app.id,
            "team": self._world.team_id,
            "bot_profile": {"id": app.bot_id, "name": app.name, "app_id": app.id, "team_id": self._world.team_id},
        }

    def post(self, channel: Channel, body: Json, *, thread_ts: str | None = None, broadcast: bool = False) -> Json:
        """Stores a message and tells everybody; the stored message. Refuses replies to what is no parent."""
        if channel.is_archived:
            raise SlackRefusal("is_archived")
        message: Json = {"type": "message", "ts": self.new_ts(), **body}
        if thread_ts is not None:
            parent = channel.messages.get(thread_ts)
            if parent is None or parent.get("thread_ts", thread_ts) != thread_ts:
                raise SlackRefusal("cannot_reply_to_message")
            message["thread_ts"] = thread_ts
            if broadcast:
                message |= {"subtype": "thread_broadcast", "root": self._world.shown(parent)}
        channel.messages[message["ts"]] = message
        parent = attach_reply(channel, message)
        self._event(channel, message)
        self._mention(channel, message)
        self._news(channel, {"type": "message", "message": self._world.shown(message)})
        if parent is not None:
            self._changed_news(channel, parent)
        if "user" in message and "bot_id" not in message:
            self._world.read[(message["user"], channel.id)] = message["ts"]
            if self._faults.unfurl_links and "<http" in message["text"]:
                self.unfurl(channel, message["ts"])
        return message

    def system(self, channel: Channel, user_id: str, subtype: str, text: str, **fields: object) -> Json:
        """A message of the workspace itself: somebody joined, the topic changed."""
        return self.post(channel, {"subtype": subtype, "user": user_id, "text": text, **fields})

    def edit(self, channel: Channel, ts: str, changes: Json, *, editor: str) -> Json:
        """Changes a message's content; `edited` is set, `message_changed` sent."""
        message = self._world.message(channel, ts)
        before = self._world.shown(message)
        for key, value in changes.items():
            if value is None:
                message.pop(key, None)
            else:
                message[key] = value
        message["edited"] = {"user": editor, "ts": self.new_ts()}
        self._changed(channel, message, before)
        return message

    def unfurl(self, channel: Channel, ts: str) -> None:
        """What unfurling a link does: `message_changed` with a new attachment and no `edited`."""
        message = self._world.message(channel, ts)
        before = self._world.shown(message)
        page = {"from_url": "https://example.com/", "title": "Example", "text": "A page", "fallback": "Example"}
        message.setdefault("attachments", []).append({"id": 1, **page})
        self._changed(channel, message, before)

    def delete(self, channel: Channel, ts: str) -> None:
        """Deletes a message. A parent with replies becomes a tombstone, which is a `message_changed`."""
        message = self._world.message(channel, ts)
        before = self._world.shown(message)
        if channel.threads.get(ts):
            kept = {k: v for k, v in message.items() if k in _KEPT_IN_TOMBSTONES}
            tomb = {**kept, "subtype": "tombstone", "user": SLACKBOT, "text": TOMBSTONE_TEXT, "hidden": True}
            message.clear()
            message.update(tomb)
            self._changed(channel, message, before)
            return
        parent = detach_reply(channel, message)
        del channel.messages[ts]
        now = self.new_ts()
        event = {"subtype": "message_deleted", "hidden": True, "deleted_ts": ts, "ts": now, "previous_message": before}
        self._send(channel, {"type": "message", **event})
        self._news(channel, {"type": "message_deleted", "ts": ts})
        if parent is not None:
            self._changed_news(channel, parent)

    def react(self, channel: Channel, ts: str, name: str, user_id: str) -> None:
        message = self._world.message(channel, ts)
        if channel.is_archived:
            raise SlackRefusal("is_archived")
        if len(message.get("reactions", [])) >= MAX_REACTIONS_PER_MESSAGE:
            raise SlackRefusal("too_many_reactions")
        if not add_reaction(message, name, user_id):
            raise SlackRefusal("already_reacted")
        self._reacted(channel, message, "reaction_added", name, user_id)

    def unreact(self, channel: Channel, ts: str, name: str, user_id: str) -> None:
        message = self._world.message(channel, ts)
        if not remove_reaction(message, name, user_id):
            raise SlackRefusal("no_reaction")
        self._reacted(channel, message, "reaction_removed", name, user_id)

    def whisper(self, channel: Channel, user_id: str, body: Json, *, thread_ts: str | None = None) -> Json:
        """A message that one person sees: in no history, no event."""
        message: Json = {"type": "message", "ts": self.new_ts(), "channel": channel.id, "ephemeral": True, **body}
        if thread_ts is not None:
            message["thread_ts"] = thread_ts
        self._world.ephemerals.setdefault(user_id, []).append(message)
        self._feed.tell(user_id, {"type": "ephemeral", "channel": channel.id, "message": self._world.shown(message)})
        return message

    def replace_whisper(self, user_id: str, ts: str, body: Json | None) -> None:
        """Changes (or with None removes) what one person saw."""
        mine = self._world.ephemerals.get(user_id, [])
        message = next((m for m in mine if m["ts"] == ts), None)
        if message is None:
            return
        shown = None
        if body is None:
            mine.remove(message)
        else:
            for key in ("text", "blocks", "attachments"):
                message.pop(key, None)
            message.update(body)
            shown = self._world.shown(message)
        news = {"type": "ephemeral_replaced", "channel": message["channel"], "ts": ts, "message": shown}
        self._feed.tell(user_id, news)

    def tell_progress(self, channel: Channel, message: Json) -> None:
        """Shows the pages a message that is still being written; the app gets no event of it."""
        self._changed_news(channel, message)

    def _reacted(self, channel: Channel, message: Json, kind: str, name: str, user_id: str) -> None:
        event: Json = {
            "type": kind,
            "user": user_id,
            "reaction": name,
            "item": {"type": "message", "channel": channel.id, "ts": message["ts"]},
            "event_ts": self.new_ts(),
        }
        if "bot_id" not in message and message.get("user"):
            event["item_user"] = message["user"]
        self._events.in_channel(channel, event)
        reactions = self._world.shown(message).get("reactions", [])
        self._news(channel, {"type": "reaction", "ts": message["ts"], "reactions": reactions})

    def _mention(self, channel: Channel, message: Json) -> None:
        """A mention in a channel comes as a second event, with an event_id of its own and the same ts."""
        app = self._world.app
        by_a_person = "bot_id" not in message and message.get("subtype") in _SUBTYPES_OF_PEOPLE
        if channel.is_im or not by_a_person or f"<@{app.user_id}" not in str(message.get("text", "")):
            return
        mention = {k: v for k, v in self._world.shown(message).items() if k in _KEPT_IN_MENTIONS}
        event = {"type": "app_mention", **mention, "channel": channel.id, "event_ts": message["ts"]}
        self._events.in_channel(channel, event)

    def _changed(self, channel: Channel, message: Json, before: Json) -> None:
        event = {"subtype": "message_changed", "hidden": True, "ts": self.new_ts(), "previous_message": before}
        self._send(channel, {"type": "message", **event, "message": self._world.shown(message)})
        self._changed_news(channel, message)

    def _event(self, channel: Channel, message: Json) -> None:
        self._send(channel, self._world.shown(message))

    def _send(self, channel: Channel, event: Json) -> None:
        full = {**event, "channel": channel.id, "event_ts": event["ts"], "channel_type": channel.kind}
        self._events.in_channel(channel, full)

    def _changed_news(self, channel: Channel, message: Json) -> None:
        self._news(channel, {"type": "message_changed", "message": self._world.shown(message)})

    def _news(self, channel: Channel, news: Json) -> None:
        self._feed.tell_those(lambda u: self._world.may_see(u, channel), {"channel": channel.id, **news})
