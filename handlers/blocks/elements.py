"""The few kinds of block that we use, each kept within Slack's limits. Foreign text enters by `words` and `linked`."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from handlers import limits
from handlers.action_ids import OPEN_LINK_PREFIX
from handlers.blocks.escape import honest_label, one_line, safe_url
from handlers.blocks.wording import named, shorten

Block = dict[str, Any]
Element = dict[str, Any]

_USER_ID = re.compile(r"[UW](?=[A-Z]*\d)[A-Z0-9]{1,20}")  # a name in capitals holds no digit
NO_TEXT = "(no text)"
PEOPLE_SHOWN = 6


class Rendered(NamedTuple):
    """A message: its blocks, and the words for notifications, screen readers and terminals (escaped)."""

    blocks: list[Block]
    text: str


def words(text: str, *, bold: bool = False, italic: bool = False, strike: bool = False) -> Element:
    """Any text, shown as it is: nothing in it is parsed."""
    element: Element = {"type": "text", "text": text}
    style = {name: True for name, on in (("bold", bold), ("italic", italic), ("strike", strike)) if on}
    return element | {"style": style} if style else element


def linked(url: str | None, label: str, *, limit: int = limits.HEADER_TEXT, bold: bool = False) -> Element:
    """A link whose label tells no lie about where it goes; the label alone where the address may not be opened."""
    address = safe_url(url)
    if address is None:
        return words(shorten(one_line(label), limit), bold=bold)
    element: Element = {"type": "link", "url": address, "text": honest_label(address, shorten(one_line(label), limit))}
    return element | {"style": {"bold": True}} if bold else element


def emoji(name: str) -> Element:
    return {"type": "emoji", "name": name}


def is_user_id(name_or_id: str) -> bool:
    return _USER_ID.fullmatch(name_or_id) is not None


def person(name_or_id: str) -> Element:
    """A person by Slack id (Slack shows the name) or by name."""
    if is_user_id(name_or_id):
        return {"type": "user", "user_id": name_or_id}
    return words(named(name_or_id))


def people(names_or_ids: Sequence[str]) -> list[Element]:
    """`A, B and C` as elements; past six the rest is counted."""
    shown = names_or_ids[:PEOPLE_SHOWN]
    elements: list[Element] = []
    for at, name in enumerate(shown):
        if at:
            elements.append(words(" and " if at == len(names_or_ids) - 1 else ", "))
        elements.append(person(name))
    if len(names_or_ids) > len(shown):
        elements.append(words(f" and {len(names_or_ids) - len(shown)} more"))
    return elements


def _filled(elements: Sequence[Element]) -> list[Element]:
    """Without empty texts, which Slack refuses; texts of one style in a row made one; never empty itself."""
    kept: list[Element] = []
    for element in elements:
        last = kept[-1] if kept else {}
        if element["type"] != "text":
            kept.append(element)
        elif last.get("type") == "text" and last.get("style") == element.get("style"):
            kept[-1] = last | {"text": last["text"] + element["text"]}
        elif element["text"]:
            kept.append(element)
    return kept or [words(NO_TEXT, italic=True)]


def paragraph(*elements: Element) -> Element:
    return {"type": "rich_text_section", "elements": _filled(elements)}


def quotation(*elements: Element) -> Element:
    return {"type": "rich_text_quote", "elements": _filled(elements)}


def bullets(*paragraphs: Element) -> Element:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(paragraphs)}


def rich(*parts: Element) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def header(text: str) -> Block:
    shown = shorten(one_line(text), limits.HEADER_TEXT) or NO_TEXT
    return {"type": "header", "text": {"type": "plain_text", "text": shown, "emoji": False}}


def context(*mrkdwn: str) -> Block:
    """A small grey line of our own words. Foreign text in it must have been through `escape_mrkdwn` or `link`."""
    shown = [shorten(text, limits.SECTION_TEXT) or NO_TEXT for text in mrkdwn[: limits.CONTEXT_ELEMENTS]]
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text} for text in shown]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*buttons: Element) -> Block:
    return {"type": "actions", "elements": list(buttons[: limits.ACTIONS_ELEMENTS])}


def plain(text: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": shorten(one_line(text), limit) or NO_TEXT, "emoji": False}


def button(
    text: str, action_id: str, value: str, *, style: str | None = None, confirm: dict[str, Any] | None = None
) -> Element:
    """A button. `value` is an id of ours and must fit: it is never shortened. Raises ValueError where it does not."""
    if len(value) > limits.BUTTON_VALUE:
        raise ValueError(f"the value of the button {action_id} has {len(value)} characters")
    element: Element = {
        "type": "button", "text": plain(text, limits.BUTTON_TEXT), "action_id": action_id, "value": value,
    }
    if style:
        element["style"] = style
    return element | {"confirm": confirm} if confirm else element


def menu(action_id: str, options: Sequence[tuple[str, str]]) -> Element:
    """Three dots that open a list of (our own label, value). Raises ValueError where a value does not fit."""
    for _, value in options:
        if len(value) > limits.OPTION_VALUE:
            raise ValueError(f"a value of the menu {action_id} has {len(value)} characters")
    shown = [{"text": {"type": "plain_text", "text": label}, "value": value} for label, value in options]
    return {"type": "overflow", "action_id": action_id, "options": shown[: limits.OVERFLOW_OPTIONS]}


def section(mrkdwn: str, accessory: Element | None = None) -> Block:
    """Words with something to press beside them; foreign text has been through `escape_mrkdwn` or `link`."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": shorten(mrkdwn, limits.SECTION_TEXT)}}
    return block | {"accessory": accessory} if accessory else block


def link_button(text: str, url: str | None, key: str) -> list[Element]:
    """A button that opens an address, in a list that is empty where the address may not be opened."""
    address = safe_url(url)
    if address is None:
        return []
    action_id = OPEN_LINK_PREFIX + key
    return [{"type": "button", "text": plain(text, limits.BUTTON_TEXT), "action_id": action_id, "url": address}]


def confirmation(title: str, text: str, confirm: str, deny: str = "Cancel") -> dict[str, Any]:
    """Slack's own "are you sure" before a button's action."""
    return {
        "title": plain(title, limits.CONFIRM_TITLE),
        "text": plain(text, limits.CONFIRM_TEXT),
        "confirm": plain(confirm, limits.CONFIRM_BUTTON),
        "deny": plain(deny, limits.CONFIRM_BUTTON),
    }
