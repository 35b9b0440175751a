"""What is posted about a theme to the person who takes it."""

from bot.domain.mail import Post
from handlers.blocks.elements import Rendered
from handlers.blocks.theme_message import theme_assigned
from handlers.context import Context

THEME_ASSIGNED = "theme_assigned"
"""The outbox kind of the word to who takes a theme; `channel_id` is where it was given, `ref` the theme's id, who gave
it and their note, a line each."""


async def assigned(context: Context, post: Post) -> Rendered:
    """As who takes it may see it. Raises NotFound where they may not."""
    theme_id, by, note = post.ref.split("\n", 2)
    services = context.services
    viewer = await services.viewers.asking(post.team_id, post.user_id or "")
    seen = viewer.landing_in(await services.viewers.landing(post.team_id, post.channel_id))
    theme, _ = await services.themes.one(seen, theme_id)
    (theme,) = await services.composer.tied(seen, [theme])
    return theme_assigned(theme, by, note, await services.digests.links(seen, [theme]))
