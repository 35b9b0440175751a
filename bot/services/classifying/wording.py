"""The small words of a text, as numbers: how people ask, complain and advise sounds alike whatever they speak of."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

_SMALL_WORDS = """
i i'm im i've i'd my me mine we our us you your you're u ur yours he she his they them their it its it's that's this
that these those there here what where which who when why how anyone anybody someone somebody something anything nothing
any some no not none never is are was were be been am do does did doesn't don't didn't isn't aren't can can't cannot
cant could couldn't would should shouldn't will won't wont have has had haven't hasn't need needs want wants wish like
love hate get gets got getting give gives keep keeps try tried trying tries use used using uses see saw seeing know
knows think thought guess maybe probably perhaps work works working worked help please thanks thank ty thx np ok okay
yes yeah yep nope nah sure lol haha hi hello hey welcome sorry cool nice great good bad better best awesome but so if
then because since after before while when whenever just only also too still again already yet now today yesterday
always even though instead and or nor of to in on at for from with without into by as than about says said say tells
asks error errors problem problems issue issues fail fails failed wrong broken bug possible way idea ideas question
questions tutorial docs example plan support option feature look looks looking check go goes going went put set run runs
running install installed open opens opened click add change make makes made a an the one two same other another new old
more most much many few all every each everything
"""
_TOKEN = re.compile(r"[a-z']+")
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_SYMBOLS = re.compile(r"[/\\_=]\w|\w\(\)|--\w|[{}<>|$]")
_READ = 60  # tokens that are looked at
_OPENING = 2
_ADDRESS = re.compile(r"^\s*(?:<?@[\w.\- ]+?>?\s*[:,]|<?@[\w.\-]+>?|[A-Za-z|][\w\-\[\]|`^]{1,15}\s*[:,])\s+")
_NO_NAMES = """
hi hello hey well ok okay so yes no yeah yep sorry thanks question btw anyway guys also edit note update hm hmm error
warning problem please ps fyi psa idea bug feature wishlist tip right sure actually honestly
"""
_SHAPES = 12


@cache
def _columns() -> dict[str, int]:
    return {word: column for column, word in enumerate(dict.fromkeys(_SMALL_WORDS.split()))}


def addressee(text: str) -> str | None:
    """Whom the text speaks to by name at its start (`bob: ...`, `@bob ...`), as it is written there."""
    found = _ADDRESS.match(text)
    name = found.group(0).strip(" \t\n:,<>@") if found else ""
    return name if name and name.lower() not in _NO_NAMES.split() else None


def without_addressee(text: str) -> str:
    return _ADDRESS.sub("", text, count=1) if addressee(text) else text


def wording_matrix(texts: Sequence[str]) -> NDArray[np.float32]:
    """(n, words): each small word anywhere, each among the first two words, and the shape of the text."""
    columns = _columns()
    found = np.zeros((len(texts), 2 * len(columns) + _SHAPES), dtype=np.float32)
    for row, text in enumerate(texts):
        said = without_addressee(_CODE.sub(" ", text))
        words = _TOKEN.findall(said.lower().replace("’", "'"))[:_READ]
        for place, word in enumerate(words):
            if word in columns:
                found[row, columns[word]] = 1.0
                if place < _OPENING:
                    found[row, len(columns) + columns[word]] = 1.0
        found[row, -_SHAPES:] = _shape(said, len(words))
    return found


def _shape(text: str, words: int) -> tuple[bool, ...]:
    lengths = (words <= 2, words <= 4, words <= 7, words <= 12, words <= 20, words > 35)
    ends_asking, is_lines = text.rstrip().endswith("?"), "\n" in text.strip()
    code = bool(_SYMBOLS.search(text))
    return (*lengths, "?" in text, ends_asking, "http" in text, code, text[:1].isupper(), is_lines)
