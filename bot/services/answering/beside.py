"""What has to be read beside a record: what replaced it, step by step, and another record that says otherwise."""

import numpy as np

from bot.domain.answers import Citation, EvidenceKind
from bot.domain.decisions import Decision
from bot.services.decisions.opposing import opposed
from bot.services.retrieval.ports import Library
from bot.services.retrieval.search import Found, Ranked

RIVAL_SHARE = 0.6
"""A second record this near to the first in probability, about the same thing, is shown beside it."""
OPPOSED_SHARE = 0.25
"""The same for one that decides the opposite: a person must not miss it."""
SAME_THING = 0.6  # cosine of the two records' titles with their summaries
MOST_NEWER = 2


async def successors(library: Library, record: Decision) -> tuple[Decision, ...]:
    """What took the record's place, and what took the place of that, as far as it may be seen; the last one stands."""
    seen, chain = {record.id}, list[Decision]()
    following = record.superseded_by
    while following and following not in seen:
        seen.add(following)
        found = (await library.records([following])).get(following)
        if found is None:
            break
        chain.append(found)
        following = found.superseded_by
    return tuple(chain)


def rival(found: Found) -> Ranked | None:
    """The next record that is about the same thing as the first and nearly as likely, or decides the opposite."""
    if not found.ranked:
        return None
    first = found.ranked[0]
    for other in found.ranked[1:4]:
        if _linked(first.record, other.record) or not _same_thing(found, first.record, other.record):
            continue
        share = float(np.exp(other.score - first.score))
        both_hold = first.record.status.holds and other.record.status.holds
        against = opposed(first.record, other.record)
        if share >= RIVAL_SHARE or (against and ((share >= OPPOSED_SHARE and both_hold) or _overrides(first, other))):
            return other
    return None


def _overrides(first: Ranked, other: Ranked) -> bool:
    """Whether somebody decided, in our own form, for what another record turned down: it told them so, and they did."""
    return first.record.fields is not None and first.record.status.holds and other.record.status.is_shelved


def newer_on_the_same(found: Found, record: Decision) -> tuple[Decision, ...]:
    """Records about the same thing that were decided after this one, the newest first."""
    day = record.decided_on
    if day is None:
        return ()
    newer = [
        r.record
        for r in found.ranked
        if r.record.id != record.id
        and r.record.decided_on is not None
        and r.record.decided_on > day
        and _same_thing(found, record, r.record)
    ]
    return tuple(sorted(newer, key=lambda d: (-(d.decided_on or day).toordinal(), d.id))[:MOST_NEWER])


def cited(record: Decision, quote: str, score: float) -> Citation:
    return Citation(
        EvidenceKind.DECISION,
        record.id,
        record.title,
        quote,
        record.url,
        record.status,
        round(score, 4),
        said_on=record.decided_on,
    )


def _same_thing(found: Found, one: Decision, other: Decision) -> bool:
    fronts = {c.record.id: c.own.vectors[0] for c in found.gathered.candidates if len(c.own.vectors)}
    if one.id not in fronts or other.id not in fronts:
        return False
    return float(fronts[one.id] @ fronts[other.id]) >= SAME_THING


def _linked(one: Decision, other: Decision) -> bool:
    return one.superseded_by == other.id or other.superseded_by == one.id
