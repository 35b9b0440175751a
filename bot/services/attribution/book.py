"""All accounts of a workspace, ready to be looked up by name, channel, team or e-mail domain."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.accounts import Account
from bot.services.attribution.names import (
    first_word,
    folded,
    is_common_word,
    shortened,
    slug,
    slugs,
    transliterated,
    unaccented,
    without_legal_form,
)

FREE_MAIL = frozenset(
    (
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
        "aol.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "proton.me",
        "protonmail.com",
        "mail.com",
        "yandex.ru",
        "qq.com",
        "163.com",
        "example.com",
        "fastmail.com",
        "hey.com",
        "msn.com",
    )
)
"""Hosts of e-mail that says nothing of the writer's company."""


_WORD = re.compile(r"[^\W_]+")
_AND = frozenset(("&", "+", "and", "und"))


@dataclass(frozen=True)
class NamePattern:
    """One way to name an account in running text, without accents. `common`: an ordinary word too, so only its exact
    case counts. `short`: the beginning of a longer name, which needs better signs."""

    account_id: str
    name: str
    pattern: re.Pattern[str]
    common: bool
    short: bool
    opening: str  # the first word of the name, in lower case


@dataclass(frozen=True)
class AccountBook:
    """Look-ups over all accounts. A key that two accounts share is in none of the maps: ambiguous means no."""

    by_name: Mapping[str, str]  # folded name or alias
    by_domain: Mapping[str, str]
    by_slug: Mapping[str, str]
    by_short_slug: Mapping[str, str]  # slug of the beginning of a longer name, or of such a domain
    by_first_slug: Mapping[str, str]  # slug of a longer name's first word, ordinary or not
    by_host: Mapping[str, str]  # slug of a domain without its ending
    by_team: Mapping[str, str]  # Slack team id of a connected workspace
    patterns: tuple[NamePattern, ...]
    names: Mapping[str, str]  # account id to its name

    def patterns_for(self, text: str) -> list[NamePattern]:
        """The patterns that may match, longest names first: those whose first word the text has."""
        words = set(_WORD.findall(text.lower()))
        return [pattern for pattern in self.patterns if pattern.opening in words]

    @classmethod
    def of(cls, accounts: Iterable[Account], teams: Mapping[str, str] | None = None) -> "AccountBook":
        """teams: Slack team id of a connected workspace to account id, where that is known."""
        known = sorted(accounts, key=lambda account: account.id)
        names = [(name, account.id) for account in known for name in _names(account)]
        domains = [(d, a.id) for a in known for d in _domains(a)]
        shorts = [(short, a.id) for a in known for name in _names(a) for short in shortened(name)]
        own_slugs = [(spelt, account) for name, account in names for spelt in slugs(name)]
        by_slug = _unambiguous(own_slugs)
        begun = {slug(short) for short, _ in shorts}
        by_host = _unambiguous((slug(host.split(".")[0]), account) for host, account in domains)
        by_slug = {spelt: account for spelt, account in by_host.items() if spelt not in begun} | by_slug
        taken = {spelt for spelt, _ in own_slugs}
        alone = {short: account for short, account in _unambiguous(shorts).items() if slug(short) not in taken}
        return cls(
            by_name=_unambiguous((folded(name), account) for name, account in names),
            by_domain=_unambiguous(domains),
            by_slug=by_slug,
            by_first_slug=_unambiguous(
                (slug(first), a.id) for a in known for name in _names(a) if (first := first_word(name)) is not None
            ),
            by_host=by_host,
            by_short_slug=_unambiguous((slug(short), account) for short, account in alone.items())
            | {spelt: account for spelt, account in by_host.items() if spelt in begun - taken},
            by_team=dict(teams or {}),
            patterns=_longest_first([*_patterns(names), *_short_patterns(alone)]),
            names={account.id: account.name for account in known},
        )

    def named(self, words: str) -> str | None:
        """The account that a field such as `Acme, Inc.` or `acme.com` names as a whole."""
        text = words.strip().strip("\"'*_<>").strip()
        plain = folded(text)
        found = self.by_name.get(plain) or self.by_name.get(folded(without_legal_form(text)))
        spelt = slug(without_legal_form(text))
        return found or self.domain(plain) or self.by_slug.get(spelt) or self.by_host.get(spelt)

    def domain(self, host: str) -> str | None:
        """The account of a host name or one of its parents: `mail.acme.com` belongs to `acme.com`."""
        labels = host.lower().removeprefix("www.").strip(".").split(".")
        for start in range(len(labels) - 1):
            candidate = ".".join(labels[start:])
            if candidate in FREE_MAIL:
                return None
            if candidate in self.by_domain:
                return self.by_domain[candidate]
        return None


def _names(account: Account) -> tuple[str, ...]:
    given = [account.name, *account.aliases]
    every = [*given, *(without_legal_form(name) for name in given)]
    every += [transliterated(name) for name in every]
    return tuple(dict.fromkeys(name.strip() for name in every if name.strip()))


def _domains(account: Account) -> tuple[str, ...]:
    hosts = [account.domain or "", *(alias for alias in account.aliases if re.fullmatch(r"[\w-]+(\.[\w-]+)+", alias))]
    plain = (re.sub(r"^https?://", "", h.lower()).split("/")[0].removeprefix("www.").lstrip("@") for h in hosts)
    return tuple(dict.fromkeys(h for h in plain if h and h not in FREE_MAIL))


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    seen: dict[str, set[str]] = {}
    for key, account in pairs:
        if key:
            seen.setdefault(key, set()).add(account)
    return {key: next(iter(accounts)) for key, accounts in sorted(seen.items()) if len(accounts) == 1}


def _patterns(names: Iterable[tuple[str, str]]) -> tuple[NamePattern, ...]:
    """Longest names first, so that `Blue Harbor Labs` is not read as `Blue Harbor`."""
    owners: dict[str, set[str]] = {}
    for name, account in names:
        owners.setdefault(name, set()).add(account)
    found = []
    for name in sorted(owners, key=lambda n: (-len(n), n)):
        if len(owners[name]) > 1 or len(name) < 2 or not _opening(name):
            continue
        found.append(_pattern(name, next(iter(owners[name]))))
    return tuple(found)


def _short_patterns(names: Mapping[str, str]) -> tuple[NamePattern, ...]:
    return tuple(_pattern(name, names[name], short=True) for name in sorted(names, key=lambda n: (-len(n), n)))


def _longest_first(patterns: Iterable[NamePattern]) -> tuple[NamePattern, ...]:
    """`Granite Peak`, short for `Granite Peak Resorts`, is not read as `Granite`."""
    return tuple(sorted(patterns, key=lambda pattern: (-len(pattern.name), pattern.short, pattern.name)))


def _opening(name: str) -> str:
    words = _WORD.findall(unaccented(name).lower())
    return words[0] if words else ""


def _pattern(name: str, account_id: str, *, short: bool = False) -> NamePattern:
    common = is_common_word(name)
    parts = [part for part in re.split(r"[\s\-_]+", unaccented(name)) if part]
    body = r"[\s\-_]+".join(r"(?:&|\+|and|und|et|y|en|e)" if part in _AND else re.escape(part) for part in parts)
    flags = 0 if common else re.IGNORECASE
    pattern = re.compile(rf"(?<![\w@./\-]){body}(?:['’]s)?(?![\w@]|[.\-]\w)", flags)
    return NamePattern(account_id, name, pattern, common, short, _opening(name))
