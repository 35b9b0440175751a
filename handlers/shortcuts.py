"""Message shortcuts: record this as a decision, tag this as a signal."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers import action_ids
from handlers.blocks.decision_modal import loading_view, message_view
from handlers.blocks.tag_modal import tag_modal
from handlers.blocks.view_context import ViewContext
from handlers.context import Context
from handlers.drafts import GONE, open_filled_modal
from handlers.on_reaction import message_of
from handlers.slack_calls import answer_of

Body = dict[str, Any]


def register(app: AsyncApp, context: Context) -> None:
    @app.shortcut(action_ids.SHORTCUT_RECORD_DECISION)
    async def record_decision(ack: AsyncAck, body: Body) -> None:
        await ack()
        viewer = await context.services.viewers.asking(context.team.id, str(body["user"]["id"]))
        await open_filled_modal(context, viewer, str(body["trigger_id"]), _where(body))

    @app.shortcut(action_ids.SHORTCUT_TAG_SIGNAL)
    async def tag_signal(ack: AsyncAck, body: Body) -> None:
        await ack()
        where = _where(body)
        title = "Tag customer signal"
        opened = await answer_of(
            context.client.views_open(trigger_id=str(body["trigger_id"]), view=loading_view(title))
        )
        viewer = await context.services.viewers.asking(context.team.id, str(body["user"]["id"]))
        message = await message_of(context, viewer, str(where.channel_id), str(where.ts))
        if message is None:
            view = message_view(title, GONE)
        else:
            account = await context.services.signals.account_name(viewer, message)
            view = tag_modal(message.text, where, account=account or "")
        await answer_of(context.client.views_update(view_id=str(opened["view"]["id"]), view=view))


def _where(body: Body) -> ViewContext:
    message = body.get("message") or {}
    return ViewContext(
        channel_id=(body.get("channel") or {}).get("id"),
        ts=message.get("ts") or body.get("message_ts"),
        thread_ts=message.get("thread_ts"),
    )
