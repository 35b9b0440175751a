"""Whether two decisions go against each other, as far as their status and their words tell."""

import re

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.services.answering.summary import decided_words
from bot.services.retrieval.terms import content_terms

_AGAINST = re.compile(
    r"(?i)\b(no|not|never|stop|drop(ping)?|remov\w+|reject\w*|against|refus\w+|retire|abandon\w*|cancel\w*"
    r"|(?:wo|do|does|ca|did|is|are)n['’]t|cannot|postpone\w*|defer\w*|shelve\w*|park)\b"
)
_PREFERS = re.compile(r"(?i)(.+?),? (?:(?:and )?not|instead of|rather than|over) (.+)")


def refuses(status: DecisionStatus, title: str, decision: str) -> bool:
    """Whether a decision is one against something."""
    first = re.split(r"(?<=[.!?])\s", decision.strip(), maxsplit=1)[0]
    return status.is_shelved or bool(_AGAINST.search(title)) or bool(_AGAINST.search(first))


def words_decided(record: Decision) -> str:
    return record.fields.decision if record.fields else decided_words(record)


def opposed(one: Decision, other: Decision) -> bool:
    """Whether one of the two is for and the other against, or each prefers what the other passed over.

    That both are about one matter is for the caller to know.
    """
    against = [refuses(d.status, d.title, words_decided(d)) for d in (one, other)]
    return against[0] != against[1] or _swapped(one.title, other.title)


def _swapped(one: str, other: str) -> bool:
    (wanted, passed_over), (others_wanted, others_passed_over) = _preference(one), _preference(other)
    return bool(wanted & others_passed_over and others_wanted & passed_over)


def _preference(title: str) -> tuple[frozenset[str], frozenset[str]]:
    """The terms that only what is preferred has, and those that only what is passed over has."""
    match = _PREFERS.match(title)
    if match is None:
        return frozenset(), frozenset()
    wanted, passed_over = (frozenset(content_terms(side)) for side in match.groups())
    return wanted - passed_over, passed_over - wanted
