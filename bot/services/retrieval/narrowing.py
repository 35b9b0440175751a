"""What a question says outright of the record it asks for: when it was decided, by whom, and in what channel.

These narrow the search. Where nothing near the question fits, the nearest record is given as what it is: another one.
"""

import re
from calendar import month_name
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.decisions import Decision
from bot.domain.messages import Message
from bot.services.retrieval.features import FEATURES, Gathered
from bot.services.retrieval.ports import Library
from bot.services.retrieval.question import Question, said_of_time
from bot.sources.records.facts import record_facts

_DECIDES = (
    r"(?:decid\w+|cho(?:o?se|sen)|drop(?:ped)?|reject\w*|turn(?:ed)? down|sa(?:y|id)|agreed?|want(?:ed)?|pick(?:ed)?"
    r"|approved?|rul(?:e|ed)|stop(?:ped)?|postponed?|shelved?|record(?:ed)?|ke(?:ep|pt)|switch(?:ed)?|mov(?:e|ed)"
    r"|introduced?|adopt(?:ed)?|go for|went for|change[sd]?|kill(?:ed)?|allow(?:ed)?|refused?)"
)
_NAME = r"@?([^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*)?)"
_PERSON = (
    re.compile(rf"(?i)\b(?:did|does|has|had)\s+{_NAME}?\s+(?:\w+ly\s+)?{_DECIDES}\b"),
    re.compile(rf"(?i)\b{_DECIDES}\s+by\s+{_NAME}"),
    re.compile(rf"(?i)\b{_NAME}['’]s?\s+(?:decisions?|reasons?|call|choice|records?)\b"),
)
_TEAM = re.compile(
    r"(?i)\b(?:(?:did|does|has|had|by)\s+(?:the\s+|our\s+)?([\w&-]+(?:\s[\w&-]+)?)\s+(?:team|squad|guild)\b"
    r"|the\s+([\w&-]+(?:\s[\w&-]+)?)\s+(?:team|squad|guild)['’]s?\s+(?:decisions?|reasons?|choice))"
)
_NOBODY = re.compile(
    r"(?:we|you|they|i|it|he|she|who|any(?:body|one)|some(?:body|one)|nobody|everybody|the|our|th(?:is|at)|people|us)\b"
)
_CHANNEL = re.compile(r"(?<![\w/])#([\w-]*[^\W\d_][\w-]*)")
_ASKS = re.compile(r"(?i)\b(?:why|what|which|who|how come|when|reasons?|rationale)\b")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
REACH = 5.0
"""A record that fits is taken before better ones that do not, up to so much less in score."""


@dataclass(frozen=True)
class Condition:
    """asked: `of March 2026`. fits, said_so: whether a record or a message is such. nearest: how another record is.

    words: the question's own, which say nothing of the matter; empty for a time, which is no term of a question.
    """

    asked: str
    fits: Callable[[Decision], bool]
    said_so: Callable[[Message], bool]
    nearest: Callable[[Decision], str]
    words: str = ""


async def conditions_of(library: Library, question: Question, records: Sequence[Decision]) -> tuple[Condition, ...]:
    """records: those near the question; what they say of teams and people is known, too."""
    found: list[Condition] = []
    if question.period is not None and _asks_of_time(question):
        found.append(_of_time(question))
    for name in dict.fromkeys(match[1].lower() for match in _CHANNEL.finditer(question.text)):
        found.append(_of_channel(name, await library.channels_named(name)))
    if (team := _TEAM.search(question.text)) is not None:
        name = (team[1] or team[2]).lower()
        channels = await library.channels_named(name) | await library.channels_named(f"team-{name.replace(' ', '-')}")
        if channels or any(_is_of_team(record, name, channels) for record in records):
            found.append(_of_team(name, channels))
    elif names := {
        w for p in _PERSON for m in p.finditer(question.text) if m[1] for w in _readings(m[1]) if not _NOBODY.match(w)
    }:
        found += await _person(library, sorted(names, key=len, reverse=True), records)
    return tuple(found)


def without_bonus(gathered: Gathered) -> Gathered:
    """Measured by what it is about alone, so that a record is not taken for near because its time is."""
    table = gathered.table.copy()
    table[:, FEATURES.index("period")] = 0.0
    return replace(gathered, table=table)


def fitting_first(
    records: Sequence[Decision], scores: Sequence[float], conditions: Sequence[Condition]
) -> tuple[list[int], str]:
    """The places of the records, those first that fit and are near enough; and a word on it where none does."""
    places = list(range(len(records)))
    fit = [i for i in places if scores[i] >= scores[0] - REACH and all(c.fits(records[i]) for c in conditions)]
    if fit or not records:
        return [*fit, *(i for i in places if i not in fit)], ""
    asked = " ".join(condition.asked for condition in conditions)
    told = " and ".join(c.nearest(records[0]) for c in conditions if not c.fits(records[0]))
    return places, f"Found no record {asked} on this. The nearest {told}:"


def _asks_of_time(question: Question) -> bool:
    """Whether the time is said in a sentence that asks, and not of what came before it."""
    return any(_ASKS.search(one) and said_of_time(one) for one in _SENTENCE.split(question.text))


def _of_time(question: Question) -> Condition:
    begin, end = question.period or (date.min, date.max)

    def nearest(record: Decision) -> str:
        day = record.decided_on
        return f"is of {day.day} {month_name[day.month]} {day.year}" if day else "carries no date"

    return Condition(
        _span(begin, end),
        lambda record: question.falls_in(record.decided_on),
        lambda message: begin <= message.created_at.date() < end,
        nearest,
    )


def _span(begin: date, end: date) -> str:
    last = end - timedelta(days=1) if end > date.min else end
    if begin == date.min:
        return f"from before {end.year}"
    if end == date.max:
        return f"of {begin.year} or later"
    if (begin.month, begin.day, last.month, last.day) == (1, 1, 12, 31) and begin.year == last.year:
        return f"of {begin.year}"
    first = f"{month_name[begin.month]} {begin.year}"
    if begin.day == 1 and (begin.year, begin.month) == (last.year, last.month):
        return f"of {first}"
    if begin.day == 1:
        return f"of {month_name[begin.month]} to {month_name[last.month]} {last.year}"
    return f"of {begin.day} {month_name[begin.month]} to {last.day} {month_name[last.month]} {last.year}"


def _of_channel(name: str, ids: frozenset[str]) -> Condition:
    return Condition(
        f"from #{name}",
        lambda record: bool(ids & {record.source_channel_id, record.posted_channel_id}),
        lambda message: message.channel_id in ids,
        lambda record: "was not recorded there",
        f"#{name}",
    )


def _of_team(name: str, channels: frozenset[str]) -> Condition:
    return Condition(
        f"of the {name} team",
        lambda record: _is_of_team(record, name, channels),
        lambda message: message.channel_id in channels,
        lambda record: "is not known as theirs",
        f"{name} team",
    )


def _is_of_team(record: Decision, name: str, channels: frozenset[str]) -> bool:
    named = re.compile(rf"(?i)\b{re.escape(name)}\b")
    who = (*record.tags, *record.decided_by, *record_facts(record.text).deciders)
    return bool(channels & {record.source_channel_id, record.posted_channel_id}) or any(map(named.search, who))


async def _person(library: Library, names: Sequence[str], records: Sequence[Decision]) -> list[Condition]:
    """Of the first of the names that somebody bears; none where nobody does."""
    for name in names:
        known = await library.people_called(name)
        ids = frozenset(known)
        if ids or any(_is_by(record, name, ids) for record in records):
            return [_of_person(name, next(iter(known.values())) if len(known) == 1 else name.title(), ids)]
    return []


def _of_person(name: str, shown: str, ids: frozenset[str]) -> Condition:
    return Condition(
        f"by {shown}",
        lambda record: _is_by(record, name, ids),
        lambda message: message.author_id in ids,
        lambda record: "was decided by others" if _deciders(record) else "does not say who decided it",
        name,
    )


def _is_by(record: Decision, name: str, ids: frozenset[str]) -> bool:
    wanted = set(name.casefold().split())
    return any(who in ids or wanted <= set(re.findall(r"\w[\w'’-]*", who.casefold())) for who in _deciders(record))


def _deciders(record: Decision) -> tuple[str, ...]:
    return record.decided_by or record_facts(record.text).deciders


def _readings(words: str) -> list[str]:
    """`mara lind` may be one name, and either of the two another."""
    return list(dict.fromkeys((words.lower(), *words.lower().split())))
