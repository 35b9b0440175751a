"""Modals as they come back: what is wrong is said beside the input, what is right is stored before the ack."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.audience import audience_of_channel
from bot.domain.decisions import Proposal
from bot.domain.mail import Post
from bot.domain.messages import slack_message_id
from bot.errors import BecauseError
from bot.services.decisions.recording import Source
from handlers import action_ids
from handlers.blocks.decision_modal import EarlierDecision, decision_modal, message_view, parse_submission
from handlers.blocks.inputs import FieldErrors
from handlers.blocks.reason_modal import parse_not_helpful, parse_reason
from handlers.blocks.tag_modal import parse_tag
from handlers.blocks.view_context import ViewContext
from handlers.context import Context
from handlers.drafts import confirms_in, today
from handlers.receiving import Bells

CHALLENGE = "challenge"
"""The outbox kind of the word to a decision's owner; `ref` is the decision's id, a line break, and the reason."""

PROPOSED = "Only who decided this, or a product lead, may change it. They are asked whether they accept your change."

ASKED_TO_REOPEN = "Only who decided this, or a product lead, may reopen it. They are asked, with your reason."

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
                changes = services.decision_changes
                done = await changes.change(viewer, where.decision_id, fields, version=where.version)
                if isinstance(done, Proposal):
                    bells.outbox.set()
                    await ack(response_action="update", view=message_view("Proposed", PROPOSED))
                    return
            else:
                earlier = () if where.earlier_ids else await services.earlier_records.like(viewer, fields)
                if earlier:
                    shown = tuple(EarlierDecision(e.decision, e.reason, e.contradicts) for e in earlier)
                    update = decision_modal(fields, where, today=today(context), earlier=shown)
                    await ack(response_action="update", view=update)
                    return
                source, announce_in = await _source(context, where)
                origin = f"view:{view['id']}"
                await services.decisions.record(
                    viewer, fields, source, announce_in=announce_in, origin_key=origin, drafted=where.drafted
                )
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
        reason = parse_reason(view["state"]["values"])
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
        for owner in await services.decision_life.owners(contested):
            key = f"challenge:{view['id']}:{owner}"
            ref = f"{contested.id}\n{user_id}\n{reason}"
            await services.outbox.add(Post(context.team.id, key, CHALLENGE, ref, owner, user_id=owner))
        await ack()
        bells.outbox.set()


    @app.view(action_ids.VIEW_REOPEN)
    async def reopen(ack: AsyncAck, body: Body, view: View) -> None:
        where = ViewContext.load(str(view.get("private_metadata") or ""))
        reason = parse_reason(view["state"]["values"])
        if isinstance(reason, FieldErrors):
            await ack(response_action="errors", errors=reason.errors)
            return
        viewer = await services.viewers.asking(context.team.id, str(body["user"]["id"]))
        try:
            opened = await services.decision_changes.reopen(viewer, str(where.decision_id), reason)
        except BecauseError as refused:
            await ack(response_action="errors", errors={action_ids.INPUT_REASON: str(refused)})
            return
        bells.outbox.set()
        if opened is None:
            await ack(response_action="update", view=message_view("Asked", ASKED_TO_REOPEN))
        else:
            await ack()


async def _source(context: Context, where: ViewContext) -> tuple[Source, str]:
    """Where it was decided, and where it is confirmed: the same channel, or the digest's where nobody else listens."""
    channel_id = await confirms_in(context, where)
    channel = await context.services.viewers.channel(context.team.id, channel_id)
    audience = channel.audience if channel else audience_of_channel(channel_id, is_private=True)
    if channel_id != where.channel_id:
        return Source(channel_id, audience), channel_id
    return Source(channel_id, audience, where.ts, where.thread_ts), channel_id
