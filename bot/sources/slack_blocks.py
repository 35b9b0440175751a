"""Block Kit to plain text, at any depth and without recursion: what comes from Slack may be nested by an attacker."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.sources.slack_text import date_text, link_text, mention, plain_text, unescape

MAX_NODES = 20_000
"""Nodes of one message that are looked at; a real message has a few hundred."""

_SILENT = frozenset({
    "actions", "button", "channels_select", "checkboxes", "context_actions", "conversations_select", "datepicker",
    "datetimepicker", "divider", "external_select", "feedback_buttons", "icon_button", "input", "overflow",
    "radio_buttons", "static_select", "timepicker", "users_select", "workflow_button",
})  # fmt: skip
"""What is there to be pressed or filled in, not to be read."""

_CHILDREN = (
    "title", "subtitle", "text", "description", "body", "fields", "elements", "blocks", "child_blocks", "message",
    "details", "output",
)  # fmt: skip
"""Where a block of any kind keeps what can be read, in the order in which Slack shows it."""

Node = Any
Names = Mapping[str, str]


def blocks_text(blocks: object, names: Names) -> list[str]:
    """The lines of `blocks` (a list of Block Kit blocks, of untrusted shape) as plain text, in reading order."""
    return [line for raw in "".join(_pieces(blocks, names)).split("\n") if (line := raw.rstrip())]


def _pieces(blocks: object, names: Names) -> Iterator[str]:
    stack: list[Node] = [{"blocks": blocks}]
    for _ in range(MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Mapping):
            leaf = _leaf(node, names)
            if leaf is not None:
                yield leaf
            else:
                stack.extend(reversed(_children(node)))


def _leaf(node: Mapping[str, Any], names: Names) -> str | None:
    """The text of a node that holds no others, "" for one that is not read, None where its children are to be read."""
    kind = node.get("type")
    text, url = _str(node.get("text")), _str(node.get("url"))
    match kind:
        case "text" | "raw_text" | "raw_number":
            return text or _str(node.get("value"))
        case "mrkdwn" | "markdown":
            return plain_text(text, names)
        case "plain_text":
            return unescape(text)
        case "link":
            return link_text(url, text)
        case "user":
            return mention(_str(node.get("user_id")), names, "@")
        case "channel":
            return mention(_str(node.get("channel_id")), names, "#")
        case "usergroup":
            return "@" + _str(node.get("usergroup_id"))
        case "broadcast":
            return "@" + _str(node.get("range"))
        case "emoji":
            tone = node.get("skin_tone")
            return f":{_str(node.get('name'))}:" + (f":skin-tone-{tone}:" if isinstance(tone, int) else "")
        case "color":
            return _str(node.get("value"))
        case "date":
            return _str(node.get("fallback")) or date_text(node.get("timestamp"))
        case "image":
            title = node.get("title")
            shown = (_str(title.get("text")) if isinstance(title, Mapping) else "") or _str(node.get("alt_text"))
            return f"[image: {shown}]" if shown else ""
        case _:
            return "" if isinstance(kind, str) and kind in _SILENT else None


def _children(node: Mapping[str, Any]) -> list[Node]:
    """What is inside a node in reading order, with the marks and line breaks that its kind asks for."""
    elements = _list(node.get("elements"))
    match node.get("type"):
        case "rich_text_section" | "rich_text_preformatted":
            return elements
        case "rich_text_quote":
            return ["> ", *elements]
        case "rich_text_list":
            return _between([_line([mark, item]) for mark, item in _items(node)], "\n")
        case "context":
            return _between(elements, " ")
        case "table" | "data_table":
            return _between([_line(_between(_list(row), " | ")) for row in _list(node.get("rows"))], "\n")
        case _:
            inside = [part for key in _CHILDREN for part in _listed(node.get(key))]
            return _between([part for part in inside if isinstance(part, str | Mapping)], "\n")


def _items(node: Mapping[str, Any]) -> Iterator[tuple[str, Node]]:
    """Each item of a list with its margin and bullet."""
    indent = node.get("indent")
    margin = "  " * (indent if isinstance(indent, int) and 0 <= indent < 10 else 0)
    for number, item in enumerate(_list(node.get("elements")), start=1):
        yield margin + (f"{number}. " if node.get("style") == "ordered" else "• "), item


def _line(nodes: list[Node]) -> Node:
    return {"type": "rich_text_section", "elements": nodes}


def _between(nodes: list[Node], separator: str) -> list[Node]:
    return [part for node in nodes for part in (separator, node)][1:]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _str(value: object) -> str:
    return value if isinstance(value, str) else ""
