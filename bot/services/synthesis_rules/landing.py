"""What happened to a theme after the release that was meant for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain.kinds import SignalKind
from bot.domain.releases import Release
from bot.domain.signals import Signal
from bot.domain.themes import Quote, Theme
from bot.domain.verdicts import Landing, LandingVerdict
from bot.services.theming.excerpts import excerpt

_WEEK = timedelta(days=7)
_LOOK = timedelta(weeks=8)  # to either side of the release
_SOONEST = timedelta(days=14)  # after which a verdict means something
_ENOUGH = 3  # signals on one side of the release that make a change readable
_EXPECTED = 2.0  # signals that would have come since, had nothing changed: with fewer, silence says nothing yet
_FELL = 0.5  # of the rate before
_FELL_FAR = 0.25
_STAYED = 0.8
_PRAISED = 0.25
_MOSTLY_PRAISED = 0.6
_WANTS = frozenset(SignalKind) - {SignalKind.PRAISE}
_COMPLAINTS = frozenset({SignalKind.PROBLEM, SignalKind.CHURN_RISK, SignalKind.DEAL_BLOCKER})


@dataclass(frozen=True)
class _Sides:
    """`before`, `after`: wants and problems, rates a week. `weeks`: since the release, at most eight."""

    before: Sequence[Signal]
    after: Sequence[Signal]
    praise: Sequence[Signal]
    rate_before: float
    rate_after: float
    weeks: float
    age: timedelta

    @property
    def since(self) -> int:
        return len(self.after) + len(self.praise)

    @property
    def praised(self) -> float:
        return len(self.praise) / self.since if self.since else 0.0


def judge_landing(release: Release, theme: Theme, members: Sequence[Signal], now: datetime) -> Landing | None:
    """Compare the eight weeks before the release day with the time since (at most eight weeks).

    members: the theme's signals of all kinds, praise included; rates are wants and problems a week. A theme younger
    than eight weeks is measured from its first signal on, at least one week. None where the release is long out and so
    little was said on either side that nothing can be told.
    """
    sides = _sides(release, members, now)
    judged = _verdict(sides)
    if judged is None:
        return None
    verdict, reason = judged
    asked = {m.account_id for m in sides.before if m.account_id}
    ask_now = {m.account_id for m in sides.after if m.account_id}
    reasons = [reason]
    if sides.praise:
        reasons.append(f"{len(sides.praise)} of {sides.since} signals since are praise")
    if asked & ask_now:
        reasons.append(f"{len(asked & ask_now)} of {len(asked)} accounts that asked before still do")
    return Landing(
        release_id=release.id,
        theme_id=theme.id,
        verdict=verdict,
        before=round(sides.rate_before, 2),
        after=round(sides.rate_after, 2),
        praise=round(sides.praised, 4),
        release_title=release.title,
        theme_label=theme.label,
        released_on=release.released_on,
        url=release.url,
        signals_before=len(sides.before),
        signals_after=len(sides.after),
        praise_after=len(sides.praise),
        accounts_before=len(asked),
        same_accounts_after=len(asked & ask_now),
        new_accounts_after=len(ask_now - asked),
        reasons=tuple(reasons),
        quotes=_quotes(sides),
    )


def _sides(release: Release, members: Sequence[Signal], now: datetime) -> _Sides:
    day = datetime.combine(release.released_on, time.min, UTC)
    before = [m for m in members if m.created_at and day - _LOOK <= m.created_at < day and m.kind in _WANTS]
    until = min(now, day + _LOOK)
    since = [m for m in members if m.created_at and day <= m.created_at < until]
    after = [m for m in since if m.kind in _WANTS]
    first = min((m.created_at for m in before if m.created_at), default=day - _WEEK)
    weeks = max((until - day) / _WEEK, 1.0)
    return _Sides(
        before=before,
        after=after,
        praise=[m for m in since if m.kind is SignalKind.PRAISE],
        rate_before=len(before) / max((day - first) / _WEEK, 1.0),
        rate_after=len(after) / weeks,
        weeks=weeks,
        age=now - day,
    )


def _verdict(sides: _Sides) -> tuple[LandingVerdict, str] | None:
    if sides.age < _SOONEST:
        return LandingVerdict.TOO_EARLY, f"only {max(sides.age.days, 0)} days since the release"
    if len(sides.before) < _ENOUGH:
        return _without_a_past(sides)
    if sides.rate_before * sides.weeks < _EXPECTED and sides.since < _ENOUGH:
        return (LandingVerdict.TOO_EARLY, "too few speak of it to tell yet") if sides.age < _LOOK else None
    before, after, praised = sides.rate_before, sides.rate_after, sides.praised
    pleased = after <= before * _FELL and praised >= _PRAISED
    if after <= before * _FELL_FAR or pleased or (after <= before * _STAYED and praised >= _MOSTLY_PRAISED):
        fewer = "far fewer" if after <= before * _FELL else "fewer"
        and_pleased = ", and most who speak of it are pleased" if praised >= _MOSTLY_PRAISED else ""
        return LandingVerdict.LANDED, f"{fewer} ask or complain than before{and_pleased}"
    if after >= before * _STAYED and praised < _PRAISED:
        how = "more ask or complain than" if after > before / _STAYED else "as many ask or complain as"
        return LandingVerdict.DID_NOT_LAND, f"{how} before, and hardly anybody is pleased"
    return LandingVerdict.MIXED, "some are served, others still ask or complain"


def _without_a_past(sides: _Sides) -> tuple[LandingVerdict, str] | None:
    """Hardly anybody had asked: what is said since decides, where there is enough of it.

    Wishes alone do not: nobody knows that the release was meant for them.
    """
    if sides.since < _ENOUGH:
        return None
    if sides.praised >= _MOSTLY_PRAISED:
        return LandingVerdict.LANDED, "hardly anybody had asked for it, and most who speak of it are pleased"
    complaints = sum(m.kind in _COMPLAINTS for m in sides.after)
    if not sides.praise and complaints < _ENOUGH:
        return None
    if complaints >= _ENOUGH and sides.praised < _PRAISED:
        return LandingVerdict.DID_NOT_LAND, "it brought complaints that were not there before"
    return LandingVerdict.MIXED, "some are pleased, others ask or complain"


def _quotes(sides: _Sides) -> tuple[Quote, ...]:
    """The newest praise and the newest complaint since."""
    newest = [max(some, key=lambda m: (str(m.created_at), m.id)) for some in (sides.praise, sides.after) if some]
    return tuple(Quote(m.id, excerpt(m.text), m.url, m.account) for m in newest)
