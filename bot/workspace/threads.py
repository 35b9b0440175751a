"""The bookkeeping of threads and reactions on the message JSON itself."""

from bot.workspace.shapes import Json
from bot.workspace.state import Channel


def attach_reply(channel: Channel, message: Json) -> Json | None:
    """Counts a stored reply on its parent; the parent, or None when `message` is no reply."""
    parent_ts = message.get("thread_ts")
    if parent_ts is None or parent_ts == message["ts"]:
        return None
    parent = channel.messages.get(parent_ts)
    if parent is None:
        return None
    channel.threads.setdefault(parent_ts, []).append(message["ts"])
    if parent.get("user"):
        message["parent_user_id"] = parent["user"]
    _recount(channel, parent)
    return parent


def detach_reply(channel: Channel, message: Json) -> Json | None:
    """Undoes `attach_reply` for a message that is being deleted."""
    parent_ts = message.get("thread_ts")
    replies = channel.threads.get(parent_ts or "", [])
    if message["ts"] not in replies or parent_ts not in channel.messages:
        return None
    replies.remove(message["ts"])
    parent = channel.messages[parent_ts]
    _recount(channel, parent)
    return parent


def _recount(channel: Channel, parent: Json) -> None:
    replies = [channel.messages[ts] for ts in channel.threads.get(parent["ts"], ())]
    if not replies:
        for key in ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"):
            parent.pop(key, None)
        return
    writers = list(dict.fromkeys(str(r.get("user") or r.get("bot_id")) for r in replies))
    parent["thread_ts"] = parent["ts"]
    parent["reply_count"] = len(replies)
    parent["reply_users"] = writers[:5]
    parent["reply_users_count"] = len(writers)
    parent["latest_reply"] = replies[-1]["ts"]


def add_reaction(message: Json, name: str, user_id: str) -> bool:
    """False when this person has put this one there already."""
    for reaction in message.setdefault("reactions", []):
        if reaction["name"] == name:
            if user_id in reaction["users"]:
                return False
            reaction["users"].append(user_id)
            reaction["count"] += 1
            return True
    message["reactions"].append({"name": name, "users": [user_id], "count": 1})
    return True


def remove_reaction(message: Json, name: str, user_id: str) -> bool:
    """False when there is none of this person's to take away."""
    for reaction in message.get("reactions", []):
        if reaction["name"] == name and user_id in reaction["users"]:
            reaction["users"].remove(user_id)
            reaction["count"] -= 1
            message["reactions"] = [r for r in message["reactions"] if r["count"] > 0]
            if not message["reactions"]:
                del message["reactions"]
            return True
    return False
