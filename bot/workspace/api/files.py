"""files.*: an address to upload to, and the share that follows a little later."""

from bot.workspace.api.call import Call, Method, invalid_arguments
from bot.workspace.api.chat import as_body, content_of
from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.state import Channel, StoredFile
from bot.workspace.validation import check_message


def _upload_url(call: Call) -> Json:
    name, length = call.args.needed("filename"), call.args.number("length", 0)
    if length <= 0:
        raise invalid_arguments("must be more than 0 [json-pointer:/length]")
    world = call.w.world
    file = StoredFile(world.ids.next("F"), name, length, world.app.user_id, int(call.w.clock.timestamp()))
    world.files[file.id] = file
    return {"upload_url": f"{world.address}/upload/{file.id}", "file_id": file.id}


def _complete(call: Call) -> Json:
    wanted = call.args.structure("files")
    if not isinstance(wanted, list) or not wanted:
        raise invalid_arguments("missing required field: files")
    files = [_uploaded(call, item) for item in wanted]
    channels = [_target(call, c) for c in call.args.words("channels") or call.args.words("channel_id")]
    content = content_of(call.args)
    comment = call.args.text("initial_comment")
    if comment:
        content["text"] = comment
    if content:
        check_message(content)
    body = as_body(call, content)
    for channel in channels:
        share = _share(call, channel, files, body, call.args.text("thread_ts") or None)
        call.w.background.start(share)
    return {"files": [{"id": f.id, "title": f.title or f.name} for f in files]}


def _uploaded(call: Call, item: Json) -> StoredFile:
    file = call.w.world.files.get(str(item.get("id")))
    if file is None or file.content is None:
        raise SlackRefusal("file_not_found")
    file.title = str(item.get("title") or file.name)
    return file


def _target(call: Call, channel_id: str) -> Channel:
    channel = call.w.world.channels.get(channel_id)
    if channel is None or (channel.kind != "channel" and not call.w.world.app_is_in(channel)):
        raise SlackRefusal("channel_not_found")
    if not call.w.world.app_is_in(channel):
        raise SlackRefusal("not_in_channel")
    return channel


async def _share(
    call: Call, channel: Channel, files: list[StoredFile], body: Json, thread_ts: str | None
) -> None:
    """The message that shows the files: not yet there when the method answers."""
    await call.w.clock.sleep(call.w.faults.file_share_delay)
    shown = {"subtype": "file_share", "files": [{"id": f.id} for f in files]}
    message = call.w.messages.post(channel, {**call.w.messages.from_app(), **body, **shown}, thread_ts=thread_ts)
    for file in files:
        file.shares.append((channel.id, message["ts"]))


def _info(call: Call) -> Json:
    file = call.w.world.files.get(call.args.needed("file"))
    world = call.w.world
    mine = file is not None and (
        file.owner == world.app.user_id or any(world.app_is_in(world.channels[c]) for c, _ in file.shares)
    )
    if file is None or not mine:
        raise SlackRefusal("file_not_found")
    return {"file": world.file_json(file), "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS = {
    "files.getUploadURLExternal": Method(_upload_url, Rate.TIER_4, ("files:write",)),
    "files.completeUploadExternal": Method(_complete, Rate.TIER_4, ("files:write",)),
    "files.info": Method(_info, Rate.TIER_4, ("files:read",)),
}
