"""A question taken apart: what it is about, and what it says of when, how it stands and who decided."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.domain.kinds import DecisionStatus
from bot.services.retrieval.phrases import phrases_of
from bot.services.retrieval.terms import content_terms

_LEAD = re.compile(
    r"(?ix)^\W*(?:(?:so|and|ok|okay|hey|hi|folks|please|sorry|quick\ question)\b\W*"
    r"|(?:does|do|has|is|was)?\s*(?:any|some)(?:one|body)\s+(?:know|remember|recall|got\ an\ idea"
    r"|have\ an\ idea|an\ idea)\b\W*"
    r"|(?:i\s+)?(?:was|am|'m)?\s*(?:just\s+)?(?:ever\s+)?wonder(?:ing|ed)?\b\W*|do\s+(?:we|you)\s+know\b\W*"
    r"|what(?:\s+was|\s+is|'s)\s+the\s+(?:reason(?:ing)?|story|rationale|thinking)\s*(?:behind|for|why|that)?\b\W*"
    r"|(?:can|could)\s+(?:you|someone|somebody|anyone)\s+(?:tell\s+me|explain|remind\s+me)\b\W*|(?:tell"
    r"|remind)\s+me\b\W*)*"
    r"(?:why|how\s+come|what\s+made|what\s+stopped|for\s+what\s+reason)?"
    r"(?:\s+(?:on\s+earth|did|do|does|is|are|was|were|has|have|had|can|could|can't|couldn't|isn't|aren't|wasn't"
    r"|weren't|doesn't|don't|didn't|won't|hasn't|haven't|not|the|we|us|you|they|there|to|i|it))*\s+"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = re.compile(
    r"(?i)\b(?:in|since|around|of|last|during|back in|this)\s+("
    + "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
    + r")\b\.?,?\s*(\d{4})?"
)
_YEAR = re.compile(
    r"(?i)\b(?:in|since|of|from|the|around|during|after|before|by|year|back in)\s+((?:19[89]|20[0-4])\d)(?![\w/-])"
)
_OPEN = re.compile(r"(?i)\b(since|after|before|until)\s+((?:19[89]|20[0-4])\d)(?![\w/-])")
"""A year with a side of time, not the year itself."""
_QUARTER = re.compile(r"(?i)\bq([1-4])(?:\s+(?:of\s+)?((?:19|20)\d\d))?\b")
_AGO = re.compile(r"(?i)\b(last|this|previous|past)\s+(week|month|quarter|year)\b")
_STATUS_WORDS: tuple[tuple[re.Pattern[str], frozenset[DecisionStatus]], ...] = (
    (
        re.compile(
            r"(?i)\b(reject\w*|turn(?:ed)? down|declin\w+|refus\w+|drop(?:ped)?|said no|voted down|abandon\w*"
            r"|withdr[ae]w\w*"
            r"|rul(?:e|ed) out|decid\w+ against|not (?:accepted|adopted|happen)|killed)\b"
        ),
        frozenset({DecisionStatus.REJECTED, DecisionStatus.ICEBOXED}),
    ),
    (
        re.compile(r"(?i)\b(postpon\w+|defer\w*|shelv\w+|icebox\w*|park(?:ed)?|put off|on hold|not now)\b"),
        frozenset({DecisionStatus.ICEBOXED}),
    ),
    (
        re.compile(
            r"(?i)\b(supersed\w+|(?:was|were|got|been|is|are)\b[^.?!]{0,40}\breplaced|no longer|used to|any ?more"
            r"|moved? (?:away|off))\b"
        ),
        frozenset({DecisionStatus.SUPERSEDED, DecisionStatus.DEPRECATED}),
    ),
)


@dataclass(frozen=True)
class Question:
    """`bare` is the question without its opening ("why did we ..."), `phrases` are its runs of words that say
    something, `period` is [from, to) where it names one."""

    text: str
    bare: str
    terms: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    statuses: frozenset[DecisionStatus] = field(default=frozenset())

    @property
    def forms(self) -> tuple[str, ...]:
        """What is to be embedded of it, in this order: the whole, the bare one, each phrase."""
        return (self.text, self.bare, *self.phrases)

    def falls_in(self, day: date | None) -> bool:
        return self.period is not None and day is not None and self.period[0] <= day < self.period[1]


def read_question(text: str, today: date) -> Question:
    """What is asked; `today` is the asker's day, from which "last year" counts."""
    words = " ".join(text.split())
    bare = _LEAD.sub("", words, count=1) or words
    period = _period(words, today)
    terms = content_terms(words)
    if period is not None:
        said = set(content_terms(" ".join(said_of_time(words))))
        terms = tuple(t for t in terms if t not in said) or terms
    return Question(words, bare, terms, phrases_of(words), period, _statuses(words))


def _statuses(text: str) -> frozenset[DecisionStatus]:
    return frozenset().union(*(statuses for pattern, statuses in _STATUS_WORDS if pattern.search(text)))


def said_of_time(text: str) -> list[str]:
    """The words of a text that name a time ("in March 2024", "last year")."""
    return [m.group() for pattern in (_MONTH, _YEAR, _QUARTER, _AGO) for m in pattern.finditer(text)]


def _period(text: str, today: date) -> tuple[date, date] | None:
    if side := _OPEN.search(text):
        year, after = int(side[2]), date(int(side[2]) + (side[1].lower() == "after"), 1, 1)
        return (after, date.max) if side[1].lower() in ("since", "after") else (date.min, date(year, 1, 1))
    if month := _MONTH.search(text):
        number = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month[1].lower()[:3]))
        year = int(month[2]) if month[2] else today.year - (number > today.month)
        return _months(year, number, 1)
    if quarter := _QUARTER.search(text):
        return _months(int(quarter[2] or today.year), 3 * int(quarter[1]) - 2, 3)
    if year_said := _YEAR.search(text):
        return _months(int(year_said[1]), 1, 12)
    if ago := _AGO.search(text):
        back, unit = (0 if ago[1].lower() == "this" else 1), ago[2].lower()
        if unit == "week":
            monday = today - timedelta(days=today.weekday() + 7 * back)
            return monday, monday + timedelta(days=7)
        if unit == "year":
            return _months(today.year - back, 1, 12)
        size = 3 if unit == "quarter" else 1
        first = (today.month - 1) // size * size + 1 - back * size
        return _months(today.year, first, size)
    return None


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    """`count` months from month `first`, which may lie outside 1..12."""
    begin, end = year * 12 + first - 1, year * 12 + first - 1 + count
    return date(begin // 12, begin % 12 + 1, 1), date(end // 12, end % 12 + 1, 1)
