"""The digest of a window: read everything once, think without the database, tell it once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.accounts import Account
from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import Decision
from bot.domain.digests import CompetitorMentions, Coverage, Digest, DigestDecision, UnansweredQuestion, Window
from bot.domain.messages import SLACK, Message
from bot.domain.signals import Signal
from bot.domain.themes import Theme
from bot.domain.verdicts import Landing, LandingVerdict, Revisit, RevisitVerdict, TalkTo
from bot.domain.workspace import Channel
from bot.services.synthesis.bearing import Bearing, Records, as_signal, read_records
from bot.services.synthesis.days import Rhythm, week_before
from bot.services.synthesis.material import Material
from bot.services.synthesis.themes import Themes
from bot.services.synthesis_rules.competing import find_competitors
from bot.services.synthesis_rules.talking import whom_to_talk_to
from store.unit_of_work import Store, UnitOfWork

MOST_THEMES = 5
MOST_UNANSWERED = 3
MOST_REVISITS = 3
MOST_LANDINGS = 3
NAMES_FROM = timedelta(days=60)
"""How far back new competitors' names are looked for."""

ASKED_LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Read:
    """What one window holds for one viewer."""

    messages: tuple[Message, ...]
    earlier: tuple[Message, ...]  # customer-side messages of the weeks before, for names that keep turning up
    signals: tuple[Signal, ...]
    channels: tuple[Channel, ...]
    records: Records
    changed: tuple[Decision, ...]
    unanswered: tuple[UnansweredQuestion, ...]
    unread: int
    failed: int
    asked_at: Mapping[str, datetime]
    own_names: tuple[str, ...]


class DigestComposer:
    def __init__(
        self, store: Store, themes: Themes, bearing: Bearing, rhythm: Rhythm, competitors: Sequence[str]
    ) -> None:
        self._store, self._themes, self._bearing = store, themes, bearing
        self.rhythm, self._competitors = rhythm, tuple(competitors)

    async def compose(self, viewer: Viewer, day: date, window: Window | None = None) -> Digest:
        """The digest as `viewer` may see it (what everybody in the digest channel may). Same input, same digest."""
        span = window or self.rhythm.window_of(day)
        await self._themes.update(viewer)
        material = await self._themes.material(viewer, until=span.end)
        themes = self._themes.weigh(material, week_before(span.end))
        read = await self._read(viewer, span, day)
        spoken_of = {signal.id for signal in read.signals}
        active = [theme for theme in themes if spoken_of.intersection(theme.member_ids)]
        touched = await self._bearing.decisions_of(active[:MOST_THEMES], material, read.records)
        said = [as_signal(message, material.accounts) for message in read.messages]
        return Digest(
            date=day,
            window=span,
            coverage=_coverage(read),
            themes=tuple(replace(theme, decision_ids=touched[theme.id]) for theme in active[:MOST_THEMES]),
            decisions=_decisions(read.changed),
            revisit=_worth_a_look(await self._bearing.revisits(material, read.records), spoken_of),
            landings=_news(await self._bearing.landings(themes, material, read.records, span.end), active),
            contradictions=await self._bearing.broken_promises(read.messages, material, read.records),
            competitors=self._named(read, said, material),
            talk=_to_talk_to(read, material, span),
            unanswered=read.unanswered[:MOST_UNANSWERED],
            signals=len(read.signals),
            accounts=len({signal.account_id for signal in read.signals if signal.account_id}),
        )

    def _named(self, read: Read, said: Sequence[Signal], material: Material) -> tuple[CompetitorMentions, ...]:
        """Who was named in the window; a new name counts once it has turned up before."""
        never = (*read.own_names, *_names_of(material.accounts))
        before = [as_signal(message, material.accounts) for message in read.earlier]
        known = [c.name for c in find_competitors([*before, *said], self._competitors, never)]
        return find_competitors(said, (*self._competitors, *known), never)

    async def _read(self, viewer: Viewer, span: Window, day: date) -> Read:
        async with self._store.read(viewer.team_id) as uow:
            messages = await uow.messages.between(span.start, span.end, viewer)
            earlier = await uow.messages.between(span.start - NAMES_FROM, span.start, viewer)
            counts = await uow.inbox.received_between(span.start, span.end)
            channels = await uow.workspaces.listened()
            customer_side = tuple(m for m in messages if is_customer_side(m))
            return Read(
                messages=customer_side,
                earlier=tuple(m for m in earlier if is_customer_side(m)),
                signals=await uow.signals.list(viewer, since=span.start, until=span.end),
                channels=tuple(
                    c
                    for c in channels
                    if c.surface and c.surface.is_customer_side and viewer.may_read(c.audience, c.id)
                ),
                records=await read_records(uow, viewer),
                changed=await uow.decisions.list(viewer, changed_since=span.start),
                unanswered=await uow.answers.unanswered(span.start, span.end, PUBLIC),
                unread=await uow.messages.count_unread([m.id for m in customer_side]),
                failed=counts.get("dead", 0),
                asked_at=await _asked_at(uow, day),
                own_names=await _own_names(uow),
            )


def is_customer_side(message: Message) -> bool:
    """Said where customers speak: a customer surface, or feedback from another system."""
    if message.surface is not None:
        return message.surface.is_customer_side
    return message.source != SLACK


def _coverage(read: Read) -> Coverage:
    heard = {m.channel_id for m in read.messages}
    return Coverage(
        read=len(read.messages) - read.unread,
        received=len(read.messages) + read.failed,
        failed=read.failed,
        silent_sources=tuple(f"#{channel.name}" for channel in read.channels if channel.id not in heard),
        channels=tuple(f"#{channel.name}" for channel in read.channels if channel.id in heard),
    )


def _decisions(changed: Sequence[Decision]) -> tuple[DigestDecision, ...]:
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
    """Landings of releases whose theme was spoken of in the window."""
    spoken = {theme.id for theme in active}
    told = [x for x in landings if x.theme_id in spoken and x.verdict is not LandingVerdict.TOO_EARLY]
    return tuple(told[:MOST_LANDINGS])


def _to_talk_to(read: Read, material: Material, span: Window) -> tuple[TalkTo, ...]:
    asked = {a.id: read.asked_at[a.name] for a in material.accounts.values() if a.name in read.asked_at}
    return whom_to_talk_to(read.signals, material.accounts, span.end, asked)


def _names_of(accounts: Mapping[str, Account]) -> tuple[str, ...]:
    return tuple(name for account in accounts.values() for name in (account.name, *account.aliases))


async def _asked_at(uow: UnitOfWork, day: date) -> dict[str, datetime]:
    """When each account (by name) was last proposed to be talked to, by the digests of the days before."""
    found: dict[str, datetime] = {}
    for made_for, body in await uow.digests.between(day - ASKED_LATELY, day):
        moment = datetime.fromisoformat(body["window"]["end"].replace("Z", "+00:00"))
        for one in body.get("talk", ()):
            if one.get("account") and made_for < day:
                found[one["account"]] = moment
    return found


async def _own_names(uow: UnitOfWork) -> tuple[str, ...]:
    team = await uow.workspaces.team()
    return (team.name, *await uow.workspaces.staff_names()) if team else ()
