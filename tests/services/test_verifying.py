"""What Slack erased in bulk is erased here, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.kinds import Surface
from bot.errors import Unavailable
from bot.services.ingestion import Ingestion
from bot.services.verifying import Verifying
from store.unit_of_work import Store
from tests.databases import TEAM, add_channel
from tests.services.workspace import Clock, FakeSlack
from tests.store.samples import NOW, message


async def kept(store: Store) -> set[str]:
    async with store.read(TEAM) as uow:
        return set(await uow.messages.ids_where())


async def test_what_the_channel_no_longer_holds_is_erased(store: Store) -> None:
    channel, clock = await add_channel(store, "C1", surface=Surface.SUPPORT), Clock()
    slack = FakeSlack(said=[message(n, at=NOW - timedelta(hours=n)) for n in range(1, 30)])
    root = slack.said[20]
    replies = [replace(message(100 + n, at=NOW - timedelta(minutes=n)), thread_ts=root.ts) for n in (1, 2)]
    slack.said += replies
    elsewhere = message(7, channel="C2")
    ingestion = Ingestion(store, clock)
    await ingestion.capture(TEAM, [*slack.said, elsewhere])
    verifying = Verifying(store, ingestion, slack)
    newest = max(m.ts or "" for m in slack.said)
    assert await verifying.verify(channel, newest) == 0

    gone = [slack.said[3], slack.said[28], replies[0]]
    slack.said = [m for m in slack.said if m not in gone]
    slack.pages_until_killed = 1
    with pytest.raises(Unavailable):
        await verifying.verify(channel, newest)
    assert {m.id for m in gone} <= await kept(store)  # nothing is judged by half a history

    slack.pages_until_killed = None
    assert await verifying.verify(channel, slack.said[10].ts or "") == 1  # up to then only the oldest one
    assert await verifying.verify(channel, newest) == 2
    assert await kept(store) == {m.id for m in slack.said} | {elsewhere.id}
