"""Where a short record keeps its ground: one row of numbers a sentence, in the order of GROUNDS.

A long record argues for itself from the first section on. A short one tells first what was asked for, and why it was
decided so only after the decision, often without a heading of its own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.services.answering import cues
from bot.services.retrieval.terms import terms_of
from bot.sources.records.plain import plain
from bot.sources.records.sentences import Sentence

GROUNDS = (
    "ground_rationale",  # in a section that gives the reasons, after the decision
    "ground_later",  # in the decision's section, in a paragraph of its own; and so on
    "ground_opens",  # at the head of a paragraph of either of these
    "ground_goes_on",  # after the sentence that decides, where no other paragraph follows
    "ground_decides",  # the sentence that decides, with a reason in it
    "ground_lone",  # ... without one, where there is a ground elsewhere; or more of it, where a paragraph follows
    "problem_against",  # tells the problem, asked why not, where there is a ground
    "problem_for",  # ... asked why
    "wish",  # stands where it is told what somebody asked for
    "option_named",  # an option's bare name
    "option_else",  # under an option that is not asked for, where there is a ground; and so on
    "option_asked",  # reasons under an option that holds more of the question than the record's title does
)
SHORT, LONG = 30, 60
"""Sentences up to which a record is short, and from which on nothing here is measured."""
_HOLDS_GROUND, _SPECIFIES = 3, 12
"""Sentences of one decision's section of which some are more than the decision; so many more say how it is done."""
_DOWN = frozenset((DecisionStatus.REJECTED, DecisionStatus.ICEBOXED))
_WEIGHED = frozenset(("options", "rejected"))


def ground_features(
    record: Decision, found: Sequence[Sentence], worth: Mapping[str, float], *, asks_against: bool
) -> NDArray[np.float64]:
    """(len(found), len(GROUNDS)), all zero for a long record. worth: the question's terms by rarity."""
    short = min(1.0, max(0.0, (LONG - len(found)) / (LONG - SHORT)))
    if not short:
        return np.zeros((len(found), len(GROUNDS)))
    firsts = {s.heading: s for s in reversed(found) if s.role == "decision"}
    sizes = Counter(s.heading for s in found if s.role == "decision")
    decided = min((s.start for s in firsts.values()), default=len(record.text))
    told = [s for s in found if s.role == "decision" and not s.is_item]
    followed = {s.heading for s in told if firsts[s.heading].block < s.block}
    after = [s.role == "rationale" and s.start > decided for s in found]
    has_ground = any(after) or any(_HOLDS_GROUND <= size <= _SPECIFIES for size in sizes.values())
    against = asks_against or record.status in _DOWN or bool(cues.AGAINST.search(record.title))
    titled = _held(record.title, worth)
    rows, wishes, opened = [], set[int](), set[int]()
    for sentence, gives_reasons in zip(found, after, strict=True):
        words = plain(record.text[sentence.start : sentence.end])
        reasons = bool(cues.STRONG.search(words) or cues.GOES_ON.search(words))
        role = sentence.role
        is_decided = role == "decision" and not sentence.is_item and sizes[sentence.heading] <= _SPECIFIES
        first = firsts[sentence.heading] if is_decided else None
        is_first = first is not None and first.start == sentence.start
        grounds = gives_reasons or (first is not None and first.block != sentence.block)
        opens = sentence.block not in opened
        opened.add(sentence.block)
        if role == "problem" and cues.WISHES.search(words):
            wishes.add(sentence.block)
        goes_on = first is not None and first.block == sentence.block and not is_first
        asked = _held(sentence.heading, worth) or (_held(words, worth) if sentence.is_item else 0.0)
        rows.append(
            [
                gives_reasons,
                grounds and role == "decision",
                grounds and opens,
                goes_on and sentence.heading not in followed,
                is_first and reasons,
                (is_first and not reasons and has_ground) or (goes_on and sentence.heading in followed and not reasons),
                role == "problem" and against and has_ground,
                role == "problem" and not against and has_ground,
                role == "problem" and sentence.block in wishes,
                role == "options" and sentence.is_item and not reasons,
                role == "options" and has_ground and asked <= titled,
                role in _WEIGHED and reasons and asked > titled,
            ]
        )
    return short * np.array(rows, dtype=np.float64).reshape(len(found), len(GROUNDS))


def _held(words: str, worth: Mapping[str, float]) -> float:
    terms = set(terms_of(words))
    return sum(value for term, value in worth.items() if term in terms)
