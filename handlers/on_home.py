"""App Home: published anew each time somebody looks."""

from collections.abc import Mapping
from typing import Any

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.messages import slack_message_id
from bot.services.synthesis.days import week_before
from handlers.blocks.home import WaitingDraft, home_refused, home_view
from handlers.context import Context
from handlers.slack_calls import answer_of


async def opened(context: Context, event: Mapping[str, Any]) -> None:
    if event.get("tab", "home") == "home" and event.get("user"):
        await publish(context, str(event["user"]))


async def publish(context: Context, user_id: str) -> None:
    viewer = await context.services.viewers.asking(context.team.id, user_id)
    view = await view_for(context, viewer) if viewer.audiences else home_refused()
    await answer_of(context.client.views_publish(user_id=user_id, view=view))


async def view_for(context: Context, viewer: Viewer) -> dict[str, Any]:
    services = context.services
    now = context.now()
    drafts = await services.decision_life.drafts_for(viewer)
    waiting = []
    for draft in drafts:
        message = await services.ingestion.known(viewer, slack_message_id(draft.channel_id, draft.ts))
        if message is not None:
            waiting.append(WaitingDraft(draft.id, message.text, message.url, draft.created_at))
    common = viewer.landing_in(Viewer(viewer.team_id, None, frozenset({PUBLIC})))
    themes = await services.themes.list(common, week_before(now)) if common.only_channels is None else ()
    return home_view(status=await services.status.read(viewer), themes=themes, drafts=waiting, now=now)
