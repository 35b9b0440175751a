"""Reasons that nobody recorded, but somebody said: answered as talk, and never as a decision."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.answers import Answer, Citation, EvidenceKind
from bot.domain.messages import SLACK
from bot.services.answering.cues import gives_reason
from bot.services.retrieval.talk import Said, asks

NEAR_ENOUGH = 0.6
COVERED_ENOUGH = 0.5
SUPPORTING = 0.6
REASONED = 0.12
QUOTE_CHARACTERS = 500
SAME_QUESTION = 0.7
"""Cosine from which the first answer to a message that asks why is a reason, whatever its words."""
FEWEST_WORDS = 8
WEAK_RECORD = 0.5
"""Share of the question's terms, by rarity, below which a record may be about something else."""
_EXPLAINS = re.compile(r"(?i)\bhere (?:it )?(?:is|'s)\b|\bhere's\b|\bthat(?:'s| is| was) why\b|\bthe reason\b")
_KNOWS_NOT = re.compile(
    r"(?i)\b(?:no (?:idea|record|rule|reason|policy|decision|clue)|not? (?:that i know|sure|yet)"
    r"|(?:do not|don't|didn't|can't|cannot|never) (?:know|think|remember|recall|talked|decided|discussed)"
    r"|nobody (?:has |ever )?(?:decided|knows|talked|thought)|nothing (?:on|about|recorded|written)"
    r"|i looked|let me (?:ask|look)|good question|same (?:here|question)|ask (?:him|her|them|@?\w+)$)"
)


def answer_from_talk(base: Answer, talk: Sequence[Said]) -> Answer:
    """The unanswered `base` answered by a message that gives the reason; `base` itself where none does."""
    for said in talk:
        if _answers(said):
            citation = cited(said)
            reason = " ".join(citation.quote.split())
            who = f"{said.message.author} said" if said.message.author else "Somebody said"
            text = f"No record says why, but {who} in conversation: {reason}"
            return replace(base, answered=True, answer=text, reason=reason, citations=(citation,))
    return base


def supporting(talk: Sequence[Said], reason: str, most: int = 2) -> list[Citation]:
    """Messages that a recorded reason may be read beside; of a thread that asks the same, only what answers it."""
    near = [said for said in talk if said.similarity >= SUPPORTING and said.message.text not in reason]
    return [cited(said) for said in near if said.asked is None or _answers(said)][:most]


def cited(said: Said) -> Citation:
    message = said.message
    kind = EvidenceKind.MESSAGE if message.source == SLACK else EvidenceKind.FEEDBACK
    where = f"#{message.channel_name}" if message.channel_name else message.source
    return Citation(
        kind,
        message.id,
        where,
        _quote(message.text),
        message.url,
        score=round(said.similarity, 4),
        author=message.author,
        account=message.account,
        said_on=message.created_at.date(),
    )


def beats(talk: Sequence[Said], covered: float, similarity: float) -> bool:
    """Whether what was said answers, and the best record hardly speaks of what is asked.

    covered: share of the question's terms, by rarity, that the record holds. similarity: of its nearest passage.
    """
    first = next((said for said in talk if _answers(said)), None)
    return first is not None and covered < WEAK_RECORD and first.similarity > similarity


def _answers(said: Said) -> bool:
    message = said.message
    by_customer = message.surface is not None and message.surface.is_customer_side and not message.is_staff
    if by_customer or message.is_bot or asks(message.text) or _KNOWS_NOT.search(message.text):
        return False
    if said.is_first and said.similarity >= SAME_QUESTION:
        return len(message.text.split()) >= FEWEST_WORDS
    near = said.similarity >= NEAR_ENOUGH and (said.covered >= COVERED_ENOUGH or said.asked is not None)
    return near and (gives_reason(message.text) >= REASONED or bool(_EXPLAINS.search(message.text)))


def _quote(text: str) -> str:
    """The message's first QUOTE_CHARACTERS, cut at a white space: a substring still."""
    words = text.strip()
    if len(words) <= QUOTE_CHARACTERS:
        return words
    return words[:QUOTE_CHARACTERS].rsplit(maxsplit=1)[0]
