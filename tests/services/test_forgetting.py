"""What is erased is gone from everything, the database's files included; what became private is private everywhere."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.kinds import SignalKind
from bot.domain.mail import Lane
from bot.domain.messages import Feedback
from bot.errors import NotFound
from bot.services.decisions.indexed import index_records
from bot.services.forgetting import Forgetting
from bot.services.ingestion import Ingestion
from bot.services.listening import Listening
from bot.services.reindexing import Reindexing
from bot.services.retrieval.terms import terms_of
from bot.services.signals import Signals
from store.passages import MESSAGE
from store.themes import StoredTheme
from store.unit_of_work import Store
from tests.databases import TEAM, add_channel
from tests.services.workspace import Clock
from tests.store.samples import NOW, decision, message

EVERYTHING, ANN = Viewer.operator(TEAM), Viewer.public(TEAM, "U5")
CANARY = "Xylophonecanary"


async def fill(store: Store) -> str:
    """One message of U1 in C1 that has left traces everywhere, among others. Returns its id."""
    await add_channel(store, "C1")
    said = message(1, f"We need the {CANARY} export badly", account_hint=f"{CANARY} Ltd", url=f"https://{CANARY}")
    others = [message(n, f"other words number {n}", author_id="U2") for n in range(2, 20)]
    ingestion, signals = Ingestion(store, Clock()), Signals(store, Clock())
    await ingestion.capture(TEAM, [said, *others])
    await signals.tag(ANN, said.id, SignalKind.REQUEST)
    await signals.tag(ANN, others[0].id, SignalKind.REQUEST)
    await signals.set_account(ANN, said.id, f"{CANARY} Ltd")
    async with store.write(TEAM) as uow:
        waiting = await uow.passages.pending("m", 99)
        await uow.passages.mark_embedded([p.id for p in waiting], "m")
        theme = StoredTheme("t", f"{CANARY} exports", (CANARY.lower(),), PUBLIC, "open", NOW)
        await uow.themes.save([theme], NOW)
        await uow.themes.replace_members(PUBLIC, {said.id: "t", others[0].id: "t"})
        quote = {"id": said.id, "text": said.text, "url": None, "account": None}
        body = {"themes": [{"id": "t", "label": theme.label, "keywords": [CANARY], "quotes": [quote]}]}
        await uow.digests.add(NOW.date(), "C9", body, NOW)
        answer = {
            "id": "a",
            "asked_by": "U9",
            "asked_at": NOW,
            "question": "why?",
            "question_key": "why",
            "answered": True,
            "confidence": 1.0,
            "mode": "extractive",
            "audience": PUBLIC,
            "body": {"citations": [{"id": said.id, "quote": said.text}]},
            "trace": {"evidence": said.text},
        }
        await uow.answers.save(answer)
        await uow.inbox.accept(TEAM, "e", Lane.RECORD, f'{{"ts": "{said.ts}", "text": "{CANARY}", "user": "U1"}}', NOW)
        await uow.commit()
    return said.id


def assert_gone(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        return
    path = Path(store.engine.url.database or "")
    for file in path.parent.glob(f"{path.name}*"):
        assert CANARY.lower().encode() not in file.read_bytes().lower(), file


async def rewritten_in_the_file(store: Store) -> None:
    """Empties the log, so that the file itself holds what is to be erased."""
    await store.finish_erasing()


@pytest.mark.parametrize("whom", ["person", "account", "channel", "age"])
async def test_nothing_is_left(store: Store, whom: str) -> None:
    said = await fill(store)
    await rewritten_in_the_file(store)
    forgetting = Forgetting(store, Clock())
    if whom == "person":
        assert await forgetting.person(TEAM, "U1") == 1
        async with store.write(TEAM) as uow:  # the account is not the person's
            await uow.accounts.remove(f"{CANARY.lower()}-ltd")
            await uow.commit()
        await store.finish_erasing()
    elif whom == "account":
        assert await forgetting.account(TEAM, f"{CANARY.upper()} ltd") == 1
        async with store.read(TEAM) as uow:
            assert await uow.accounts.all() == ()
    elif whom == "channel":
        assert await forgetting.channel(TEAM, "C1") == 19
        await forgetting.account(TEAM, f"{CANARY} Ltd")
    else:
        assert await forgetting.older_than(TEAM, NOW) == 19
        await forgetting.account(TEAM, f"{CANARY} Ltd")
    async with store.read(TEAM) as uow:
        assert await uow.messages.get(said, EVERYTHING) is None
        assert await uow.signals.get(said, EVERYTHING) is None
        assert said not in await uow.themes.members(PUBLIC)
        assert (await uow.answers.get("a") or {})["body"] == {}
        assert CANARY not in str(await uow.digests.bodies())
        assert CANARY not in str(await uow.themes.all(PUBLIC))
        assert await uow.inbox.due(Lane.RECORD, NOW, 9) == ()
    assert_gone(store)
    again = await Ingestion(store, Clock()).capture(TEAM, [message(1, f"We need the {CANARY} export badly")])
    assert again.new == again.changed == 0


async def test_a_deleted_message_takes_its_words_out_of_what_was_made_of_it(store: Store) -> None:
    said = await fill(store)
    await Ingestion(store, Clock()).erase(TEAM, "C1", said.partition(":")[2])
    async with store.read(TEAM) as uow:
        assert await uow.themes.members(PUBLIC) != {}
        assert CANARY not in str(await uow.themes.all(PUBLIC)) + str(await uow.digests.bodies())
        assert (await uow.answers.get("a") or {})["body"] == {}


async def test_an_unknown_account_is_said_so(store: Store) -> None:
    with pytest.raises(NotFound, match="Nobody"):
        await Forgetting(store, Clock()).account(TEAM, "Nobody Ltd")


async def test_a_channel_that_becomes_private_takes_everything_along(store: Store) -> None:
    said = await fill(store)
    listening, record = (
        Listening(store, Clock()),
        decision(1, source_channel_id="C1", text=f"# D\n\n{CANARY} is why.\n"),
    )
    async with store.write(TEAM) as uow:
        await uow.decisions.save([record], changed_by=None, change="recorded", at=NOW)
        await index_records(uow, [record])
        await uow.commit()
        channel = await uow.workspaces.channel("C1")
    assert channel is not None
    member, public = Viewer.member(TEAM, "U7", frozenset({"C1"})), Viewer.public(TEAM, "U8")
    await listening.note_channel(TEAM, replace(channel, is_private=True))
    async with store.read(TEAM) as uow:
        for viewer, count in ((member, 19), (public, 0)):
            assert len(await uow.messages.between(NOW - timedelta(days=1), NOW, viewer)) == count
            assert len(await uow.signals.list(viewer)) == min(count, 2)
            assert len(await uow.decisions.list(viewer)) == min(count, 1)
            assert len(await uow.texts.messages(["word"], viewer, 99)) == max(count - 1, 0)
            assert len(await uow.texts.records(terms_of(CANARY), viewer, 9)) == min(count, 1)
        assert set(await uow.passages.shelves("m")) == {(MESSAGE, "C1")}
        assert await uow.passages.visible_owners(list(range(99)), Viewer.public(TEAM)) == {}
        assert await uow.passages.visible_owners(list(range(99)), EVERYTHING)
        assert await uow.themes.members(PUBLIC) == {}
        assert CANARY not in str(await uow.themes.all(PUBLIC)) + str(await uow.digests.bodies())
        assert (await uow.answers.get("a") or {})["body"] == {}
    await listening.note_channel(TEAM, replace(channel, is_private=False))
    async with store.read(TEAM) as uow:
        assert await uow.messages.get(said, public) is not None
        assert len(await uow.texts.messages(["word"], public, 99)) == 18


async def test_a_channel_that_got_another_id_keeps_everything(store: Store) -> None:
    said = await fill(store)
    listening, ts = Listening(store, Clock()), said.partition(":")[2]
    early = message(3, "an event under the new id came first", channel="C2")
    await Ingestion(store, Clock()).capture(TEAM, [early])
    await listening.rename_channel_id(TEAM, "C1", "C2")
    async with store.read(TEAM) as uow:
        moved = await uow.messages.get(f"C2:{ts}", ANN)
        assert moved is not None
        assert (moved.channel_id, moved.account) == ("C2", f"{CANARY.lower()}-ltd")
        assert await uow.messages.get(said, EVERYTHING) is None
        assert len(await uow.messages.ids_where()) == 19
        signal = await uow.signals.get(f"C2:{ts}", ANN)
        assert signal is not None
        assert signal.tagged_by == ("U5",)
        assert f"C2:{ts}" in await uow.themes.members(PUBLIC)
        found = await uow.texts.messages(["word"], ANN, 99)
        assert {m.owner_id[:3] for m in found} == {"C2:"}
    again = await Ingestion(store, Clock()).capture(TEAM, [message(n, "x" * 20, channel="C2") for n in range(4, 9)])
    assert again.new == 0


async def test_reindexing_embeds_nothing_twice(store: Store) -> None:
    await fill(store)
    text = "# Decision 1\n\nExports block the queue.\n\n## Decision\n\nWe will drop the export to CSV.\n"
    record = decision(1, text=text)
    async with store.write(TEAM) as uow:
        await uow.decisions.save([record], changed_by=None, change="recorded", at=NOW)
        await uow.commit()
    await Reindexing(store)(TEAM)
    async with store.read(TEAM) as uow:
        first = await uow.passages.pending("m", 99)
        words = await uow.texts.messages(["word"], ANN, 99)
    assert len({p.text_hash for p in first}) == len(first) >= 20
    await Reindexing(store)(TEAM)
    async with store.read(TEAM) as uow:
        assert [p.text_hash for p in await uow.passages.pending("m", 99)] == [p.text_hash for p in first]
        assert await uow.texts.messages(["word"], ANN, 99) == words
        assert [r.owner_id for r in await uow.texts.records(terms_of("queue"), ANN, 9)] == ["D-1"]


async def test_feedback_goes_with_its_account(store: Store) -> None:
    await Ingestion(store, Clock()).import_feedback(TEAM, [Feedback("1", f"{CANARY} wanted", "csv")])
    await Signals(store, Clock()).set_account(ANN, "1", "Acme")
    assert await Forgetting(store, Clock()).account(TEAM, "acme") == 1
    assert_gone(store)
