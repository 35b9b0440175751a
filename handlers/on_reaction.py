"""Reactions: tags on messages, or the wish to record a decision."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.domain.audience import Viewer
from bot.domain.events import ReactionChanged
from bot.domain.kinds import SignalKind
from bot.domain.mail import Post
from bot.domain.messages import Message, slack_message_id, time_of_ts
from bot.domain.signals import Reaction
from bot.errors import NotFound
from bot.services.decisions.life import CONFIRMS
from bot.services.decisions.offering import DRAFT_OFFER
from bot.settings import DRAFT_WORDS
from bot.sources.reactions import normalise_reaction
from bot.sources.slack_events import read_event
from handlers.asking import asker
from handlers.context import Context
from handlers.slack_history import SlackHistory

log = structlog.get_logger(__name__)

SIGNAL_NOTICE = "signal_notice"


async def handle(context: Context, event: Mapping[str, Any]) -> None:
    happening = read_event(event, team=context.team)
    if not isinstance(happening, ReactionChanged):
        return
    word = meaning_of(context, happening.reaction)
    confirms = normalise_reaction(happening.reaction, context.emoji_aliases) == CONFIRMS
    if word is None and not confirms:
        return
    viewer = await asker(context, happening.user_id)
    reaction = _reaction(context, happening, word or CONFIRMS)
    if confirms:
        await context.services.decision_life.reacted(viewer, happening.channel_id, happening.ts, reaction)
    if word is None:
        return
    if not viewer.audiences or (word in DRAFT_WORDS and viewer.only_channels is not None):
        return  # people of other companies tag nothing, guests record nothing
    if not happening.added:
        if word not in DRAFT_WORDS:
            await context.services.signals.unreacted(viewer, reaction, SignalKind(word))
        return
    message = await message_of(context, viewer, happening.channel_id, happening.ts)
    if message is None:
        log.info("reaction_on_nothing", message_id=reaction.message_id)
        return
    if word in DRAFT_WORDS:
        await _offer_draft(context, viewer, happening, word)
    else:
        await _tag(context, viewer, message, reaction, SignalKind(word))


def _reaction(context: Context, happening: ReactionChanged, meaning: str) -> Reaction:
    return Reaction(
        slack_message_id(happening.channel_id, happening.ts),
        happening.user_id,
        normalise_reaction(happening.reaction, context.emoji_aliases),
        meaning,
        is_there=happening.added,
        at=time_of_ts(happening.event_ts) if happening.event_ts else context.now(),
    )


async def message_of(context: Context, viewer: Viewer, channel_id: str, ts: str) -> Message | None:
    """The message, fetched from Slack where it was never seen; None where it is gone or not the viewer's to see."""
    message_id = slack_message_id(channel_id, ts)
    known = await context.services.ingestion.known(viewer, message_id)
    if known is not None:
        return known
    channel = await context.services.viewers.channel(context.team.id, channel_id)
    if channel is None:
        return None
    history = SlackHistory(context.reader, context.team, lambda: context.names)
    try:
        fetched = await history.message(channel, ts)
    except NotFound:
        return None
    if fetched is None:
        return None
    await context.services.ingestion.capture(context.team.id, [fetched])
    return await context.services.ingestion.known(viewer, message_id)


async def _tag(context: Context, viewer: Viewer, message: Message, reaction: Reaction, kind: SignalKind) -> None:
    tagged = await context.services.signals.reacted(viewer, reaction, kind)
    if tagged is not None and tagged.is_first and message.channel_id:
        await context.services.outbox.add(
            Post(
                team_id=context.team.id,
                key=f"signal:{message.id}:{viewer.user_id}:{kind.value}",
                kind=SIGNAL_NOTICE,
                ref=message.id,
                channel_id=message.channel_id,
                thread_ts=message.thread_ts if message.is_reply else None,
                user_id=viewer.user_id,
            )
        )


def meaning_of(context: Context, reaction: str) -> str | None:
    """The kind (or `decision`, `iceboxed`) that the settings give this emoji, by whichever of its names."""
    known = {normalise_reaction(name): word for name, word in context.reactions.items()}
    return known.get(normalise_reaction(reaction, context.emoji_aliases))


async def _offer_draft(context: Context, viewer: Viewer, happening: ReactionChanged, word: str) -> None:
    """Once for each person and message; an offer that was kept but never sent is sent now."""
    life = context.services.decision_life
    draft = await life.offer_draft(context.team.id, happening.user_id, happening.channel_id, happening.ts, word)
    if draft is None:
        place = (happening.channel_id, happening.ts)
        draft = next((d for d in await life.drafts_for(viewer) if (d.channel_id, d.ts) == place), None)
    if draft is not None:
        await context.services.outbox.add(
            Post(
                team_id=context.team.id,
                key=f"draft:{draft.id}",
                kind=DRAFT_OFFER,
                ref=draft.id,
                channel_id=happening.user_id,
                user_id=happening.user_id,
            )
        )
