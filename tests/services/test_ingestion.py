"""Nothing lost, nothing twice: whatever order messages, edits and deletions come in."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.audience import Viewer
from bot.domain.kinds import SignalKind
from bot.domain.messages import Feedback, Message
from bot.services.ingestion import Captured, Ingestion
from store.unit_of_work import Store
from tests.databases import TEAM, MakeUrl, add_channel
from tests.services.workspace import Clock, edited
from tests.store.samples import NASTY, NOW, message

EVERYTHING = Viewer.operator(TEAM)


@pytest.fixture
def ingestion(store: Store) -> Ingestion:
    return Ingestion(store, Clock())


async def texts(store: Store) -> dict[str, str]:
    async with store.read(TEAM) as uow:
        return {i: m.text for i, m in (await uow.messages.by_ids(await uow.messages.ids_where(), EVERYTHING)).items()}


async def test_the_same_again_changes_nothing(store: Store, ingestion: Ingestion) -> None:
    await add_channel(store)
    batch = [message(n, f"message number {n} of them all") for n in range(5)]
    assert await ingestion.capture(TEAM, batch) == Captured(5, 0, 0)
    assert await ingestion.capture(TEAM, [*batch, *batch]) == Captured(0, 0, 10)
    assert len(await texts(store)) == 5
    async with store.read(TEAM) as uow:
        assert await uow.passages.count_pending("m") == 5
        channel = await uow.workspaces.channel("C1")
        assert channel is not None
        assert channel.last_event_at == batch[-1].created_at


async def test_any_text_is_known_when_it_comes_again(ingestion: Ingestion) -> None:
    assert await ingestion.capture(TEAM, [message(text=NASTY)]) == Captured(new=1)
    assert await ingestion.capture(TEAM, [message(text=NASTY)]) == Captured(known=1)


async def test_the_later_edit_wins_in_every_order(make_url: MakeUrl, store: Store) -> None:
    ingestion = Ingestion(store, Clock())
    for number, order in enumerate(itertools.permutations(range(4))):
        said = message(number * 10, "the first words of it")
        versions = [
            said,
            edited(said, "the second words of it", NOW),
            edited(said, "the first words of it", NOW + timedelta(seconds=1)),
            edited(said, "the last words of it", NOW + timedelta(seconds=2)),
        ]
        for n in order:
            await ingestion.capture(TEAM, [versions[n]])
        assert (await texts(store))[said.id] == "the last words of it", order
        one_batch = message(number * 10 + 5)
        await ingestion.capture(TEAM, [replace(versions[n], id=one_batch.id, ts=one_batch.ts) for n in order])
        assert (await texts(store))[one_batch.id] == "the last words of it", order


async def test_going_back_to_the_first_words_is_an_edit_too(store: Store, ingestion: Ingestion) -> None:
    said = message(text="one and only words")
    await ingestion.capture(TEAM, [said, edited(said, said.text, NOW + timedelta(seconds=2))])
    await ingestion.capture(TEAM, [edited(said, "late and outdated words", NOW + timedelta(seconds=1))])
    assert (await texts(store))[said.id] == said.text


async def test_an_edit_of_what_was_never_seen_is_kept(store: Store, ingestion: Ingestion) -> None:
    said = message(text="the original words")
    assert await ingestion.capture(TEAM, [edited(said, "edited before we came", NOW)]) == Captured(new=1)
    assert await ingestion.capture(TEAM, [said]) == Captured(known=1)
    assert await texts(store) == {said.id: "edited before we came"}


async def test_an_edit_takes_back_what_was_made_of_the_old_words(store: Store, ingestion: Ingestion) -> None:
    said = message(text="the export is broken again")
    await ingestion.capture(TEAM, [said])
    async with store.write(TEAM) as uow:
        await uow.signals.set_by_classifier([(said.id, SignalKind.PROBLEM, 0.9)], NOW)
        await uow.messages.mark_read([said.id], NOW)
        await uow.commit()
    await ingestion.capture(TEAM, [edited(said, "never mind, my mistake", NOW)])
    async with store.read(TEAM) as uow:
        assert await uow.signals.list(EVERYTHING) == ()
        assert [m.id for m in await uow.messages.unread(9)] == [said.id]
        assert [p.text for p in await uow.passages.pending("m", 9)] == ["never mind, my mistake"]


async def test_the_words_of_an_edited_or_deleted_message_are_not_found(store: Store, ingestion: Ingestion) -> None:
    said = message(text="alpha beta gamma delta")
    await ingestion.capture(TEAM, [said])
    await ingestion.capture(TEAM, [edited(said, "gamma delta omega", NOW)])
    async with store.read(TEAM) as uow:
        assert await uow.texts.messages(["alpha"], EVERYTHING, 9) == []
        assert [m.owner_id for m in await uow.texts.messages(["delta"], EVERYTHING, 9)] == [said.id]
    await ingestion.erase(TEAM, "C1", said.ts or "")
    async with store.read(TEAM) as uow:
        assert await uow.texts.messages(["delta"], EVERYTHING, 9) == []


async def test_what_is_deleted_stays_deleted(store: Store, ingestion: Ingestion) -> None:
    late, kept = message(1, "deleted before it came"), message(2, "deleted after it came")
    await ingestion.erase(TEAM, "C1", late.ts or "")
    await ingestion.capture(TEAM, [late, kept])
    await ingestion.erase(TEAM, "C1", kept.ts or "")
    await ingestion.erase(TEAM, "C1", kept.ts or "")
    again = [late, kept, edited(late, "edited", NOW + timedelta(days=9))]
    assert await ingestion.capture(TEAM, again) == Captured(known=3)
    assert await texts(store) == {}
    async with store.read(TEAM) as uow:
        assert await uow.passages.count_pending("m") == 0
        assert await uow.messages.counts() == {}


async def test_the_silenced_are_not_kept(store: Store, ingestion: Ingestion) -> None:
    async with store.write(TEAM) as uow:
        await uow.workspaces.silence("U1")
        await uow.commit()
    assert await ingestion.capture(TEAM, [message(1), message(2, author_id="U2")]) == Captured(1, 0, 1)


async def test_feedback_ids_of_two_sources_do_not_collide(store: Store, ingestion: Ingestion) -> None:
    said = message(text="said in the channel itself")
    await ingestion.capture(TEAM, [said])
    zendesk = [Feedback("1", "the export fails for us", "zendesk", account="Acme"), Feedback("2", "love it", "zendesk")]
    survey = [Feedback("1", "the search is slow for us", "survey"), Feedback(said.id, "same id as in Slack", "survey")]
    for _ in range(2):
        await ingestion.import_feedback(TEAM, zendesk)
        await ingestion.import_feedback(TEAM, survey)
    found = await texts(store)
    assert found == {
        said.id: said.text,
        "1": zendesk[0].text,
        "2": "love it",
        "survey:1": survey[0].text,
        f"survey:{said.id}": survey[1].text,
    }
    assert await ingestion.import_feedback(TEAM, survey) == Captured(known=2)
    async with store.read(TEAM) as uow:
        assert await uow.messages.counts() == {"slack": 1, "zendesk": 2, "survey": 2}


async def test_short_words_are_kept_but_not_indexed(store: Store, ingestion: Ingestion) -> None:
    await ingestion.capture(TEAM, [message(text="+1")])
    assert len(await texts(store)) == 1
    async with store.read(TEAM) as uow:
        assert await uow.passages.count_pending("m") == 0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), deleted=st.booleans(), cuts=st.sets(st.integers(1, 4)))
async def test_any_order_and_any_batches_come_to_the_same(
    store: Store, order: list[int], deleted: bool, cuts: set[int]
) -> None:
    ingestion = Ingestion(store, Clock())
    async with store.read(TEAM) as uow:
        taken = len(await uow.messages.ids_where()) + await _tombstones(uow)
    said = message(taken + 100, "version 0 of the words")
    versions = [said, *(edited(said, f"version {n} of the words", NOW + timedelta(seconds=n)) for n in range(1, 5))]
    batch: list[Message] = []
    for place, n in enumerate(order):
        batch.append(versions[n])
        if place in cuts:
            await ingestion.capture(TEAM, batch)
            batch = []
    if deleted:
        await ingestion.erase(TEAM, "C1", said.ts or "")
    await ingestion.capture(TEAM, batch)
    assert (await texts(store)).get(said.id) == (None if deleted else "version 4 of the words")
    async with store.read(TEAM) as uow:
        owners = await uow.passages.vectors_of_messages([said.id], "m")
        assert owners == {}


async def _tombstones(uow: object) -> int:
    from sqlalchemy import func, select

    from store.tables import messages

    conn = uow.texts.conn  # type: ignore[attr-defined]
    query = select(func.count()).where(messages.c.deleted_at.is_not(None))
    return int((await conn.execute(query)).scalar() or 0)
