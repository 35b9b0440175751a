"""chat.startStream, appendStream, stopStream: a message that is written piece by piece."""

from bot.workspace.api.call import Call, Method, invalid_arguments
from bot.workspace.blockkit import limits
from bot.workspace.blockkit.walk import with_ids
from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import Channel
from bot.workspace.validation import block_problems, invalid_blocks

IDLE_SECONDS = 300.0


def _written(call: Call) -> str:
    """The words of this call, from `markdown_text` or from chunks."""
    text = call.args.text("markdown_text")
    chunks = call.args.structure("chunks")
    if isinstance(chunks, list):
        text += "".join(str(c.get("text", "")) for c in chunks if c.get("type") == "markdown_text")
    if len(text) > limits.MARKDOWN_TOTAL:
        raise SlackRefusal("msg_too_long")
    return text


def _start(call: Call) -> Json:
    channel = call.joined_channel()
    thread_ts = call.args.needed("thread_ts")
    if not channel.is_im:
        for name in ("recipient_user_id", "recipient_team_id"):
            if not call.args.has(name):
                raise SlackRefusal(f"missing_{name}")
    body = {**call.w.messages.from_app(), **_content(_written(call)), "_stream_at": call.w.clock.timestamp()}
    message = call.w.messages.post(channel, body, thread_ts=thread_ts)
    call.w.assistants.clear_status(channel, thread_ts)
    return {"channel": channel.id, "ts": message["ts"]}


def _content(text: str) -> Json:
    return {"text": text, "blocks": [{"type": "markdown", "text": text}] if text else []}


def _streaming(call: Call) -> tuple[Channel, Json]:
    channel = call.joined_channel()
    message = call.w.world.message(channel, call.args.needed("ts"))
    if not call.w.world.is_own(message):
        raise SlackRefusal("message_not_owned_by_app")
    now = call.w.clock.timestamp()
    if "_stream_at" not in message or now - message["_stream_at"] > IDLE_SECONDS:
        raise SlackRefusal("message_not_in_streaming_state")
    message["_stream_at"] = now
    return channel, message


def _append(call: Call) -> Json:
    channel, message = _streaming(call)
    written = _written(call)
    if not written and not call.args.has("chunks"):
        raise invalid_arguments("missing required field: markdown_text")
    message.update(_content(message["text"] + written))
    call.w.messages.tell_progress(channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def _stop(call: Call) -> Json:
    channel, message = _streaming(call)
    content = _content(message["text"] + _written(call))
    blocks = call.args.structure("blocks")
    if blocks is not None:
        if (problems := block_problems(blocks)).found:
            raise invalid_blocks(problems)
        content["blocks"] += with_ids(blocks, call.w.world.ids.next)
    if (metadata := call.args.structure("metadata")) is not None:
        content["metadata"] = metadata
    del message["_stream_at"]
    call.w.messages.edit(channel, message["ts"], content, editor=call.w.world.app.bot_id)
    return {"channel": channel.id, "ts": message["ts"], "message": call.w.world.shown(message, with_metadata=True)}


METHODS = {
    "chat.startStream": Method(_start, Rate.TIER_2, ("chat:write",)),
    "chat.appendStream": Method(_append, Rate.TIER_4, ("chat:write",)),
    "chat.stopStream": Method(_stop, Rate.TIER_2, ("chat:write",)),
}
