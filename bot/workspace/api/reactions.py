"""reactions.*"""

from bot.workspace.api.call import Call, Method, invalid_arguments
from bot.workspace.emoji import is_emoji
from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal


def _emoji(call: Call) -> str:
    name = call.args.needed("name").strip(":")
    if not is_emoji(name):
        raise SlackRefusal("invalid_name")
    return name


def _add(call: Call) -> Json:
    channel = call.joined_channel()
    call.w.messages.react(channel, call.args.needed("timestamp"), _emoji(call), call.w.world.app.user_id)
    return {}


def _remove(call: Call) -> Json:
    channel = call.joined_channel()
    call.w.messages.unreact(channel, call.args.needed("timestamp"), _emoji(call), call.w.world.app.user_id)
    return {}


def _get(call: Call) -> Json:
    if not call.args.has("channel"):
        raise invalid_arguments("missing required field: channel")
    channel = call.visible_channel()
    message = call.w.world.message(channel, call.args.needed("timestamp"))
    return {"type": "message", "channel": channel.id, "message": call.w.world.shown(message)}


METHODS = {
    "reactions.add": Method(_add, Rate.TIER_3, ("reactions:write",)),
    "reactions.remove": Method(_remove, Rate.TIER_2, ("reactions:write",)),
    "reactions.get": Method(_get, Rate.TIER_3, ("reactions:read",)),
}
