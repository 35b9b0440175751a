"""One clause of a revisit condition, read: accounts, money, messages, times, releases, decisions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.services.synthesis_rules.condition_words import (
    ASK,
    CONNECTIVES,
    DAYS,
    DEALS,
    DECIDES,
    EVENT,
    INVERSE,
    LOSS,
    LOST,
    PEOPLE,
    PLAIN_ADJECTIVES,
    RELEASE,
    SCHEDULED,
    SEGMENTS,
    SPAN,
    TALK,
    VERSION,
)
from bot.services.synthesis_rules.linking import words_of
from bot.services.synthesis_rules.numbers import LEAST, MORE, NUMBER, money_in, number_of, without_money
from bot.services.synthesis_rules.periods import Period, period_in


@dataclass(frozen=True)
class Clause:
    """One thing that has to be so; `text` is its own words.

    Counted by what was said since: `accounts`, how many distinct ones have to ask; `messages`, how often it has to be
    said; `together`, the accounts' ARR that has to come together; `deal_above`, what one deal has to be worth.
    Counted are only accounts of the `segment`, worth `min_arr`, of the name `account` (lower case); with `deals` only
    blocked deals and customers about to leave, with `is_lost` those that are gone; all of it `within` so much time,
    before the day `until`. `qualifier`: what else they have to be, which nobody can count here.
    Waited for: the day `due`; what `ships` (stems, and its `version`); what one `decides` for (stems); the day on which
    the account `renewal_of` (lower case) renews.
    A clause with none of these cannot be checked here.
    """

    text: str
    accounts: int | None = None
    messages: int | None = None
    segment: str | None = None
    min_arr: float | None = None
    account: str | None = None
    deals: bool = False
    is_lost: bool = False
    qualifier: str = ""
    together: float | None = None
    deal_above: float | None = None
    within: timedelta | None = None
    until: date | None = None
    due: date | None = None
    ships: frozenset[str] = frozenset()
    version: str | None = None
    decides: frozenset[str] = frozenset()
    renewal_of: str | None = None

    @property
    def is_counted(self) -> bool:
        """By what was said since."""
        return any(x is not None for x in (self.accounts, self.messages, self.together, self.deal_above))

    @property
    def is_checkable(self) -> bool:
        waits = self.ships or self.version or self.decides or self.renewal_of
        return self.is_counted or self.due is not None or bool(waits)


@dataclass(frozen=True)
class Known:
    """What a condition may speak of: names (and aliases) of accounts and their segments, in lower case."""

    accounts: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()


def read_clause(text: str, since: date, known: Known) -> Clause:
    plain = " ".join(text.lower().split())
    named = next(
        (n for n in sorted(known.accounts, key=len, reverse=True) if re.search(rf"\b{re.escape(n)}\b", plain)), None
    )
    period = period_in(text, since)
    if re.search(r"\b(?:unless|fewer|less than|never)\b", plain):
        return Clause(text)
    if named and re.search(r"\b(?:renewal|renews?|contract (?:ends?|is up|expires?))\b", plain) and period is None:
        return Clause(text, renewal_of=named)
    counted = _counted(text, plain, named, period, since, known)
    if counted is not None:
        return counted
    if not INVERSE.search(text) and (waits := _waits(text, since)) is not None:
        return waits
    if period is not None and _is_only_time(text, period):
        return Clause(text, due=period.due)
    return Clause(text)


def _counted(
    text: str, plain: str, named: str | None, period: Period | None, since: date, known: Known
) -> Clause | None:
    """Accounts, money or messages; None where nothing is counted."""
    money, rest = money_in(plain), without_money(plain)
    is_deal = bool(re.search(rf"\b{DEALS}\b", plain)) and not re.search(rf"\b{ASK}\b.*\b{DEALS}\b", plain)
    segment, within = _segment(plain, known), _within(rest)
    until, due = _limits(text, period, within)
    if INVERSE.search(rest):
        return None
    lost = bool(re.search(rf"\b(?:{LOSS})\b", plain))
    base = Clause(text, segment=segment, within=None if due else within, until=until, due=due, deals=is_deal or lost)
    base = replace(base, is_lost=lost, qualifier=_qualifier(rest, segment, since))
    asks = bool(re.search(rf"\b(?:{ASK}|{LOST})\b", plain))
    count = _count(rest, is_deal=is_deal)
    if money is not None:
        return _of_money(base, plain, money, count, is_deal=is_deal) if asks else None
    messages = re.search(rf"(?P<how>{MORE}|{LEAST})?\s*(?P<number>{NUMBER}) (?:\w+ )?{TALK}\b", rest)
    if messages and not re.search(rf"{NUMBER} (?:\w+ )?{PEOPLE}", rest):
        number = _at_least(messages["how"], messages["number"])
        return replace(base, messages=number, qualifier="") if number else None
    if named and re.search(rf"\b{ASK}\b", plain):
        return replace(base, accounts=1, account=named)
    return replace(base, accounts=count) if count is not None and asks else None


def _limits(text: str, period: Period | None, within: timedelta | None) -> tuple[date | None, date | None]:
    """The day before which, and the day from which on, it has to be so."""
    if period is None:
        return None, None
    before = text[: period.start]
    if re.search(r"(?<!not )\bbefore\s*$", before, re.IGNORECASE):
        return period.first, None
    is_span = within is not None and not re.search(
        r"\b(?:revisit|review|reconsider|look again)\b", before, re.IGNORECASE
    )
    return None, None if is_span else period.due


def _qualifier(plain: str, segment: str | None, since: date) -> str:
    """What the accounts have to be beside a segment, such as "from healthcare"; plain adjectives ask for nothing."""
    behind = re.search(
        rf"\b{PEOPLE} (?P<what>(?:from|in|with|of|outside|on|who|that|using|whose|at) .+?) {ASK}\b", plain
    )
    said = behind["what"] if behind else ""
    period = period_in(said, since)
    said = SPAN.sub(" ", f"{said[: period.start]} {said[period.end :]}" if period else said)
    told = re.search(rf"(?:{NUMBER}) (?P<what>(?:[\w\-]+ ){{1,3}}?)(?:{PEOPLE}\b|[\w\-]+s {ASK}\b)", plain)
    words = told["what"].replace(segment or " ", " ").split() if told else []
    said += " ".join(word for word in words if word not in PLAIN_ADJECTIVES and number_of(word) is None)
    return (
        "" if not words_of(re.sub(r"\b(?:arr|revenue|combined|together|total|who|that|segment)\b", " ", said)) else said
    )


def _waits(text: str, since: date) -> Clause | None:
    """For a release, or for a decision; without stems where more is asked of it than a program can see."""
    if decided := DECIDES.search(text):
        return Clause(text, decides=_subject(decided["what"]))
    event = EVENT.match(text)
    if event is not None and not _adds_nothing(event["rest"], since):
        return Clause(text)
    found = event or RELEASE.search(text)
    if found is None:
        return None
    version = VERSION.search(found["what"])
    return Clause(text, ships=_subject(VERSION.sub(" ", found["what"])), version=version[0] if version else None)


def _of_money(base: Clause, plain: str, money: float, count: int | None, *, is_deal: bool) -> Clause:
    if re.search(r"\b(?:together|in total|combined|sum|altogether|add(?:s|ed)? up|in all)\b", plain):
        return replace(base, together=money)
    one = re.search(rf"\b(?:an?|one|any|single|another) (?:\w+ )?(?:{PEOPLE}|{DEALS})\b", plain)
    if is_deal and (count is None or count == 1):
        return replace(base, deal_above=money)
    if count is not None or one or "each" in plain:
        return replace(base, accounts=count or 1, min_arr=money)
    return replace(base, together=money)


def _count(plain: str, *, is_deal: bool) -> int | None:
    number = rf"(?P<how>{MORE}|{LEAST})?\s*(?P<number>{NUMBER})"
    adjectives = r"(?: (?:or more|more|other|new|different|large|big|paying|distinct|separate|existing|[\w\-]+)){0,3}?"
    who = rf"(?:{PEOPLE}\b|(?:lost |blocked |open )?{DEALS}\b)" if is_deal else rf"{PEOPLE}\b"
    asking = rf"{number}(?: [\w\-]+){{1,3}}? {ASK}\b"
    for pattern in (rf"{number}{adjectives} {who}", asking, rf"{number} of (?:our|them|the)\b"):
        match = re.search(pattern, plain)
        if match:
            counts = [n for word in re.findall(NUMBER, match[0]) if (n := _at_least(match["how"], word)) is not None]
            return max(counts, default=None)  # "a total of five", "another five"
    return None


def _at_least(how: str | None, words: str) -> int | None:
    count = number_of(words)
    return count + 1 if count is not None and how and re.fullmatch(MORE, how) else count


def _segment(plain: str, known: Known) -> str | None:
    names: Iterable[str] = sorted({*SEGMENTS, *known.segments}, key=len, reverse=True)
    for name in names:
        if re.search(rf"\b{re.escape(name)}\b(?:[ -]\w+)? ?(?:{PEOPLE}|{DEALS}|\w+s\b)", plain):
            return name
    return None


def _within(plain: str) -> timedelta | None:
    match = SPAN.search(plain)
    if match is None:
        return None
    number = number_of(match["number"]) if match["number"] else 1
    return timedelta(days=DAYS[match["unit"].lower()] * (number or 1))


def _subject(what: str) -> frozenset[str]:
    """Stems of what has to come out, without the words that say nothing of it."""
    return words_of(re.sub(r"\b(?:new|our|own|the|feature|version|project|work|next|first)\b", " ", what.lower()))


def _adds_nothing(rest: str, since: date) -> bool:
    """Whether what follows "ships" asks for no more than a time."""
    period = period_in(rest, since)
    return not words_of(CONNECTIVES.sub(" ", f"{rest[: period.start]} {rest[period.end :]}" if period else rest))


def _is_only_time(text: str, period: Period) -> bool:
    """Whether nothing but the time decides, or something that is sure to come then."""
    around = f"{text[: period.start]} {text[period.end :]}"
    left = words_of(CONNECTIVES.sub(" ", around))
    return not left or bool(re.search(rf"\b{SCHEDULED}\b", around, re.IGNORECASE))
