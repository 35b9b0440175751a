"""Representative quotes of a theme: verbatim, short enough to read, of different accounts."""

import re
from collections.abc import Sequence

import numpy as np

from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal
from bot.domain.themes import Quote
from bot.services.theming.excerpts import LONGEST, SHORTEST, excerpt, words_wanted
from bot.services.theming.features import Matrix, normalised

_LOOKED_AT = 40  # members, the nearest, whose words are looked at
_NAMING = 0.3  # how much more a message is worth that holds all words of the theme's name
_RETOLD = 0.85  # what it is worth in somebody else's words
_NOBODYS = 0.8  # and where the account is not known


def representative(
    members: Sequence[Signal],
    vectors: Matrix,
    keywords: Sequence[str] = (),
    count: int = 3,
    *,
    today: frozenset[str] = frozenset(),
) -> tuple[Quote, ...]:
    """The quotes that stand for a theme, of different accounts first.

    Wants and problems come before praise, unless most of the theme is praise; then what was said today, where half of
    the theme is no nearer to its centre; then what is near it, holds its words, is the customer's own and can be read
    quickly. Fewer than `count` where the members say the same words.

    vectors: (n, d) unit rows, one each member. keywords: the theme's phrases, best first. today: ids of the members
    that speak for the theme now.
    """
    if not members:
        return ()
    cosines = vectors @ normalised(vectors.mean(axis=0, keepdims=True))[0]
    praised = [member.kind is SignalKind.PRAISE for member in members]
    is_praise = 2 * sum(praised) > len(members)
    first = words_wanted(keywords[:1])
    worth = {i: float(cosine) * _fit(members[i].text) for i, cosine in enumerate(cosines)}
    middle = float(np.median(cosines))

    def rank(i: int) -> tuple[bool, bool, float, str]:
        is_todays = members[i].id in today and cosines[i] >= middle
        return praised[i] != is_praise, not is_todays, -round(worth[i], 4), members[i].id

    ordered = sorted(worth, key=rank)
    nearest, others = ordered[:_LOOKED_AT], ordered[_LOOKED_AT:]
    worth.update({i: worth[i] * _speaks(members[i], first) for i in nearest})
    ranked = [members[i] for i in (*sorted(nearest, key=rank), *others)]
    return _of_different_accounts(ranked, words_wanted(keywords), count)


def _of_different_accounts(ranked: Sequence[Signal], wanted: frozenset[str], count: int) -> tuple[Quote, ...]:
    chosen: list[Quote] = []
    seen_accounts: set[str] = set()
    seen_words: set[str] = set()
    for different in (True, False):
        for member in ranked:
            said_by = member.account_id or f"author:{member.author or member.id}"
            if any(quote.id == member.id for quote in chosen) or (different and said_by in seen_accounts):
                continue
            text = excerpt(member.text, wanted)
            plain = " ".join(re.findall(r"\w+", text.lower()))
            if not plain or plain in seen_words:
                continue
            chosen.append(Quote(member.id, text, member.url, member.account))
            seen_accounts.add(said_by)
            seen_words.add(plain)
            if len(chosen) == count:
                return tuple(chosen)
    return tuple(chosen)


def _speaks(member: Signal, first: frozenset[str]) -> float:
    """How well it can be quoted for a theme of these words."""
    by = (1.0 if member.is_customers_own else _RETOLD) * (1.0 if member.account_id else _NOBODYS)
    return (1 + _NAMING * _share(first, member.text)) * by


def _share(wanted: frozenset[str], text: str) -> float:
    """Of the wanted words, those that the text holds, also as the beginning of a longer one."""
    said = " " + " ".join(re.findall(r"[^\W_]+", text.lower()))
    return sum(f" {word.removesuffix('s')}" in said for word in wanted) / len(wanted) if wanted else 0.0


def _fit(text: str) -> float:
    """How well a message can be quoted: 1 where it is short and complete, less for very short or very long ones."""
    length = len(text.strip())
    if length < SHORTEST:
        return 0.7
    if length <= LONGEST:
        return 1.0
    return max(0.75, 1.0 - (length - LONGEST) / 4000)
