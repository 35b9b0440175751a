"""What can be done with a theme: a menu beside it in the digest, buttons under it in the thread."""

from bot.domain.themes import Theme
from handlers import action_ids
from handlers.blocks.elements import Block, Element, actions, button, menu

PREFIX = "theme_"
"""Of every act's name; left out in the menu, which stands in a message that has little room."""

_ACTS = (
    ("Open", action_ids.THEME_OPEN),
    ("Dismiss", action_ids.THEME_DISMISS),
    ("Wrong", action_ids.THEME_WRONG),
    ("Assign", action_ids.THEME_ASSIGN),
)


def theme_buttons(theme: Theme) -> Block:
    """A row of their own; each value is the theme's id."""
    return actions(*(button(label, act, theme.id) for label, act in _ACTS))


def theme_menu(theme: Theme) -> Element:
    """The same behind three dots; each value is what to do, a colon and the theme's id."""
    return menu(action_ids.THEME_MENU, [(label, f"{act.removeprefix(PREFIX)}:{theme.id}") for label, act in _ACTS])
