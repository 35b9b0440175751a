"""What no sentence of a model may hold, whatever it says: links, mentions, markup, hidden characters.

Assume a model that obeys an attacker fully. A sentence with any of these is dropped, not mended: what is left of an
attack after mending is still the attacker's.
"""

import html
import re
import unicodedata

from bot.services.composing.folding import HIDING, is_invisible
from bot.services.composing.verdicts import Drop

LONGEST_CLAIM = 400
"""Characters of one sentence."""

_LINK = re.compile(
    r"://|\bwww\.|\b(?:https?|ftp|file|data|javascript|slack|mailto|tel|sms)\s*:\s*\S|\S@\S|\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|\bxn--|%[0-9a-f]{2}%[0-9a-f]{2}",
    re.I,
)
_DOTTED = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:[.。．｡][^\W_](?:[\w-]*[^\W_])?)+", re.U)
_CODE = """bat c cc cfg cpp css csv gif go h html ini java jpeg jpg js json jsonl jsx kt lock lua pdf php png proto
rb rst sql svg swift tex toml ts tsx txt wasm xml yaml yml"""
_HOSTS = """com net org io co ai app dev example info biz me xyz site online top cloud link click page eu uk de fr ru
cn jp in br nl us"""
_FILE_ENDINGS = frozenset(_CODE.split())
_TOP_DOMAINS = frozenset(_HOSTS.split())
_MENTION = re.compile(r"<[!@#]|(?:^|[^\w])@\s?\w|\bsubteam\^", re.I)
_CHANNEL = re.compile(r"(?:^|\s)#[a-z][\w-]+", re.I)
_MARKUP = re.compile(
    r"<[a-z/|!?]|<\||\[[^\]]*\]\s*[\[(:]|!\[|\[\[|\]\]|\{\{|\}\}|```|~~|\|\|"
    r"|\[/?INST\]|^\s*(?:#{1,6}\s|>|\||[-*+]\s|\d+[.)]\s)|\"\s*:\s*[\"{\[]",
    re.I,
)
_EMPHASIS = re.compile(r"(\*\*|\*|`|(?<!\w)__?|__?(?!\w))")
_DOT_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|a\.m|p\.m|u\.s|u\.k|e\.u)\b", re.I)


def cleaned(text: str) -> str:
    """One line, emphasis marks gone; everything else as it was said."""
    return " ".join(_EMPHASIS.sub("", " ".join(text.split())).split())


def unsafe(text: str, allowed: str = "") -> Drop | None:
    """What forbids showing the sentence, or None. `allowed`: dotted names in it (`asyncio.timeout`) may be repeated.

    Looks through HTML entities, full-width and compatibility forms as well.
    """
    if not any(character.isalnum() for character in text):
        return Drop.EMPTY
    if len(text) > LONGEST_CLAIM:
        return Drop.TOO_LONG
    if HIDING.search(text) or any(is_invisible(character) for character in text) or mixes_alphabets(text):
        return Drop.HIDDEN
    for form in {text, html.unescape(html.unescape(unicodedata.normalize("NFKC", text)))}:
        if _MENTION.search(form) or _CHANNEL.search(form):
            return Drop.MENTION
        if _LINK.search(form) or _has_address(form, allowed):
            return Drop.LINK
        if _MARKUP.search(form):
            return Drop.MARKUP
    return None


def _has_address(text: str, allowed: str) -> bool:
    """Whether a dotted name in the text could be taken for a host by whoever shows it."""
    for match in _DOTTED.finditer(_DOT_ABBREVIATION.sub("", text)):
        name = match.group()
        last = re.split(r"[.。．｡]", name)[-1].lower()
        if last[0].isdigit() or last in _FILE_ENDINGS:
            continue
        if name not in allowed or text[match.end() : match.end() + 1] == "/" or _like_a_host(name):
            return True
    return False


def _like_a_host(name: str) -> bool:
    """Whether a well-known top-level domain stands at the end."""
    return name.rsplit(".", 1)[-1].lower() in _TOP_DOMAINS


def mixes_alphabets(text: str) -> bool:
    """Whether one word mixes Latin with Cyrillic or Greek letters that look like Latin ones."""
    for word in re.findall(r"[^\W\d_]{2,}", text):
        latin = any(character.isascii() for character in word)
        if latin and any("\u0370" <= character <= "\u052f" for character in word):
            return True
    return False
