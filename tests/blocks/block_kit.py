"""What Slack refuses, as a list of complaints; written apart from the builders, from Slack's rules."""

from typing import Any

_ELEMENT_LIMIT = {"actions": 25, "context": 10}
_RICH_PARTS = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
_RICH_ELEMENTS = {"text", "link", "user", "channel", "emoji", "broadcast", "date", "usergroup"}
_INTERACTIVE = {"button", "static_select", "overflow", "datepicker", "radio_buttons", "multi_users_select"}


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def message_complaints(blocks: list[dict[str, Any]], text: str) -> list[str]:
    found = [] if 0 < len(text) <= 4000 else [f"text of {len(text)} characters"]
    found += [] if 0 < len(blocks) <= 50 else [f"{len(blocks)} blocks"]
    if (total := sum(units(one) for one in all_text(blocks))) > 12_000:
        found.append(f"{total} characters in all blocks")
    return found + _blocks(blocks)


def view_complaints(view: dict[str, Any]) -> list[str]:
    found = [] if len(view["blocks"]) <= 100 else ["too many blocks"]
    if view["type"] == "modal":
        for name in ("title", "submit", "close"):
            if name in view:
                found += _plain(view[name], 24, name)
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            found.append("inputs without submit")
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata")
    return found + _blocks(view["blocks"])


def all_text(value: Any) -> list[str]:
    """Every text that a person reads."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for part in value.values() for text in all_text(part)]
    if isinstance(value, list):
        return [text for part in value for text in all_text(part)]
    return []


def urls(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["url"]] if isinstance(value.get("url"), str) else []
        return own + [url for part in value.values() for url in urls(part)]
    return [url for part in value for url in urls(part)] if isinstance(value, list) else []


def elements(value: Any, kind: str) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if value.get("type") == kind else []
        return own + [one for part in value.values() for one in elements(part, kind)]
    return [one for part in value for one in elements(part, kind)] if isinstance(value, list) else []


def action_ids(blocks: list[dict[str, Any]]) -> list[str]:
    return [one["action_id"] for kind in _INTERACTIVE for one in elements(blocks, kind)]


def _plain(value: dict[str, Any], limit: int, where: str) -> list[str]:
    if value["type"] != "plain_text" or not 0 < units(value["text"]) <= limit:
        return [f"{where}: {value}"]
    return []


def _blocks(blocks: list[dict[str, Any]]) -> list[str]:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    found = [] if len(ids) == len(set(ids)) else ["block_id twice"]
    for at, block in enumerate(blocks):
        found += [f"/blocks/{at}: {complaint}" for complaint in _block(block)]
    return found


def _block(block: dict[str, Any]) -> list[str]:
    match block["type"]:
        case "divider" | "data_visualization":
            return []
        case "header":
            return _plain(block["text"], 150, "header")
        case "section":
            return [] if 0 < units(block["text"]["text"]) <= 3000 else ["section text"]
        case "rich_text":
            fine = block["elements"] and all(_rich_part(part) for part in block["elements"])
            return [] if fine else [f"rich {block}"]
        case "context":
            fine = all(0 < units(one["text"]) <= 3000 for one in block["elements"])
            return [] if 0 < len(block["elements"]) <= 10 and fine else ["context"]
        case "actions":
            ids = [one["action_id"] for one in block["elements"]]
            found = [] if len(ids) == len(set(ids)) and 0 < len(ids) <= 25 else ["action ids"]
            return found + [complaint for one in block["elements"] for complaint in _button(one)]
        case "input":
            return _plain(block["label"], 2000, "label") + _input(block["element"])
    return [f"unknown block {block['type']}"]


def _rich_part(part: dict[str, Any]) -> bool:
    if part["type"] == "rich_text_list":
        return bool(part["elements"]) and all(_rich_part(one) for one in part["elements"])
    if part["type"] not in _RICH_PARTS or not part["elements"]:
        return False
    for one in part["elements"]:
        if one["type"] not in _RICH_ELEMENTS or (one["type"] in ("text", "link") and not one["text"]):
            return False
    return True


def _button(one: dict[str, Any]) -> list[str]:
    found = _plain(one["text"], 75, "button")
    return found + (["button value"] if len(one.get("value", "")) > 2000 else [])


def _input(element: dict[str, Any]) -> list[str]:
    found: list[str] = []
    if len(element.get("initial_value", "")) > element.get("max_length", 3000):
        found.append("initial_value longer than max_length")
    options = element.get("options", [])
    for option in options:
        found += _plain(option["text"], 75, "option")
        found += [] if 0 < len(option["value"]) <= 150 else ["option value"]
    if "initial_option" in element and element["initial_option"] not in options:
        found.append("initial_option is none of the options")
    if len(options) > (10 if element["type"] == "radio_buttons" else 100):
        found.append("too many options")
    return found
