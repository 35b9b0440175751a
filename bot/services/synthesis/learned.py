"""What a longer time taught us about our customers; what to look at again; whom to talk to about a thing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from bot.domain.accounts import Account
from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Decision
from bot.domain.digests import DigestDecision, Learned, SegmentNews, Window
from bot.domain.kinds import DecisionStatus
from bot.domain.messages import Message
from bot.domain.signals import Signal
from bot.domain.themes import Theme
from bot.domain.verdicts import Revisit, RevisitVerdict, TalkTo
from bot.services.synthesis.bearing import Bearing, as_signal
from bot.services.synthesis.material import Material, matrix_of
from bot.services.synthesis.meaning import Meaning
from bot.services.synthesis.news import ENOUGH
from bot.services.synthesis.records import read_records
from bot.services.synthesis.rivals import named_competitors, not_of_rivals
from bot.services.synthesis.themes import Themes
from bot.services.synthesis.ties import shipped
from bot.services.synthesis.window import asked_at, asked_lately, coverage, read_window
from bot.services.synthesis_rules.linking import shared, words_of
from bot.services.synthesis_rules.talking import whom_to_talk_to
from store.unit_of_work import Store

MOST_THEMES = 12
MOST_TO_TALK_TO = 5
SEGMENT_THEMES = 3
UNKNOWN_SEGMENT = "no known segment"

_ABOUT = 0.5  # cosine with the bonus of shared words, from which a signal speaks of what is asked
_BESIDE_BEST = 0.62  # of the best one's, below which another speaks of something near it
_SHARED_WORDS = 0.3
_NO_CUSTOMER = frozenset({"opportunity", "prospect", "lead", "churned", "closed lost", "lost"})


class Learning:
    def __init__(
        self, store: Store, themes: Themes, bearing: Bearing, meaning: Meaning, competitors: Sequence[str], now: Now
    ) -> None:
        self._store, self._themes, self._bearing, self._meaning = store, themes, bearing, meaning
        self._competitors, self._now = tuple(competitors), now

    async def learned(self, viewer: Viewer, window: Window) -> Learned:
        """Everything of the window that `viewer` may see. Same input, same answer."""
        material = await self._themes.updated(viewer, until=window.end)
        async with self._store.read(viewer.team_id) as uow:
            read = await read_window(uow, viewer, window, window.end.date(), self._meaning.model, self._competitors)
        said = [as_signal(message, material.accounts) for message in read.messages]
        rivals = named_competitors(read, said, material, self._competitors)
        told = not_of_rivals(self._told(material, window), rivals)
        themes = await self._bearing.ties.tied(told, material, read.records)
        everything = self._themes.weigh(material, window)
        span = window.end - window.start
        landings = await self._bearing.landings(everything, material, read.records, window.end, within=span)
        landed = {x.release_id for x in landings}
        unsung = [r for r in read.records.releases if _is_in(window, r.released_on) and r.id not in landed]
        return Learned(
            window=window,
            coverage=coverage(read),
            themes=themes,
            landings=tuple(x for x in landings if _shipped_in(window, x.release_id, read.records.shipped)),
            revisit=tuple(
                r
                for r in await self._bearing.revisits(material, read.records, window.end)
                if r.verdict is not RevisitVerdict.NOT_MET
            ),
            decisions=_changed(read.records.decisions, read.changed, window, themes),
            shipped=tuple(shipped(release) for release in unsung),
            competitors=rivals,
            segments=segments(read.signals, material, themes),
            silent_accounts=silent(material.accounts, read.messages),
            signals=len(read.signals),
            accounts=len({s.account_id for s in read.signals if s.account_id}),
        )

    async def icebox(self, viewer: Viewer) -> tuple[Revisit, ...]:
        """Every shelved decision against what was said since, those to look at again first."""
        material = await self._themes.material(viewer)
        async with self._store.read(viewer.team_id) as uow:
            records = await read_records(uow, viewer, self._meaning.model)
        return await self._bearing.revisits(material, records, self._now())

    async def talk(self, viewer: Viewer, query: str) -> tuple[TalkTo, ...]:
        """Whom to talk to about `query`: those who said something near it, by meaning or in its words."""
        if not query.strip():
            return ()
        material = await self._themes.material(viewer)
        now = self._now()
        async with self._store.read(viewer.team_id) as uow:
            asked = await asked_at(uow, now.date())
        about = await self._about(query, material)
        return whom_to_talk_to(about, material.accounts, now, asked_lately(asked, material), most=MOST_TO_TALK_TO)

    async def _about(self, query: str, material: Material) -> tuple[Signal, ...]:
        signals = [s for s in material.signals if s.id in material.vectors]
        if not signals:
            return ()
        wanted = words_of(query)
        cosines = matrix_of([s.id for s in signals], material.vectors) @ (await self._meaning.of([query]))[0]
        bonus = np.array([_SHARED_WORDS * shared(wanted, s.text) for s in signals])
        scores = cosines + bonus
        enough = max(_ABOUT, _BESIDE_BEST * float(scores.max()))
        return tuple(s for s, score in zip(signals, scores, strict=True) if score >= enough)

    def _told(self, material: Material, window: Window) -> tuple[Theme, ...]:
        """Themes counted over the window alone; the change is against the same length before it."""
        inside = tuple(s for s in material.signals if s.created_at and window.start <= s.created_at < window.end)
        trends = {theme.id: theme for theme in self._themes.weigh(material, window)}
        counted = self._themes.weigh(replace(material, signals=inside), window)
        return tuple(
            replace(theme, trend=trends[theme.id].trend, first_seen=trends[theme.id].first_seen)
            for theme in [theme for theme in counted if theme.messages >= ENOUGH][:MOST_THEMES]
        )


def segments(signals: Sequence[Signal], material: Material, themes: Sequence[Theme]) -> tuple[SegmentNews, ...]:
    """What each segment said, the one with most money first; accounts of no known segment last."""
    said: dict[str, list[Signal]] = {}
    for signal in signals:
        account = material.accounts.get(signal.account_id or "")
        if account is not None:
            said.setdefault(account.segment or UNKNOWN_SEGMENT, []).append(signal)
    news = [_news(segment, found, material.accounts, themes) for segment, found in said.items()]
    return tuple(sorted(news, key=lambda n: (n.segment == UNKNOWN_SEGMENT, -n.arr, -n.signals, n.segment)))


def _news(
    segment: str, signals: Sequence[Signal], accounts: Mapping[str, Account], themes: Sequence[Theme]
) -> SegmentNews:
    spoke = sorted({s.account_id for s in signals if s.account_id})
    ids = {s.id for s in signals}
    times = [(len(ids.intersection(theme.member_ids)), theme) for theme in themes]
    most = sorted((one for one in times if one[0]), key=lambda one: (-one[0], one[1].id))[:SEGMENT_THEMES]
    return SegmentNews(
        segment=segment,
        signals=len(signals),
        accounts=len(spoke),
        arr=sum(accounts[a].arr or 0.0 for a in spoke),
        themes=tuple(theme.label for _, theme in most),
    )


def silent(accounts: Mapping[str, Account], messages: Sequence[Message]) -> tuple[str, ...]:
    """Names of customers of whom nothing was heard, the largest first; who is no customer (yet) is left out."""
    heard = {m.account for m in messages}
    missing = [
        a for a in accounts.values() if a.id not in heard and (a.stage or "customer").lower() not in _NO_CUSTOMER
    ]
    return tuple(a.name for a in sorted(missing, key=lambda a: (-(a.arr or 0.0), a.name)))


def _changed(
    decisions: Sequence[Decision], changed: Sequence[Decision], window: Window, themes: Sequence[Theme]
) -> tuple[DigestDecision, ...]:
    """What changed our mind first (reopened, replaced, contested), then what else was decided in the window.

    Of each, what customers speak of first, then the newest.
    """
    touched = {d.id for d in changed if d.contested_by or d.recorded_by is not None}
    told = [d for d in decisions if _is_in(window, d.decided_on) or d.id in touched]
    replaced = {old for d in told for old in d.supersedes}
    told += [d for d in decisions if d.id in replaced and d not in told]

    def turned(d: Decision) -> bool:
        return bool(d.supersedes or d.contested_by) or d.status is DecisionStatus.SUPERSEDED

    spoken_of = {decision_id for theme in themes for decision_id in theme.decision_ids}

    def rank(d: Decision) -> tuple[bool, bool, int, str]:
        return not turned(d), d.id not in spoken_of, -(d.decided_on.toordinal() if d.decided_on else 0), d.id

    return tuple(
        DigestDecision(d.id, d.title, d.status, d.url, contested=bool(d.contested_by), turned=turned(d))
        for d in sorted(told, key=rank)
    )


def _is_in(window: Window, day: date | None) -> bool:
    return day is not None and window.start.date() <= day <= window.end.date()


def _shipped_in(window: Window, release_id: str, shipped: Mapping[str, date]) -> bool:
    return _is_in(window, shipped.get(release_id))

