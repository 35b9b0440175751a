"""What is exported comes back whole, from files and from rows, also into another database."""

import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import Decision, DecisionFields
from bot.domain.kinds import DecisionStatus, SignalKind, Surface
from bot.domain.messages import Message
from bot.errors import BadInput
from bot.services.decisions import ImportDecisions
from bot.services.exports import Exports
from bot.services.ingestion import Ingestion
from bot.sources import exported_decisions, exported_messages
from bot.sources.decisions import read_decisions
from bot.sources.feedback import read_jsonl
from bot.sources.record_files import file_names
from store.unit_of_work import Store

TEAM = "T1"
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)

storable = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
words = storable.filter(lambda s: bool(s.strip()))
ids = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda s: s == s.strip()
)
names = st.lists(words, max_size=3).map(tuple)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
maybe = st.none() | words
days = st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1))
statuses = st.sampled_from(DecisionStatus)
fields = st.builds(
    DecisionFields,
    *[storable] * 3,
    statuses,
    *[storable] * 4,
    names,
    days,
    names,
)
decisions = st.builds(
    Decision,
    id=ids,
    team_id=st.just(""),
    title=words,
    text=words,
    status=statuses,
    decided_on=days,
    url=maybe,
    tags=names,
    supersedes=names,
    superseded_by=maybe,
    objective=maybe,
    revisit_when=maybe,
    decided_by=names,
    fields=st.none() | fields,
    recorded_by=maybe,
    source_channel_id=maybe,
    source_ts=maybe,
    source_thread_ts=maybe,
    posted_channel_id=st.none(),
    posted_ts=st.none(),
    audience=st.sampled_from([PUBLIC, "C0PRIVATE"]),
    contested_by=names,
    confirmed_by=names,
    confirmed_at=st.none() | moments,
    recorded_at=moments,
    updated_at=moments,
    version=st.integers(1, 9),
)
several = st.lists(decisions, min_size=1, max_size=3, unique_by=lambda d: d.id)


def _write(folder: Path, records: Sequence[Decision]) -> None:
    for id_, name in file_names([r.id for r in records]).items():
        record = next(r for r in records if r.id == id_)
        (folder / name).write_bytes(exported_decisions.to_madr(record).encode("utf-8"))


@given(several)
@settings(deadline=None, max_examples=40)
def test_a_folder_of_exported_records_reads_back_whole(records: list[Decision]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, records)
        found = {r.id: r.exported for r in read_decisions([folder])}
    assert found == {r.id: r for r in records}


@given(several)
@settings(deadline=None, max_examples=30)
def test_exported_rows_read_back_whole(records: list[Decision]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "decisions.jsonl"
        path.write_text("".join(json.dumps(exported_decisions.to_row(r)) + "\n" for r in records), encoding="utf-8")
        found = {r.id: r.exported for r in read_decisions([path])}
    assert found == {r.id: r for r in records}


@given(st.lists(ids, unique=True, max_size=6))
def test_file_names_are_safe_and_differ_on_every_file_system(some: list[str]) -> None:
    found = file_names(some)
    assert len({name.casefold() for name in found.values()}) == len(some)
    assert all(
        name.isascii() and len(name) < 100 and "/" not in name and name[0] not in ".-" for name in found.values()
    )


def test_file_names_stay() -> None:
    assert file_names(["D-1", "ADR-7"]) == {"D-1": "D-1.md", "ADR-7": "ADR-7.md"}
    assert file_names(["D-1"])["D-1"] == file_names(["D-1", "D-2", "a/b"])["D-1"]


@given(records=several)
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_an_empty_database_takes_an_export_without_loss(store: Store, records: list[Decision]) -> None:
    team = f"T{len(records)}{abs(hash(tuple(r.id for r in records)))}"
    with tempfile.TemporaryDirectory() as name:
        _write(Path(name), records)
        done = await ImportDecisions(store, lambda: NOW)(team, read_decisions([Path(name)]))
        assert done.new == len(records)
        again = await ImportDecisions(store, lambda: NOW)(team, read_decisions([Path(name)]))
        assert again.unchanged == len(records)
    found = await Exports(store).decisions(team)
    assert found == tuple(sorted((replace(r, team_id=team) for r in records), key=lambda r: r.id))


async def test_imported_text_goes_out_word_for_word_front_matter_and_all(store: Store, tmp_path: Path) -> None:
    text = "---\r\nstatus: accepted\n---\n# Use X\n\nBecause.  \n\n\n"
    source = tmp_path / "in"
    source.mkdir()
    (source / "0007-use-x.md").write_bytes(text.encode())
    await ImportDecisions(store, lambda: NOW)(TEAM, read_decisions([source]))
    (record,) = await Exports(store).decisions(TEAM)
    assert record.text == text
    assert exported_decisions.to_madr(record).endswith(f"---\n{text}")


async def test_a_file_edited_by_hand_is_a_new_version(store: Store, tmp_path: Path) -> None:
    filled = DecisionFields("Use X", "We use X.", "It is fast.")
    record = Decision("D-1", TEAM, "Use X", "# Use X\n", DecisionStatus.ACCEPTED, fields=filled,
                      recorded_at=NOW, updated_at=NOW)  # fmt: skip
    _write(tmp_path, [record])
    take = ImportDecisions(store, lambda: NOW)
    await take(TEAM, read_decisions([tmp_path]))
    path = tmp_path / "D-1.md"
    path.write_text(path.read_text().replace("status: accepted", "status: Rejected").replace("# Use X", "# Use Y"))
    done = await take(TEAM, read_decisions([tmp_path]))
    (found,) = await Exports(store).decisions(TEAM)
    assert (done.changed, found.status, found.text, found.fields, found.version) == (
        1, DecisionStatus.REJECTED, "# Use Y\n", None, 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    "broken", ['"version": "x"', '"version": 1, "fields": {}', '"version": 1, "confirmed_by": [1.5, null]']
)
def test_a_broken_row_is_said_in_one_line(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "rows.jsonl"
    sha = hashlib.sha256(b"test").hexdigest()
    facts = '"id": "D-1", "title": "T", "status": "accepted", "text": "test"'
    path.write_text(f'{{{facts}, "because": {{"text_sha256": "{sha}", {broken}}}}}')
    with pytest.raises(BadInput, match=r"rows\.jsonl:1: is no exported record"):
        list(read_decisions([path]))


messages = st.builds(
    Message,
    id=ids,
    team_id=st.just(TEAM),
    text=storable,
    created_at=moments,
    source=st.sampled_from(["slack", "zendesk", "jsonl"]),
    channel_id=st.sampled_from([None, "C1", "C0PRIVATE"]),
    ts=st.sampled_from([None, "1700000000.000100"]),
    thread_ts=st.sampled_from([None, "1700000000.000001"]),
    author_id=maybe,
    author=maybe,
    author_email=maybe,
    author_team_id=maybe,
    is_bot=st.booleans(),
    is_staff=st.booleans(),
    surface=st.none() | st.sampled_from(Surface),
    url=maybe,
    audience=st.sampled_from([PUBLIC, "C0PRIVATE"]),
    account_hint=maybe,
    kind_hint=st.none() | st.sampled_from(SignalKind),
    edited_at=st.none() | moments,
)


@given(said=st.lists(messages, min_size=1, max_size=3, unique_by=lambda m: m.id))
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_messages_of_every_source_come_back_whole(store: Store, said: list[Message]) -> None:
    team = f"T{len(said)}{abs(hash(tuple(m.id for m in said)))}"
    rows = [json.dumps(exported_messages.to_row(m, m.account_hint, m.kind_hint)) for m in said]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "feedback.jsonl"
        path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
        done = await Ingestion(store, lambda: NOW).import_feedback(team, read_jsonl(path))
        assert done.new == len(said)
        known = await Ingestion(store, lambda: NOW).import_feedback(team, read_jsonl(path))
        assert known.known == len(said)
    found = {item.message.id: item.message async for item in Exports(store).messages(team)}
    assert found == {m.id: replace(m, team_id=team) for m in said}


async def test_what_was_private_stays_private_on_the_way_back(store: Store, tmp_path: Path) -> None:
    secret = Message("C9:1.1", TEAM, "The price will double.", NOW, channel_id="C9", ts="1.1", audience="C9")
    path = tmp_path / "feedback.jsonl"
    path.write_text(json.dumps(exported_messages.to_row(secret, None, None)) + "\n")
    ingestion = Ingestion(store, lambda: NOW)
    await ingestion.import_feedback(TEAM, read_jsonl(path))
    assert await ingestion.known(Viewer.public(TEAM, "U1"), secret.id) is None
    assert await ingestion.known(Viewer.member(TEAM, "U1", frozenset({"C9"})), secret.id) is not None
