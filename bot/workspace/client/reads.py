"""What the page reads. Each function takes the query and gives JSON."""

from collections.abc import Callable

from bot.workspace.channels import client_channel
from bot.workspace.emoji import unicode_by_name
from bot.workspace.parts import Parts
from bot.workspace.people import Refused
from bot.workspace.shapes import Json
from bot.workspace.state import SLACKBOT, Channel, User


def person(user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "colour": user.colour,
        "is_guest": user.is_guest,
        "is_external": user.is_external,
        "is_bot": user.is_bot,
        "is_app": user.is_app,
    }


def boot(parts: Parts, query: dict[str, str]) -> Json:
    """Everything that does not change with who looks. With `as`, only the channels that this person may see."""
    world, manifest = parts.world, parts.manifest
    viewer = query.get("as")
    channels = [c for c in world.channels.values() if not c.is_im and (viewer is None or world.may_see(viewer, c))]
    return {
        "team": {
            "id": world.team_id,
            "name": world.name,
            "domain": world.domain,
            "timezone": parts.zone.key,
        },
        "people": [person(u) for u in world.users.values() if u.id != SLACKBOT],
        "channels": [client_channel(world, c) for c in channels],
        "app": {"id": world.app.id, "user_id": world.app.user_id, "bot_id": world.app.bot_id, "name": world.app.name},
        "commands": [
            {"command": c.command, "description": c.description, "usage_hint": c.usage_hint} for c in manifest.commands
        ],
        "shortcuts": [{"callback_id": s.callback_id, "name": s.name, "type": s.type} for s in manifest.shortcuts],
        "prompts": [{"title": title, "message": message} for title, message in manifest.prompts],
        "welcome": _welcome(parts, channels),
        "emoji": unicode_by_name(),
        "now": rfc3339(parts),
        "connected": parts.delivery.transport.connected,
    }


def _welcome(parts: Parts, seen: list[Channel]) -> Json | None:
    """What to try, for those who may see the channel where it starts."""
    welcome = parts.world.welcome
    start = next((c for c in seen if welcome is not None and c.name == welcome.channel), None)
    if welcome is None or start is None:
        return None
    return {"channel": start.id, "questions": list(welcome.questions)}


def rfc3339(parts: Parts) -> str:
    return parts.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z")


def history(parts: Parts, query: dict[str, str]) -> Json:
    """Oldest first, with what was whispered to this person; reading a channel makes it read."""
    user_id, world = query["as"], parts.world
    channel = world.channel(query["channel"])
    if not world.may_see(user_id, channel):
        raise Refused("You cannot see this channel.")
    thread_ts = query.get("thread_ts")
    messages = channel.thread(thread_ts) if thread_ts else channel.top_level()
    whispered = [
        m
        for m in world.ephemerals.get(user_id, ())
        if m["channel"] == channel.id and (m.get("thread_ts") == thread_ts if thread_ts else not m.get("thread_ts"))
    ]
    if not thread_ts and channel.messages:
        world.read[(user_id, channel.id)] = next(reversed(channel.messages))
    ordered = sorted([*messages, *whispered], key=lambda m: [int(part) for part in m["ts"].split(".")])
    return {"messages": [world.shown(m) for m in ordered]}


def dms(parts: Parts, query: dict[str, str]) -> Json:
    world = parts.world
    channel = world.dm_with(world.user(query["as"]).id, parts.clock.timestamp())
    last = next(reversed(channel.messages.values()), None)
    return {
        "dms": [{"id": channel.id, "user": world.app.user_id, "last_text": last["text"] if last else ""}],
        "prompts": parts.assistants.prompts.get(channel.id, []),
    }


def home(parts: Parts, query: dict[str, str]) -> Json:
    return {"view": parts.people.open_home(query["as"])}


def _is_notice(message: Json) -> bool:
    """Whether the workspace itself says it: somebody joined, left, or set a topic. Slack counts none of these."""
    return str(message.get("subtype", "")).startswith(("channel_", "group_"))


def unread(parts: Parts, query: dict[str, str]) -> Json:
    user_id, world = parts.world.user(query["as"]).id, parts.world
    counts = {}
    for channel in world.channels.values():
        if user_id not in channel.members:
            continue
        seen = world.read.get((user_id, channel.id), "")
        new = [m for m in channel.top_level() if m["ts"] > seen and m.get("user") != user_id and not _is_notice(m)]
        counts[channel.id] = len(new)
    return {"channels": counts}


ROUTES: dict[str, Callable[[Parts, dict[str, str]], Json]] = {
    "boot": boot,
    "history": history,
    "dms": dms,
    "home": home,
    "unread": unread,
}
