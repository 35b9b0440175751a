"""Block elements: buttons, menus, inputs, and where each may stand."""

from collections.abc import Callable
from typing import Any

from bot.workspace.blockkit import limits
from bot.workspace.blockkit.composition import (
    check_confirm,
    check_image_source,
    check_option_groups,
    check_options,
    check_style,
    check_text,
)
from bot.workspace.blockkit.problems import Problems

Element = dict[str, Any]

_PICKERS = ("users", "conversations", "channels")
_STATIC = ("static_select", "multi_static_select")
_DYNAMIC = tuple(f"{many}{what}_select" for what in (*_PICKERS, "external") for many in ("", "multi_"))
_SELECTS = (*_STATIC, *_DYNAMIC)
_CHOICES = ("checkboxes", "radio_buttons")
_PICKED_TIMES = ("datepicker", "timepicker", "datetimepicker")
_TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")

IN_ACTIONS = frozenset({"button", "overflow", "workflow_button", *_SELECTS, *_CHOICES, *_PICKED_TIMES})
IN_SECTION = frozenset({"image", *IN_ACTIONS})
IN_INPUT = frozenset({*_SELECTS, *_CHOICES, *_PICKED_TIMES, *_TEXT_INPUTS, "file_input"})
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})


def check_element(problems: Problems, element: Element, pointer: str, allowed: frozenset[str]) -> None:
    """One element in a place where only `allowed` types may stand."""
    kind = str(element.get("type"))
    if kind not in allowed:
        problems.add(f"unsupported type: {kind}", f"{pointer}/type")
        return
    problems.optional_text(element, "action_id", limits.ID, pointer)
    if element.get("placeholder") is not None:
        check_text(problems, element["placeholder"], f"{pointer}/placeholder", most=limits.PLACEHOLDER, plain=True)
    if element.get("confirm") is not None:
        check_confirm(problems, element["confirm"], f"{pointer}/confirm")
    if (check := _CHECKS.get(kind)) is not None:
        check(problems, element, pointer)


def _button(problems: Problems, element: Element, pointer: str) -> None:
    known = ("type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label", "agent_prompt")
    problems.known(element, known, pointer)
    check_text(problems, element.get("text"), f"{pointer}/text", most=limits.BUTTON_TEXT, plain=True)
    problems.optional_text(element, "value", limits.BUTTON_VALUE, pointer)
    problems.optional_text(element, "url", limits.BUTTON_URL, pointer)
    problems.optional_text(element, "agent_prompt", limits.AGENT_PROMPT, pointer)
    problems.optional_text(element, "accessibility_label", limits.BUTTON_TEXT, pointer)
    if element.get("style") is not None:
        check_style(problems, element["style"], f"{pointer}/style")


def _overflow(problems: Problems, element: Element, pointer: str) -> None:
    check_options(problems, element.get("options"), f"{pointer}/options", most=limits.OVERFLOW_OPTIONS)


def _static_select(problems: Problems, element: Element, pointer: str) -> None:
    if ("options" in element) == ("option_groups" in element):
        problems.add("must have exactly one of options, option_groups", pointer)
    if "options" in element:
        check_options(problems, element["options"], f"{pointer}/options", most=limits.SELECT_OPTIONS)
    if "option_groups" in element:
        check_option_groups(problems, element["option_groups"], f"{pointer}/option_groups")
    offered = _values(element)
    initial = element.get("initial_options") or ([element["initial_option"]] if element.get("initial_option") else [])
    for option in initial:
        if option not in offered:
            problems.add("initial option must match one of the options", pointer)
    _max_selected(problems, element, pointer)


def _values(element: Element) -> list[Any]:
    groups = element.get("option_groups") or []
    grouped = [option for g in groups if isinstance(g, dict) for option in g.get("options") or []]
    return [*(element.get("options") or []), *grouped]


def _max_selected(problems: Problems, element: Element, pointer: str) -> None:
    most = element.get("max_selected_items")
    if most is not None and (not isinstance(most, int) or most < 1):
        problems.add("must be at least 1", f"{pointer}/max_selected_items")


def _external(problems: Problems, element: Element, pointer: str) -> None:
    _max_selected(problems, element, pointer)


def _choices(problems: Problems, element: Element, pointer: str) -> None:
    options = element.get("options")
    check_options(problems, options, f"{pointer}/options", most=limits.CHOICE_OPTIONS, plain=False)
    initial = element.get("initial_options") or ([element["initial_option"]] if element.get("initial_option") else [])
    for option in initial:
        if option not in (options or []):
            problems.add("initial option must match one of the options", pointer)


def _plain_text_input(problems: Problems, element: Element, pointer: str) -> None:
    most = element.get("max_length")
    if most is not None and not (isinstance(most, int) and 1 <= most <= limits.INPUT_MAX_LENGTH):
        problems.add(f"must be from 1 to {limits.INPUT_MAX_LENGTH}", f"{pointer}/max_length")
    least = element.get("min_length")
    if least is not None and not (isinstance(least, int) and 0 <= least <= limits.INPUT_MAX_LENGTH):
        problems.add(f"must be from 0 to {limits.INPUT_MAX_LENGTH}", f"{pointer}/min_length")
    problems.optional_text(element, "initial_value", most or limits.INPUT_MAX_LENGTH, pointer)


def _number_input(problems: Problems, element: Element, pointer: str) -> None:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        problems.add("missing required field: is_decimal_allowed", pointer)


def _image(problems: Problems, element: Element, pointer: str) -> None:
    check_image_source(problems, element, pointer)


def _feedback(problems: Problems, element: Element, pointer: str) -> None:
    if problems.required(element, ("positive_button", "negative_button"), pointer):
        for key in ("positive_button", "negative_button"):
            button = element[key]
            at = f"{pointer}/{key}"
            check_text(problems, button.get("text"), f"{at}/text", most=limits.BUTTON_TEXT, plain=True)
            problems.text_between(button.get("value"), 1, limits.BUTTON_VALUE, f"{at}/value")


def _icon(problems: Problems, element: Element, pointer: str) -> None:
    if problems.required(element, ("icon", "text"), pointer):
        check_text(problems, element["text"], f"{pointer}/text", most=limits.BUTTON_TEXT, plain=True)
    if len(element.get("visible_to_user_ids") or []) > limits.ICON_VISIBLE_TO:
        problems.add(f"no more than {limits.ICON_VISIBLE_TO} items allowed", f"{pointer}/visible_to_user_ids")


def _date(problems: Problems, element: Element, pointer: str) -> None:
    value = element.get("initial_date")
    if value is not None and (not isinstance(value, str) or len(value.split("-")) != 3 or len(value) != 10):
        problems.add("must be a date as YYYY-MM-DD", f"{pointer}/initial_date")


_CHECKS: dict[str, Callable[[Problems, Element, str], None]] = {
    "button": _button,
    "overflow": _overflow,
    **dict.fromkeys(_STATIC, _static_select),
    **dict.fromkeys(_DYNAMIC, _external),
    **dict.fromkeys(_CHOICES, _choices),
    "plain_text_input": _plain_text_input,
    "number_input": _number_input,
    "image": _image,
    "feedback_buttons": _feedback,
    "icon_button": _icon,
    "datepicker": _date,
}
