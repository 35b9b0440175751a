"""Messages: said, edited, deleted; in the channels that are listened to. Direct messages are questions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.audience import Viewer
from bot.domain.events import MessageDeleted, MessageEdited, MessagePosted, MessageTombstoned
from bot.domain.messages import slack_message_id
from bot.domain.workspace import Channel
from bot.sources.slack_events import read_event
from bot.sources.slack_message import ids_named_in, read_message
from handlers import on_question
from handlers.context import Context

PRIVACY_CHANGES = {"channel_convert_to_private": True, "channel_convert_to_public": False}


async def handle(context: Context, event: Mapping[str, Any]) -> None:
    if event.get("subtype") in PRIVACY_CHANGES:
        await _privacy_changed(context, event)
        return
    happening = read_event(event, team=context.team)
    if event.get("channel_type") == "im":
        if isinstance(happening, MessagePosted):
            await on_question.told_directly(context, event)
        return
    match happening:
        case MessagePosted() | MessageEdited():
            await _keep(context, happening)
        case MessageDeleted() | MessageTombstoned():
            await context.services.ingestion.erase(context.team.id, happening.channel_id, happening.ts)
        case _:
            return


async def _keep(context: Context, happening: MessagePosted | MessageEdited) -> None:
    """New words in a channel that is listened to; an edit also where somebody made the message known."""
    channel = await context.services.viewers.channel(context.team.id, happening.channel_id)
    if channel is None:
        return
    if channel.surface is None and not (
        isinstance(happening, MessageEdited) and await _is_known(context, channel, happening.ts)
    ):
        return
    await learn_names(context, happening.payload)
    message = read_message(happening.payload, team=context.team, channel=channel, names=context.names)
    if message is None:
        return
    await context.services.ingestion.capture(context.team.id, [message])
    if isinstance(happening, MessagePosted) and message.author_id:
        author = await context.services.viewers.asking(context.team.id, message.author_id)
        await context.services.draft_offers.seen(author, message, channel)


async def _is_known(context: Context, channel: Channel, ts: str) -> bool:
    everything = Viewer.operator(context.team.id)
    return await context.services.ingestion.known(everything, slack_message_id(channel.id, ts)) is not None


async def learn_names(context: Context, payload: Mapping[str, Any]) -> None:
    """Names of the people and channels that a message names, where they are not known yet."""
    for unknown in sorted(ids_named_in(payload) - set(context.names)):
        if unknown.startswith("C"):
            channel = await context.services.viewers.channel(context.team.id, unknown)
            # A private channel's name is not for everybody who may read the message.
            context.names[unknown] = channel.name if channel and not channel.is_private else "private channel"
        elif unknown[:1] in "UW":
            person = await context.services.viewers.person(context.team.id, unknown)
            context.names[unknown] = person.name if person else unknown


async def _privacy_changed(context: Context, event: Mapping[str, Any]) -> None:
    channel = await context.services.viewers.channel(context.team.id, str(event.get("channel")))
    if channel is not None:
        private = PRIVACY_CHANGES[str(event["subtype"])]
        await context.services.listening.note_channel(context.team.id, replace(channel, is_private=private))
        context.names[channel.id] = "private channel" if private else channel.name
        context.services.viewers.forget_members(channel.id)
