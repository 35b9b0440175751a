"""Message shortcuts: record this as a decision, tag this as a signal."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.errors import NotFound
from handlers import action_ids
from handlers.asking import asker
from handlers.blocks.tag_modal import tag_modal
from handlers.blocks.view_context import ViewContext
from handlers.context import Context
from handlers.drafts import GONE, open_and_fill, open_filled_modal
from handlers.on_reaction import message_of
from handlers.other_buttons import TAG_TITLE

Body = dict[str, Any]


def register(app: AsyncApp, context: Context) -> None:
    @app.shortcut(action_ids.SHORTCUT_RECORD_DECISION)
    async def record_decision(ack: AsyncAck, body: Body) -> None:
        await ack()
        await open_filled_modal(context, str(body["trigger_id"]), str(body["user"]["id"]), _where(body))

    @app.shortcut(action_ids.SHORTCUT_TAG_SIGNAL)
    async def tag_signal(ack: AsyncAck, body: Body) -> None:
        await ack()
        where = _where(body)

        async def fill() -> dict[str, Any]:
            viewer = await asker(context, str(body["user"]["id"]))
            message = await message_of(context, viewer, str(where.channel_id), str(where.ts))
            if message is None:
                raise NotFound(GONE)
            account = await context.services.signals.account_name(viewer, message)
            return tag_modal(message.text, where, account=account or "")

        await open_and_fill(context, str(body["trigger_id"]), TAG_TITLE, fill)


def _where(body: Body) -> ViewContext:
    message = body.get("message") or {}
    return ViewContext(
        channel_id=(body.get("channel") or {}).get("id"),
        ts=message.get("ts") or body.get("message_ts"),
        thread_ts=message.get("thread_ts"),
    )
