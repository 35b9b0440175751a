"""Whole messages and views, checked as the Web API checks them. What is wrong raises Slack's own refusal."""

import json
from typing import Any

from bot.workspace.blockkit import limits
from bot.workspace.blockkit.blocks import check_blocks
from bot.workspace.blockkit.composition import check_text
from bot.workspace.blockkit.problems import Problems
from bot.workspace.shapes import Json, SlackRefusal


def check_message(payload: Json, *, is_update: bool = False) -> None:
    """Content of a message: text, blocks, attachments, markdown_text, metadata. Raises SlackRefusal."""
    text, blocks = payload.get("text"), payload.get("blocks")
    attachments, markdown = payload.get("attachments"), payload.get("markdown_text")
    if markdown and (text or blocks):
        raise SlackRefusal("markdown_text_conflict")
    if markdown and len(markdown) > limits.MARKDOWN_TOTAL:
        raise SlackRefusal("msg_too_long")
    if not (text or blocks or attachments or markdown):
        raise SlackRefusal("no_text")
    if text and len(text) > (limits.UPDATE_TEXT if is_update else limits.MESSAGE_TEXT):
        raise SlackRefusal("msg_too_long")
    if blocks is not None:
        problems = block_problems(blocks)
        if problems.found:
            raise invalid_blocks(problems)
        if words_in(blocks) > limits.ALL_BLOCKS_TEXT:
            raise SlackRefusal("msg_blocks_too_long")
    if attachments is not None:
        _check_attachments(attachments)
    if payload.get("metadata") is not None:
        _check_metadata(payload["metadata"])


def _check_attachments(attachments: Any) -> None:
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise SlackRefusal("invalid_attachments")
    if len(attachments) > limits.ATTACHMENTS:
        raise SlackRefusal("too_many_attachments")
    for attachment in attachments:
        if "blocks" in attachment and (problems := block_problems(attachment["blocks"])).found:
            raise invalid_blocks(problems)


def _check_metadata(metadata: Any) -> None:
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        raise SlackRefusal("invalid_metadata_format")
    if len(json.dumps(metadata)) > limits.METADATA_BYTES:
        raise SlackRefusal("metadata_too_large")


def block_problems(blocks: Any, surface: str = "message") -> Problems:
    problems = Problems()
    check_blocks(problems, blocks, surface, "/blocks")
    return problems


def invalid_blocks(problems: Problems) -> SlackRefusal:
    """The refusal with every problem named, as Slack writes them."""
    errors = [f"{message} [json-pointer:{pointer}]" for message, pointer in problems.found]
    messages = [f"[ERROR] {error}" for error in errors]
    return SlackRefusal("invalid_blocks", errors=errors, response_metadata={"messages": messages})


def words_in(value: Any) -> int:
    """Characters of all text in a piece of block JSON."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(words_in(v) for v in value.values() if isinstance(v, (dict, list)))
    return sum(words_in(v) for v in value) if isinstance(value, list) else 0


def check_view(view: Json) -> None:
    """A modal or a Home as an app hands it in. Raises SlackRefusal."""
    problems = view_problems(view)
    if problems.found:
        messages = [f"[ERROR] {message} [json-pointer:{pointer}]" for message, pointer in problems.found]
        raise SlackRefusal("invalid_arguments", response_metadata={"messages": messages})
    if len(json.dumps(view)) > limits.VIEW_BYTES:
        raise SlackRefusal("view_too_large")


def view_problems(view: Any) -> Problems:
    problems = Problems()
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        problems.add("must be a valid enum value", "/view/type")
        return problems
    if problems.required(view, ("blocks",), "/view"):
        check_blocks(problems, view["blocks"], view["type"], "/view/blocks")
    problems.optional_text(view, "callback_id", limits.ID, "/view")
    problems.optional_text(view, "external_id", limits.ID, "/view")
    problems.optional_text(view, "private_metadata", limits.PRIVATE_METADATA, "/view")
    if view["type"] == "modal":
        check_text(problems, view.get("title"), "/view/title", most=limits.VIEW_TITLE, plain=True)
        for key in ("submit", "close"):
            if view.get(key) is not None:
                check_text(problems, view[key], f"/view/{key}", most=limits.VIEW_BUTTON, plain=True)
        blocks = view.get("blocks") or []
        has_input = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
        if has_input and view.get("submit") is None:
            problems.add("missing required field: submit", "/view")
    return problems
