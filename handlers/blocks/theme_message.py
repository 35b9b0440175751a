"""One theme by itself: for the person who opens it, and for the one who is asked to take it."""

from collections.abc import Mapping

from bot.domain.themes import Theme
from handlers import action_ids
from handlers.blocks.digest_details import theme_detail
from handlers.blocks.elements import Block, Rendered, actions, button, paragraph, people, rich, words
from handlers.blocks.escape import escape_mrkdwn
from handlers.blocks.theme_buttons import theme_buttons
from handlers.blocks.wording import shorten, titled

NOTE_CHARACTERS = 1_000


def theme_opened(theme: Theme, links: Mapping[str, str]) -> Rendered:
    """All quotes, the decisions it touches and every message, as far as one message goes."""
    detail = theme_detail(theme, None, links)[0]
    return Rendered([*detail.blocks, _without_open(theme)], detail.text)


def theme_dismissed(theme: Theme) -> Rendered:
    text = f"“{escape_mrkdwn(titled(theme.label))}” is dismissed: no digest tells of it any more."
    said = f"“{titled(theme.label)}” is dismissed: no digest tells of it any more."
    return Rendered([rich(paragraph(words(said))), actions(button("Undo", action_ids.THEME_RESTORE, theme.id))], text)


def theme_assigned(theme: Theme, by: str, note: str, links: Mapping[str, str]) -> Rendered:
    """For the one who takes it. by: the user id of who asks."""
    asked = [*people([by]), words(" asks you to take what customers say about this.")]
    if note:
        asked.append(words(f"\n“{shorten(note, NOTE_CHARACTERS)}”"))
    opened = theme_opened(theme, links)
    return Rendered([rich(paragraph(*asked)), *opened.blocks], f"<@{by}> asks you to take: {opened.text}")


def _without_open(theme: Theme) -> Block:
    whole = theme_buttons(theme)
    return {**whole, "elements": whole["elements"][1:]}
