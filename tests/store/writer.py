"""A process that writes messages, envelopes and posts as the product does, and says of each when it is safe."""

import asyncio
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from bot.domain.clock import utc_now
from bot.domain.mail import Lane, Post
from bot.domain.messages import Message
from bot.services.inbox import Inbox
from bot.services.ingestion import Ingestion
from bot.services.outbox import Outbox
from store.database import open_database
from store.unit_of_work import Store

TEAM = "T1"


def run(url: str, first: int, pipe: Connection) -> None:
    """Goes on until it is killed. Sends (what, number) down the pipe."""
    asyncio.run(_write(url, first, pipe))


async def _write(url: str, first: int, pipe: Connection) -> None:
    store = Store(open_database(url))
    ingestion, inbox, outbox = Ingestion(store, utc_now), Inbox(store, utc_now), Outbox(store, utc_now)
    for n in range(max(0, first - 1), 1_000_000):  # the last ones again: nothing is doubled by it
        messages = [_message(n, part) for part in range(3)]
        await ingestion.capture(TEAM, messages)
        pipe.send(("messages", n))
        await inbox.accept(TEAM, f"E{n}", Lane.RECORD, "{}")
        pipe.send(("inbox", n))
        await outbox.add(Post(TEAM, f"P{n}", "digest", "", "C1"))
        pipe.send(("outbox", n))


def _message(n: int, part: int) -> Message:
    ts = f"17000{n:05d}.{part:06d}"
    text = f"message {n} of part {part}, long enough to be searched"
    return Message(f"C1:{ts}", TEAM, text, datetime.now(UTC), channel_id="C1", ts=ts)
