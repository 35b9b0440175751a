"""views.* and blocks.validate."""

from typing import Any

from bot.workspace.api.call import Call, Method, invalid_arguments
from bot.workspace.blockkit.problems import Problems
from bot.workspace.rates import Rate
from bot.workspace.shapes import Json, SlackRefusal
from bot.workspace.validation import block_problems, check_message, view_problems


def _view(call: Call) -> Json:
    view = call.args.structure("view")
    if not isinstance(view, dict):
        raise invalid_arguments("missing required field: view")
    return view


def _open(call: Call) -> Json:
    return {"view": call.w.modals.open(call.args.needed("trigger_id"), _view(call))}


def _push(call: Call) -> Json:
    return {"view": call.w.modals.push(call.args.needed("trigger_id"), _view(call))}


def _update(call: Call) -> Json:
    view_id, external_id = call.args.text("view_id") or None, call.args.text("external_id") or None
    if view_id is None and external_id is None:
        raise invalid_arguments("missing required field: view_id or external_id")
    view_hash = call.args.text("hash") or None
    view = call.w.modals.update(_view(call), view_id=view_id, external_id=external_id, view_hash=view_hash)
    return {"view": view}


def _publish(call: Call) -> Json:
    if not call.w.manifest.home_tab:
        raise SlackRefusal("not_enabled")
    view_hash = call.args.text("hash") or None
    return {"view": call.w.modals.publish(call.args.needed("user_id"), _view(call), view_hash=view_hash)}


def _validate(call: Call) -> Json:
    """Only looks: `errors` with pointer and message when something is wrong."""
    blocks, message, view = (call.args.structure(name) for name in ("blocks", "message", "view"))
    if blocks is not None:
        _refuse("invalid_blocks", block_problems(blocks))
    elif view is not None:
        _refuse("invalid_view", view_problems(view))
    elif isinstance(message, dict):
        _validate_message(message)
    else:
        raise invalid_arguments("one of blocks, message, view is needed")
    return {}


def _validate_message(message: dict[str, Any]) -> None:
    if message.get("blocks") is not None:
        _refuse("invalid_message", block_problems(message["blocks"]))
    try:
        check_message(message)
    except SlackRefusal as refusal:
        errors = [{"pointer": "", "code": refusal.error, "message": refusal.error}]
        raise SlackRefusal("invalid_message", errors=errors) from refusal


def _refuse(error: str, problems: Problems) -> None:
    if problems.found:
        errors = [{"pointer": at, "code": "invalid", "message": text} for text, at in problems.found]
        raise SlackRefusal(error, errors=errors)


METHODS = {
    "views.open": Method(_open, Rate.TIER_4),
    "views.push": Method(_push, Rate.TIER_4),
    "views.update": Method(_update, Rate.TIER_4),
    "views.publish": Method(_publish, Rate.TIER_4),
    "blocks.validate": Method(_validate, Rate.TIER_3),
}
