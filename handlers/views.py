"""Modals as they come back: what is wrong is said beside the input, what is right is stored before the ack."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.audience import PUBLIC
from bot.domain.mail import Post
from bot.domain.messages import slack_message_id
from bot.errors import BecauseError
from bot.services.decisions.recording import Source
from handlers import action_ids
from handlers.blocks.decision_modal import parse_submission
from handlers.blocks.inputs import FieldErrors
from handlers.blocks.reason_modal import parse_challenge, parse_not_helpful
from handlers.blocks.tag_modal import parse_tag
from handlers.blocks.view_context import ViewContext
from handlers.context import Context
from handlers.receiving import Bells

CHALLENGE = "challenge"
"""The outbox kind of the word to a decision's owner; `ref` is the decision's id, a line break, and the reason."""

Body = dict[str, Any]
View = dict[str, Any]


def register(app: AsyncApp, context: Context, bells: Bells) -> None:
    services = context.services

    @app.view(action_ids.VIEW_DECISION)
    async def decision(ack: AsyncAck, body: Body, view: View) -> None:
        where = ViewContext.load(str(view.get("private_metadata") or ""))
        fields = parse_submission(view["state"]["values"], where)
        if isinstance(fields, FieldErrors):
            await ack(response_action="errors", errors=fields.errors)
            return
        viewer = await services.viewers.asking(context.team.id, str(body["user"]["id"]))
        try:
            if where.decision_id is not None:
                await services.decisions.edit(viewer, where.decision_id, fields, leads=context.leads)
            else:
                source, announce_in = await _source(context, where)
                origin = f"view:{view['id']}"
                await services.decisions.record(viewer, fields, source, announce_in=announce_in, origin_key=origin)
        except BecauseError as refused:
            await ack(response_action="errors", errors={action_ids.INPUT_TITLE: str(refused)})
            return
        await ack()
        bells.outbox.set()

    @app.view(action_ids.VIEW_TAG)
    async def tag(ack: AsyncAck, body: Body, view: View) -> None:
        where = ViewContext.load(str(view.get("private_metadata") or ""))
        fields = parse_tag(view["state"]["values"])
        if isinstance(fields, FieldErrors):
            await ack(response_action="errors", errors=fields.errors)
            return
        viewer = await services.viewers.asking(context.team.id, str(body["user"]["id"]))
        message_id = slack_message_id(str(where.channel_id), str(where.ts))
        try:
            await services.signals.tag(viewer, message_id, fields.kind, note=fields.note)
            if fields.account:
                await services.signals.set_account(viewer, message_id, fields.account)
        except BecauseError as refused:
            await ack(response_action="errors", errors={action_ids.INPUT_KIND: str(refused)})
            return
        await ack()

    @app.view(action_ids.VIEW_NOT_HELPFUL)
    async def not_helpful(ack: AsyncAck, view: View) -> None:
        where = ViewContext.load(str(view.get("private_metadata") or ""))
        found = parse_not_helpful(view["state"]["values"])
        if isinstance(found, FieldErrors):
            await ack(response_action="errors", errors=found.errors)
            return
        reason = ": ".join(part for part in found if part)
        await services.answering.rate(context.team.id, str(where.answer_id), helpful=False, reason=reason)
        await ack()

    @app.view(action_ids.VIEW_CHALLENGE)
    async def challenge(ack: AsyncAck, body: Body, view: View) -> None:
        where = ViewContext.load(str(view.get("private_metadata") or ""))
        reason = parse_challenge(view["state"]["values"])
        if isinstance(reason, FieldErrors):
            await ack(response_action="errors", errors=reason.errors)
            return
        user_id = str(body["user"]["id"])
        viewer = await services.viewers.asking(context.team.id, user_id)
        try:
            contested = await services.decision_life.contest(viewer, str(where.decision_id))
        except BecauseError as refused:
            await ack(response_action="errors", errors={action_ids.INPUT_REASON: str(refused)})
            return
        owners = {who for who in (*contested.decided_by, contested.recorded_by) if who and who[:1] in "UW"}
        for owner in sorted(owners or context.leads):
            key = f"challenge:{view['id']}:{owner}"
            ref = f"{contested.id}\n{user_id}\n{reason}"
            await services.outbox.add(Post(context.team.id, key, CHALLENGE, ref, owner, user_id=owner))
        await ack()
        bells.outbox.set()


async def _source(context: Context, where: ViewContext) -> tuple[Source, str]:
    """Where it was decided, and where it is confirmed: the same channel, or the digest's where nobody else listens."""
    channel = await context.services.viewers.channel(context.team.id, where.channel_id) if where.channel_id else None
    fallback = context.digest_channel_id or str(where.channel_id)
    if channel is None or channel.id.startswith("D"):
        return Source(fallback, PUBLIC), fallback
    source = Source(channel.id, channel.audience, where.ts, where.thread_ts)
    return source, channel.id
