"""What customers say, held against what was decided, planned and shipped."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.accounts import Account
from bot.domain.decisions import Decision
from bot.domain.kinds import SignalKind
from bot.domain.messages import Message, named_by_people
from bot.domain.releases import Release
from bot.domain.signals import Signal
from bot.domain.themes import Theme
from bot.domain.verdicts import Contradiction, Landing, Revisit, RevisitVerdict
from bot.services.synthesis.gists import Gist
from bot.services.synthesis.material import Material, matrix_of
from bot.services.synthesis.meaning import Meaning
from bot.services.synthesis.records import Records, release_gist
from bot.services.synthesis.ties import Ties
from bot.services.synthesis_rules.checking import World
from bot.services.synthesis_rules.contradicting import Shelved, contradictions, promise_in
from bot.services.synthesis_rules.landing import judge_landing
from bot.services.synthesis_rules.revisiting import is_evidence, judge_revisit
from bot.services.synthesis_rules.subject import Subject, speak_of
from store.passages import Vectors

LANDING_WITHIN = timedelta(weeks=13)
"""How old a release may be to be told of; later its landing is history."""


class Bearing:
    """Pure but for embedding the records' short texts."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self.ties = Ties(meaning)
        self.model = meaning.model

    async def revisits(self, material: Material, records: Records, now: datetime) -> tuple[Revisit, ...]:
        """Every shelved decision against what was said since: the met ones first, the others by their evidence."""
        if not records.shelved:
            return ()
        signals = [s for s in material.signals if s.id in material.vectors and is_evidence(s)]
        vectors = matrix_of([s.id for s in signals], material.vectors)
        gists = await self.ties.gists.of(records.shelved, records.kept)
        subjects = [
            Subject(d.title, gist.condition, await self._about(d, gist, records))
            for d, gist in zip(records.shelved, gists, strict=True)
        ]
        spoken = speak_of(subjects, signals, vectors)
        world = World(material.accounts, records.shipped_things, records.decided, date.min, now.date())
        found = []
        for decision, gist, evidence in zip(records.shelved, gists, spoken, strict=True):
            then = world.of(decision.decided_on or date.min)
            found.append(judge_revisit(decision, evidence, then, gist.condition, gist.reason))
        order = {RevisitVerdict.MET: 0, RevisitVerdict.UNCLEAR: 1, RevisitVerdict.NOT_MET: 2}
        return tuple(sorted(found, key=lambda r: (order[r.verdict], -r.accounts, -len(r.evidence), r.decision_id)))

    async def _about(self, decision: Decision, gist: Gist, records: Records) -> Vectors:
        """(m, dim), of the texts that say what a shelved decision is about."""
        said = [words for words in (decision.title, gist.condition, gist.problem) if words]
        return await self._meaning.of(said, records.kept.vectors)

    async def landings(
        self,
        themes: Sequence[Theme],
        material: Material,
        records: Records,
        now: datetime,
        within: timedelta = LANDING_WITHIN,
    ) -> tuple[Landing, ...]:
        """The latest releases held against the themes they were meant for, the newest first; of no theme, not told.

        Themes that speak of the same release are read as one, under the name of the closest.
        """
        # What is not imported yet was not left unsaid: silence counts as far as anything was heard at all.
        heard_until = min(now, max((s.created_at for s in material.signals if s.created_at), default=now))
        recent = [r for r in records.releases if timedelta() <= now.date() - r.released_on <= within]
        linkable = await self.ties.linkable((r.id, r.title, release_gist(r)) for r in recent)
        meant: dict[str, list[tuple[float, Theme]]] = {}
        for theme in themes:
            for one in self.ties.links(theme, material, linkable):
                meant.setdefault(one.id, []).append((one.score, theme))
        found = []
        for release in sorted(recent, key=_latest_first):
            closest = sorted(meant.get(release.id, ()), key=lambda one: (-one[0], one[1].id))
            ids = {message_id for _, theme in closest for message_id in theme.member_ids}
            members = [signal for signal in material.signals if signal.id in ids]
            landing = judge_landing(release, closest[0][1], members, heard_until) if closest else None
            if landing is not None:
                found.append(landing)
        return tuple(found)

    async def broken_promises(
        self, messages: Sequence[Message], material: Material, records: Records, meant: Mapping[str, Vectors]
    ) -> tuple[Contradiction, ...]:
        """Promises among these messages that go against a decision. meant: vectors of their texts, as far as known."""
        promises = [as_signal(m, material.accounts) for m in messages if promise_in(m.text)]
        if not promises or not records.refusals:
            return ()
        texts = [gist.about for gist in await self.ties.gists.of(records.refusals, records.kept)]
        vectors = await self._meaning.of(texts, records.kept.vectors)
        shelved = [Shelved(d, t, v) for d, t, v in zip(records.refusals, texts, vectors, strict=True)]
        return contradictions(promises, await self._meaning.of([p.text for p in promises], meant), shelved)


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


def _latest_first(release: Release) -> tuple[int, str]:
    return -release.released_on.toordinal(), release.id
