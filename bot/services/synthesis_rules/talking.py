"""Whom to talk to: the accounts that said most about it, that matter, and that were left alone lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.accounts import Account
from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal
from bot.domain.themes import Quote
from bot.domain.verdicts import TalkTo
from bot.services.theming.excerpts import excerpt

_LEFT_ALONE = timedelta(days=14)
_RENEWS_SOON = timedelta(days=90)
_URGENT = frozenset({SignalKind.CHURN_RISK, SignalKind.DEAL_BLOCKER})
_QUOTES = 2
_LABELS = 2


@dataclass(frozen=True)
class _Candidate:
    account: Account | None
    signals: tuple[Signal, ...]
    points: float
    why: str


def whom_to_talk_to(
    said: Sequence[Signal],
    accounts: Mapping[str, Account],
    now: datetime,
    asked_at: Mapping[str, datetime] | None = None,
    most: int = 3,
    about: Mapping[str, str] | None = None,
) -> tuple[TalkTo, ...]:
    """The best people to call about what was said, one an account, the most telling first.

    said: signals about the matter. accounts: by id. asked_at: when an account (by id) was last talked to by us; those
    asked in the last two weeks are left out. Signals without an account count by their author. about: what each signal
    is about, by its id, in a few words.
    """
    asked = dict(asked_at or {})
    groups: dict[str, list[Signal]] = {}
    for signal in said:
        own = signal.author if signal.is_customers_own else None
        who = signal.account_id or (f"author:{own}" if own else None)
        if who is not None and not _lately(asked.get(who), now):
            groups.setdefault(who, []).append(signal)
    candidates = [_weigh(accounts.get(who), signals, now, about or {}) for who, signals in sorted(groups.items())]
    candidates.sort(key=lambda c: (-c.points, c.signals[0].id))
    return tuple(_told(c, asked) for c in candidates[:most])


def _lately(asked: datetime | None, now: datetime) -> bool:
    return asked is not None and now - asked < _LEFT_ALONE


def _weigh(
    account: Account | None, signals: Sequence[Signal], now: datetime, about: Mapping[str, str]
) -> _Candidate:
    newest_first = tuple(sorted(signals, key=lambda s: (str(s.created_at), s.id), reverse=True))
    points, why = min(len(signals), 5) * 1.0, [_said(newest_first, about)]
    urgent = [s.kind for s in newest_first if s.kind in _URGENT]
    if urgent:
        points += 3.0
        why.insert(0, f"names a {urgent[0].label}")
    if account is not None:
        points += 1.0
        if account.arr:
            points += min(account.arr / 50_000, 4.0)
        if account.renewal_date and timedelta(0) <= _until(account, now) <= _RENEWS_SOON:
            points += 2.0
            why.append(f"renews on {_plain(account.renewal_date)}")
        if account.stage and account.stage.lower() not in {"customer", "closed won", "churned", "closed lost"}:
            points += 1.0
            why.append(f"open deal ({account.stage})")
    latest = newest_first[0].created_at
    if latest is not None and now - latest <= timedelta(days=7):
        points += 1.0
    return _Candidate(account, newest_first, round(points, 4), ", ".join(why))


def _said(newest_first: Sequence[Signal], about: Mapping[str, str]) -> str:
    """`spoke 5 times of berth map and invoices`; without names of themes when the last time was."""
    times = _times(len(newest_first))
    labels = list(dict.fromkeys(about[s.id] for s in newest_first if s.id in about))[:_LABELS]
    if labels:
        return f"spoke {times} of {' and '.join(f'“{label}”' for label in labels)}"
    latest = newest_first[0].created_at
    when = "on" if len(newest_first) == 1 else "last on"
    return f"spoke up {times}" + (f", {when} {_plain(latest.date())}" if latest else "")


def _until(account: Account, now: datetime) -> timedelta:
    assert account.renewal_date is not None
    return timedelta(days=(account.renewal_date - now.date()).days)


def _told(candidate: _Candidate, asked: Mapping[str, datetime]) -> TalkTo:
    account, signals = candidate.account, candidate.signals
    people = [s.author for s in signals if s.author and s.is_customers_own]
    return TalkTo(
        account=account.name if account else signals[0].account,
        person=max(sorted(set(people)), key=people.count) if people else None,
        why=candidate.why,
        signals=len(signals),
        last_contact=asked.get(account.id) if account else None,
        arr=account.arr if account else signals[0].arr,
        quotes=tuple(Quote(s.id, excerpt(s.text), s.url, s.account) for s in signals[:_QUOTES]),
    )


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _plain(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
