"""Everyday chatter from small pools, the same for the same seed: what fills a channel and means nothing."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from bot.workspace.company.chatlog import Line


@dataclass(frozen=True)
class Pool:
    """`openers` maps what is said to what may be answered; `count` holds both. Each `<slot>` in a text is filled in."""

    channel: str
    authors: tuple[str, ...]
    openers: Mapping[str, Sequence[str]]
    slots: Mapping[str, Sequence[str]]
    count: int


def chatter(pool: Pool, name: str, days_back: int, seed: int) -> Iterator[Line]:
    """`pool.count` messages over the days before today. All openers are used in turn before one comes again."""
    rng = random.Random(f"{seed}:{name}")
    deck: list[str] = []
    made = 0
    while made < pool.count:
        deck = deck or rng.sample(list(pool.openers), len(pool.openers))
        said = deck.pop()
        text = _filled(said, pool.slots, rng)
        author = rng.choice([person for person in pool.authors if f"@{person}" not in text])
        day = -1 - (made * (days_back - 1)) // pool.count
        made += 1
        key = f"small-{name}-{made:03}"
        opener = Line(key, day, time(rng.randint(7, 16), rng.randint(0, 59)), author, text)
        yield opener
        answers = pool.openers[said]
        if answers and rng.random() < 0.45 and made < pool.count:
            made += 1
            others = [person for person in pool.authors if person != author]
            clock = time(opener.clock.hour + 1, rng.randint(0, 59))
            yield Line(f"small-{name}-{made:03}", day, clock, rng.choice(others), rng.choice(answers), key)


def _filled(text: str, slots: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    for slot in sorted(slots):
        if f"<{slot}>" in text:
            text = text.replace(f"<{slot}>", rng.choice(slots[slot]))
    return text
