"""Messages in which somebody gave the reason, whether or not anybody recorded it."""

import math
from dataclasses import dataclass

from bot.domain.messages import Message
from bot.services.retrieval.features import rarity
from bot.services.retrieval.ports import Library, Vector
from bot.services.retrieval.question import Question
from bot.services.retrieval.terms import terms_of

NEAR = 60
MATCHING = 30
RAREST = 4
"""Terms that messages are searched for: common ones cost time and find everything."""


@dataclass(frozen=True)
class Said:
    """A message near the question. covered: share of the question's terms, by rarity, that it holds."""

    message: Message
    similarity: float
    covered: float

    @property
    def worth(self) -> float:
        return self.similarity + 0.25 * self.covered


async def find_talk(library: Library, question: Question, vector: Vector, most: int = 10) -> tuple[Said, ...]:
    """The messages nearest to the question by meaning and words, best first."""
    frequencies = await library.message_frequencies(question.terms)
    count = max(frequencies.values(), default=0) + 1
    rare = sorted((t for t in question.terms if t in frequencies), key=lambda t: (frequencies[t], t))[:RAREST]
    near = {n.owner_id: n.similarity for n in reversed(await library.near_messages(vector, NEAR))}
    matching = await library.matching_messages(rare, MATCHING) if rare else ()
    floor = min(near.values(), default=0.0)
    similarity = {**{m.owner_id: floor for m in matching}, **near}
    messages = await library.messages(list(similarity))
    worth = rarity(question.terms, frequencies, count)
    total = math.fsum(worth.values()) or 1.0
    found = []
    for owner, message in messages.items():
        held = set(terms_of(message.text))
        covered = math.fsum(value for term, value in worth.items() if term in held) / total
        found.append(Said(message, similarity[owner], covered))
    return tuple(sorted(found, key=lambda s: (-s.worth, s.message.id))[:most])
