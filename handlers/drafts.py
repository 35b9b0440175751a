"""Opening the decision modal, filled in from what was said."""

from datetime import date
from typing import Any

from bot.domain.audience import Viewer
from bot.domain.decisions import DecisionFields
from bot.domain.kinds import DecisionStatus
from bot.domain.messages import Message
from bot.services.decisions.drafting import fields_from
from handlers.blocks.decision_modal import decision_modal, loading_view, message_view
from handlers.blocks.view_context import ViewContext
from handlers.context import Context
from handlers.on_reaction import message_of
from handlers.slack_calls import answer_of
from handlers.slack_history import SlackHistory

GONE = "That message cannot be read: it is gone, or not yours to see."


def status_of_word(word: str) -> DecisionStatus:
    return DecisionStatus.ICEBOXED if word == "iceboxed" else DecisionStatus.ACCEPTED


async def open_decision_modal(
    context: Context, trigger_id: str, fields: DecisionFields, where: ViewContext, *, notice: str | None = None
) -> None:
    view = decision_modal(fields, where, today=today(context), notice=notice)
    await answer_of(context.client.views_open(trigger_id=trigger_id, view=view))


async def open_filled_modal(
    context: Context,
    viewer: Viewer,
    trigger_id: str,
    where: ViewContext,
    *,
    iceboxed: bool = False,
) -> None:
    """Opens at once, for a trigger lives three seconds, and fills the modal in when the thread is read."""
    assert where.channel_id is not None
    assert where.ts is not None
    opened = await answer_of(context.client.views_open(trigger_id=trigger_id, view=loading_view()))
    view_id = str(opened["view"]["id"])
    message = await message_of(context, viewer, where.channel_id, where.ts)
    if message is None:
        view: dict[str, Any] = message_view(
            "Record a decision", "That message cannot be read: it is gone, or not yours to see."
        )
    else:
        thread = await _thread(context, viewer, message)
        fields = fields_from(thread, where.ts, iceboxed=iceboxed)
        view = decision_modal(fields, where, today=today(context))
    await answer_of(context.client.views_update(view_id=view_id, view=view))


def today(context: Context) -> date:
    return context.services.composer.rhythm.local_date(context.now())


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
