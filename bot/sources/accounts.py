"""Customers from CSV or JSON Lines."""

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.domain.accounts import Account
from bot.errors import BadInput
from bot.sources.dates import read_date
from bot.sources.files import OnError, stop_at_first
from bot.sources.storable import storable
from bot.sources.tables import Synonyms, table_rows

ACCOUNT_HEADERS: Synonyms = {
    "name": ("account", "account name", "company", "company name", "customer", "organization", "organisation"),
    "domain": ("website", "web site", "url", "company domain", "domain name", "email domain"),
    "aliases": ("alias", "also known as", "aka", "other names"),
    "segment": ("tier", "customer segment", "size", "plan"),
    "arr": ("annual recurring revenue", "arr usd", "arr eur", "revenue", "annual revenue", "acv", "contract value"),
    "renewal_date": ("renewal", "renews", "renews on", "contract end", "contract end date"),
    "stage": ("status", "lifecycle stage", "deal stage"),
    "owner": ("account owner", "csm", "account manager", "owner name"),
}

_AMOUNT = re.compile(r"(-?\d[\d\s.,'’]*)(k|m|mn|mio|b|bn)?")
_CURRENCY = re.compile(r"[€$£¥₹]|\b(usd|eur|gbp|chf|sek|nok|dkk|cad|aud)\b|/\s*(year|yr|y)\b|\bp\.?a\.?")
_GROUPED = re.compile(r"-?(\d+|\d{1,3}([.,]\d{2,3})*[.,]\d{3})")
_TIMES = {"": 1.0, "k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9}
_NO_AMOUNT = frozenset({"", "-", "–", "—", "n/a", "na", "none", "null", "tbd", "unknown", "?"})


def read_accounts(path: Path, team_id: str, on_error: OnError = stop_at_first) -> Iterator[Account]:
    """Every account of the file. `aliases` are separated by `;`, `arr` may read "€1,200", "12k" or be blank."""
    for place, row in table_rows(path, ACCOUNT_HEADERS, on_error):
        try:
            yield _account(place, row, team_id)
        except BadInput as problem:
            on_error(problem)


def account_id(name: str) -> str:
    """The slug of a name: `Globex GmbH & Co.` is `globex-gmbh-co`."""
    return "-".join(re.findall(r"\w+", name.casefold().replace("_", " "))) or name.strip()


def read_amount(words: object, place: str) -> float | None:
    """A sum of money as a number, None where it is blank. Raises BadInput where it is neither.

    Both 1,200.50 and 1.200,50 are read: what comes last before one or two digits is the decimal sign.
    """
    if isinstance(words, int | float) and not isinstance(words, bool) and math.isfinite(words):
        return float(words)
    text = str(words or "").strip().lower()
    if text in _NO_AMOUNT:
        return None
    found = _AMOUNT.fullmatch(_CURRENCY.sub("", text).strip())
    number = _number(re.sub(r"[\s'’]", "", found[1]), has_unit=bool(found[2])) if found else None
    if found is None or number is None:
        raise BadInput(place, f"`arr` is no amount: {text[:40]!r}")
    return number * _TIMES[found[2] or ""]


def _number(digits: str, *, has_unit: bool) -> float | None:
    """Digits with points and commas as a number; `has_unit` (1.234m) makes a lone sign the decimal one."""
    signs = re.findall(r"[.,]", digits)
    decimals = len(digits) - max(digits.rfind("."), digits.rfind(",")) - 1
    last_is_decimal = bool(signs) and signs.count(signs[-1]) == 1 and (decimals != 3 or (has_unit and len(signs) == 1))
    whole, fraction = (digits[: -decimals - 1], digits[-decimals:]) if last_is_decimal else (digits, "0")
    plain = re.sub(r"[.,]", "", whole)
    return float(f"{plain}.{fraction}") if _GROUPED.fullmatch(whole) and fraction.isdigit() else None


def _account(place: str, row: Mapping[str, Any], team_id: str) -> Account:
    name = _text(row.get("name"))
    if not name:
        raise BadInput(place, "an account needs a `name`")
    renewal = row.get("renewal_date")
    renewal_date = read_date(renewal)
    if renewal_date is None and _text(renewal):
        raise BadInput(place, f"`renewal_date` is no date: {str(renewal)[:40]!r}")
    aliases = row.get("aliases")
    listed = aliases if isinstance(aliases, list) else str(aliases or "").split(";")
    return Account(
        id=account_id(name),
        team_id=team_id,
        name=name,
        domain=_domain(row.get("domain")),
        aliases=tuple(dict.fromkeys(alias for item in listed if (alias := _text(item)))),
        segment=_text(row.get("segment")),
        arr=read_amount(row.get("arr"), place),
        renewal_date=renewal_date,
        stage=_text(row.get("stage")),
        owner=_text(row.get("owner")),
    )


def _domain(value: object) -> str | None:
    """`https://www.Acme.example/about` is `acme.example`."""
    plain = re.sub(r"^[a-z]+://", "", (_text(value) or "").lower())
    return re.split(r"[/?#:]", plain.rpartition("@")[2].removeprefix("www."))[0] or None


def _text(value: object) -> str | None:
    return storable(str(value)).strip() or None if isinstance(value, str | int) else None
