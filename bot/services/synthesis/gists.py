"""What stands for a decision where it is held against others: a few short texts out of its record."""

from dataclasses import dataclass

from bot.domain.decisions import Decision
from bot.services.answering.cues import gives_reason
from bot.services.theming.excerpts import sentences as plain_sentences
from bot.sources.records.facts import record_facts
from bot.sources.records.sections import parts
from bot.sources.records.sentences import sentences

LONGEST_GIST = 400
"""Characters of a text that say what it is about."""


@dataclass(frozen=True)
class Gist:
    """about: title and what was decided. The others are a shelved decision's alone, empty where it has none.

    condition: when to look again. reason: why it was shelved, where there is no condition. problem: the customer's.
    """

    about: str
    condition: str = ""
    problem: str = ""
    reason: str = ""


def gist_of(decision: Decision) -> Gist:
    """Cut out of the record, which takes milliseconds where it is long."""
    about = decision_gist(decision)
    if not decision.status.is_shelved:
        return Gist(about)
    condition = condition_of(decision)
    problem = decision.fields.problem if decision.fields else ""
    return Gist(about, condition, problem, "" if condition else reason_of(decision))


def decision_gist(decision: Decision) -> str:
    """Title and what was decided: what a theme or a promise is compared with."""
    if decision.fields is not None:
        decided = decision.fields.decision
    else:
        decided = span_of(decision.text, record_facts(decision.text).decision)
    return f"{decision.title}. {' '.join(decided.split())[:LONGEST_GIST]}".strip()


def reason_of(decision: Decision) -> str:
    """The first sentence of the record that says why, word for word; empty where none does."""
    if decision.fields is not None:
        why = decision.fields.why
        return next((why[start:end] for start, end in plain_sentences(why)), why)
    said = [(s.role, decision.text[s.start : s.end]) for s in sentences(decision.text, parts(decision.text))]
    grounds = [words for role, words in said if role == "rationale"]
    outcome = [words for role, words in said if role == "decision"]
    telling = [words for words in grounds or outcome if gives_reason(words)]
    return next(iter([*telling, *grounds, *outcome[1:]]), "")


def condition_of(decision: Decision) -> str:
    """What would make us look at it again, in the record's own words."""
    return decision.revisit_when or span_of(decision.text, record_facts(decision.text).revisit)


def span_of(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span else ""
