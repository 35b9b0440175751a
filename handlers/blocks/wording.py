"""Numbers, dates, names and states in words, the same everywhere."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.kinds import DecisionStatus
from bot.services.theming.excerpts import cut, excerpt, words_wanted
from handlers import limits
from handlers.blocks.escape import clean, escape, one_line

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ELLIPSIS = "…"
NAME_CHARACTERS = 80
TITLE_CHARACTERS = 150

STATUS_EMOJI = {
    DecisionStatus.PROPOSED: "hourglass_flowing_sand",
    DecisionStatus.ACCEPTED: "white_check_mark",
    DecisionStatus.REJECTED: "no_entry_sign",
    DecisionStatus.ICEBOXED: "ice_cube",
    DecisionStatus.DEPRECATED: "wastebasket",
    DecisionStatus.SUPERSEDED: "fast_forward",
}
CONTESTED_EMOJI = "warning"


def status_word(status: DecisionStatus) -> str:
    return status.value.capitalize()


def day(value: date) -> str:
    """`2 Mar 2026`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def ago(then: datetime, now: datetime) -> str:
    """How long ago, coarsely: `just now`, `4 min ago`, `3 h ago`, `2 days ago`, then the date."""
    passed = now - then
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{int(passed.total_seconds() // 60)} min ago"
    if passed < timedelta(days=1):
        return f"{int(passed.total_seconds() // 3600)} h ago"
    if passed < timedelta(days=14):
        return counted(passed.days, "day") + " ago"
    return day(then)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 account`, `1,204 accounts`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def money(amount: float) -> str:
    """A year's revenue in the company's own currency, which nobody needs to the unit: `950`, `38k`, `1.2M`."""
    if amount < 1_000:
        return f"{amount:.0f}"
    if amount < 999_500:
        return f"{amount / 1_000:.0f}k"
    return f"{amount / 1_000_000:.1f}M".replace(".0M", "M")


def listed(names: Sequence[str], most: int = 4) -> str:
    """`A, B and C`; past `most` names the rest is counted."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def length(text: str) -> int:
    """Characters as Slack counts them at most: UTF-16 units, so that an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """`text` cleaned, in at most `limit` characters: cut between words, with an ellipsis, where it is longer."""
    text = clean(text).strip()
    if length(text) <= limit:
        return text
    room = limit - length(ELLIPSIS)
    cut = text[:room]
    while length(cut) > room:
        cut = cut[:-1]
    if len(cut) < len(text) and not text[len(cut)].isspace():
        at = max(cut.rfind(" "), cut.rfind("\n"))
        if at > room // 2:  # else one endless word, which is cut anywhere
            cut = cut[:at]
        elif unicodedata.combining(text[len(cut)]) or text[len(cut)] in "\u200d\ufe0f":
            cut = cut[:-1]
    return cut.rstrip(" \n\t,;:–—-\u200d\ufe0f") + ELLIPSIS


def quoted_words(text: str, limit: int, keywords: Sequence[str] = ()) -> str:
    """What somebody said, in one line of at most `limit` characters: whole sentences where they fit.

    keywords: phrases of the theme that it stands for; the sentences that hold them are taken.
    """
    return shorten(cut(excerpt(one_line(text), words_wanted(keywords), limit), limit), limit)


def named(name: str) -> str:
    """A person, an account, a channel or a competitor in one line of bearable length."""
    return shorten(one_line(name), NAME_CHARACTERS)


def titled(title: str) -> str:
    """A record's title in one line of bearable length."""
    return shorten(one_line(title), TITLE_CHARACTERS)


def fallback(text: str) -> str:
    """`text` for a message's `text` field: escaped, never empty, at most 4,000 characters after escaping.

    `escape.unescape` gives the words back, as a terminal prints them.
    """
    room = limits.MESSAGE_TEXT
    while length(shown := escape(shorten(text, room))) > limits.MESSAGE_TEXT:
        room = room * 4 // 5
    return shown or "(no text)"
