"""Inline markup taken away, for embedding, for counting words and for reading; never for quoting."""

import re

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), " "),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), " "),  # images
    (re.compile(r"\[([^\]\[]+)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),  # [words](url)
    (re.compile(r"\[([^\]\[]+)\]\[[^\]]*\]"), r"\1"),  # [words][ref]
    (re.compile(r"\s?\[(?:[#*]?[\w.-]{1,24}|[#*])\]_+"), ""),  # [1]_ and [#]_ footnotes
    (re.compile(r"\[\^[\w.-]{1,24}\]"), ""),  # [^1] footnotes
    (re.compile(r":[\w:+-]+:`([^`<]+?)\s*<[^`>]*>`"), r"\1"),  # :role:`words <target>`
    (re.compile(r":pep:`([^`]+)`"), r"PEP \1"),
    (re.compile(r":rfc:`([^`]+)`"), r"RFC \1"),
    (re.compile(r":[\w:+-]+:`[~!]?([^`]+)`"), r"\1"),
    (re.compile(r"`([^`<]+?)\s*<[^`>]*>`_*"), r"\1"),  # `words <url>`_
    (re.compile(r"``([^`]+)``"), r"\1"),
    (re.compile(r"`([^`\n]+)`_*"), r"\1"),
    (re.compile(r"\|([\w .-]+)\|_?"), r"\1"),
    (re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>"), " "),
    (re.compile(r"(?<![\w*])\*{1,3}(?=\S)([^*\n]+?)(?<=\S)\*{1,3}(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])__?(?=\S)([^_\n]+?)(?<=\S)__?(?![\w_])"), r"\1"),
    (re.compile(r"(?<=\w)_(?=[\s.,;:)]|$)"), ""),  # reference_
    (re.compile(r"::(?=\s|$)"), ":"),
    (re.compile(r"\n\s*>\s?"), " "),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])"), r"\1"),
    (re.compile(r"\s+"), " "),
)


def plain(text: str) -> str:
    """One line of words: link texts without their addresses, code without its marks, white space folded."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    for pattern, by in _RULES:
        text = pattern.sub(by, text)
    return text.strip()


_MARKED = re.compile(r"[`*_\[\]<>|\\]|::")
