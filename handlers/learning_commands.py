"""`/because learned`, `talk` and `icebox`: what is known of customers, for the one who asks."""

import re
from datetime import timedelta
from typing import Any

from bot.domain.audience import Viewer
from bot.domain.digests import Window
from bot.sources.slack_text import plain_text
from handlers.blocks.elements import Rendered
from handlers.blocks.icebox import icebox_message
from handlers.blocks.learned import learned_message
from handlers.blocks.talk import talk_message
from handlers.context import Context

LEARNED_DAYS = 90
MOST_DAYS = 365

Body = dict[str, Any]


async def learned(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    """Of what everybody may see: themes are those of the public channels."""
    match = re.fullmatch(r"(\d{1,3})\s*(d|w|days?|weeks?)?", rest.casefold()) if rest else None
    if rest and (match is None or int(match[1]) == 0):
        return Rendered([], "How far back? `/because learned 90d`")
    number = int(match[1]) if match else LEARNED_DAYS
    days = min(number * (7 if match and (match[2] or "").startswith("w") else 1), MOST_DAYS)
    now = context.now()
    window = Window(now - timedelta(days=days), now)
    public = viewer.landing_in(Viewer.public(viewer.team_id))
    return learned_message(await context.services.learning.learned(public, window))


async def talk(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    query = " ".join(plain_text(rest, context.names).split())
    if not query:
        return Rendered([], "Talk about what? `/because talk splitting an invoice`")
    return talk_message(await context.services.learning.talk(viewer, query), query)


async def icebox(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    return icebox_message(await context.services.learning.icebox(viewer))
