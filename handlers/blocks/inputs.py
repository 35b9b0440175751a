"""Inputs of our modals, and how their state is read back. The block id names the input; its element is `value`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers import limits
from handlers.action_ids import INPUT_VALUE
from handlers.blocks.elements import Block, plain
from handlers.blocks.escape import clean
from handlers.blocks.wording import length, shorten

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""`view.state.values` as Slack sends it: block id -> action id -> what was filled in."""


@dataclass(frozen=True)
class FieldErrors:
    """What is wrong, by block id, as `response_action: errors` takes it."""

    errors: dict[str, str]


@dataclass(frozen=True)
class Option:
    """One choice: `value` is what comes back, `label` what is shown."""

    value: str
    label: str

    def block(self) -> dict[str, Any]:
        return {"text": plain(self.label, limits.OPTION_TEXT), "value": self.value[: limits.OPTION_VALUE]}


def _input(block_id: str, label: str, element: dict[str, Any], *, required: bool, hint: str | None) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, limits.INPUT_LABEL),
        "element": {"action_id": INPUT_VALUE, **element},
        "optional": not required,
    }
    return block | {"hint": plain(hint, limits.INPUT_HINT)} if hint else block


def text_input(
    block_id: str,
    label: str,
    value: str = "",
    *,
    required: bool = False,
    multiline: bool = False,
    longest: int = limits.PLAIN_TEXT_INPUT,
    placeholder: str | None = None,
    hint: str | None = None,
) -> Block:
    """A line (or several) of text. A longer `value` is shortened to what may be typed."""
    element: dict[str, Any] = {"type": "plain_text_input", "multiline": multiline, "max_length": longest}
    if initial := shorten(clean(value), longest):
        element["initial_value"] = initial
    if placeholder:
        element["placeholder"] = plain(placeholder, limits.PLACEHOLDER)
    return _input(block_id, label, element, required=required, hint=hint)


def choice(
    block_id: str,
    label: str,
    options: Sequence[Option],
    value: str | None = None,
    *,
    required: bool = False,
    radio: bool = False,
) -> Block:
    """One of a few, as a menu or (radio) all in sight."""
    most = limits.RADIO_OPTIONS if radio else limits.SELECT_OPTIONS
    kind = "radio_buttons" if radio else "static_select"
    element: dict[str, Any] = {"type": kind, "options": [option.block() for option in options[:most]]}
    chosen = [option.block() for option in options[:most] if option.value == value]
    if chosen:
        element["initial_option"] = chosen[0]
    return _input(block_id, label, element, required=required, hint=None)


def choices(block_id: str, label: str, options: Sequence[Option]) -> Block:
    """Any number of a few; a block without options is none that Slack takes, so it says that there is nothing."""
    element: dict[str, Any] = {"type": "multi_static_select"}
    element["options"] = [option.block() for option in options[: limits.SELECT_OPTIONS]]
    return _input(block_id, label, element, required=False, hint=None)


def person_input(block_id: str, label: str, user_id: str | None = None) -> Block:
    element: dict[str, Any] = {"type": "users_select"}
    if user_id:
        element["initial_user"] = user_id
    return _input(block_id, label, element, required=True, hint=None)


def people_input(block_id: str, label: str, user_ids: Sequence[str] = (), *, hint: str | None = None) -> Block:
    element: dict[str, Any] = {"type": "multi_users_select"}
    if user_ids:
        element["initial_users"] = list(user_ids)
    return _input(block_id, label, element, required=False, hint=hint)


def date_input(block_id: str, label: str, value: date | None = None) -> Block:
    element: dict[str, Any] = {"type": "datepicker"}
    if value:
        element["initial_date"] = value.isoformat()
    return _input(block_id, label, element, required=False, hint=None)


def _filled(state: State, block_id: str) -> Mapping[str, Any]:
    return state.get(block_id, {}).get(INPUT_VALUE) or {}


def read_text(state: State, block_id: str) -> str:
    return clean(_filled(state, block_id).get("value") or "").strip()


def read_choice(state: State, block_id: str) -> str | None:
    chosen = _filled(state, block_id).get("selected_option") or {}
    value: str | None = chosen.get("value")
    return value


def read_choices(state: State, block_id: str) -> tuple[str, ...]:
    return tuple(str(chosen["value"]) for chosen in _filled(state, block_id).get("selected_options") or ())


def read_person(state: State, block_id: str) -> str | None:
    user_id: str | None = _filled(state, block_id).get("selected_user")
    return user_id


def read_people(state: State, block_id: str) -> tuple[str, ...]:
    return tuple(_filled(state, block_id).get("selected_users") or ())


def read_date(state: State, block_id: str) -> date | None:
    """Raises ValueError where it is no date."""
    picked = _filled(state, block_id).get("selected_date")
    return date.fromisoformat(picked) if picked else None


def missing(state: State, *block_ids: str) -> dict[str, str]:
    """An error for each of these text inputs that holds nothing but white space, or too much."""
    errors = {}
    for block_id in block_ids:
        text = read_text(state, block_id)
        if not text:
            errors[block_id] = "Please fill this in."
        elif length(text) > limits.PLAIN_TEXT_INPUT:
            errors[block_id] = f"Please keep this under {limits.PLAIN_TEXT_INPUT:,} characters."
    return errors
