"""As much feedback and as many records as wanted, put together from the demo company's sentences by a seeded dice."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.decisions import IncomingDecision
from bot.domain.kinds import Surface
from bot.domain.messages import Feedback
from bot.workspace.company.model import Company

SPAN = timedelta(days=30)
_TOKEN = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_HEADINGS = ("Context", "Decision", "Why", "Options considered", "Consequences")


def feedback(
    company: Company, count: int, end: datetime, *, first: int = 0, span: timedelta = SPAN, seed: int = 1
) -> Iterator[Feedback]:
    """`count` messages of one to three sentences, each its own, spread evenly over `span` before `end`.

    first: the number of the first one; those of another range are other messages.
    """
    dice = random.Random(seed + first)
    customer_side = {c.id for c in company.channels if c.surface is not None and c.surface.is_customer_side}
    said = [_TOKEN.sub(" ", m.text) for m in company.messages if m.channel_id in customer_side]
    sentences = sorted({s for text in said for s in _SENTENCE.split(text) if 20 <= len(s) <= 300})
    for number in range(first, first + count):
        text = " ".join(dice.sample(sentences, dice.randint(1, 3)))
        yield Feedback(
            id=f"bench-{number}",
            text=f"{text} (berth {number})",
            source="bench",
            created_at=end - span * (first + count - number) / count,
            account=dice.choice(company.accounts).name,
            surface=dice.choice((Surface.SUPPORT, Surface.SALES, Surface.COMMUNITY)),
        )


def decisions(
    company: Company, count: int, *, characters: int | None = None, seed: int = 1
) -> Iterator[IncomingDecision]:
    """`count` records: the company's own first, then copies whose paragraphs come from any of its records.

    characters: that long on average, from half to one and a half as much, and none of the company's own.
    """
    dice = random.Random(seed)
    paragraphs = [p for d in company.decisions for p in d.text.split("\n\n") if len(p) > 80 and not p.startswith("#")]
    sentences = sorted({s for paragraph in paragraphs for s in _SENTENCE.split(paragraph)})
    own = () if characters else company.decisions[:count]
    yield from own
    for number in range(len(own), count):
        model = company.decisions[number % len(company.decisions)]
        room = int((characters or 0) * (0.5 + dice.random()))
        said = {heading: [dice.choice(paragraphs)] for heading in _HEADINGS}
        while sum(len(p) for some in said.values() for p in some) < room:
            said[dice.choice(_HEADINGS)].append(" ".join(dice.sample(sentences, 4)))
        body = "\n\n".join(
            f"## {heading}\n\n" + "\n\n".join(f"{p} This is case {number}." for p in some)
            for heading, some in said.items()
        )
        title = f"{model.title}, case {number}"
        name = f"LONG-{number}" if characters else f"BENCH-{number}"
        yield replace(model, id=name, title=title, text=f"# {title}\n\n{body}\n", supersedes=())


def questions(company: Company) -> list[str]:
    """One question a record, in the record's words."""
    return [f"Why did we decide: {decision.title}?" for decision in company.decisions]
