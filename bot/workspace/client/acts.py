"""What the page does in somebody's name. Each function takes the posted JSON and gives JSON."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from datetime import time

from bot.workspace.channels import client_channel
from bot.workspace.client.reads import rfc3339
from bot.workspace.parts import Parts
from bot.workspace.shapes import Json

MORNING = time(8, 30)


async def post(parts: Parts, body: Json) -> Json:
    file = None
    if body.get("file"):
        file = (str(body["file"]["name"]), _content(str(body["file"].get("content", ""))))
    message = parts.people.post(
        body["as"],
        body["channel"],
        str(body.get("text") or ""),
        thread_ts=body.get("thread_ts"),
        broadcast=bool(body.get("broadcast")),
        file=file,
    )
    return {"ts": message["ts"]}


def _content(given: str) -> bytes:
    """A file's content: text, or a `data:` address with base64 in it."""
    head, _, data = given.partition(",")
    if head.startswith("data:") and head.endswith(";base64"):
        try:
            return base64.b64decode(data)
        except binascii.Error:
            return b""
    return given.encode()


async def edit(parts: Parts, body: Json) -> Json:
    parts.people.edit(body["as"], body["channel"], body["ts"], str(body["text"]))
    return {}


async def delete(parts: Parts, body: Json) -> Json:
    parts.people.delete(body["as"], body["channel"], body["ts"])
    return {}


async def react(parts: Parts, body: Json) -> Json:
    remove = bool(body.get("remove"))
    parts.people.react(body["as"], body["channel"], body["ts"], str(body["name"]), remove=remove)
    return {}


async def command(parts: Parts, body: Json) -> Json:
    text = str(body.get("text") or "").strip()
    await parts.interactions.command(body["as"], body["channel"], str(body["command"]), text)
    return {}


async def shortcut(parts: Parts, body: Json) -> Json:
    if body.get("ts"):
        channel, ts = body["channel"], body["ts"]
        await parts.interactions.message_shortcut(body["as"], body["callback_id"], channel, ts)
    else:
        await parts.interactions.global_shortcut(body["as"], body["callback_id"])
    return {}


async def action(parts: Parts, body: Json) -> Json:
    container = body["container"]
    chosen = {**body["action"], "block_id": body.get("block_id", body["action"].get("block_id"))}
    if container["type"] == "view":
        await parts.interactions.press_in_view(body["as"], container["view_id"], chosen, state=body.get("state"))
    else:
        await parts.interactions.press(
            body["as"],
            container["channel"],
            container["ts"],
            chosen,
            state=body.get("state"),
            is_ephemeral=bool(container.get("ephemeral")),
        )
    return {}


async def submit(parts: Parts, body: Json) -> Json:
    values = (body.get("state") or {}).get("values", {})
    answer = await parts.interactions.submit(body["as"], body["view_id"], values)
    return {"ok": "errors" not in answer, **answer}


async def close(parts: Parts, body: Json) -> Json:
    await parts.interactions.close(body["as"], body["view_id"], is_cleared=bool(body.get("cleared")))
    return {}


async def dm(parts: Parts, body: Json) -> Json:
    return {"channel": parts.people.open_dm(body["as"]).id}


async def join(parts: Parts, body: Json) -> Json:
    return {"channel": client_channel(parts.world, parts.people.join(body["as"], body["channel"]))}


async def tomorrow(parts: Parts, body: Json) -> Json:
    """Moves the workspace's clock to the next morning, local time."""
    await parts.delivery.settle()
    parts.clock.move_to(parts.clock.next_local(MORNING, parts.zone))
    parts.feed.tell_all({"type": "clock", "now": rfc3339(parts)})
    return {"now": rfc3339(parts)}


ROUTES: dict[str, Callable[[Parts, Json], Awaitable[Json]]] = {
    "post": post,
    "edit": edit,
    "delete": delete,
    "react": react,
    "command": command,
    "shortcut": shortcut,
    "action": action,
    "submit": submit,
    "close": close,
    "dm": dm,
    "join": join,
    "tomorrow": tomorrow,
}
