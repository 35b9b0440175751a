"""Foreign text made harmless before it goes to Slack.

Blocks put foreign text into `rich_text`, where nothing is parsed. Fallback texts and the few mrkdwn lines (small grey
context lines, which know no `rich_text`) go through here.
"""

import re
from urllib.parse import quote, urlsplit

from handlers import limits

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]|\v|\f")
# Control characters, invisible ones, those that turn the reading direction, tags, lone surrogates. The two joiners
# that scripts and emoji need (U+200C, U+200D) stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
# Slack formats *so*, _so_, ~so~ and `so` where the mark stands at the edge of a word; inside one it is a letter.
_OPENING_MARK = re.compile(r"(?<!\w)[*_~`]+(?=\S)")
_CLOSING_MARK = re.compile(r"(?<=[^\s*_~`])[*_~`]+(?!\w)")
_HARMLESS = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_LOOKS_LIKE_ADDRESS = re.compile(r"://|\bwww\.|\.[a-z]{2,}/", re.IGNORECASE)


def clean(text: str) -> str:
    """`text` without what cannot be seen: control, invisible and direction-turning characters; line ends as `\\n`."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` cleaned, each run of white space one space."""
    return _SPACES.sub(" ", clean(text)).strip()


def escape(text: str) -> str:
    """For `text` fields: no mention, channel or link can be formed out of it. Formatting marks stay as they are."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_mrkdwn(text: str) -> str:
    """For one line of mrkdwn: as `escape`, and formatting marks are swapped for letters that look the same."""
    plain = _OPENING_MARK.sub(lambda mark: mark[0].translate(_HARMLESS), one_line(text))
    return escape(_CLOSING_MARK.sub(lambda mark: mark[0].translate(_HARMLESS), plain))


def unescape(text: str) -> str:
    """A fallback text as a terminal prints it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def safe_url(url: str | None) -> str | None:
    """`url` fit for a link, or None where it is none that may be opened (other schemes, hidden user names, no host)."""
    if not url or clean(url) != url or _SPACES.search(url.strip()) or len(url) > limits.LINK_URL:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    safe = quote(url.strip(), safe="%/:?#[]@!$&'()*+,;=~-._")
    return safe if len(safe) <= limits.LINK_URL else None


def honest_label(url: str, label: str) -> str:
    """`label` in one line; one that looks like an address itself is followed by the host that really opens."""
    shown = one_line(label)
    if not shown:
        return urlsplit(url).hostname or url
    if _LOOKS_LIKE_ADDRESS.search(shown) and shown != url:
        return f"{shown} ({urlsplit(url).hostname})"
    return shown


def link(url: str | None, label: str) -> str:
    """A mrkdwn link. Where `url` cannot be trusted, the label alone."""
    address = safe_url(url)
    if address is None:
        return escape_mrkdwn(label)
    target = address.replace("&", "&amp;")
    return f"<{target}|{escape_mrkdwn(honest_label(address, label)).replace('|', '¦')}>"
