"""What can be done with a theme, under it wherever it is shown."""

from bot.domain.themes import Theme
from handlers import action_ids
from handlers.blocks.elements import Block, actions, button


def theme_buttons(theme: Theme) -> Block:
    """Under a theme, wherever it is shown: the value is the theme's id."""
    return actions(
        button("Open", action_ids.THEME_OPEN, theme.id),
        button("Dismiss", action_ids.THEME_DISMISS, theme.id),
        button("Wrong", action_ids.THEME_WRONG, theme.id),
        button("Assign", action_ids.THEME_ASSIGN, theme.id),
    )
