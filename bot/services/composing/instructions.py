"""Text that talks to an assistant instead of to people."""

import re
import unicodedata

_INSTRUCTS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|source|rule|prompt|message|context)s?\b"
    r"|\b(?:print|reveal|output|repeat|show|append|dump)\b.{0,30}"
    r"\b(?:instructions?|system prompt|secrets?|private|api key)\b"
    r"|\b(?:answer|reply|respond)\b.{0,20}\b(?:only|with|exactly)\b\s*:|\byou must (?:reply|answer|respond|say)\b"
    r"|\b(?:begin|end|start|finish|prefix)\b.{0,12}\b(?:your|every|each|the|all) (?:answer|reply|response)s?\b"
    r"|\b(?:note|message|instructions?|notice) (?:for|to) (?:assistants?|ais?|models?|llms?|bots?)\b"
    r"|\bassistants? (?:must|should|shall|will)\b|\bif asked why\b|\bcite (?:as|message|this)\b"
    r"|\bdecode\b.{0,20}\bobey\b|(?:^|\n)\W{0,4}(?:system|assistant|human|user)\s*:|<\|?im_(?:start|end)"
    r"|\[/?INST\]|\bmust not be answered\b|\bmaintenance mode\b|\bnew task\s*:"
    r"|\bend of (?:sources|context|documents)\b|\{\{\s*\w+\s*\}\}|\bwhen citing this\b|\bamong your sources\b",
    re.I,
)


def instructs_a_model(text: str) -> bool:
    """Whether a text addresses an assistant. A net with holes: one of several, never the only one."""
    return _INSTRUCTS.search(unicodedata.normalize("NFKC", text)) is not None
