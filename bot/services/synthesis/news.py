"""What of all that is known is news this morning, the most important first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.digests import Window
from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal
from bot.domain.themes import Theme
from bot.domain.verdicts import Landing, LandingVerdict
from bot.services.synthesis.material import Material
from bot.services.theming.weighing import score

ENOUGH = 3
"""Messages that a theme has to have to be told of: two that are alike are an accident."""

OLD_NEWS = 0.5
"""How much of what a theme weighed the week before is taken off what it weighs this week."""

NEW_VERDICT = timedelta(days=7)
JUST_OUT = timedelta(days=14)

_ORDER = (LandingVerdict.DID_NOT_LAND, LandingVerdict.MIXED, LandingVerdict.LANDED, LandingVerdict.TOO_EARLY)


def morning_themes(
    themes: Sequence[Theme], said: Sequence[Signal], material: Material, week: Window, most: int
) -> tuple[Theme, ...]:
    """Themes that were spoken of since the last digest or grew this week, by what they weigh this week.

    said: the signals since the last digest. Weight is by accounts and money with a cap for any one
    account; praise weighs nothing. Where there
    is news and room for more (`most`), the week's other themes follow.
    """
    new = {signal.id for signal in said}
    themes = [theme for theme in themes if theme.messages >= ENOUGH]
    news = [theme for theme in themes if theme.is_growing or not new.isdisjoint(theme.member_ids)]
    others = [theme for theme in themes if theme.trend.now and theme not in news] if news else []
    before = Window(week.start - (week.end - week.start), week.start)

    def weight(theme: Theme) -> tuple[float, float, str]:
        told = _weight_in(theme, material, week) - OLD_NEWS * _weight_in(theme, material, before)
        return -round(told, 4), -theme.score, theme.id

    ordered = sorted(news, key=weight)
    return (*ordered, *sorted(others, key=weight)[: max(most - len(ordered), 0)])


def _weight_in(theme: Theme, material: Material, window: Window) -> float:
    members = [material.by_id[i] for i in theme.member_ids if i in material.by_id]
    wants = [m for m in members if m.kind is not SignalKind.PRAISE]
    return score([m for m in wants if m.created_at and window.start <= m.created_at < window.end], material.accounts)


def news_first(
    landings: Sequence[Landing], said: Sequence[Signal], themes: Sequence[Theme], now: datetime
) -> tuple[Landing, ...]:
    """All landings, those first that are news (see `Landing`), and among them what did not land."""
    new = {signal.id for signal in said}
    spoken_of = {theme.id for theme in themes if not new.isdisjoint(theme.member_ids)}
    told = [replace(x, is_news=x.theme_id in spoken_of or _is_new(x, now)) for x in landings]
    return tuple(sorted(told, key=lambda x: (not x.is_news, _ORDER.index(x.verdict))))


def _is_new(landing: Landing, now: datetime) -> bool:
    """Out this week, or this week for the first time long enough to be judged."""
    if landing.released_on is None:
        return False
    age = now - datetime.combine(landing.released_on, time.min, now.tzinfo)
    return age < NEW_VERDICT or JUST_OUT <= age < JUST_OUT + NEW_VERDICT
