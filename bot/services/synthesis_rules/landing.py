"""What happened to a theme after the release that was meant for it."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from bot.domain.kinds import SignalKind
from bot.domain.releases import Release
from bot.domain.signals import Signal
from bot.domain.themes import Quote, Theme
from bot.domain.verdicts import Landing, LandingVerdict
from bot.services.theming.quoting import excerpt

_WEEK = timedelta(days=7)
_LOOK = timedelta(weeks=8)  # to either side of the release
_SOONEST = timedelta(days=14)  # after which a verdict means something
_ENOUGH = 3  # complaints before the release that make a change readable
_FELL = 0.5  # of the rate before
_FELL_FAR = 0.25
_STAYED = 0.8
_PRAISED = 0.25
_MOSTLY_PRAISED = 0.6
_WANTS = frozenset(SignalKind) - {SignalKind.PRAISE}


def judge_landing(release: Release, theme: Theme, members: Sequence[Signal], now: datetime) -> Landing:
    """Compare the eight weeks before the release day with the time since (at most eight weeks).

    members: the theme's signals of all kinds, praise included; rates are wants and problems a week. A theme younger
    than eight weeks is measured from its first signal on, at least one week.
    """
    day = datetime.combine(release.released_on, time.min, UTC)
    before = [m for m in members if m.created_at and day - _LOOK <= m.created_at < day and m.kind in _WANTS]
    until = min(now, day + _LOOK)
    since = [m for m in members if m.created_at and day <= m.created_at < until]
    after = [m for m in since if m.kind in _WANTS]
    praise = [m for m in since if m.kind is SignalKind.PRAISE]
    first = min((m.created_at for m in before if m.created_at), default=day - _WEEK)
    rate_before = len(before) / max((day - first) / _WEEK, 1.0)
    rate_after = len(after) / max((until - day) / _WEEK, 1.0)
    share = len(praise) / len(since) if since else 0.0
    verdict, reason = _verdict(now - day, len(before), rate_before, rate_after, share)
    asked = {m.account_id for m in before if m.account_id}
    ask_now = {m.account_id for m in after if m.account_id}
    reasons = [reason, f"{rate_before:.1f} a week before, {rate_after:.1f} since"]
    if praise:
        reasons.append(f"{len(praise)} of {len(since)} signals since are praise")
    if asked & ask_now:
        reasons.append(f"{len(asked & ask_now)} of {len(asked)} accounts that asked before still do")
    return Landing(
        release_id=release.id,
        theme_id=theme.id,
        verdict=verdict,
        before=round(rate_before, 2),
        after=round(rate_after, 2),
        praise=round(share, 4),
        release_title=release.title,
        theme_label=theme.label,
        same_accounts_after=len(asked & ask_now),
        new_accounts_after=len(ask_now - asked),
        reasons=tuple(reasons),
        quotes=_quotes(praise, after),
    )


def _verdict(
    age: timedelta, count: int, before: float, after: float, praise: float
) -> tuple[LandingVerdict, str]:
    if age < _SOONEST:
        return LandingVerdict.TOO_EARLY, f"only {max(age.days, 0)} days since the release"
    if count < _ENOUGH:
        return LandingVerdict.TOO_EARLY, f"only {count} signals before the release to compare with"
    praised = after <= before * _FELL and praise >= _PRAISED
    if after <= before * _FELL_FAR or praised or (after <= before * _STAYED and praise >= _MOSTLY_PRAISED):
        fewer = "far fewer" if after <= before * _FELL else "fewer"
        pleased = ", and most who speak of it are pleased" if praise >= _MOSTLY_PRAISED else ""
        return LandingVerdict.LANDED, f"{fewer} ask or complain than before{pleased}"
    if after >= before * _STAYED and praise < _PRAISED:
        return LandingVerdict.DID_NOT_LAND, "as many ask or complain as before, and hardly anybody is pleased"
    return LandingVerdict.MIXED, "some are served, others still ask or complain"


def _quotes(praise: Sequence[Signal], after: Sequence[Signal]) -> tuple[Quote, ...]:
    """The newest praise and the newest complaint since."""
    newest = [max(some, key=lambda m: (str(m.created_at), m.id)) for some in (praise, after) if some]
    return tuple(Quote(m.id, excerpt(m.text), m.url, m.account) for m in newest)
