"""What a person fills into the inputs of a view: Slack's `state`, its starting values, and what the client checks."""

from typing import Any

from bot.workspace.blockkit.walk import elements_of
from bot.workspace.shapes import Json

REQUIRED = "Please complete this required field."

_VALUE_KEYS = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
_INITIAL_KEYS = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}
_LISTS = frozenset({"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"})


def value_key(element: Json) -> str:
    """Under which key the state of this element holds what was chosen, e.g. `selected_option`."""
    return _VALUE_KEYS.get(str(element["type"]), "value")


def inputs_of(view: Json) -> list[tuple[Json, Json]]:
    """(block, element) of everything in a view or message that keeps state."""
    found = elements_of(view.get("blocks"))
    return [(b, e) for b, e in found if e["type"] in _VALUE_KEYS or "input" in e["type"]]


def initial_state(view: Json) -> Json:
    """`{"values": {block_id: {action_id: {...}}}}` as it is before the person touches anything."""
    values: Json = {}
    for block, element in inputs_of(view):
        key = value_key(element)
        start = element.get(_INITIAL_KEYS.get(key, "initial_value"))
        if start is None and key in _LISTS:
            start = []
        values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], key: start}
    return {"values": values}


def filled_state(view: Json, given: Json) -> Json:
    """The whole state: the starting values, overlaid with what was given (`{block_id: {action_id: {...}}}`).

    Given entries for blocks the view does not have are dropped, as a real client cannot send them.
    """
    state = initial_state(view)
    for block_id, actions in given.items():
        for action_id, value in actions.items():
            if action_id in state["values"].get(block_id, {}):
                state["values"][block_id][action_id].update(value)
    return state


def problems_with(view: Json, state: Json) -> dict[str, str]:
    """What the client itself refuses to send: block_id to message."""
    problems: dict[str, str] = {}
    for block, element in inputs_of(view):
        if block["type"] != "input":
            continue
        chosen = state["values"][block["block_id"]][element["action_id"]].get(value_key(element))
        if chosen in (None, "", []):
            if not block.get("optional"):
                problems[block["block_id"]] = REQUIRED
            continue
        if isinstance(chosen, str) and (problem := _length_problem(element, chosen)):
            problems[block["block_id"]] = problem
    return problems


def _length_problem(element: Json, text: str) -> str:
    least, most = element.get("min_length"), element.get("max_length")
    if least and len(text) < least:
        return f"This has to be at least {least} characters."
    if most and len(text) > most:
        return f"This has to be at most {most} characters."
    return ""


def chosen_value(element: Json, value: Any) -> Json:
    """A plain Python value as the state of `element`: an option by its text or value, everything else as it is."""
    key = value_key(element)
    if key == "selected_option" and not isinstance(value, dict):
        value = option_of(element, str(value))
    if key == "selected_options":
        value = [v if isinstance(v, dict) else option_of(element, str(v)) for v in value]
    if key == "rich_text_value" and isinstance(value, str):
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
        value = {"type": "rich_text", "elements": [section]}
    return {"type": element["type"], key: value}


def option_of(element: Json, wanted: str) -> Json:
    """The option whose value or text is `wanted`. ValueError names the ones there are."""
    groups = element.get("option_groups") or []
    options: list[Json] = [*(element.get("options") or []), *(o for g in groups for o in g["options"])]
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    offered = ", ".join(repr(o["text"]["text"]) for o in options)
    raise ValueError(f"no option {wanted!r}; there are {offered or 'none'}")
