"""Runs of sentences that can be told: with what a sentence leans on, or the paragraph that it opens."""

from collections.abc import Sequence

from bot.services.answering.cues import LEANS, STRONG
from bot.sources.records.plain import plain
from bot.sources.records.sentences import Sentence

MOST_CHARACTERS = 650
GROUND_CHARACTERS = 360
"""So much of a paragraph that gives the ground is told, where its first sentence was chosen."""


def stand_alone(text: str, sentence: Sentence, every: Sequence[Sentence]) -> tuple[int, int]:
    """The sentence with the one before it where it leans on that, or the one after it where that gives the reason."""
    at = every.index(sentence)
    start, end = sentence.start, sentence.end
    words = text[start:end]
    before = every[at - 1] if at else None
    after = every[at + 1] if at + 1 < len(every) else None
    if before is not None and LEANS.match(plain(words)) and touch(text, before, sentence):
        start = before.start
    elif (
        after is not None
        and not STRONG.search(words)
        and STRONG.search(text[after.start : after.end])
        and touch(text, sentence, after)
        and after.end - start < MOST_CHARACTERS
    ):
        end = after.end
    return start, end


def ground_ends(text: str, sentence: Sentence, every: Sequence[Sentence]) -> int:
    """Where the paragraph ends that a sentence opens, as far as there is room."""
    end, last = sentence.end, sentence
    for following in every[every.index(sentence) + 1 :]:
        if not touch(text, last, following) or following.end - sentence.start > GROUND_CHARACTERS:
            break
        end, last = following.end, following
    return end


def touch(text: str, first: Sentence, second: Sentence) -> bool:
    """Whether nothing but white space stands between the two, in one paragraph."""
    return first.block == second.block and not text[first.end : second.start].strip()
