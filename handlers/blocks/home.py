"""App Home: the state of things for the one who looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.status import Status
from bot.domain.themes import Theme
from handlers import action_ids
from handlers.blocks.elements import (
    Block,
    actions,
    button,
    context,
    divider,
    header,
    link_button,
    paragraph,
    quotation,
    rich,
    words,
)
from handlers.blocks.escape import clean
from handlers.blocks.status import channel_list, counts_line
from handlers.blocks.theme_lines import best_quote, quoted, theme_lines
from handlers.blocks.wording import ago, counted, shorten

THEMES_SHOWN = 5
DRAFTS_SHOWN = 5
QUOTE_CHARACTERS = 200
LABEL_CHARACTERS = 120


@dataclass(frozen=True)
class WaitingDraft:
    """A message that may be a decision and that this person was asked to record."""

    id: str
    quote: str
    url: str | None
    offered_at: datetime


def home_view(
    *, status: Status, themes: Sequence[Theme], drafts: Sequence[WaitingDraft], now: datetime
) -> dict[str, Any]:
    """For views.publish. Everything in it is what this person may see."""
    blocks = [*_start(), *_drafts(drafts, now), *_themes(themes), divider(), header("What I read")]
    blocks += [rich(paragraph(words(counts_line(status)))), *channel_list(status, now)]
    blocks.append(actions(button("Refresh", action_ids.HOME_REFRESH, "home")))
    return {"type": "home", "blocks": blocks}


def home_refused() -> dict[str, Any]:
    """For people of other companies."""
    return {"type": "home", "blocks": [context("Because is there for the members of this workspace only.")]}


def _start() -> list[Block]:
    lead = "Ask why something was decided: type /why in any channel, or write to me under Messages."
    return [
        rich(paragraph(words(lead))),
        actions(
            button("Record a decision", action_ids.DECISION_OPEN_MODAL, "home", style="primary"),
            button("What can you do?", action_ids.HOME_HELP, "home"),
        ),
    ]


def _drafts(drafts: Sequence[WaitingDraft], now: datetime) -> list[Block]:
    if not drafts:
        return []
    blocks = [header("Waiting for you")]
    for draft in drafts[:DRAFTS_SHOWN]:
        blocks.append(rich(
            quotation(words(shorten(clean(draft.quote), QUOTE_CHARACTERS))),
            paragraph(words(f"Offered {ago(draft.offered_at, now)}", italic=True)),
        ))
        blocks.append(actions(
            button("Record it", action_ids.DRAFT_OPEN, draft.id),
            button("Not a decision", action_ids.DRAFT_DISMISS, draft.id),
            *link_button("Open the message", draft.url, "source"),
        ))
    if len(drafts) > DRAFTS_SHOWN:
        blocks.append(context(f"and {counted(len(drafts) - DRAFTS_SHOWN, 'more draft')}"))
    return blocks


def _themes(themes: Sequence[Theme]) -> list[Block]:
    blocks = [header("What customers say")]
    if not themes:
        blocks.append(context("No theme yet: one needs a few messages that say the same thing."))
    for rank, theme in enumerate(themes[:THEMES_SHOWN], start=1):
        parts = [theme_lines(theme, rank, LABEL_CHARACTERS)]
        if theme.quotes:
            said = best_quote(theme.quotes, QUOTE_CHARACTERS, theme.keywords)
            parts.append(quotation(*quoted(said, QUOTE_CHARACTERS, theme.keywords)))
        blocks.append(rich(*parts))
    return blocks
