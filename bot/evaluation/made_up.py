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


def feedback(company: Company, count: int, end: datetime, seed: int = 1) -> Iterator[Feedback]:
    """`count` messages of one to three sentences, each its own, spread evenly over the thirty days before `end`."""
    dice = random.Random(seed)
    customer_side = {c.id for c in company.channels if c.surface is not None and c.surface.is_customer_side}
    said = [_TOKEN.sub(" ", m.text) for m in company.messages if m.channel_id in customer_side]
    sentences = sorted({s for text in said for s in _SENTENCE.split(text) if 20 <= len(s) <= 300})
    for number in range(count):
        text = " ".join(dice.sample(sentences, dice.randint(1, 3)))
        yield Feedback(
            id=f"bench-{number}",
            text=f"{text} (berth {number})",
            source="bench",
            created_at=end - SPAN * (count - number) / count,
            account=dice.choice(company.accounts).name,
            surface=dice.choice((Surface.SUPPORT, Surface.SALES, Surface.COMMUNITY)),
        )


def decisions(company: Company, count: int, seed: int = 1) -> Iterator[IncomingDecision]:
    """`count` records: the company's own first, then copies whose paragraphs come from any of its records."""
    dice = random.Random(seed)
    paragraphs = [p for d in company.decisions for p in d.text.split("\n\n") if len(p) > 80 and not p.startswith("#")]
    yield from company.decisions[:count]
    for number in range(len(company.decisions), count):
        model = company.decisions[number % len(company.decisions)]
        body = "\n\n".join(
            f"## {heading}\n\n{dice.choice(paragraphs)} This is case {number}."
            for heading in ("Context", "Decision", "Why", "Options considered", "Consequences")
        )
        title = f"{model.title}, case {number}"
        yield replace(model, id=f"BENCH-{number}", title=title, text=f"# {title}\n\n{body}\n", supersedes=())


def questions(company: Company) -> list[str]:
    """One question a record, in the record's words."""
    return [f"Why did we decide: {decision.title}?" for decision in company.decisions]
