"""What a revisit condition asks for, as far as a program can count it: so many accounts, so much money."""

import re
from dataclasses import dataclass

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
    "several": 3, "a dozen": 12, "a couple of": 2, "a handful of": 5, "a few": 3,
}  # fmt: skip
_NUMBER = "|".join(sorted((re.escape(word) for word in _NUMBERS), key=len, reverse=True))
_MORE = r"(?:more than|over|above|exceed(?:s|ing)?|beyond)"
_LEAST = r"(?:at least|no fewer than|>=|≥|minimum of)"
_PEOPLE = (
    r"(?:accounts?|customers?|clients?|compan(?:y|ies)|prospects?|organi[sz]ations?|tenants?|teams?|users?|people|buyers?|"
    r"logos?)"
)
_ASK = (
    r"(?:asks?|asked|asking|needs?|needed|wants?|wanted|requests?|requested|demands?|complains?|complained|"
    r"reports?|reported|names?|named|require[sd]?|insists?|beg|says?|said|make it|"
    r"raise[sd]?|bring it up|mention(?:s|ed)?|hits?|run into)"
)
_UNIT = r"k|m|thousand|million"
_MONEY = (
    rf"[€$£]\s?(?P<sum>[\d.,]+)\s?(?P<unit>{_UNIT})?\b"
    rf"|(?P<sum2>[\d.,]+)\s?(?P<unit2>{_UNIT})?\s?(?:€|\$|£|eur|usd|gbp|euros?|dollars?)"
)
_SEGMENT = r"(?:enterprise|mid-?market|smb|small business|strategic|commercial|startup|growth|public sector|government)"


@dataclass(frozen=True)
class Clause:
    """One way to meet a condition; `text` is its own words.

    accounts: how many distinct ones have to ask. segment: of this kind only. deals: they have to be deals that are
    blocked or lost. together: the accounts' ARR that has to come together; deal_above: what one deal has to be worth
    at least.
    A clause with none of the four cannot be counted here.
    """

    text: str
    accounts: int | None = None
    segment: str | None = None
    deals: bool = False
    together: float | None = None
    deal_above: float | None = None

    @property
    def countable(self) -> bool:
        return self.accounts is not None or self.together is not None or self.deal_above is not None


def clauses_of(condition: str) -> tuple[Clause, ...]:
    """The alternatives ("..., or ...") of the condition's first sentence, each read by itself."""
    first = re.split(r"(?<=[a-z0-9)])[.;](?:\s|$)", condition.strip(), maxsplit=1)[0]
    parts = [part.strip(" ,.") for part in re.split(r",? or (?=[a-z])", first) if part.strip(" ,.")]
    return tuple(_read(part) for part in parts)


def _read(text: str) -> Clause:
    plain = " ".join(text.lower().split())
    money = _money(plain)
    is_deal = bool(re.search(r"\b(?:deals?|contracts?|opportunit(?:y|ies)|renewals?)\b", plain))
    if money is not None:
        if is_deal and not re.search(r"\btogether|in total|combined|sum\b", plain):
            return Clause(text, deals=True, deal_above=money)
        return Clause(text, together=money, deals=is_deal, segment=_segment(plain))
    count = _count(plain, is_deal)
    if count is None:
        return Clause(text)
    return Clause(text, accounts=count, segment=_segment(plain), deals=is_deal)


def _count(plain: str, is_deal: bool) -> int | None:
    number = rf"(?P<how>{_MORE}|{_LEAST})?\s*(?P<number>\b(?:{_NUMBER})\b|\b\d+\b)"
    adjectives = r"(?: (?:or more|more|other|new|different|large|big|paying|distinct|separate|existing|[\w\-]+)){0,3}?"
    who = rf"(?:{_PEOPLE}\b|(?:lost |blocked |open )?deals?\b)" if is_deal else rf"{_PEOPLE}\b"
    asking = rf"{number}(?: [\w\-]+){{1,3}}? {_ASK}\b"
    for pattern in (rf"{number}{adjectives} {who}", asking, rf"{number} of (?:our|them|the)\b"):
        match = re.search(pattern, plain)
        if match and not re.search(r"\bhalf|third|percent|%|per cent\b", plain):
            word = match["number"]
            count = int(word) if word.isdigit() else _NUMBERS[word]
            return count + 1 if match["how"] and re.fullmatch(_MORE, match["how"]) else count
    return None


def _segment(plain: str) -> str | None:
    match = re.search(rf"\b{_SEGMENT}\b", plain)
    return match[0].replace("mid-market", "midmarket") if match else None


def _money(plain: str) -> float | None:
    match = re.search(_MONEY, plain)
    if match is None:
        return None
    digits = match["sum"] or match["sum2"]
    unit = match["unit"] or match["unit2"] or ""
    grouped = re.sub(r"[.,](?=\d{3}\b)", "", digits).replace(",", ".").rstrip(".")
    try:
        amount = float(grouped)
    except ValueError:
        return None
    return amount * {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}.get(unit, 1.0)
