"""Everyday chatter from small pools, the same for the same seed: what fills a channel and means nothing."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from bot.workspace.company.chatlog import Line


@dataclass(frozen=True)
class Pool:
    """`openers` go to the channel, some get one of `answers` in a thread; `count` holds both. `<slot>` is filled in."""

    channel: str
    authors: tuple[str, ...]
    openers: tuple[str, ...]
    answers: tuple[str, ...]
    slots: Mapping[str, Sequence[str]]
    count: int


def chatter(pool: Pool, name: str, days_back: int, seed: int) -> Iterator[Line]:
    """`pool.count` messages spread over the days, replies included. Openers are used in turn before one comes again."""
    rng = random.Random(f"{seed}:{name}")
    deck: list[str] = []
    made = 0
    while made < pool.count:
        deck = deck or rng.sample(pool.openers, len(pool.openers))
        text = _filled(deck.pop(), pool.slots, rng)
        author = rng.choice(pool.authors)
        day = -1 - (made * (days_back - 1)) // pool.count
        made += 1
        key = f"small-{name}-{made:03}"
        opener = Line(key, day, time(rng.randint(7, 16), rng.randint(0, 59)), author, text)
        yield opener
        if pool.answers and rng.random() < 0.45 and made < pool.count:
            made += 1
            others = [person for person in pool.authors if person != author]
            clock = time(opener.clock.hour + 1, rng.randint(0, 59))
            yield Line(f"small-{name}-{made:03}", day, clock, rng.choice(others), rng.choice(pool.answers), key)


def _filled(text: str, slots: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    for slot in sorted(slots):
        if f"<{slot}>" in text:
            text = text.replace(f"<{slot}>", rng.choice(list(slots[slot])))
    return text
