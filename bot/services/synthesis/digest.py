"""The digest of a window: read everything once, think without the database, tell it once."""

from collections.abc import Sequence
from datetime import date

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.digests import Digest, DigestDecision, DigestLength, Window
from bot.domain.signals import Signal
from bot.domain.themes import Theme
from bot.domain.verdicts import Contradiction, Revisit, RevisitVerdict, TalkTo
from bot.services.synthesis.bearing import Bearing
from bot.services.synthesis.days import Rhythm, week_before
from bot.services.synthesis.learned import Learning
from bot.services.synthesis.material import Material
from bot.services.synthesis.news import morning_themes, news_first
from bot.services.synthesis.plan import Plan
from bot.services.synthesis.records import read_records
from bot.services.synthesis.rivals import competitors_lately, names_to_look_for, not_of_rivals, objections
from bot.services.synthesis.themes import Themes
from bot.services.synthesis.window import Read, asked_lately, coverage, read_window
from bot.services.synthesis.wording import Wording
from bot.services.synthesis_rules.contradicting import promise_in
from bot.services.synthesis_rules.talking import whom_to_talk_to
from store.unit_of_work import Store

MOST_THEMES = 5
MOST_UNANSWERED = 3
MOST_REVISITS = 3
MOST_PROMISES = 6


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
            rivals_named = names_to_look_for(material, self._competitors, span)
            read = await read_window(uow, viewer, span, day, self._bearing.model, rivals_named)
        rivals = competitors_lately(read, material, self._competitors)
        shown = not_of_rivals(themes, rivals)
        active = morning_themes(shown, read.signals, material, week_before(span.end), MOST_THEMES)
        told = await self._bearing.ties.tied(active[:MOST_THEMES], material, read.records)
        landings = await self._bearing.landings(themes, material, read.records, span.end)
        weekly = self._learning is not None and self.rhythm.is_weekly(day)
        digest = Digest(
            date=day,
            window=span,
            coverage=coverage(read),
            themes=told,
            decisions=decisions_told(read.changed),
            revisit=_worth_a_look(await self._bearing.revisits(material, read.records, span.end), read.signals),
            landings=news_first(landings, read.signals, themes, span.end),
            contradictions=await self._open_promises(read, material),
            competitors=rivals,
            objections=objections(read.signals, material.accounts),
            talk=_to_talk_to(read, material, themes),
            unanswered=read.unanswered[:MOST_UNANSWERED],
            signals=len(read.signals),
            accounts=len({signal.account_id for signal in read.signals if signal.account_id}),
            week=await self._learning.learned(viewer, week_before(span.end)) if self._learning and weekly else None,
            length=self.length,
        )
        if self._wording is None:
            return digest
        named = frozenset(t.id for t in material.stored.values() if t.label_set_by == "person")
        return await self._wording.put(viewer, digest, material.by_id, named)

    async def tied(self, viewer: Viewer, themes: Sequence[Theme]) -> tuple[Theme, ...]:
        """The themes with what was decided, is planned and was shipped about them, as far as the viewer may see it."""
        material = await self._themes.material(viewer)
        async with self._store.read(viewer.team_id) as uow:
            records = await read_records(uow, viewer, self._bearing.model)
        return await self._bearing.ties.tied(themes, material, records)

    async def _open_promises(self, read: Read, material: Material) -> tuple[Contradiction, ...]:
        """Those of the window first, then those of the weeks before that nobody settled."""
        new = await self._bearing.broken_promises(read.messages, material, read.records, read.meant)
        old = await self._bearing.broken_promises(read.promised, material, read.records, read.meant)
        return (*new, *old)[:MOST_PROMISES]


def decisions_told(changed: Sequence[Decision]) -> tuple[DigestDecision, ...]:
    """New and contested ones, the contested first."""
    found = [
        DigestDecision(d.id, d.title, d.status, d.url, contested=bool(d.contested_by))
        for d in changed
        if d.contested_by or d.recorded_by is not None
    ]
    return tuple(sorted(found, key=lambda d: (not d.contested, d.id)))


def _worth_a_look(revisits: Sequence[Revisit], said: Sequence[Signal]) -> tuple[Revisit, ...]:
    """Conditions that are met, those first that the window brought evidence for."""
    new = {signal.id for signal in said}
    met = [r for r in revisits if r.verdict is RevisitVerdict.MET]
    return tuple(sorted(met, key=lambda r: new.isdisjoint(q.id for q in r.evidence))[:MOST_REVISITS])


def _to_talk_to(read: Read, material: Material, themes: Sequence[Theme]) -> tuple[TalkTo, ...]:
    said = [signal for signal in read.signals if promise_in(signal.text) is None]
    about = {message_id: theme.label for theme in themes for message_id in theme.member_ids}
    asked = asked_lately(read.asked_at, material)
    return whom_to_talk_to(said, material.accounts, read.span.end, asked, about=about)
