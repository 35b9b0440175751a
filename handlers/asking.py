"""Who it is that acts, told apart from "Slack does not say": nobody is refused because a look-up failed."""

from bot.domain.audience import Viewer
from bot.errors import NotAllowed, Unavailable
from handlers.context import Context
from handlers.slack_directory import SlackDirectory

REFUSED = "I answer only members of this workspace."


async def asker(context: Context, user_id: str) -> Viewer:
    """The person's rights as of now; people of other companies may do nothing.

    Raises Unavailable where Slack does not say who it is: what waits is tried again later.
    """
    viewers = context.services.viewers
    viewer = await viewers.asking(context.team.id, user_id)
    if viewer.audiences or await viewers.person(context.team.id, user_id) is not None:
        return viewer
    found = await SlackDirectory(context.reader, context.team).person(user_id)
    if found is None or found.is_external or found.is_deleted or found.is_bot:
        return viewer
    raise Unavailable("Slack did not say who you are just now; please try again.")


async def recorder(context: Context, user_id: str) -> Viewer:
    """The same for somebody who wants to record. Raises NotAllowed for all but full members."""
    viewer = await asker(context, user_id)
    if not viewer.audiences:
        raise NotAllowed(REFUSED)
    if viewer.only_channels is not None:
        raise NotAllowed("Only members of this workspace can record decisions.")
    return viewer
