"""Words to terms: one folding for records, messages and questions, so that they meet in the index.

Lower case, no accents, stemmed, British and American spelling alike, `camelCase` and `dotted.names` whole and in parts,
operators such as `:=` as words of their own.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

_stemmer = snowballstemmer.stemmer("english")

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?:[-_./:+#@][^\W_]+)*[+#]{0,2}|(?<=`)[^\w\s`]{1,4}(?=`)")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_SPELLINGS = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"is(e|ed|es|ing|er|ers)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|al|able|ite|ites)?$"), r"or\1"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"(?<=\w\w\we)ll(ed|ing|er|ers)$"), r"l\1"),
)
_SAME = {"licence": "license", "grey": "gray", "cheque": "check", "organise": "organize", "defence": "defense"}
_OUR_KEPT = frozenset(("our", "four", "hour", "your", "pour", "tour", "sour", "flour", "contour", "detour"))


def fold(word: str) -> str:
    """Lower case, without accents or compatibility forms."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("’", "'")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word; spelling variants share it."""
    if word.isdecimal():
        return word
    word = word.removesuffix("'s")
    if len(word) > 4 and word not in _OUR_KEPT:
        word = _SAME.get(word, word)
        for pattern, by in _SPELLINGS:
            word = pattern.sub(by, word)
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


@lru_cache(maxsize=200_000)
def _terms_of_token(token: str) -> tuple[str, ...]:
    if not any(c.isalnum() for c in token):
        return ("op_" + "_".join(f"{ord(c):x}" for c in token),)
    if token.isalpha() and (token.islower() or token.istitle()):
        return (stem(fold(token)),)
    if _PLURAL_ACRONYM.fullmatch(token):
        return (fold(token[:-1]),)
    if "'" in token or "’" in token:
        head, tail = re.split(r"['’]", token, maxsplit=1)
        return ("not",) if tail.lower() == "t" else _terms_of_token(head)
    pieces = [
        p for part in re.split(r"[-_./:+#@]", token) for p in (_PARTS.findall(part) if not part.islower() else [part])
    ]
    parts = [stem(fold(p)) for p in pieces if len(p) > 1]
    whole = re.sub(r"[^\w]", "", fold(token))
    if token.endswith(("+", "#")):
        whole = fold(token).replace("+", "plus").replace("#", "sharp")
    whole = stem(whole) if whole.isalpha() else whole
    return tuple(dict.fromkeys([whole, *parts])) if len(parts) > 1 or whole not in parts else (whole,)


def terms_of(text: str) -> list[str]:
    """Every term of a text, in order, stop words included. ASCII-safe for the index: letters, digits, `_`."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        found.extend(_terms_of_token(token))
    return found


@cache
def _stop_terms() -> frozenset[str]:
    lines = files("bot.services.retrieval").joinpath("stop_words.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return frozenset(stem(fold(form)) for word in words for form in (word, word.replace("'", "")))


def is_stop(term: str) -> bool:
    return term in _stop_terms() or (len(term) == 1 and not term.isdigit())


def content_runs(text: str) -> list[str]:
    """The text without its stop words: each run of words between them, in order."""
    runs: list[list[str]] = [[]]
    for token in _TOKEN.findall(text):
        if all(is_stop(term) for term in _terms_of_token(token)):
            runs.append([])
        else:
            runs[-1].append(token)
    return [" ".join(run) for run in runs if run]


def content_terms(text: str) -> tuple[str, ...]:
    """The terms that say what a question is about, each once, in order."""
    return tuple(dict.fromkeys(t for t in terms_of(text) if not is_stop(t)))
