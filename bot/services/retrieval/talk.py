"""Messages in which somebody gave the reason, whether or not anybody recorded it."""

import math
import re
from collections.abc import Sequence
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
THREADS = 3
SAME_QUESTION = 0.6
"""Cosine from which a message that asks, asks much the same."""
_ASKS = re.compile(r"\?\s*$|^(?i:why|how come|does anyone|anyone know)\b")
_ASKS_WHY = re.compile(r"(?i)\b(?:why|how come|what for|reasons?|what made)\b")


@dataclass(frozen=True)
class Said:
    """A message near the question. covered: share of the question's terms, by rarity, that it holds.

    asked: the message in whose thread it answers, where that one asks why; similarity is then that one's, if higher.
    is_first: nobody but the asker said anything between the two.
    """

    message: Message
    similarity: float
    covered: float
    asked: Message | None = None
    is_first: bool = False

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

    def covered(*said: Message) -> float:
        held = {term for message in said for term in terms_of(message.text)}
        return math.fsum(value for term, value in worth.items() if term in held) / total

    found = {owner: Said(message, similarity[owner], covered(message)) for owner, message in messages.items()}
    for asked, replies in await _answered(library, list(found.values())):
        others = [reply for reply in replies if reply.author_id is None or reply.author_id != asked.message.author_id]
        for reply in others:
            known = found.get(reply.id)
            near_as = max(asked.similarity, known.similarity if known else 0.0)
            both = covered(asked.message, reply)
            found[reply.id] = Said(reply, near_as, both, asked.message, is_first=reply is others[0])
    return tuple(sorted(found.values(), key=lambda s: (-s.worth, s.message.id))[:most])


def asks(text: str) -> bool:
    return bool(_ASKS.search(text.strip()))


async def _answered(library: Library, found: Sequence[Said]) -> list[tuple[Said, Sequence[Message]]]:
    """The messages that ask why much as the question does, with what was said below them in their threads."""
    near = sorted((s for s in found if s.similarity >= SAME_QUESTION), key=lambda s: (-s.similarity, s.message.id))
    same = [s for s in near if asks(s.message.text) and _ASKS_WHY.search(s.message.text)][:THREADS]
    threads = await library.replies([s.message for s in same]) if same else {}
    return [(s, threads.get(s.message.id, ())) for s in same]
