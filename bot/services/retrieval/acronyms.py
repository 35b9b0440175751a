"""Short forms and long forms of one name: "Role-Based Access Control" is found by RBAC, and the other way round."""

import re

_NAME = re.compile(r"\b[A-Z][a-z]+(?:[ -](?:(?:of|and|for|the) )?[A-Z][a-z]+){2,4}\b")
_JOINED = re.compile(r"\b(?:[A-Z][a-z]+){3,5}\b")
_DEFINED = re.compile(r"((?:[A-Za-z]+[ -]+){2,6})\(([A-Z]{3,6})s?\)")
_WORD = re.compile(r"[A-Za-z]+")
_SMALL = frozenset({"of", "and", "for", "the", "a", "an", "in", "to"})
SHORTEST, LONGEST = 3, 5


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word.lower() not in _SMALL).lower()


def short_forms(text: str) -> set[str]:
    """The short forms of the names in a record, as terms: of capitalised and joined names, and those it defines."""
    found = {_initials(_WORD.findall(match.group())) for match in _NAME.finditer(text)}
    found |= {"".join(c for c in match.group() if c.isupper()).lower() for match in _JOINED.finditer(text)}
    for match in _DEFINED.finditer(text):
        if _initials(_WORD.findall(match[1])).endswith(match[2].lower()):
            found.add(match[2].lower())
    return {short for short in found if SHORTEST <= len(short) <= LONGEST}


def possible_short_forms(question: str) -> tuple[str, ...]:
    """What the runs of words in a question might be called for short; only some index knows which of them exist."""
    words = _WORD.findall(question)
    runs = {
        _initials(words[i : i + n])
        for n in range(SHORTEST, LONGEST + 1)
        for i in range(len(words) - n + 1)
        if not any(word.lower() in _SMALL for word in (words[i], words[i + n - 1]))
    }
    return tuple(sorted(run for run in runs if len(run) >= SHORTEST))
