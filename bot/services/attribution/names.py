"""Names of accounts as they turn up in text and in channel names."""

import re
import unicodedata
from functools import cache
from importlib import resources

_LEGAL = re.compile(
    r"[\s,]+(?:inc|incorporated|llc|l\.l\.c|llp|lp|ltd|lda|ltda|limited|gmbh|ag|kgaa|kg|ohg|gbr|ug|e\.? ?v|e\.? ?g|se"
    r"|corp|corporation|co|company|plc|b\.?v|n\.?v|v\.o\.f|s\.? ?a|s\.?a\.?s|s\.?a\.?r\.?l|s\.? ?l|s\.?l\.?u|s\.?r\.?l"
    r"|s\.?p\.?a|(?:s\. ?a\. )?de c\.? ?v|oyj?|ab|asa?|a/s|aps|pty|pte|pvt|k\.?k|kft|zrt|sp\. ?z ?o\. ?o|d\.o\.o"
    r"|s\.?r\.?o|holdings?|group)\.?$",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"^(\S+\s+\S.*?)\s+(?:&|and|und|y|et)\s+(?:partners?|sons?|söhne|associates|hijos|fils|cie)$", re.IGNORECASE
)
"""Only where two words are left: `Müller & Söhne` without its sons would be everybody of that name."""
_JOINED = re.compile(r"\s+(?:&|\+|and|und|et|y|en|e)\s+", re.IGNORECASE)
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"}
_UMLAUTS |= {letter.upper(): plain.capitalize() for letter, plain in _UMLAUTS.items() if letter != "ß"}

_SQUASHED = 6  # letters from which a slug without its hyphens still says whose it is
_DISTINCT = 5
_OPENINGS = frozenset(
    (
        "first", "global", "national", "united", "american", "european", "general", "great", "central", "royal",
        "international", "digital", "cloud", "smart", "green", "black", "white", "north", "northern", "south",
        "southern", "western", "eastern", "pacific", "atlantic", "group", "partners", "agency", "university",
        "bank", "hotel", "grupo"
    )
)
"""First words that many companies share."""


@cache
def _common() -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8").split())


def folded(name: str) -> str:
    """Lower case, without accents, single spaces, every word for "and" as `&`."""
    plain = unicodedata.normalize("NFKD", _JOINED.sub(" & ", name))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def unaccented(text: str) -> str:
    """The same text without accents, letter by letter, so that places in one are places in the other."""
    return "".join(map(_unaccented, text)) if not text.isascii() else text


def _unaccented(letter: str) -> str:
    base = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return base if len(base) == 1 else letter


def without_legal_form(name: str) -> str:
    """`Acme, Inc.` is `Acme`; a name that is nothing but a legal form stays."""
    short = name.strip()
    while (cut := _LEGAL.sub("", short).strip(" ,&+")) != short and cut:
        short = cut
    return _FIRM.sub(r"\1", short)


def slug(name: str) -> str:
    """As in a channel's name: `Blue Harbor` is `blue-harbor`."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")


def slugs(name: str) -> tuple[str, ...]:
    """Every way a channel may spell the name: `zurich-nord`, `zuerich-nord`, `zurichnord`; `and` for `&`."""
    plain = [slug(_JOINED.sub(" ", name)), slug(name), slug(transliterated(name))]
    plain.append("-and-".join(map(slug, _JOINED.split(name))))
    squashed = [one.replace("-", "") for one in plain if len(one) >= _SQUASHED]
    return tuple(dict.fromkeys(one for one in [*plain, *squashed] if one))


def is_common_word(name: str) -> bool:
    """Whether the name is also an ordinary word (Notion, Apple), so that lower case alone means nothing."""
    return is_listed_word(name) or len(folded(name)) <= 3


def is_listed_word(name: str) -> bool:
    return folded(name) in _common()


def transliterated(name: str) -> str:
    """`Kuehne` for `Kühne`, as it is written where there is no ü on the keyboard."""
    return "".join(_UMLAUTS.get(letter, letter) for letter in name)


def first_word(name: str) -> str | None:
    """`Nimbus` of `Nimbus Cloud`, ordinary or not; None where everybody begins like that (`First National Bank`)."""
    words = without_legal_form(name).split()
    is_telling = len(words) > 1 and len(words[0]) >= _DISTINCT and words[0].lower() not in _OPENINGS
    return words[0] if is_telling else None


def shortened(name: str) -> tuple[str, ...]:
    """What people call a company of several words for short: `Tidewater` of `Tidewater Marinas`, `Unity Health` of
    `Unity Health Partners`. A single word only where it is not ordinary and long enough to stand for one."""
    words = without_legal_form(name).split()
    shorter = [" ".join(words[:end]).rstrip(" ,") for end in range(2, len(words)) if words[end - 1] not in "&+"]
    first = words[0] if len(words) > 1 else ""
    if len(first) >= _DISTINCT and first[0].isupper() and not is_common_word(first):
        shorter.insert(0, first)
    return tuple(one for one in shorter if not one.endswith(("&", "+", " and", " und")))
