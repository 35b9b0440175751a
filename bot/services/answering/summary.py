"""What was decided, in a few lines of the record's own."""

from collections.abc import Sequence

from bot.domain.answers import DecisionSummary
from bot.domain.decisions import Decision
from bot.sources.records.facts import record_facts
from bot.sources.records.plain import plain

LONGEST = 400  # characters of a decision line


def summary_of(record: Decision, chain: Sequence[Decision] = ()) -> DecisionSummary:
    """chain: what took the record's place, step by step; the last one stands."""
    successor = chain[-1] if chain else None
    facts = record_facts(record.text)
    revisit = record.revisit_when or (record.text[slice(*facts.revisit)] if facts.revisit else None)
    return DecisionSummary(
        record.id,
        record.title,
        record.status,
        record.decided_on or facts.decided_on,
        superseded_by=successor.id if successor else record.superseded_by,
        superseded_by_title=successor.title if successor else None,
        superseded_by_url=successor.url if successor else None,
        superseded_through=tuple(one.title for one in chain[:-1]),
        decided_by=record.decided_by or facts.deciders,
        decision=plain(_decision(record)),
        options_lost=tuple(plain(record.text[start:end]) for start, end in facts.options_lost),
        revisit_when=plain(revisit) if revisit else None,
        url=record.url,
        contested=bool(record.contested_by),
        confirmed_by=record.confirmed_by,
        confirmed_on=record.confirmed_at.date() if record.confirmed_at and record.confirmed_by else None,
    )


def decided_words(record: Decision) -> str:
    """The record's statement of its decision, verbatim; empty where it has none."""
    facts = record_facts(record.text)
    return record.text[slice(*facts.decision)] if facts.decision else ""


def _decision(record: Decision) -> str:
    if record.fields is not None and record.fields.decision:
        return record.fields.decision
    words = decided_words(record)
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
