"""Which account a channel is named after."""

import re

from bot.services.attribution.book import AccountBook
from bot.services.attribution.names import is_common_word, is_listed_word, slug

_SHARED_MARK = re.compile(
    r"^(?:ext|external|shared|cust|customer|client|connect|partner|acct|account|sc|cx|csm|vip|proj|project|with)[-_]+"
    r"|[-_]+(?:ext|external|shared|connect|support|success|account|onboarding|poc|trial|pilot|rollout|cs|help|eng|team|"
    r"feedback)$"
    r"|^(?:support|success|onboarding|poc|trial|pilot|deal|sales|feedback)[-_]+"
)
_SURE_MARK = re.compile(
    r"^(?:ext|external|shared|cust|customer|client|connect|partner|acct|account|vip)-"
    r"|-(?:ext|external|shared|support|onboarding|success|poc|pilot|rollout)$"
)
"""Marks a channel that is a customer's even where the customer's name is an ordinary word."""
_NO_PARTNER = frozenset(
    (
        "anti", "competitor", "competitors", "vs", "from", "to", "no", "not", "integration", "integrations", "import",
        "export", "api", "plugin", "connector", "sdk", "sync", "news", "about", "why", "alert", "alerts", "bot",
        "proj", "bug", "bugs", "incident", "migration", "migrate", "leaving", "ex", "old", "the", "our", "my"
    )
)
"""First words of a channel's name after which a name is no partner's: `integration-relay`, `vs-relay`."""
_LONG_ENOUGH = 4  # letters of a name that opens a channel's name without any mark


def channel_account(name: str, book: AccountBook) -> str | None:
    """`#ext-acme`, `#acme-shared`, `#shared-acme-us`, `#acme`, `#acme-onboarding-team`, `#us-acme`; or None.

    None where two fit.

    An ordinary word (`#orbit-team`, `#target-market`) is a customer's name only beside a mark like `ext` or `customer`.
    """
    plain = slug(name.lstrip("#"))
    sure = bool(_SURE_MARK.search(plain))
    bare = plain
    while True:
        if (whole := _named(bare, book, sure=sure, marked=bare != plain)) is not None:
            return whole
        cut = _SHARED_MARK.sub("", bare)
        if cut == bare or not cut:
            break
        bare = cut
    parts = bare.split("-")
    runs = ["-".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
    if bare == plain:
        runs = [run for run in runs if len(run) >= _LONG_ENOUGH]
        if begun := [account for run in runs if (account := _named(run, book, sure=False, marked=False))]:
            return begun[0]
        rest = "-".join(parts[1:])
        is_pair = len(rest) >= _LONG_ENOUGH and parts[0] not in _NO_PARTNER
        return _named(rest, book, sure=False, marked=False) if is_pair else None
    runs += ["-".join(parts[start:]) for start in range(1, len(parts))]
    found = {account for run in runs if len(run) > 2 and (account := _named(run, book, sure=sure, marked=True))}
    return next(iter(found)) if len(found) == 1 else None


def _named(spelt: str, book: AccountBook, *, sure: bool, marked: bool) -> str | None:
    words = spelt.replace("-", " ")
    if not sure and (is_listed_word(words) if marked else is_common_word(words)):
        return None
    found = book.by_slug.get(spelt) or (book.by_short_slug.get(spelt) if marked else None)
    return found or (book.by_first_slug.get(spelt) if marked and sure else None)
