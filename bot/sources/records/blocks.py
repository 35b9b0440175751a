"""A record cut into blocks by its lines: what is a heading, what is prose, what must never be quoted."""

import re
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # one item of a list
    TABLE = "table"
    CODE = "code"
    META = "meta"  # front matter, `Status: accepted` lines
    REMNANT = "remnant"  # comments, directives, link definitions, rules, tables of contents, empty template lines


@dataclass(frozen=True)
class Block:
    """`start` and `end` are offsets of the words alone: no bullet, no heading mark, no line end around them.

    level: of a heading, 1 is outermost. indent: columns before the words' mark.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    indent: int = 0

    @property
    def is_prose(self) -> bool:
        return self.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)


BULLET = re.compile(r"(?:[-*+•–]|\(?(?:\d{1,3}|#|[a-zA-Z]|[ivx]{1,4})[.)])(?:[ \t]+|$)")
_META_NAMES = (
    r"status|state|date|created|updated|last[ -](?:updated|modified)|deciders?|decided by|authors?(?:\(s\))?"
    r"|owners?|approvers?"
    r"|reviewers?|editors?|sponsor|arbiter|technical story|issue|ticket|tags?|discussion(?:s-to)?|pr"
    r"|pull request|version"
    r"|supersedes|superseded by|deciders|driver|informed|consulted|stakeholders|contributors|start date|rfc pr"
    r"|target release"
    r"|type|review period|resolution|references?|post-history|consensus|proposed|id|number|category|group"
)
_META = re.compile(rf"(?i):?[*_]*(?:{_META_NAMES})[*_]*\s*:")
_TEMPLATE = re.compile(
    r"(?i)^(?:\.{3}|…|tbd\b|todo\b|n/?a\W*$|none\.?$|\{[^}]*\}\W*$|\[[a-z][^\]]*\]\W*$(?<!\))|<[^>]*>\W*$)"
)
_TOC_LINE = re.compile(r"\[[^\]]*\]\(#[^)]*\)\s*$")
_LINK_DEFINITION = re.compile(r"\[[^\]]+\]:\s*\S")
_ONLY_LINKS = re.compile(r"(?:\W*(?:https?://\S+|\[[^\]]*\]\([^)]*\)|`[^`]*<https?:[^`]*>`__?)\W*)+$")


def prose_kind(words: str, *, is_item: bool) -> BlockKind:
    """Whether lines that look like prose say something, or are what a template or an index leaves behind."""
    if _META.match(words) and len(words) < 240:
        return BlockKind.META
    if not any(c.isalpha() for c in words):
        return BlockKind.REMNANT
    if _TOC_LINE.match(words) or _LINK_DEFINITION.match(words) or _TEMPLATE.match(words) or _ONLY_LINKS.match(words):
        return BlockKind.REMNANT
    return BlockKind.ITEM if is_item else BlockKind.PARAGRAPH
