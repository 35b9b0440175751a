"""The numbers of a theme, and the order of themes: by accounts and money, with a cap for any one account."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from bot.domain.accounts import Account
from bot.domain.digests import Window
from bot.domain.signals import Signal
from bot.domain.themes import Quote, Theme, ThemeOrder, Trend

_MESSAGES_CAP = 3  # messages of one account that count
_MONEY_CAP = 3.0  # one account's money counts up to this many times the usual account's
_LOUD_SHARE = 0.5
_LOUD_MESSAGES = 4


def weigh(
    theme_id: str,
    members: Sequence[Signal],
    accounts: Mapping[str, Account],
    window: Window,
    *,
    label: str = "",
    keywords: tuple[str, ...] = (),
    quotes: tuple[Quote, ...] = (),
    status: str = "open",
    decision_ids: tuple[str, ...] = (),
    assigned_to: str | None = None,
) -> Theme:
    """Everything counted about a theme.

    members: the signals of the theme, of all time; accounts: by id, all that the company has (money is weighed
    against the usual account). Trend: messages in [window.start, window.end) and in the same length before it.
    """
    said_by = Counter(m.account_id for m in members if m.account_id is not None)
    top, top_count = min(said_by.items(), key=lambda item: (-item[1], item[0])) if said_by else (None, 0)
    share = top_count / len(members) if members else 0.0
    name = accounts[top].name if top is not None and top in accounts else top
    loud = share >= _LOUD_SHARE and top_count >= _LOUD_MESSAGES
    return Theme(
        id=theme_id,
        label=label,
        keywords=keywords,
        messages=len(members),
        accounts=len(said_by),
        arr=sum(accounts[a].arr or 0.0 for a in sorted(said_by) if a in accounts),
        share_of_top_account=round(share, 4),
        trend=trend(members, window),
        first_seen=min((m.created_at for m in members if m.created_at), default=None),
        status=status,
        member_ids=tuple(m.id for m in sorted(members, key=_by_time)),
        quotes=quotes,
        decision_ids=decision_ids,
        top_account=name,
        surfaces=tuple(sorted({m.surface.value for m in members if m.surface})),
        score=score(members, accounts),
        loud_account=name if loud else None,
        weeks=last_windows(members, window),
        assigned_to=assigned_to,
    )


def last_windows(members: Iterable[Signal], window: Window, count: int = 4) -> tuple[int, ...]:
    """Messages in the window and in those of the same length before it, the oldest first."""
    times, length = [m.created_at for m in members if m.created_at], window.end - window.start
    starts = [window.start - length * back for back in range(count - 1, -1, -1)]
    return tuple(sum(start <= t < start + length for t in times) for start in starts)


def trend(members: Iterable[Signal], window: Window) -> Trend:
    """Messages in the window, and in the window of the same length that ends where it starts."""
    times = [m.created_at for m in members if m.created_at]
    before = window.start - (window.end - window.start)
    return Trend(
        now=sum(window.start <= t < window.end for t in times),
        before=sum(before <= t < window.start for t in times),
    )


def score(members: Sequence[Signal], accounts: Mapping[str, Account]) -> float:
    """What the capped order sorts by: each account adds at most 1 for what it said and at most 1 for its money.

    Said: a third for each message, three count. Money: its ARR against three times the company's median ARR. People
    whose account is not known add a third each, however much they say.
    """
    said_by = Counter(m.account_id for m in members if m.account_id is not None)
    unknown = {m.author or m.id for m in members if m.account_id is None}
    usual = median([a.arr for a in accounts.values() if a.arr] or [0.0])
    points = len(unknown) / _MESSAGES_CAP
    for account_id in sorted(said_by):
        points += min(said_by[account_id], _MESSAGES_CAP) / _MESSAGES_CAP
        account = accounts.get(account_id)
        if account is not None and account.arr and usual:
            points += min(account.arr / usual, _MONEY_CAP) / _MONEY_CAP
    return round(points, 4)


def in_order(themes: Iterable[Theme], order: ThemeOrder = ThemeOrder.CAPPED) -> tuple[Theme, ...]:
    """Themes, the weightiest first: by messages, by capped score, or by money; ties by the others, then by id."""

    def key(theme: Theme) -> tuple[float, float, float, str]:
        raw, capped, revenue = -theme.messages, -theme.score, -theme.arr
        match order:
            case ThemeOrder.RAW:
                return raw, capped, revenue, theme.id
            case ThemeOrder.REVENUE:
                return revenue, capped, raw, theme.id
            case ThemeOrder.CAPPED:
                return capped, revenue, raw, theme.id

    return tuple(sorted(themes, key=key))


def _by_time(signal: Signal) -> tuple[str, str]:
    return (signal.created_at.isoformat() if signal.created_at else "", signal.id)
