"""Slash commands. Each is acked at once; what it says goes to the person alone."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.domain.audience import Viewer
from bot.domain.decisions import DecisionFields
from bot.domain.kinds import Surface
from bot.domain.mail import Lane
from bot.errors import NotAllowed, NotFound
from bot.sources.slack_text import plain_text
from handlers import digest_commands, learning_commands
from handlers.asking import REFUSED, asker
from handlers.blocks.answer import private_answer
from handlers.blocks.elements import Rendered
from handlers.blocks.escape import escape
from handlers.blocks.help import help_message
from handlers.blocks.signal_list import signal_list
from handlers.blocks.status import status_message
from handlers.blocks.view_context import ViewContext
from handlers.context import Context
from handlers.drafts import open_decision_modal
from handlers.receiving import Bells
from handlers.slack_directory import SlackDirectory
from handlers.wording import reactions_in_words

SIGNALS_DAYS = 7

Body = dict[str, Any]
Verb = Callable[[Context, Viewer, Body, str], Awaitable[Rendered]]


def register(app: AsyncApp, context: Context, bells: Bells) -> None:
    @app.command("/why")
    async def why(ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        await ack()
        viewer = await asker(context, str(body["user_id"]))
        question = " ".join(plain_text(str(body.get("text") or ""), context.names).split())
        if not viewer.audiences:
            await tell(respond, Rendered([], REFUSED))
        elif not question:
            await tell(respond, Rendered([], "Ask like this: /why did we drop the CSV export?"))
        else:
            answer = await context.services.answering.why(
                viewer, question, channel_id=str(body.get("channel_id") or "")
            )
            direct = str(body.get("channel_name") or "") == "directmessage"
            await tell(respond, private_answer(answer, shareable=not direct))

    @app.command("/decide")
    async def decide(ack: AsyncAck, body: Body) -> None:
        await ack()
        user_id = str(body["user_id"])
        title = " ".join(plain_text(str(body.get("text") or ""), context.names).split())
        fields = DecisionFields(title=title, decision="", why="", decided_by=(user_id,))
        where = ViewContext(channel_id=str(body.get("channel_id") or "") or None)
        await open_decision_modal(context, str(body["trigger_id"]), user_id, fields, where)

    @app.command("/because")
    async def because(ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        await ack()
        viewer = await asker(context, str(body["user_id"]))
        if not viewer.audiences:
            await tell(respond, Rendered([], REFUSED))
            return
        verb, _, rest = str(body.get("text") or "").strip().partition(" ")
        handle = VERBS.get(verb.casefold() or "help")
        if handle is None:
            unknown = escape(plain_text(verb, context.names)[:30].replace("`", ""))
            await tell(respond, Rendered([], f"I do not know `/because {unknown}`. Try `/because help`."))
            return
        await tell(respond, await handle(context, viewer, body, rest.strip()))
        bells.lanes[Lane.RECORD].set()


async def tell(respond: AsyncRespond, message: Rendered) -> None:
    """To the person alone."""
    await respond(
        text=message.text,
        blocks=message.blocks or None,
        response_type="ephemeral",
        replace_original=False,
        unfurl_links=False,
        unfurl_media=False,
    )


async def _help(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    return help_message(reactions_in_words(context.reactions))


async def _status(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    return status_message(await context.services.status.read(viewer), context.now())


async def _signals(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    match = re.fullmatch(r"(\d{1,3})d?", rest) if rest else None
    days = int(match.group(1)) if match else SIGNALS_DAYS
    found = await context.services.signals.list(viewer, since=context.now() - timedelta(days=days))
    return signal_list(found, days)


async def _listen(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    words = {surface.value for surface in Surface}
    if rest.casefold() not in words:
        return Rendered([], f"Listen as what? `/because listen {'|'.join(sorted(words))}`")
    surface = Surface(rest.casefold())
    channel = await _this_channel(context, viewer, body)
    directory = SlackDirectory(context.reader, context.team)
    if not channel.is_member:
        if channel.is_private:
            raise NotAllowed("Invite me to this private channel first: `/invite @Because`.")
        await directory.join(channel.id)
    await context.services.listening.listen(context.team.id, channel, surface)
    context.read_back(replace(channel, surface=surface))
    context.names[channel.id] = "private channel" if channel.is_private else channel.name
    return Rendered([], f"I listen to #{escape(channel.name)} as a {surface.value} channel from now on.")


async def _ignore(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    channel = await _this_channel(context, viewer, body)
    await context.services.listening.listen(context.team.id, channel, None)
    return Rendered(
        [], f"I no longer listen to #{escape(channel.name)}. What I know stays until somebody asks to forget it."
    )


async def _forget(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    if rest.casefold() != "me":
        return Rendered([], "`/because forget me` erases what you wrote, tagged and asked here.")
    count = await context.services.forgetting.person(context.team.id, str(body["user_id"]))
    return Rendered([], f"Done: {count} messages of yours are erased, and nothing you write is kept from now on.")


async def _this_channel(context: Context, viewer: Viewer, body: Body) -> Any:
    """The channel as Slack says now. Only members may change what is read, and product leads where there are any."""
    if viewer.only_channels is not None:
        raise NotAllowed("Only members of this workspace can change what I listen to.")
    if context.leads and viewer.user_id not in context.leads:
        raise NotAllowed("Only product leads can change what I listen to: they are named in BECAUSE_LEADS.")
    channel_id, name = str(body.get("channel_id") or ""), str(body.get("channel_name") or "")
    if channel_id.startswith("D") or name == "directmessage" or name.startswith("mpdm-"):
        raise NotAllowed("I listen to channels only, never to direct messages.")
    channel = await SlackDirectory(context.reader, context.team).channel(channel_id)
    if channel is None:
        raise NotFound("I cannot see this channel: invite me first (`/invite @Because`).")
    return channel


VERBS: dict[str, Verb] = {
    "help": _help,
    "status": _status,
    "signals": _signals,
    "digest": digest_commands.digest,
    "learned": learning_commands.learned,
    "talk": learning_commands.talk,
    "icebox": learning_commands.icebox,
    "listen": _listen,
    "ignore": _ignore,
    "forget": _forget,
}
