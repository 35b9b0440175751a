"""Killed at any moment, the product loses nothing that it said was safe, and doubles nothing."""

import multiprocessing
import random
import time
from collections import Counter

from sqlalchemy import func, select, text

from bot.domain.audience import Viewer
from store.database import open_database
from store.tables import inbox, messages, outbox, passages
from store.unit_of_work import Store
from tests.databases import TEAM
from tests.store import writer

KILLS = 15
LONGEST_S = 0.05


def _run_and_kill(url: str, first: int, words: int, seconds: float) -> list[tuple[str, int]]:
    """What the writer said before it was killed, `seconds` after so many words: however slow the machine is."""
    context = multiprocessing.get_context("forkserver")  # imports once, forks fifteen times
    context.set_forkserver_preload(["tests.store.writer"])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=writer.run, args=(url, first, theirs))
    process.start()
    theirs.close()
    said: list[tuple[str, int]] = [ours.recv() for _ in range(words)]
    time.sleep(seconds)
    process.kill()
    process.join()
    try:
        while True:
            said.append(ours.recv())
    except EOFError:
        return said


async def test_killed_at_any_moment(database_url: str) -> None:
    chance = random.Random(7)
    safe: Counter[str] = Counter()
    first = 0
    for _ in range(KILLS):
        for kind, number in _run_and_kill(database_url, first, chance.randint(5, 20), chance.uniform(0, LONGEST_S)):
            safe[kind] = max(safe[kind], number + 1)
            first = max(first, number)
    store = Store(open_database(database_url))
    async with store.read(TEAM) as uow:
        conn = uow._conn
        if conn.dialect.name == "sqlite":
            assert (await conn.execute(text("PRAGMA integrity_check"))).scalar() == "ok"
        for table, kind, each in ((messages, "messages", 3), (inbox, "inbox", 1), (outbox, "outbox", 1)):
            count = (await conn.execute(select(func.count()).select_from(table))).scalar() or 0
            assert safe[kind] * each <= count <= (first + 1) * each + each, kind
            assert count % each == 0, "a batch is there whole or not at all"
        one_each = select(passages.c.owner_id).group_by(passages.c.owner_id).having(func.count() > 1)
        assert (await conn.execute(one_each)).all() == []
        kept = await uow.messages.by_ids(await uow.messages.ids_where(), Viewer.operator(TEAM))
        waiting = await uow.passages.count_pending("any")
        assert waiting == len(kept)
        assert await uow.texts.message_frequencies(["searched"]) in ({"searched": len(kept)}, {})
        assert [e.error for e in await uow.inbox.dead()] == []
    await store.close()
    assert safe["messages"] > KILLS
