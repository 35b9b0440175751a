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


@lru_cache(maxsize=4096)
def alternatives_of(condition: str, since: date, known: Known) -> tuple[tuple[Clause, ...], ...]:
    """The ways to meet the condition's first sentence, each a row of clauses that all have to be so.

    since: the day of the decision, from which "next year" is told.
    """
    first = re.split(r"(?<=[a-z0-9)%€])[.;](?:\s|$)", condition.strip(), maxsplit=1)[0]
    ways = _divided(first, _OR)
    return tuple(tuple(read_clause(part, since, known) for part in _divided(way, _AND)) for way in ways)


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
