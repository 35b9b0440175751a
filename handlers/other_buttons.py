"""Buttons outside answers: drafts, challenged decisions, tagged messages, App Home."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.domain.decisions import DecisionFields
from bot.errors import NotAllowed
from handlers import action_ids, on_home
from handlers.asking import asker
from handlers.blocks.elements import Rendered
from handlers.blocks.escape import escape_mrkdwn
from handlers.blocks.help import help_message
from handlers.blocks.signal_notice import untagged
from handlers.blocks.tag_modal import tag_modal
from handlers.blocks.view_context import ViewContext
from handlers.context import Context
from handlers.drafts import open_and_fill, open_decision_modal, open_edit_modal, open_filled_modal, open_reopen_modal
from handlers.slack_calls import answer_of
from handlers.wording import reactions_in_words

TAG_TITLE = "Tag customer signal"

Body = dict[str, Any]
Action = dict[str, Any]


def register(app: AsyncApp, context: Context) -> None:
    services = context.services

    @app.action(action_ids.DRAFT_OPEN)
    async def open_draft(ack: AsyncAck, body: Body, action: Action) -> None:
        await ack()
        draft = await services.decision_life.draft(context.team.id, str(action["value"]))
        user_id = str(body["user"]["id"])
        if draft.for_user_id != user_id:
            raise NotAllowed("That draft was offered to somebody else.")
        where = ViewContext(channel_id=draft.channel_id, ts=draft.ts, draft_id=draft.id)
        iceboxed = draft.status_word == "iceboxed"
        await open_filled_modal(context, str(body["trigger_id"]), user_id, where, iceboxed=iceboxed)

    @app.action(action_ids.DRAFT_DISMISS)
    async def dismiss_draft(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        draft = await services.decision_life.draft(context.team.id, str(action["value"]))
        if draft.for_user_id != str(body["user"]["id"]):
            raise NotAllowed("That draft was offered to somebody else.")
        await services.decision_life.dismiss_draft(context.team.id, draft.id)
        if body.get("response_url"):
            await replace_with(respond, Rendered([], "All right, not a decision."))
        else:
            await on_home.publish(context, str(body["user"]["id"]))

    @app.action(action_ids.DECISION_OPEN_MODAL)
    async def open_modal(ack: AsyncAck, body: Body) -> None:
        await ack()
        user_id = str(body["user"]["id"])
        fields = DecisionFields(title="", decision="", why="", decided_by=(user_id,))
        await open_decision_modal(context, str(body["trigger_id"]), user_id, fields, ViewContext())

    @app.action(action_ids.DECISION_CONFIRM)
    async def confirm(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        viewer = await services.viewers.asking(context.team.id, str(body["user"]["id"]))
        decision = await services.decision_life.confirm(viewer, str(action["value"]))
        holds = f"“{escape_mrkdwn(decision.title)}” still holds; answers say so again."
        await replace_with(respond, Rendered([], holds))

    @app.action(action_ids.DECISION_EDIT)
    async def edit(ack: AsyncAck, body: Body, action: Action) -> None:
        await ack()
        await open_edit_modal(context, str(body["trigger_id"]), str(body["user"]["id"]), str(action["value"]))

    @app.action(action_ids.DECISION_REOPEN)
    async def reopen(ack: AsyncAck, body: Body, action: Action) -> None:
        await ack()
        await open_reopen_modal(context, str(body["trigger_id"]), str(body["user"]["id"]), str(action["value"]))

    @app.action(action_ids.SIGNAL_SET_ACCOUNT)
    async def set_account(ack: AsyncAck, body: Body, action: Action) -> None:
        await ack()

        async def fill() -> dict[str, Any]:
            viewer = await asker(context, str(body["user"]["id"]))
            signal = await services.signals.get(viewer, str(action["value"]))
            where = ViewContext(channel_id=signal.channel_id, ts=signal.ts)
            return tag_modal(signal.text, where, kind=signal.kind, account=signal.account or "")

        await open_and_fill(context, str(body["trigger_id"]), TAG_TITLE, fill)

    @app.action(action_ids.SIGNAL_UNDO)
    async def undo(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        viewer = await services.viewers.asking(context.team.id, str(body["user"]["id"]))
        signal = await services.signals.get(viewer, str(action["value"]))
        await services.signals.dismiss(viewer, signal.id)
        await replace_with(respond, untagged(signal))

    @app.action(action_ids.HOME_HELP)
    async def home_help(ack: AsyncAck, body: Body) -> None:
        await ack()
        rendered = help_message(reactions_in_words(context.reactions))
        await answer_of(
            context.client.chat_postMessage(
                channel=body["user"]["id"],
                text=rendered.text,
                blocks=rendered.blocks,
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    @app.action(action_ids.HOME_REFRESH)
    async def home_refresh(ack: AsyncAck, body: Body) -> None:
        await ack()
        await on_home.publish(context, str(body["user"]["id"]))

    @app.action(re.compile(f"^{action_ids.OPEN_LINK_PREFIX}"))
    async def opened_link(ack: AsyncAck) -> None:
        await ack()


async def replace_with(respond: AsyncRespond, message: Rendered) -> None:
    """In place of the message whose button was pressed."""
    await respond(
        text=message.text,
        blocks=message.blocks or None,
        replace_original=True,
        unfurl_links=False,
        unfurl_media=False,
    )
