"""What the outbox posts about decisions, rendered as things stand when it is posted."""

from slack_sdk.errors import SlackApiError

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.mail import Post
from bot.errors import NotFound, Unavailable
from handlers.blocks.decision_message import challenge_notice, recorded, reopening_notice
from handlers.blocks.elements import Rendered
from handlers.blocks.proposal_message import proposal_notice, proposal_outcome_notice
from handlers.context import Context
from handlers.slack_calls import error_of

GONE = frozenset({"message_not_found", "channel_not_found", "is_archived", "cant_update_message", "edit_window_closed"})


async def record_as_it_is(context: Context, post: Post) -> tuple[Decision, Rendered]:
    """The record's own message. Raises NotFound for records that have none."""
    services = context.services
    decision = await services.decisions.get(Viewer.operator(post.team_id), post.ref)
    if decision.fields is None:
        raise NotFound(f"{decision.id} was not recorded by hand.")
    source = await services.decisions.source_link(decision)
    replaced = await services.decisions.replaced_title(decision)
    return decision, recorded(decision, decision.fields, source_url=source, supersedes=replaced)


async def rewrite(context: Context, decision: Decision, rendered: Rendered) -> str:
    """Has the message that is out say what the record says now."""
    if not decision.posted_channel_id or not decision.posted_ts:
        raise NotFound(f"{decision.id} has no message.")
    try:
        await context.client.chat_update(
            channel=decision.posted_channel_id, ts=decision.posted_ts, text=rendered.text, blocks=rendered.blocks
        )
    except SlackApiError as refused:
        error = error_of(refused)
        if error in GONE:
            raise NotFound(f"The record's message cannot be changed ({error}).") from refused
        raise Unavailable(f"Slack refused the change: {error}") from refused
    return decision.posted_ts


async def challenge(context: Context, post: Post) -> Rendered:
    decision_id, challenger, reason = post.ref.split("\n", 2)
    viewer = await context.services.viewers.asking(post.team_id, post.user_id or "")
    decision = await context.services.decisions.get(viewer, decision_id)
    return challenge_notice(decision.title, decision.url, challenger, reason, decision.id)


async def reopening(context: Context, post: Post) -> Rendered:
    """For who may reopen the record, as far as they may read it."""
    decision_id, by, reason = post.ref.split("\n", 2)
    viewer = await context.services.viewers.asking(post.team_id, post.user_id or "")
    return reopening_notice(await context.services.decisions.get(viewer, decision_id), by, reason)


async def proposal(context: Context, post: Post) -> Rendered:
    """For an owner of the record, as far as that owner may read it."""
    viewer = await context.services.viewers.asking(post.team_id, post.user_id or "")
    proposed, decision = await context.services.decision_changes.proposal(viewer, post.ref)
    if proposed.state != "waiting":
        raise NotFound("Somebody answered that proposal already.")
    return proposal_notice(proposed, decision, await context.services.decisions.fields_of(decision))


async def proposal_outcome(context: Context, post: Post) -> Rendered:
    """For who proposed, as far as they may still read the record."""
    viewer = await context.services.viewers.asking(post.team_id, post.user_id or "")
    proposed, decision = await context.services.decision_changes.proposal(viewer, post.ref)
    return proposal_outcome_notice(decision, accepted=proposed.state == "accepted")
