"""What was said in a window and what stood beside it, read once for one viewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import Decision
from bot.domain.digests import Coverage, SourceCoverage, UnansweredQuestion, Window
from bot.domain.kinds import Surface
from bot.domain.messages import SLACK, Message
from bot.domain.signals import Signal
from bot.domain.workspace import Channel
from bot.services.classifying.essence import essence
from bot.services.synthesis.material import Material
from bot.services.synthesis.records import Records, read_records
from bot.services.synthesis_rules.competing import names_in
from bot.services.synthesis_rules.contradicting import promise_in
from store.passages import Vectors
from store.unit_of_work import UnitOfWork

NAMES_FROM = timedelta(days=60)
"""How far back new competitors' names are looked for."""

PROMISES_STAY = timedelta(days=91)
"""How long a promise against a decision is told of, unless the decision changes."""

LATELY = timedelta(weeks=4)
"""The time that competitors are counted in: a day holds too few words on them to be compared."""

MOST_NAMES = 60

ASKED_LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Read:
    """What one window holds for one viewer."""

    span: Window
    messages: tuple[Message, ...]  # customer-side
    earlier: tuple[Message, ...]  # those of the weeks before that bear a name which may be a competitor's
    promised: tuple[Message, ...]  # what was promised in sales channels in the weeks before, and may still be open
    meant: Mapping[str, Vectors]  # vectors of promises, new and old, by text
    signals: tuple[Signal, ...]
    channels: tuple[Channel, ...]
    records: Records
    changed: tuple[Decision, ...]
    unanswered: tuple[UnansweredQuestion, ...]
    systems: tuple[str, ...]  # other than Slack, that spoke in the weeks before
    unread: Mapping[str, int]  # by source
    failed: int
    asked_at: Mapping[str, datetime]  # by the account's name
    own_names: tuple[str, ...]  # the company's, and its people's


async def read_window(
    uow: UnitOfWork, viewer: Viewer, span: Window, day: date, model: str, rivals: Sequence[str] = ()
) -> Read:
    """`day` is the local day that is told of: what earlier digests proposed counts up to it.

    model: of which the gists' vectors are to be.
    rivals: names that may be competitors', to look for in the weeks before beside those that the window brings.
    """
    messages = await uow.messages.between(span.start, span.end, viewer)
    new = sorted({name for message in messages for name in names_in(message.text)} - set(rivals))
    names = [*rivals, *new][:MOST_NAMES]
    earlier = await uow.messages.between(span.start - NAMES_FROM, span.start, viewer, naming=names)
    promised = await _promises(uow, span.start - PROMISES_STAY, span.start, viewer)
    counts = await uow.inbox.received_between(span.start, span.end)
    channels = await uow.workspaces.listened()
    customer_side = tuple(m for m in messages if is_customer_side(m))
    records = await read_records(uow, viewer, model)
    return Read(
        span=span,
        messages=customer_side,
        earlier=tuple(m for m in earlier if is_customer_side(m)),
        promised=promised,
        meant=await _meant(uow, (*(m for m in messages if promise_in(m.text)), *promised), model),
        signals=await uow.signals.list(viewer, since=span.start, until=span.end),
        channels=tuple(
            c for c in channels if c.surface and c.surface.is_customer_side and viewer.may_read(c.audience, c.id)
        ),
        records=records,
        changed=tuple(d for d in records.decisions if d.updated_at and d.updated_at >= span.start),
        unanswered=await uow.answers.unanswered(span.start, span.end, PUBLIC),
        systems=await uow.messages.systems_since(span.start - NAMES_FROM, viewer),
        unread={name: await uow.messages.count_unread(ids) for name, ids in by_source(customer_side).items()},
        failed=counts.get("dead", 0),
        asked_at=await asked_at(uow, day),
        own_names=await own_names(uow),
    )


async def _promises(uow: UnitOfWork, start: datetime, end: datetime, viewer: Viewer) -> tuple[Message, ...]:
    """Oldest first. Few of very many messages are promises: the others are not read whole."""
    said = await uow.messages.words_between(start, end, viewer, Surface.SALES)
    ids = [message_id for message_id, text in said if promise_in(text)]
    found = await uow.messages.by_ids(ids, viewer)
    return tuple(found[message_id] for message_id in ids if message_id in found)


async def _meant(uow: UnitOfWork, said: Sequence[Message], model: str) -> dict[str, Vectors]:
    """Vectors by text, of those messages that were embedded as they stand."""
    vectors = await uow.passages.vectors_of_messages([m.id for m in said], model)
    return {m.text: vectors[m.id] for m in said if m.id in vectors and essence(m.text) == m.text}


def is_customer_side(message: Message) -> bool:
    """Said where customers speak: a customer surface, or feedback from another system."""
    if message.surface is not None:
        return message.surface.is_customer_side
    return message.source != SLACK


def coverage(read: Read) -> Coverage:
    heard = by_source(read.messages)
    silent = [f"#{channel.name}" for channel in read.channels if f"#{channel.name}" not in heard]
    silent += [system for system in read.systems if system not in heard]
    sources = tuple(
        SourceCoverage(name, len(ids), len(ids) - read.unread.get(name, 0)) for name, ids in sorted(heard.items())
    )
    return Coverage(
        read=sum(source.read for source in sources),
        received=len(read.messages) + read.failed,
        failed=read.failed,
        silent_sources=tuple(silent),
        channels=tuple(heard),
        sources=sources,
    )


def by_source(messages: Sequence[Message]) -> dict[str, list[str]]:
    """Ids of messages by `#channel` or other system, channels first, each in the order of names."""
    found: dict[str, list[str]] = {}
    for message in messages:
        name = f"#{message.channel_name or message.channel_id}" if message.channel_id else message.source
        found.setdefault(name, []).append(message.id)
    return {name: found[name] for name in sorted(found, key=lambda name: (not name.startswith("#"), name))}


async def asked_at(uow: UnitOfWork, day: date) -> dict[str, datetime]:
    """When each account (by name) was last proposed to be talked to, by the digests of the days before."""
    found: dict[str, datetime] = {}
    for made_for, body in await uow.digests.between(day - ASKED_LATELY, day):
        moment = datetime.fromisoformat(body["window"]["end"].replace("Z", "+00:00"))
        for one in body.get("talk", ()):
            if one.get("account") and made_for < day:
                found[one["account"]] = moment
    return found


async def own_names(uow: UnitOfWork) -> tuple[str, ...]:
    """The company's name, and its people's: never a competitor, never a theme."""
    team = await uow.workspaces.team()
    return (team.name, *await uow.workspaces.staff_names()) if team else ()


def asked_lately(asked_at: Mapping[str, datetime], material: Material) -> dict[str, datetime]:
    """When we last proposed to talk to each account, by its id."""
    return {a.id: asked_at[a.name] for a in material.accounts.values() if a.name in asked_at}
