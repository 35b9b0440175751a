"""conversations.history and conversations.replies: windows of time, pages, and the two rate profiles."""

import re

from bot.workspace.api.call import Call, Method, cursor_for, position_of
from bot.workspace.rates import NON_MARKETPLACE_PAGE, HistoryProfile, Rate
from bot.workspace.shapes import Json, SlackRefusal

DEFAULT_HISTORY = 100
DEFAULT_REPLIES = 1000
MOST = 999

_TS = re.compile(r"\d{1,12}(\.\d{1,6})?")


def _key(ts: str) -> tuple[int, int]:
    seconds, _, micros = ts.partition(".")
    return int(seconds), int((micros or "0").ljust(6, "0"))


def _bound(call: Call, name: str) -> tuple[int, int] | None:
    value = call.args.text(name)
    if value in ("", "0", "now"):
        return None
    if not _TS.fullmatch(value):
        raise SlackRefusal(f"invalid_ts_{name}")
    return _key(value)


def _in_window(call: Call, messages: list[Json]) -> list[Json]:
    """Those between `oldest` and `latest`, which themselves count only when `inclusive`."""
    oldest, latest, inclusive = _bound(call, "oldest"), _bound(call, "latest"), call.args.flag("inclusive")

    def inside(message: Json) -> bool:
        at = _key(message["ts"])
        after = oldest is None or at > oldest or (inclusive and at == oldest)
        return after and (latest is None or at < latest or (inclusive and at == latest))

    return [m for m in messages if inside(m)]


def _limit(call: Call, default: int) -> int:
    narrow = call.w.rates.history is HistoryProfile.NON_MARKETPLACE
    limit = call.args.number("limit", NON_MARKETPLACE_PAGE if narrow else default)
    if limit < 1:
        raise SlackRefusal("invalid_limit")
    return min(limit, NON_MARKETPLACE_PAGE if narrow else MOST)


def _shown(call: Call, messages: list[Json]) -> list[Json]:
    """Metadata comes only when asked for; that of other apps needs a scope, and there is none of other apps here."""
    with_metadata = call.args.flag("include_all_metadata")
    return [call.w.world.shown(m, with_metadata=with_metadata) for m in messages]


def _history(call: Call) -> Json:
    channel = call.joined_channel()
    call.need_channel_scope(channel, "history")
    messages = list(reversed(_in_window(call, channel.top_level())))
    if (position := position_of(call)) is not None:
        if not _TS.fullmatch(position):
            raise SlackRefusal("invalid_cursor")
        messages = [m for m in messages if _key(m["ts"]) <= _key(position)]
    limit = _limit(call, DEFAULT_HISTORY)
    page, rest = messages[:limit], messages[limit:]
    reply: Json = {"messages": _shown(call, page), "has_more": bool(rest), "pin_count": 0}
    if rest:
        reply["response_metadata"] = {"next_cursor": cursor_for(rest[0]["ts"])}
    return reply


def _replies(call: Call) -> Json:
    channel = call.joined_channel()
    call.need_channel_scope(channel, "history")
    message = channel.messages.get(call.args.needed("ts"))
    if message is None:
        raise SlackRefusal("thread_not_found")
    if message.get("thread_ts", message["ts"]) != message["ts"]:  # a reply's own ts gives that reply alone
        return {"messages": _shown(call, [message]), "has_more": False}
    parent, *replies = channel.thread(message["ts"])
    replies = _in_window(call, replies)
    if (position := position_of(call)) is not None:
        if not _TS.fullmatch(position):
            raise SlackRefusal("invalid_cursor")
        replies = [m for m in replies if _key(m["ts"]) >= _key(position)]
    limit = max(1, _limit(call, DEFAULT_REPLIES) - 1)
    page, rest = replies[:limit], replies[limit:]
    reply: Json = {"messages": _shown(call, [parent, *page]), "has_more": bool(rest)}
    if rest:
        reply["response_metadata"] = {"next_cursor": cursor_for(rest[0]["ts"])}
    return reply


METHODS = {
    "conversations.history": Method(_history, Rate.TIER_3),
    "conversations.replies": Method(_replies, Rate.TIER_3),
}
