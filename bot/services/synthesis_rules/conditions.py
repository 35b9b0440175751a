"""The ways in which a revisit condition can be met, each with all that has to be so."""

import re
from datetime import date
from functools import lru_cache

from bot.services.synthesis_rules.clauses import Clause, Known, read_clause
from bot.services.synthesis_rules.condition_words import ASK, LOST, PEOPLE, SCHEDULED, SHIPS
from bot.services.synthesis_rules.numbers import NUMBER, money_in

_OR = re.compile(r",? (?:or|alternatively) (?!more\b|so\b|fewer\b|less\b|longer\b)", re.IGNORECASE)
_AND = re.compile(
    r",? (?:and (?:also )?)?(?:if|when|once|after|as soon as) (?=\S)|,? and (?:also )?(?=\S)", re.IGNORECASE
)


_ENDS = re.compile(
    r"(?<=[a-zA-Z0-9)%€\"”])(?<!\be\.g)(?<!\bi\.e)(?<!\bapprox)(?<!\bincl)(?<!\bvs)[.;!](?=\s|$)"
    r"|\n\s*(?=[-*•]|\d+[.)]|\n)"
)
_LIST = re.compile(r"^\W*(?:revisit\w*|reconsider\w*|look again|we (?:will )?look again)?[^.]*:$", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|both)\b", re.IGNORECASE)
_ANOTHER_WAY = re.compile(
    r"^(?:or|otherwise|alternatively|also|likewise|equally|failing that|at the latest|in any case|either way|"
    r"(?:we )?(?:also )?(?:revisit|reconsider|look again|review|reopen)\w*)\b",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(
    r"^(?:and|but|both|additionally|in addition|only|not before|provided|all|each)\b"
    r"|\b(?:must|have to|has to|need to be|needs to be|should be|at least|at most|unless|provided|only if|only when|"
    r"does not count|do not count|don't count|not enough|stay\w*|remain\w*)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^(?:if|when|once|after|as soon as)\b(?! (?:that|this|it|they|so)\b)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def alternatives_of(condition: str, since: date, known: Known) -> tuple[tuple[Clause, ...], ...]:
    """The ways to meet the condition, each a row of clauses that all have to be so.

    What follows the first sentence is another way ("Or when ...", "Look again in March", an item of a list), more that
    is asked of every way ("Both have to be enterprise"), or a remark, which changes nothing.
    since: the day of the decision, from which "next year" is told.
    """
    first, *others = _sentences(condition)
    wants_all = bool(_LIST.match(first) and _ALL.search(first))
    is_list = bool(_LIST.match(first) and others)
    ways = [] if is_list else _ways(first, since, known)
    for sentence in others:
        told = re.sub(r"^(?:and|but|or)\b[, ]*", "", sentence, flags=re.IGNORECASE)
        if is_list and wants_all:
            ways = [way + more for way in ways or [()] for more in _ways(told, since, known)]
        elif is_list or _ANOTHER_WAY.match(sentence):
            ways += _ways(told, since, known)
        elif _ASKS_MORE.search(sentence):
            ways = [way + more for way in ways for more in _ways(told, since, known)]
        elif _WHEN.match(sentence):
            ways += _ways(told, since, known)
    return tuple(ways)


def _sentences(condition: str) -> list[str]:
    parts = [" ".join(part.strip(" \t\n-*•").split()) for part in _ENDS.split(condition.strip())]
    return [re.sub(r"^\d+[.)] ", "", part) for part in parts if part] or [condition.strip()]


def _ways(sentence: str, since: date, known: Known) -> list[tuple[Clause, ...]]:
    ways = _divided(sentence, _OR)
    return [tuple(read_clause(part, since, known) for part in _divided(way, _AND)) for way in ways]


def _divided(text: str, at: re.Pattern[str]) -> list[str]:
    """The parts, where each says something by itself: "five accounts ask for SSO or SCIM" is one."""
    parts: list[str] = []
    start, joint = 0, ""
    for match in [*at.finditer(text), None]:
        piece = text[start : match.start() if match else len(text)].strip(" ,.")
        if parts and not (_says_something(piece) and _says_something(parts[-1])):
            parts[-1] = f"{parts[-1]}{joint}{piece}"
        elif piece:
            parts.append(piece)
        start, joint = (match.end(), match[0]) if match else (0, "")
    return parts


def _says_something(words: str) -> bool:
    """Whether there is a verb, a number of somebody, a sum or a time in it."""
    verb = rf"\b(?:{ASK}|{SHIPS}|{SCHEDULED}|{LOST}|is|are|was|has|have|had|can|falls?|drops?|offers?|changes?|"
    verb += r"gets?|becomes?|grows?|allows?|supports?|does|hire[sd]?|finds?|pays?|signs?|costs?)\b"
    number = rf"\b{NUMBER} (?:\w+ ){{0,2}}{PEOPLE}\b"
    return bool(re.search(verb, words, re.IGNORECASE) or re.search(number, words, re.IGNORECASE)) or (
        money_in(words) is not None
        or re.match(r"(?:after|by|in|from|not before|next)\b", words, re.IGNORECASE) is not None
    )
