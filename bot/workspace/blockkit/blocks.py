"""Blocks: which may stand in a message, a modal or a Home, and what each must hold."""

from collections.abc import Callable
from typing import Any

from bot.workspace.blockkit import limits
from bot.workspace.blockkit.composition import check_image_source, check_text
from bot.workspace.blockkit.elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    check_element,
)
from bot.workspace.blockkit.problems import Problems
from bot.workspace.blockkit.rich import (
    alert,
    card,
    carousel,
    container,
    data_table,
    data_visualization,
    plan,
    rich_text,
    table,
    task_card,
)

Block = dict[str, Any]

_PLAIN = {"section", "header", "divider", "context", "actions", "image", "rich_text", "video"}
_EVERYWHERE = {*_PLAIN, "container", "card", "carousel"}
ALLOWED: dict[str, frozenset[str]] = {
    "message": frozenset(
        _EVERYWHERE
        | {"markdown", "table", "file", "context_actions", "plan", "task_card", "data_table", "data_visualization"}
        | {"call", "auth_provider", "alert", "input"}
    ),
    "modal": frozenset(_EVERYWHERE | {"input", "alert"}),
    "home": frozenset(_EVERYWHERE | {"input", "alert"}),
}
_ONCE = {
    "table": limits.TABLES_PER_MESSAGE,
    "data_visualization": limits.CHARTS_PER_MESSAGE,
}


def check_blocks(problems: Problems, blocks: Any, surface: str, pointer: str) -> None:
    """All blocks of a message (`surface` message) or a view (modal, home), and what holds over them together."""
    most = limits.MESSAGE_BLOCKS if surface == "message" else limits.VIEW_BLOCKS
    known = problems.items(blocks, 0, most, pointer)
    seen: set[str] = set()
    for index, block in enumerate(known):
        at = f"{pointer}/{index}"
        kind = str(block.get("type"))
        if kind not in ALLOWED[surface]:
            problems.add(f"unsupported type: {kind}", f"{at}/type")
            continue
        block_id = block.get("block_id")
        if block_id is not None:
            problems.text_between(block_id, 1, limits.ID, f"{at}/block_id")
            if block_id in seen:
                problems.add(f"block_id already exists: {block_id}", f"{at}/block_id")
            seen.add(block_id)
        if (check := _CHECKS.get(kind)) is not None:
            check(problems, block, at)
        _unique_action_ids(problems, block, at)
    for kind, allowed in _ONCE.items():
        if sum(b.get("type") == kind for b in known) > allowed:
            problems.add(f"only {allowed} {kind} block(s) allowed", pointer)
    written = sum(len(str(b.get("text", ""))) for b in known if b.get("type") == "markdown")
    if written > limits.MARKDOWN_TOTAL:
        problems.add(f"markdown blocks must be less than {limits.MARKDOWN_TOTAL + 1} characters together", pointer)


def _unique_action_ids(problems: Problems, block: Block, pointer: str) -> None:
    seen: set[str] = set()
    for element in block.get("elements") or []:
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id is not None and action_id in seen:
            problems.add(f"action_id already exists: {action_id}", pointer)
        seen.add(str(action_id))


def _section(problems: Problems, block: Block, pointer: str) -> None:
    problems.known(block, ("type", "block_id", "text", "fields", "accessory", "expand"), pointer)
    if block.get("text") is None and not block.get("fields"):
        problems.add("must have text or fields", pointer)
    if block.get("text") is not None:
        check_text(problems, block["text"], f"{pointer}/text", most=limits.SECTION_TEXT)
    if block.get("fields") is not None:
        fields = problems.items(block["fields"], 1, limits.SECTION_FIELDS, f"{pointer}/fields")
        for index, text in enumerate(fields):
            check_text(problems, text, f"{pointer}/fields/{index}", most=limits.SECTION_FIELD)
    if isinstance(block.get("accessory"), dict):
        check_element(problems, block["accessory"], f"{pointer}/accessory", IN_SECTION)


def _header(problems: Problems, block: Block, pointer: str) -> None:
    check_text(problems, block.get("text"), f"{pointer}/text", most=limits.HEADER_TEXT, plain=True)


def _context(problems: Problems, block: Block, pointer: str) -> None:
    elements = problems.items(block.get("elements"), 1, limits.CONTEXT_ELEMENTS, f"{pointer}/elements")
    for index, element in enumerate(elements):
        at = f"{pointer}/elements/{index}"
        if element.get("type") == "image":
            check_image_source(problems, element, at)
        else:
            check_text(problems, element, at, most=limits.SECTION_TEXT)


def _actions(problems: Problems, block: Block, pointer: str) -> None:
    elements = problems.items(block.get("elements"), 1, limits.ACTIONS_ELEMENTS, f"{pointer}/elements")
    for index, element in enumerate(elements):
        check_element(problems, element, f"{pointer}/elements/{index}", IN_ACTIONS)


def _context_actions(problems: Problems, block: Block, pointer: str) -> None:
    most = limits.CONTEXT_ACTIONS_ELEMENTS
    for index, element in enumerate(problems.items(block.get("elements"), 1, most, f"{pointer}/elements")):
        check_element(problems, element, f"{pointer}/elements/{index}", IN_CONTEXT_ACTIONS)


def _image(problems: Problems, block: Block, pointer: str) -> None:
    check_image_source(problems, block, pointer)
    if block.get("title") is not None:
        check_text(problems, block["title"], f"{pointer}/title", most=limits.IMAGE_TITLE, plain=True)


def _input(problems: Problems, block: Block, pointer: str) -> None:
    if not problems.required(block, ("label", "element"), pointer):
        return
    problems.known(block, ("type", "block_id", "label", "element", "hint", "optional", "dispatch_action"), pointer)
    check_text(problems, block["label"], f"{pointer}/label", most=limits.INPUT_LABEL, plain=True)
    if block.get("hint") is not None:
        check_text(problems, block["hint"], f"{pointer}/hint", most=limits.INPUT_HINT, plain=True)
    check_element(problems, block["element"], f"{pointer}/element", IN_INPUT)


def _markdown(problems: Problems, block: Block, pointer: str) -> None:
    problems.text_between(block.get("text"), 1, limits.MARKDOWN_TOTAL, f"{pointer}/text")


def _video(problems: Problems, block: Block, pointer: str) -> None:
    if problems.required(block, ("title", "video_url", "thumbnail_url", "alt_text"), pointer):
        check_text(problems, block["title"], f"{pointer}/title", most=limits.VIDEO_TITLE, plain=True)
        problems.optional_text(block, "author_name", limits.VIDEO_AUTHOR, pointer)


def _container(problems: Problems, block: Block, pointer: str) -> None:
    container(problems, block, pointer)
    children = [c for c in block.get("child_blocks") or [] if isinstance(c, dict)]
    for index, child in enumerate(children):
        if (check := _CHECKS.get(str(child.get("type")))) is not None and child.get("type") != "container":
            check(problems, child, f"{pointer}/child_blocks/{index}")


_CHECKS: dict[str, Callable[[Problems, Block, str], None]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "video": _video,
    "container": _container,
    "rich_text": rich_text,
    "table": table,
    "card": card,
    "carousel": carousel,
    "alert": alert,
    "data_table": data_table,
    "data_visualization": data_visualization,
    "task_card": task_card,
    "plan": plan,
}
