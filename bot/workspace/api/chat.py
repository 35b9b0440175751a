"""chat.*: posting, changing, taking back, whispering, linking."""

from typing import Any

from bot.workspace.api.call import Args, Call, Method
from bot.workspace.blockkit.walk import with_ids
from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import Channel
from bot.workspace.validation import check_message

_CONTENT = ("text", "markdown_text")
_STRUCTURED = ("blocks", "attachments", "metadata")


class TooManyPosts(SlackRefusal):
    """More than about one message a second into one channel; `wait` in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__("ratelimited")
        self.wait = wait


def content_of(args: Args) -> Json:
    """Text, blocks, attachments and metadata as given; checked."""
    content: Json = {name: args.text(name) for name in _CONTENT if args.has(name)}
    for name in _STRUCTURED:
        if (value := args.structure(name)) is not None:
            content[name] = value
    return content


def as_body(call: Call, content: Json) -> Json:
    """Checked content as it is stored in a message: ids made up, `markdown_text` as its block."""
    body: Json = dict(content)
    markdown = body.pop("markdown_text", None)
    if markdown:
        body |= {"text": markdown, "blocks": [{"type": "markdown", "text": markdown}]}
    body.setdefault("text", "")
    if body.get("blocks"):
        body["blocks"] = with_ids(body["blocks"], call.w.world.ids.next)
        _check_slack_files(call, body["blocks"])
    return body


def _check_slack_files(call: Call, blocks: Any) -> None:
    """Images in blocks may name only files that are there and shared (processed)."""
    if isinstance(blocks, list):
        for block in blocks:
            _check_slack_files(call, block)
    elif isinstance(blocks, dict):
        source = blocks.get("slack_file")
        if isinstance(source, dict):
            file = call.w.world.files.get(str(source.get("id")))
            if file is None or file.content is None:
                raise SlackRefusal("invalid_blocks", errors=["slack_file not found"])
        for value in blocks.values():
            if isinstance(value, (dict, list)):
                _check_slack_files(call, value)


def _target(call: Call) -> Channel:
    """Where to post: a channel by id or name, or a person by id (the direct message with them)."""
    wanted = call.args.needed("channel")
    world = call.w.world
    if wanted in world.users:
        return world.dm_with(wanted, call.w.clock.timestamp())
    channel = world.channels.get(wanted) or world.named_channel(wanted)
    if channel is None or (channel.kind != "channel" and not world.app_is_in(channel)):
        raise SlackRefusal("channel_not_found")
    return channel


def _one_a_second(call: Call, channel: Channel) -> None:
    if wait := call.w.rates.wait_for_post(channel.id):
        raise TooManyPosts(wait)


def _post(call: Call) -> Json:
    channel = _target(call)
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    if not call.w.world.app_is_in(channel) and "chat:write.public" not in call.w.manifest.scopes:
        raise SlackRefusal("not_in_channel")
    overrides = {k: call.args.text(k) for k in ("username", "icon_emoji", "icon_url") if call.args.has(k)}
    if overrides and not call.args.flag("as_user"):
        call.need_scope("chat:write.customize")
    content = content_of(call.args)
    check_message(content)
    body = {**call.w.messages.from_app(), **as_body(call, content), **overrides}
    _one_a_second(call, channel)
    message = call.w.messages.post(
        channel,
        body,
        thread_ts=call.args.text("thread_ts") or None,
        broadcast=call.args.flag("reply_broadcast"),
    )
    call.w.assistants.clear_status(channel, message.get("thread_ts"))
    return {"channel": channel.id, "ts": message["ts"], "message": call.w.world.shown(message, with_metadata=True)}


def _update(call: Call) -> Json:
    channel = call.visible_channel()
    message = call.w.world.message(channel, call.args.needed("ts"))
    if not call.w.world.is_own(message):
        raise SlackRefusal("cant_update_message")
    content = content_of(call.args)
    check_message(content, is_update=True)
    body = as_body(call, content)
    changes: Json = {k: body[k] or None for k in _STRUCTURED if k in body}  # what is not given stays, [] takes away
    if "text" in content or "markdown_text" in content:
        changes["text"] = body["text"]
    call.w.messages.edit(channel, message["ts"], changes, editor=call.w.world.app.bot_id)
    shown = call.w.world.shown(message, with_metadata=True)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": shown}


def _delete(call: Call) -> Json:
    channel = call.visible_channel()
    ts = call.args.needed("ts")
    if not call.w.world.is_own(call.w.world.message(channel, ts)):
        raise SlackRefusal("cant_delete_message")
    call.w.messages.delete(channel, ts)
    return {"channel": channel.id, "ts": ts}


def _whisper(call: Call) -> Json:
    channel = _target(call)
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    if not call.w.world.app_is_in(channel):
        raise SlackRefusal("not_in_channel")
    user_id = call.args.needed("user")
    if user_id not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    content = content_of(call.args)
    check_message(content)
    body = {**call.w.messages.from_app(), **as_body(call, content)}
    message = call.w.messages.whisper(channel, user_id, body, thread_ts=call.args.text("thread_ts") or None)
    return {"message_ts": message["ts"]}


def _permalink(call: Call) -> Json:
    channel = call.visible_channel()
    message = call.w.world.message(channel, call.args.needed("message_ts"))
    return {"channel": channel.id, "permalink": call.w.world.permalink(channel, message["ts"])}


METHODS = {
    "chat.postMessage": Method(_post, Rate.SPECIAL, ("chat:write",)),
    "chat.update": Method(_update, Rate.TIER_3, ("chat:write",)),
    "chat.delete": Method(_delete, Rate.TIER_3, ("chat:write",)),
    "chat.postEphemeral": Method(_whisper, Rate.TIER_4, ("chat:write",)),
    "chat.getPermalink": Method(_permalink, Rate.SPECIAL),
}
