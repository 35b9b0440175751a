"""Every repository keeps its promises on SQLite and on PostgreSQL alike."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.domain.accounts import Account
from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import Draft
from bot.domain.kinds import DecisionStatus, SignalKind, Surface
from bot.domain.releases import Release, RoadmapItem
from bot.domain.signals import Tag
from bot.domain.workspace import Person, Team
from store.backfills import Backfill
from store.themes import StoredTheme
from store.types import storable
from store.unit_of_work import Store
from tests.databases import TEAM, add_channel
from tests.store.samples import NASTY, NOW, decision, fields, message

EVERYTHING = Viewer.operator(TEAM)


async def test_nothing_stays_without_commit(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.accounts.save([Account("a", TEAM, "A")])
    async with store.read(TEAM) as uow:
        assert await uow.accounts.all() == ()


async def test_workspaces_do_not_see_each_other(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.accounts.save([Account("a", TEAM, "A")])
        await uow.messages.save([message()], NOW)
        await uow.commit()
    async with store.read("T2") as uow:
        assert await uow.accounts.all() == ()
        assert await uow.messages.ids_where() == ()


async def test_text_of_any_kind_comes_back(store: Store) -> None:
    said = message(text=NASTY, author=NASTY, id="x" * 3000 + ":1", source="csv", channel_id=None, ts=None)
    async with store.write(TEAM) as uow:
        await uow.messages.save([said, message(1, text="🙂" * 20_000)], NOW)
        await uow.settings.set("nasty", {"words": NASTY})
        await uow.commit()
    async with store.read(TEAM) as uow:
        found = await uow.messages.get(said.id, EVERYTHING)
        assert found is not None
        assert found.text == storable(NASTY)
        assert len(found.text) == len(NASTY)
        assert found.author == storable(NASTY)


async def test_a_message_comes_back_as_it_was(store: Store) -> None:
    await add_channel(store, "C1", name="help")
    said = replace(
        message(account_hint="Acme", kind_hint=SignalKind.PRAISE, is_bot=True, author_email="a@b.c", is_staff=True),
        thread_ts="1.000000",
        edited_at=NOW,
        account="acme",
    )
    async with store.write(TEAM) as uow:
        await uow.messages.save([said], NOW)
        await uow.commit()
    async with store.read(TEAM) as uow:
        found = await uow.messages.get(said.id, EVERYTHING)
    link = f"https://acme.slack.com/archives/C1/p{(said.ts or '').replace('.', '')}?thread_ts=1.000000&cid=C1"
    assert found == replace(said, channel_name="help", url=link)


async def test_times_are_utc_and_never_guessed(store: Store) -> None:
    local = datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    async with store.write(TEAM) as uow:
        await uow.messages.save([message(at=local)], NOW)
        await uow.commit()
    async with store.read(TEAM) as uow:
        (found,) = (await uow.messages.between(NOW - timedelta(days=1), NOW, EVERYTHING)) or (None,)
        assert found is not None
        assert found.created_at == local
        assert found.created_at.tzinfo is UTC
    with pytest.raises(Exception, match="without a zone"):
        async with store.write(TEAM) as uow:
            await uow.messages.save([replace(message(), created_at=datetime(2026, 1, 1))], NOW)


async def test_first_receipt_and_a_persons_word_stay(store: Store) -> None:
    said = message()
    async with store.write(TEAM) as uow:
        await uow.messages.save([said], NOW)
        await uow.messages.set_account(said.id, "theirs", "U9")
        await uow.messages.set_account(said.id, "machine", None)
        await uow.messages.set_accounts({said.id: "machine"})
        await uow.messages.mark_read([said.id], NOW)
        await uow.messages.save([replace(said, text="Edited words here")], NOW + timedelta(days=1))
        await uow.commit()
    async with store.read(TEAM) as uow:
        found = await uow.messages.get(said.id, EVERYTHING)
        assert found is not None
        assert (found.account, found.text) == ("theirs", "Edited words here")
        assert [m.id for m in await uow.messages.unread(10)] == [said.id]


async def test_threads_are_read_in_order(store: Store) -> None:
    root = message(0)
    replies = [replace(message(n), thread_ts=root.ts) for n in (3, 2, 1)]
    async with store.write(TEAM) as uow:
        await uow.messages.save([*replies, root, message(9)], NOW)
        await uow.messages.set_account(root.id, "acme", None)
        await uow.commit()
    async with store.read(TEAM) as uow:
        thread = await uow.messages.thread("C1", root.ts or "", EVERYTHING)
        assert [m.id for m in thread] == [root.id, *(m.id for m in reversed(replies))]
        found = await uow.messages.roots_of(replies)
        assert {root_id: known.account_id for root_id, known in found.items()} == {root.id: "acme"}


async def test_every_read_takes_the_viewer(store: Store) -> None:
    async with store.write(TEAM) as uow:
        await uow.messages.save([message(1), message(2, channel="G1", audience="G1")], NOW)
        await uow.decisions.save(
            [decision(1), decision(2, audience="G1", source_channel_id="G1"), decision(3, source_channel_id="C2")],
            changed_by=None,
            change="imported",
            at=NOW,
        )
        await uow.commit()
    seen = {
        Viewer.nobody(TEAM): (0, 0),
        Viewer.public(TEAM): (1, 2),
        Viewer.member(TEAM, "U1", frozenset({"G1"})): (2, 3),
        Viewer.guest(TEAM, "U2", frozenset({"C2"})): (0, 1),
        Viewer.guest(TEAM, "U2", frozenset({"G1"})): (1, 1),
        Viewer.guest(TEAM, "U2", frozenset()): (0, 0),
        EVERYTHING: (2, 3),
    }
    async with store.read(TEAM) as uow:
        for viewer, (messages, records) in seen.items():
            assert len(await uow.messages.between(NOW - timedelta(days=9), NOW, viewer)) == messages
            words = await uow.messages.words_between(NOW - timedelta(days=9), NOW, viewer, Surface.SUPPORT)
            assert [text for _, text in words] == [message().text] * messages
            assert await uow.messages.words_between(NOW - timedelta(days=9), NOW, viewer, Surface.SALES) == ()
            assert len(await uow.decisions.list(viewer)) == await uow.decisions.count_visible(viewer) == records


async def test_a_record_comes_back_with_its_history(store: Store) -> None:
    record = decision(
        tags=("a", "b"), supersedes=("D-9",), decided_by=("U1",), contested_by=("U2",), fields=fields(decided_on=None)
    )
    record = replace(record, source_channel_id="C1", source_ts="1.0", posted_channel_id="C1", posted_ts="1.2")
    async with store.write(TEAM) as uow:
        await uow.decisions.save([record], changed_by="U1", change="recorded", at=NOW, origin_keys={record.id: "V1"})
        newer = replace(record, title=NASTY, version=2)
        await uow.decisions.save([newer], changed_by="U2", change="edited", at=NOW)
        await uow.commit()
    async with store.read(TEAM) as uow:
        url = "https://acme.slack.com/archives/C1/p12"
        assert await uow.decisions.get("D-1", EVERYTHING) == replace(newer, title=storable(NASTY), url=url)
        assert (await uow.decisions.with_origin("V1")) is not None
        assert await uow.decisions.with_origin("V2") is None
        assert [v.change for v in await uow.decisions.versions("D-1")] == ["recorded", "edited"]
        assert len(await uow.decisions.of_message("C1", "1.2", EVERYTHING)) == 1
        assert await uow.decisions.next_id() == "D-2"


async def test_records_without_a_date_come_last(store: Store) -> None:
    batch = [decision(1, decided_on=None), decision(2), decision(3, status=DecisionStatus.ICEBOXED)]
    async with store.write(TEAM) as uow:
        await uow.decisions.save(batch, changed_by=None, change="imported", at=NOW)
        await uow.commit()
    async with store.read(TEAM) as uow:
        assert [d.id for d in await uow.decisions.list(EVERYTHING)] == ["D-3", "D-2", "D-1"]
        assert [d.id for d in await uow.decisions.list(EVERYTHING, since=date(2026, 1, 4))] == ["D-3"]


async def test_two_writers_never_get_the_same_number(store: Store) -> None:
    async def record() -> None:
        async with store.write(TEAM) as uow:
            new = await uow.decisions.next_id()
            await asyncio.sleep(0.01)
            await uow.decisions.save([replace(decision(), id=new)], changed_by="U1", change="recorded", at=NOW)
            await uow.commit()

    await asyncio.gather(*(record() for _ in range(8)))
    async with store.read(TEAM) as uow:
        assert await uow.decisions.count() == 8


async def test_tags_count_once_a_person_and_kind(store: Store) -> None:
    said = message()
    tag = Tag(said.id, SignalKind.REQUEST, "U1", NOW, "note")
    async with store.write(TEAM) as uow:
        await uow.messages.save([said], NOW)
        assert await uow.signals.add_tag(tag)
        assert not await uow.signals.add_tag(tag)
        assert await uow.signals.add_tag(replace(tag, user_id="U2", tagged_at=NOW + timedelta(seconds=1)))
        await uow.signals.set_by_person(said.id, SignalKind.REQUEST, NOW, dismissed=False)
        await uow.signals.set_by_classifier([(said.id, SignalKind.PRAISE, 0.9)], NOW)
        (signal,) = await uow.signals.list(EVERYTHING)
        assert (signal.kind, signal.tagged_by) == (SignalKind.REQUEST, ("U1", "U2"))
        await uow.signals.forget_tagger("U1")
        await uow.signals.forget_tagger("U2")
        assert [t.user_id for t in await uow.signals.tags(said.id)] == ["(forgotten)"]
        assert await uow.signals.newest(EVERYTHING) == said.created_at
        assert await uow.signals.count() == 1
        await uow.signals.erase([said.id])
        assert await uow.signals.list(EVERYTHING) == ()


async def test_accounts_and_releases(store: Store) -> None:
    account = Account("a", TEAM, "A", "a.com", ("AA", "ä"), "smb", 1.5, date(2027, 1, 1), "won", "Bo")
    release, item = Release("1", TEAM, "One", date(2026, 1, 1)), RoadmapItem("r", TEAM, "R", target_date=None)
    async with store.write(TEAM) as uow:
        await uow.accounts.save([account])
        await uow.accounts.add_unknown([Account("a", TEAM, "other"), Account("b", TEAM, "B")])
        await uow.releases.save([release])
        await uow.releases.save_roadmap([item])
        assert await uow.accounts.all() == (account, Account("b", TEAM, "B"))
        assert (await uow.releases.all(), await uow.releases.roadmap()) == ((release,), (item,))
        await uow.accounts.remove("a")
        assert await uow.accounts.get("a") is None


async def test_channels_people_and_members(store: Store) -> None:
    await add_channel(store, "C1", surface=Surface.SALES, connected_team_ids=("T7",), is_shared=True)
    ann, bo = Person(TEAM, "U1", "Ann", "a@b.c", is_guest=True), Person(TEAM, "U2", "Bo")
    async with store.write(TEAM) as uow:
        await uow.workspaces.save_people([ann, bo], NOW)
        await uow.workspaces.replace_members("C1", ["U1", "U2", "U1"])
        await uow.workspaces.add_member("C1", "U1")
        await uow.workspaces.remove_member("C1", "U2")
        await uow.workspaces.set_last_event("C1", NOW)
        await uow.workspaces.set_last_event("C1", NOW - timedelta(days=1))
        await uow.workspaces.set_backfilled_to("C1", NOW - timedelta(days=9))
        await uow.workspaces.set_backfilled_to("C1", NOW)
        (channel,) = await uow.workspaces.listened()
        assert (channel.last_event_at, channel.backfilled_to) == (NOW, NOW - timedelta(days=9))
        assert (channel.surface, channel.connected_team_ids) == (Surface.SALES, ("T7",))
        assert await uow.workspaces.members("C1") == {"U1"}
        assert await uow.workspaces.channels_of("U1") == {"C1"}
        assert await uow.workspaces.people(["U1", "U2", "U3"]) == {"U1": ann, "U2": bo}
        await uow.workspaces.silence("U1")
        await uow.workspaces.save_people([ann], NOW)
        silenced = await uow.workspaces.person("U1")
        assert silenced == replace(ann, name="(forgotten)", email=None)
        assert await uow.workspaces.silenced() == {"U1"}


async def test_small_repositories(store: Store) -> None:
    draft = Draft("d", "U1", "C1", "1.0", "decision", "waiting", NOW)
    run = Backfill("C1", NOW - timedelta(days=9), NOW)
    theme = StoredTheme("t", "Exports", ("csv",), PUBLIC, "open", NOW)
    async with store.write(TEAM) as uow:
        assert await uow.drafts.add(draft)
        assert not await uow.drafts.add(replace(draft, id="e"))
        await uow.backfills.save(run)
        await uow.backfills.save(replace(run, reached_ts="1.0"))
        await uow.themes.save([theme], NOW)
        await uow.themes.replace_members(PUBLIC, {"m": "t"})
        await uow.themes.add_event("t", "rename", {"label": "x"}, "U1", NOW)
        assert await uow.digests.add(NOW.date(), "C1", {"themes": []}, NOW)
        assert not await uow.digests.add(NOW.date(), "C1", {"themes": ["other"]}, NOW)
        await uow.settings.set("s", [1, {"a": None}])
        await uow.commit()
    async with store.read(TEAM) as uow:
        assert await uow.drafts.waiting_for("U1") == (draft,)
        assert await uow.backfills.get("C1") == replace(run, reached_ts="1.0")
        assert await uow.themes.all(PUBLIC) == (theme,)
        assert (await uow.themes.members(PUBLIC), await uow.themes.count()) == ({"m": "t"}, 1)
        assert [e["detail"] for e in await uow.themes.events()] == [{"label": "x"}]
        assert await uow.digests.get(NOW.date(), "C1") == {"themes": []}
        assert await uow.digests.last() == (NOW.date(), NOW)
        assert await uow.settings.get("s") == [1, {"a": None}]
        assert await uow.settings.get("none") is None


async def test_answers(store: Store) -> None:
    row = {
        "asked_by": "U1",
        "asked_at": NOW,
        "channel_id": None,
        "question": "Why no CSV?",
        "question_key": "why no csv",
        "answered": False,
        "confidence": 0.1,
        "decision_id": None,
        "mode": "extractive",
        "audience": PUBLIC,
        "body": {"citations": [{"id": "C1:1.0", "quote": "secret"}]},
        "trace": {},
        "helpful": None,
        "helpful_reason": None,
    }
    async with store.write(TEAM) as uow:
        for n in range(3):
            await uow.answers.save({**row, "id": str(n)})
        await uow.answers.rate("0", helpful=True, reason=NASTY)
        asked = await uow.answers.unanswered(NOW, NOW + timedelta(seconds=1), PUBLIC)
        assert [(q.question, q.times) for q in asked] == [("Why no CSV?", 3)]
        await uow.answers.forget_citing(["C1:9.9"])
        assert (await uow.answers.get("1") or {})["body"]
        await uow.answers.forget_citing(["C1:1.0"])
        assert (await uow.answers.get("1") or {})["body"] == {}
        await uow.answers.forget_asker("U1")
        assert await uow.answers.unanswered(NOW, NOW + timedelta(seconds=1), PUBLIC) == ()


async def test_the_local_workspace_becomes_slacks(store: Store) -> None:
    async with store.write("local") as uow:
        await uow.workspaces.save_team(Team("local", "local", ""))
        await uow.messages.save([replace(message(), team_id="local")], NOW)
        await uow.decisions.save([replace(decision(), team_id="local")], changed_by=None, change="imported", at=NOW)
        await uow.commit()
    async with store.write(TEAM) as uow:
        await uow.moves.rename_team("local")
        await uow.commit()
    async with store.read(TEAM) as uow:
        assert len(await uow.messages.ids_where()) == await uow.decisions.count() == 1
        assert [team.id for team in await uow.workspaces.all_teams()] == [TEAM]


async def test_what_was_said_before_comes_from_the_channel_and_from_whole_threads(store: Store) -> None:
    root, near, latest = message(0), message(90), message(100)
    early, late = (replace(message(n), thread_ts=root.ts) for n in (1, 99))
    elsewhere = message(95, channel="C2")
    gone = message(96)
    async with store.write(TEAM) as uow:
        await uow.messages.save([root, early, near, elsewhere, gone, late, latest], NOW)
        await uow.messages.bury_all([gone.id], NOW)
        await uow.commit()
    hour = latest.created_at - near.created_at
    async with store.read(TEAM) as uow:
        assert [m.id for m in await uow.conversations.before([latest], hour)] == [near.id]
        assert [m.id for m in await uow.conversations.before([late], hour)] == [root.id, early.id]
        assert [m.id for m in await uow.conversations.before([near, late, latest], hour)] == [root.id, early.id]
        assert await uow.conversations.before([], hour) == ()
