"""assistant.threads.*: what the app shows while it works, the title of a conversation, prompts to start from."""

from dataclasses import dataclass, field

from bot.workspace.api.call import Call, Method, invalid_arguments
from bot.workspace.feed import Feed
from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import Channel, World

MOST_PROMPTS = 4


@dataclass
class Assistants:
    """`status`, `titles`: by (channel, thread); `prompts` by channel."""

    world: World
    feed: Feed
    status: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    prompts: dict[str, list[Json]] = field(default_factory=dict)

    def set_status(self, channel: Channel, thread_ts: str, status: str) -> None:
        self.status[(channel.id, thread_ts)] = status
        news = {"type": "assistant_status", "channel": channel.id, "thread_ts": thread_ts, "status": status}
        self.feed.tell_those(lambda u: self.world.may_see(u, channel), news)

    def set_prompts(self, channel: Channel, prompts: list[Json]) -> None:
        self.prompts[channel.id] = prompts
        news = {"type": "prompts", "channel": channel.id, "prompts": prompts}
        self.feed.tell_those(lambda u: self.world.may_see(u, channel), news)

    def clear_status(self, channel: Channel, thread_ts: str | None) -> None:
        """A reply of the app's ends what it said it was doing."""
        if thread_ts is not None and self.status.get((channel.id, thread_ts)):
            self.set_status(channel, thread_ts, "")


def _thread(call: Call) -> tuple[Channel, str]:
    channel = call.visible_channel("channel_id")
    if not call.w.world.app_is_in(channel):
        raise SlackRefusal("not_in_channel")
    thread_ts = call.args.needed("thread_ts")
    if thread_ts not in channel.messages:
        raise SlackRefusal("invalid_thread_ts")
    return channel, thread_ts


def _set_status(call: Call) -> Json:
    call.need_scope("assistant:write", "chat:write")
    channel, thread_ts = _thread(call)
    call.w.assistants.set_status(channel, thread_ts, call.args.text("status"))
    return {}


def _set_title(call: Call) -> Json:
    channel, thread_ts = _thread(call)
    call.w.assistants.titles[(channel.id, thread_ts)] = call.args.needed("title")
    return {}


def _set_prompts(call: Call) -> Json:
    channel = call.visible_channel("channel_id")
    prompts = call.args.structure("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MOST_PROMPTS:
        raise invalid_arguments(f"must have 1 to {MOST_PROMPTS} items [json-pointer:/prompts]")
    if not all(isinstance(p, dict) and p.get("title") and p.get("message") for p in prompts):
        raise invalid_arguments("missing required field: title or message [json-pointer:/prompts]")
    call.w.assistants.set_prompts(channel, prompts)
    return {}


METHODS = {
    "assistant.threads.setStatus": Method(_set_status, Rate.SPECIAL),
    "assistant.threads.setTitle": Method(_set_title, Rate.TIER_3, ("assistant:write",)),
    "assistant.threads.setSuggestedPrompts": Method(_set_prompts, Rate.TIER_3, ("assistant:write",)),
}
