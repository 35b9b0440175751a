"""The digest of a window: read everything once, think without the database, tell it once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.digests import Digest, DigestDecision, DigestLength, Window
from bot.domain.themes import Theme
from bot.domain.verdicts import Contradiction, Landing, LandingVerdict, Revisit, RevisitVerdict, TalkTo
from bot.services.synthesis.bearing import Bearing, as_signal, read_records
from bot.services.synthesis.days import Rhythm, week_before
from bot.services.synthesis.learned import Learning
from bot.services.synthesis.material import Material
from bot.services.synthesis.plan import Plan
from bot.services.synthesis.themes import Themes
from bot.services.synthesis.window import Read, asked_lately, coverage, named_competitors, read_window
from bot.services.synthesis.wording import Wording
from bot.services.synthesis_rules.talking import whom_to_talk_to
from store.unit_of_work import Store

MOST_THEMES = 5
MOST_UNANSWERED = 3
MOST_REVISITS = 3
MOST_LANDINGS = 3
MOST_PROMISES = 3


class DigestComposer:
    def __init__(
        self,
        store: Store,
        themes: Themes,
        bearing: Bearing,
        rhythm: Rhythm,
        competitors: Sequence[str],
        learning: Learning | None = None,
        wording: Wording | None = None,
    ) -> None:
        self._store, self._themes, self._bearing, self._learning = store, themes, bearing, learning
        self.rhythm, self._competitors = rhythm, tuple(competitors)
        self.length, self._wording = DigestLength.LONG, wording

    def follow(self, plan: Plan) -> None:
        """From now on digests are made as the plan says."""
        self.rhythm, self.length = plan.rhythm, plan.length

    async def compose(self, viewer: Viewer, day: date, window: Window | None = None) -> Digest:
        """The digest as `viewer` may see it (what everybody in the digest channel may). Same input, same digest.

        The first one of a week holds what the week taught, beside what is new since the last digest.
        """
        span = window or self.rhythm.window_of(day)
        material = await self._themes.updated(viewer, until=span.end)
        themes = self._themes.weigh(material, week_before(span.end))
        async with self._store.read(viewer.team_id) as uow:
            read = await read_window(uow, viewer, span, day)
        spoken_of = {signal.id for signal in read.signals}
        active = [theme for theme in themes if spoken_of.intersection(theme.member_ids)]
        touched = await self._bearing.decisions_of(active[:MOST_THEMES], material, read.records)
        said = [as_signal(message, material.accounts) for message in read.messages]
        weekly = self._learning is not None and self.rhythm.is_weekly(day)
        digest = Digest(
            date=day,
            window=span,
            coverage=coverage(read),
            themes=tuple(replace(theme, decision_ids=touched[theme.id]) for theme in active[:MOST_THEMES]),
            decisions=decisions_told(read.changed),
            revisit=_worth_a_look(await self._bearing.revisits(material, read.records), spoken_of),
            landings=_news(await self._bearing.landings(themes, material, read.records, span.end), active),
            contradictions=await self._open_promises(read, material),
            competitors=named_competitors(read, said, material, self._competitors),
            talk=_to_talk_to(read, material, span),
            unanswered=read.unanswered[:MOST_UNANSWERED],
            signals=len(read.signals),
            accounts=len({signal.account_id for signal in read.signals if signal.account_id}),
            week=await self._learning.learned(viewer, week_before(span.end)) if self._learning and weekly else None,
            length=self.length,
        )
        if self._wording is None:
            return digest
        named = frozenset(t.id for t in material.stored.values() if t.label_set_by == "person")
        return await self._wording.put(viewer, digest, {s.id: s for s in material.signals}, named)

    async def touched(self, viewer: Viewer, theme: Theme) -> tuple[str, ...]:
        """The decisions that the theme touches, the closest first."""
        material = await self._themes.material(viewer)
        async with self._store.read(viewer.team_id) as uow:
            records = await read_records(uow, viewer)
        return (await self._bearing.decisions_of([theme], material, records))[theme.id]

    async def _open_promises(self, read: Read, material: Material) -> tuple[Contradiction, ...]:
        """Those of the window first, then those of the weeks before that nobody settled."""
        new = await self._bearing.broken_promises(read.messages, material, read.records)
        since = {d.id: d.decided_on for d in read.records.decisions}
        made = {m.id: m.created_at.date() for m in read.sold}
        old = [
            one
            for one in await self._bearing.broken_promises(read.sold, material, read.records)
            if (decided := since.get(one.decision_id)) is None or decided <= made[one.id]
        ]
        return (*new, *old)[:MOST_PROMISES]


def decisions_told(changed: Sequence[Decision]) -> tuple[DigestDecision, ...]:
    """New and contested ones, the contested first."""
    found = [
        DigestDecision(d.id, d.title, d.status, d.url, contested=bool(d.contested_by))
        for d in changed
        if d.contested_by or d.recorded_by is not None
    ]
    return tuple(sorted(found, key=lambda d: (not d.contested, d.id)))


def _worth_a_look(revisits: Sequence[Revisit], spoken_of: set[str]) -> tuple[Revisit, ...]:
    """Conditions that are met, where the window brought evidence; a met one that nobody spoke of is no news."""
    met = [r for r in revisits if r.verdict is RevisitVerdict.MET and spoken_of & {q.id for q in r.evidence}]
    old = [r for r in revisits if r.verdict is RevisitVerdict.MET and r not in met]
    return tuple([*met, *old][:MOST_REVISITS])


def _news(landings: Sequence[Landing], active: Sequence[Theme]) -> tuple[Landing, ...]:
    """Landings of releases whose theme was spoken of in the window; what did not land comes first."""
    spoken = {theme.id for theme in active}
    told = [x for x in landings if x.theme_id in spoken and x.verdict is not LandingVerdict.TOO_EARLY]
    told.sort(key=lambda x: x.verdict is not LandingVerdict.DID_NOT_LAND)
    return tuple(told[:MOST_LANDINGS])


def _to_talk_to(read: Read, material: Material, span: Window) -> tuple[TalkTo, ...]:
    return whom_to_talk_to(read.signals, material.accounts, span.end, asked_lately(read.asked_at, material))
