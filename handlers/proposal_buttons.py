"""The owner's yes or no to a change that somebody proposes."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from handlers import action_ids
from handlers.asking import recorder
from handlers.blocks.escape import escape_mrkdwn
from handlers.context import Context
from handlers.receiving import Bells

Body = dict[str, Any]
Action = dict[str, Any]


def register(app: AsyncApp, context: Context, bells: Bells) -> None:
    changes = context.services.decision_changes

    @app.action(action_ids.PROPOSAL_ACCEPT)
    async def accept(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        viewer = await recorder(context, str(body["user"]["id"]))
        decision = await changes.accept(viewer, str(action["value"]))
        bells.outbox.set()
        await respond(text=f"“{escape_mrkdwn(decision.title)}” reads as proposed from now on.", replace_original=True)

    @app.action(action_ids.PROPOSAL_DECLINE)
    async def decline(ack: AsyncAck, body: Body, action: Action, respond: AsyncRespond) -> None:
        await ack()
        viewer = await recorder(context, str(body["user"]["id"]))
        decision = await changes.decline(viewer, str(action["value"]))
        bells.outbox.set()
        await respond(text=f"“{escape_mrkdwn(decision.title)}” stays as it is.", replace_original=True)
