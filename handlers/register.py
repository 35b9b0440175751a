"""Every listener of the Bolt app, and the last ones that ack what nobody else takes."""

import re
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers import answer_buttons, commands, digest_buttons, other_buttons, proposal_buttons, shortcuts, views
from handlers.context import Context
from handlers.gate import guard_interactions
from handlers.receiving import Bells

log = structlog.get_logger(__name__)

ANYTHING = re.compile(".*")


def register(app: AsyncApp, context: Context, bells: Bells) -> None:
    guard_interactions(app, context)
    commands.register(app, context, bells)
    answer_buttons.register(app, context, bells)
    other_buttons.register(app, context)
    proposal_buttons.register(app, context, bells)
    digest_buttons.register(app, context, bells)
    views.register(app, context, bells)
    shortcuts.register(app, context)
    _take_the_rest(app)


def _take_the_rest(app: AsyncApp) -> None:
    """What is not acked counts as a failure with Slack: buttons of old messages, closed views, future kinds."""

    async def taken(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        log.info("nothing_to_do", type=body.get("type"))

    app.action(ANYTHING)(taken)
    app.shortcut(ANYTHING)(taken)
    app.options(ANYTHING)(taken)
    app.view(ANYTHING)(taken)
    app.view_closed(ANYTHING)(taken)
    app.command(ANYTHING)(taken)
    app.event(ANYTHING)(taken)
