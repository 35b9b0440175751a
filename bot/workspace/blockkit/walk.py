"""Walks over blocks and the elements in them, wherever they are nested."""

from collections.abc import Callable, Iterator
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]

_NESTED_BLOCKS = {"container": "child_blocks", "carousel": "elements"}
_ELEMENT_LISTS = {"actions": "elements", "context_actions": "elements", "card": "actions"}


def elements_of(blocks: list[Block] | None) -> Iterator[tuple[Block, Element]]:
    """(block, element) of everything that a person can press or fill in, in order of appearance."""
    for block in blocks or []:
        kind = str(block.get("type"))
        if kind in _NESTED_BLOCKS:
            yield from elements_of(block.get(_NESTED_BLOCKS[kind]))
            continue
        candidates = [block.get("element"), block.get("accessory")]
        if kind in _ELEMENT_LISTS:
            candidates += block.get(_ELEMENT_LISTS[kind]) or []
        for element in candidates:
            if isinstance(element, dict) and element.get("action_id"):
                yield block, element


def with_ids(blocks: list[Block], mint: Callable[[str], str]) -> list[Block]:
    """The blocks with a made-up `block_id` (and `action_id`s) wherever the app gave none, as Slack sends them back."""
    return [_block_with_ids(block, mint) for block in blocks]


def _block_with_ids(block: Block, mint: Callable[[str], str]) -> Block:
    whole = {**block, "block_id": block.get("block_id") or mint("b")}
    kind = str(block.get("type"))
    if kind in _NESTED_BLOCKS:
        key = _NESTED_BLOCKS[kind]
        whole[key] = with_ids(whole.get(key) or [], mint)
    for key in ("element", "accessory"):
        if isinstance(whole.get(key), dict):
            whole[key] = _element_with_id(whole[key], mint)
    key = _ELEMENT_LISTS.get(kind, "")
    if isinstance(whole.get(key), list):
        whole[key] = [_element_with_id(e, mint) for e in whole[key]]
    return whole


def _element_with_id(element: Element, mint: Callable[[str], str]) -> Element:
    if element.get("type") == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": mint("a")}
