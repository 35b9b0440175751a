"""Words for what the settings say."""

from collections.abc import Mapping

from bot.domain.kinds import SignalKind
from bot.settings import DRAFT_WORDS


def reactions_in_words(reactions: Mapping[str, str]) -> dict[str, str]:
    """Emoji name to what it does, as a person reads it."""
    drafts = {"decision": "record a decision", "iceboxed": "put on ice"}
    return {emoji: drafts[kind] if kind in DRAFT_WORDS else SignalKind(kind).label for emoji, kind in reactions.items()}
