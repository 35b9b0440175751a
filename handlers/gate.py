"""People of other companies press no buttons and send no modals, wherever they see one of ours."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from handlers import action_ids
from handlers.asking import REFUSED
from handlers.context import Context

GUARDED = frozenset({"block_actions", "message_action", "shortcut", "view_submission"})
UNKNOWN = "Slack did not say who you are just now; please try again."


def guard_interactions(app: AsyncApp, context: Context) -> None:
    @app.middleware
    async def members_only(
        body: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        if body.get("type") not in GUARDED or _only_opens_a_link(body):
            return await next()
        person = await context.services.viewers.person(context.team.id, str((body.get("user") or {}).get("id") or ""))
        if person is not None and not (person.is_external or person.is_deleted or person.is_bot):
            return await next()
        await ack()
        if body.get("response_url"):
            sentence = REFUSED if person else UNKNOWN
            await respond(text=sentence, response_type="ephemeral", replace_original=False)
        return BoltResponse(status=200)


def _only_opens_a_link(body: dict[str, Any]) -> bool:
    actions = body.get("actions") or ()
    return bool(actions) and all(
        str(action.get("action_id", "")).startswith(action_ids.OPEN_LINK_PREFIX) for action in actions
    )
