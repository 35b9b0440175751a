"""Opening the modals about a decision, filled in from what was said."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.audience import Viewer
from bot.domain.decisions import DecisionFields
from bot.domain.kinds import DecisionStatus
from bot.domain.messages import Message
from bot.errors import BecauseError, NotAllowed, NotFound
from bot.services.decisions.filling import Quoted
from handlers.asking import recorder
from handlers.blocks.decision_modal import decision_modal, loading_view, message_view
from handlers.blocks.escape import one_line
from handlers.blocks.reason_modal import reopen_modal
from handlers.blocks.view_context import ViewContext
from handlers.context import Context
from handlers.on_reaction import message_of
from handlers.slack_calls import answer_of
from handlers.slack_history import SlackHistory

GONE = "That message cannot be read: it is gone, or not yours to see."
UNSEEN = (
    "I cannot see this channel, so nobody could find the record again: invite me (/invite @Because), "
    "or record it in another channel."
)
TITLE = "Record a decision"

View = dict[str, Any]


def status_of_word(word: str) -> DecisionStatus:
    return DecisionStatus.ICEBOXED if word == "iceboxed" else DecisionStatus.ACCEPTED


async def open_and_fill(context: Context, trigger_id: str, title: str, fill: Callable[[], Awaitable[View]]) -> None:
    """Opens at once, for a trigger lives three seconds, and shows what `fill` makes when it is there.

    What `fill` refuses is said in the modal.
    """
    opened = await answer_of(context.client.views_open(trigger_id=trigger_id, view=loading_view(title)))
    try:
        view = await fill()
    except BecauseError as refused:
        view = message_view(title, str(refused))
    try:
        await answer_of(context.client.views_update(view_id=str(opened["view"]["id"]), view=view))
    except NotFound:
        return  # closed meanwhile


async def open_decision_modal(
    context: Context, trigger_id: str, user_id: str, fields: DecisionFields, where: ViewContext
) -> None:
    """For a new record, with what is known of it so far."""

    async def fill() -> View:
        await recorder(context, user_id)
        return decision_modal(fields, where, today=today(context), notice=await _notice(context, where))

    await open_and_fill(context, trigger_id, TITLE, fill)


async def open_filled_modal(
    context: Context, trigger_id: str, user_id: str, where: ViewContext, *, iceboxed: bool = False
) -> None:
    """For a new record of the message at `where`, filled in from its thread."""

    async def fill() -> View:
        viewer = await recorder(context, user_id)
        message = await message_of(context, viewer, where.channel_id or "", where.ts or "")
        if message is None:
            raise NotFound(GONE)
        thread = await _thread(context, viewer, message)
        filled = await context.services.filling.from_thread(thread, where.ts, iceboxed=iceboxed)
        known = replace(where, thread_ts=message.thread_ts, drafted=filled.drafted)
        hints = {name: _resting_on(quoted) for name, quoted in filled.rests_on.items()}
        return decision_modal(filled.fields, known, today=today(context), notice=filled.notice, hints=hints)

    await open_and_fill(context, trigger_id, TITLE, fill)


async def open_edit_modal(context: Context, trigger_id: str, user_id: str, decision_id: str) -> None:
    """For a record that is there."""

    async def fill() -> View:
        viewer = await recorder(context, user_id)
        decision = await context.services.decisions.get(viewer, decision_id)
        fields = await context.services.decisions.fields_of(decision)
        where = ViewContext(decision_id=decision.id, version=decision.version)
        return decision_modal(fields, where, today=today(context))

    await open_and_fill(context, trigger_id, "Edit the decision", fill)


async def open_reopen_modal(context: Context, trigger_id: str, user_id: str, decision_id: str) -> None:
    """For a record that does not hold."""

    async def fill() -> View:
        decision = await context.services.decisions.get(await recorder(context, user_id), decision_id)
        where = ViewContext(decision_id=decision.id)
        return reopen_modal(decision.title, decision.url, where)

    await open_and_fill(context, trigger_id, "Reopen a decision", fill)


def today(context: Context) -> date:
    return context.services.composer.rhythm.local_date(context.now())


async def confirms_in(context: Context, where: ViewContext) -> str:
    """The channel in which a record made at `where` is confirmed: the same, or the digest's for what has none.

    Raises NotAllowed where we cannot post in the channel, or there is none.
    """
    if where.channel_id is not None and not where.channel_id.startswith("D"):
        channel = await context.services.viewers.channel(context.team.id, where.channel_id)
        if channel is None or (channel.is_private and not channel.is_member):
            raise NotAllowed(UNSEEN)
        return channel.id
    if context.digest_channel_id is None:
        raise NotAllowed(
            "There is no channel to confirm it in: use /decide in a channel, or set BECAUSE_DIGEST_CHANNEL."
        )
    return context.digest_channel_id


async def _notice(context: Context, where: ViewContext) -> str | None:
    """Where the record will be confirmed, if that is not where the person is. Raises NotAllowed as `confirms_in`."""
    channel_id = await confirms_in(context, where)
    if channel_id == where.channel_id:
        return None
    return f"This will be confirmed in #{context.names.get(channel_id, channel_id)}, where others can read it."


def _resting_on(quoted: Sequence[Quoted]) -> str:
    """`Jo Park: “quote” · Mara Lind: “quote”`."""
    return " · ".join(f"{one.author or 'Somebody'}: “{one_line(one.quote)}”" for one in quoted)


async def _thread(context: Context, viewer: Viewer, message: Message) -> tuple[Message, ...]:
    """The message with its thread, as Slack has it now."""
    channel = await context.services.viewers.channel(context.team.id, message.channel_id or "")
    root = message.thread_ts or message.ts
    if channel is None or root is None:
        return (message,)
    history = SlackHistory(context.reader, context.team, lambda: context.names)
    replies = await history.replies(channel, root)
    parent = message if message.ts == root else await message_of(context, viewer, channel.id, root)
    return tuple(m for m in (parent, *replies.messages) if m is not None)
