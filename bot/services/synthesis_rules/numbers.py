"""Numbers and sums of money as conditions write them."""

import re

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "a hundred": 100, "several": 3, "a dozen": 12, "a couple of": 2, "a pair of": 2,
    "a handful of": 5, "a few": 3, "half a dozen": 6,
}  # fmt: skip
_WORDS = "|".join(sorted((re.escape(word) for word in NUMBERS), key=len, reverse=True))
NUMBER = rf"(?:\b(?:{_WORDS})\b|\b\d{{1,3}}(?:,\d{{3}})*\b|\b\d+\b)"
MORE = r"(?:more than|over|above|exceed(?:s|ing)?|beyond)"
LEAST = r"(?:at least|no fewer than|not fewer than|>=|≥|minimum of|a minimum of)"

_UNIT = r"k|m|mn|thousand|million"
_MONEY = re.compile(
    rf"[€$£]\s?(?P<sum>\d[\d.,]*)\s?(?P<unit>{_UNIT})?\b"
    rf"|\b(?P<sum2>\d[\d.,]*)\s?(?P<unit2>{_UNIT})?\s?(?:€|\$|£|eur\b|usd\b|gbp\b|euros?\b|dollars?\b|pounds?\b)"
    rf"|\b(?:eur|usd|gbp)\s?(?P<sum4>\d[\d.,]*)\s?(?P<unit4>{_UNIT})?\b"
    rf"|\b(?P<sum3>\d[\d.,]*)\s?(?P<unit3>{_UNIT})?\s+(?:of |in )?(?:arr|mrr|revenue|a year)\b",
    re.IGNORECASE,
)
_PLAIN_MONEY = re.sub(r"\?P<\w+>", "?:", _MONEY.pattern)
_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6}


def number_of(words: str) -> int | None:
    """`three`, `a dozen` or `12` as a number."""
    plain = words.lower().replace(",", "")
    return int(plain) if plain.isdigit() else NUMBERS.get(plain)


def money_in(text: str) -> float | None:
    """The first sum of money that `text` names."""
    match = _MONEY.search(text)
    if match is None:
        return None
    digits = next(found for found in (match["sum"], match["sum2"], match["sum3"], match["sum4"]) if found)
    unit = next((found for found in (match["unit"], match["unit2"], match["unit3"], match["unit4"]) if found), "")
    grouped = re.sub(r"[.,](?=\d{3}\b)", "", digits).replace(",", ".").rstrip(".")
    try:
        return float(grouped) * _TIMES.get(unit.lower(), 1.0)
    except ValueError:
        return None


def without_money(text: str) -> str:
    """`text` without its sums, and without the year or month that a sum is for."""
    return re.sub(rf"(?:{_PLAIN_MONEY})(?:\s+(?:a|per|each) (?:year|month))?", " ", text, flags=re.IGNORECASE)
