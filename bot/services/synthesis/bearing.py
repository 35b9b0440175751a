"""What customers say, held against what was decided, planned and shipped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from bot.domain.accounts import Account
from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.kinds import SignalKind
from bot.domain.messages import Message, named_by_people
from bot.domain.releases import Release
from bot.domain.signals import Signal
from bot.domain.themes import Theme
from bot.domain.verdicts import Contradiction, Landing, Revisit, RevisitVerdict
from bot.services.synthesis.material import Material, matrix_of
from bot.services.synthesis.meaning import Meaning
from bot.services.synthesis_rules.contradicting import Shelved, contradictions, promise_in
from bot.services.synthesis_rules.landing import judge_landing
from bot.services.synthesis_rules.linking import Linkable, link
from bot.services.synthesis_rules.revisiting import evidence_for, judge_revisit
from bot.sources.records.facts import record_facts
from store.unit_of_work import UnitOfWork

LANDING_WITHIN = timedelta(weeks=10)
"""How old a release may be to be told of; later its landing is history."""

GIST = 400
"""Characters of a release's text that say what it is about."""


@dataclass(frozen=True)
class Records:
    """What the viewer may see of the company's own side."""

    decisions: tuple[Decision, ...]
    releases: tuple[Release, ...]

    @property
    def shelved(self) -> tuple[Decision, ...]:
        return tuple(d for d in self.decisions if d.status.is_shelved)

    @property
    def shipped(self) -> dict[str, date]:
        """When each release went out, by its id."""
        return {r.id: r.released_on for r in self.releases}


async def read_records(uow: UnitOfWork, viewer: Viewer) -> Records:
    return Records(await uow.decisions.list(viewer), await uow.releases.all())


class Bearing:
    """Pure but for embedding the records' short texts."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning

    async def decisions_of(
        self, themes: Sequence[Theme], material: Material, records: Records
    ) -> dict[str, tuple[str, ...]]:
        """The decisions that each theme touches, the closest first, by theme id."""
        texts = [decision_gist(d) for d in records.decisions]
        vectors = await self._meaning.of(texts)
        linkable = [Linkable(d.id, t, v) for d, t, v in zip(records.decisions, texts, vectors, strict=True)]
        return {
            theme.id: tuple(tie.id for tie in link(theme.keywords, centre_of(theme, material), linkable))
            for theme in themes
        }

    async def revisits(self, material: Material, records: Records) -> tuple[Revisit, ...]:
        """Every shelved decision against what was said since: the met ones first, the others by their evidence."""
        signals = [s for s in material.signals if s.id in material.vectors]
        vectors = matrix_of([s.id for s in signals], material.vectors)
        found = []
        for decision in records.shelved:
            condition = decision.revisit_when or _span(decision.text, record_facts(decision.text).revisit)
            problem = decision.fields.problem if decision.fields else ""
            about = await self._meaning.of([words for words in (decision.title, condition, problem) if words])
            evidence = evidence_for(decision, about, signals, vectors)
            found.append(judge_revisit(decision, evidence, material.accounts, condition))
        order = {RevisitVerdict.MET: 0, RevisitVerdict.UNCLEAR: 1, RevisitVerdict.NOT_MET: 2}
        return tuple(sorted(found, key=lambda r: (order[r.verdict], -r.accounts, -len(r.evidence), r.decision_id)))

    async def landings(
        self, themes: Sequence[Theme], material: Material, records: Records, now: datetime
    ) -> tuple[Landing, ...]:
        """The latest releases held against the themes they were meant for, the newest first."""
        recent = [r for r in records.releases if timedelta() <= now.date() - r.released_on <= LANDING_WITHIN]
        texts = [f"{r.title}. {r.text[:GIST]}" for r in recent]
        vectors = await self._meaning.of(texts)
        by_id = {signal.id: signal for signal in material.signals}
        linkable = [Linkable(r.id, t, v) for r, t, v in zip(recent, texts, vectors, strict=True)]
        found = []
        for theme in themes:
            ties = {tie.id for tie in link(theme.keywords, centre_of(theme, material), linkable, most=1)}
            members = [by_id[i] for i in theme.member_ids if i in by_id]
            found += [judge_landing(r, theme, members, now) for r in recent if r.id in ties]
        shipped = {r.id: r.released_on for r in recent}
        return tuple(sorted(found, key=lambda x: (_latest_first(shipped[x.release_id]), x.release_id, x.theme_id)))

    async def broken_promises(
        self, messages: Sequence[Message], material: Material, records: Records
    ) -> tuple[Contradiction, ...]:
        """Promises among these messages that go against a shelved decision."""
        promises = [as_signal(m, material.accounts) for m in messages if promise_in(m.text)]
        if not promises or not records.shelved:
            return ()
        texts = [decision_gist(d) for d in records.shelved]
        vectors = await self._meaning.of(texts)
        shelved = [Shelved(d, t, v) for d, t, v in zip(records.shelved, texts, vectors, strict=True)]
        return contradictions(promises, await self._meaning.of([p.text for p in promises]), shelved)


def decision_gist(decision: Decision) -> str:
    """Title and what was decided: what a theme or a promise is compared with."""
    if decision.fields is not None:
        decided = decision.fields.decision
    else:
        decided = _span(decision.text, record_facts(decision.text).decision)
    return f"{decision.title}. {' '.join(decided.split())[:GIST]}".strip()


def _span(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span else ""


def centre_of(theme: Theme, material: Material) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """(dim,) unit mean of the theme's members."""
    vectors = matrix_of([i for i in theme.member_ids if i in material.vectors], material.vectors)
    mean = vectors.mean(axis=0)
    centre: np.ndarray[tuple[int], np.dtype[np.float32]] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return centre


def as_signal(message: Message, accounts: Mapping[str, Account]) -> Signal:
    """A message in the form that the rules read, whatever it was classified as."""
    account = accounts.get(message.account or "")
    return Signal(
        id=message.id,
        kind=message.kind_hint or SignalKind.SIGNAL,
        text=message.text,
        source=message.source,
        surface=message.surface,
        channel=message.channel_name,
        channel_id=message.channel_id,
        ts=message.ts,
        url=message.url,
        author=message.author,
        account=account.name if account else named_by_people(message.account_hint),
        account_id=message.account,
        arr=account.arr if account else None,
        created_at=message.created_at,
        audience=message.audience,
        is_customers_own=message.is_customers_own,
    )


def _latest_first(day: date) -> int:
    return -day.toordinal()
