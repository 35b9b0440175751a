"""Slack exports: whole ones, odd ones and broken ones."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.domain.kinds import Surface
from bot.domain.workspace import Team
from bot.errors import BadInput
from bot.sources.slack_export import SlackExport

USERS = [
    {"id": "U1", "team_id": "T77", "name": "mia", "profile": {"display_name": "Mia", "email": "mia@acme.example"}},
    {"id": "U2", "team_id": "T77", "name": "tom", "is_restricted": True},
    {"id": "U3", "team_id": "T99", "name": "ann", "deleted": True},
]
CHANNELS = [{"id": "C1", "name": "support", "members": ["U1"]}, {"id": "C2", "name": "old", "is_archived": True}]
GROUPS = [{"id": "G1", "name": "deals", "members": ["U1", "U2"]}]


def say(ts: str, text: str, user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "ts": ts, "user": user, "text": text} | more


def pack(path: Path, files: dict[str, Any]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content))
    return path


@pytest.mark.parametrize("root", ["", "acme export/", "a/b/"])
def test_channels_people_and_messages(tmp_path: Path, team: Team, root: str) -> None:
    files = {
        "users.json": USERS,
        "channels.json": CHANNELS,
        "groups.json": GROUPS,
        "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
        "integration_logs.json": [],
        "support/2026-01-02.json": [say("1700000002.000000", "hi <@U3> in <#G1>", team="T77")],
        "support/2026-01-01.json": [
            say("1700000001.000000", "first", user="U3", user_team="T99"),
            say("1700000001.500000", "joined", subtype="channel_join"),
        ],
        "deals/2026-01-01.json": [say("1700000003.000000", "secret")],
        "D1/2026-01-01.json": [say("1700000004.000000", "private")],
        "unlisted/2026-01-01.json": [say("1700000005.000000", "whose?")],
        "support/canvas_in_the_conversation.json": {},
    }
    skipped: list[tuple[str, str]] = []
    path = pack(tmp_path / "export.zip", {root + name: content for name, content in files.items()})
    surfaces = {"support": Surface.SUPPORT}
    with SlackExport(path, team, surfaces=surfaces, on_skipped=lambda *what: skipped.append(what)) as export:
        first, second, secret = export.messages()
    assert [exported.members for exported in export.channels] == [{"U1"}, frozenset(), {"U1", "U2"}]
    assert [exported.channel.is_archived for exported in export.channels] == [False, True, False]
    mia, tom, ann = export.people
    assert (mia.name, mia.email, mia.is_external, tom.is_guest) == ("Mia", "mia@acme.example", False, True)
    assert (ann.is_external, ann.is_deleted, ann.home_team_id) == (True, True, "T99")
    assert (first.author, first.author_team_id, first.account_hint) == ("ann", "T99", "T99")
    assert (second.text, second.surface, second.author_team_id) == ("hi @ann in #deals", Surface.SUPPORT, team.id)
    assert second.account_hint is None
    assert (secret.text, secret.audience) == ("secret", "G1")
    assert {why for _, why in skipped} == {
        "channel_join", "direct messages are not imported", "the export does not list this channel",
        "not a day of a channel",
    }  # fmt: skip


def test_bad_days_and_rows_lose_nothing_else(tmp_path: Path, team: Team) -> None:
    path = pack(
        tmp_path / "export.zip",
        {
            "channels.json": CHANNELS,
            "support/2026-01-01.json": b'[{"ts": ',
            "support/2026-01-02.json": {"ts": "1.1"},
            "support/2026-01-03.json": [say("yesterday", "x"), None, say("1700000001.000000", "kept")],
        },
    )
    problems: list[BadInput] = []
    with SlackExport(path, team, on_error=problems.append) as export:
        assert [message.text for message in export.messages()] == ["kept"]
    assert [problem.place.removeprefix(f"{path}:support/") for problem in problems] == [
        "2026-01-01.json", "2026-01-02.json", "2026-01-03.json:1", "2026-01-03.json:2"
    ]  # fmt: skip
    with SlackExport(path, team) as export, pytest.raises(BadInput, match="is not JSON"):
        list(export.messages())


@pytest.mark.parametrize("name", ["../evil.json", "/etc/x.json", "a/../../x", "C:/x.json", "..\\x.json"])
def test_unsafe_paths_are_refused(tmp_path: Path, team: Team, name: str) -> None:
    path = pack(tmp_path / "export.zip", {"channels.json": CHANNELS, name: []})
    with pytest.raises(BadInput, match="unsafe path"):
        SlackExport(path, team)


def test_what_is_no_export(tmp_path: Path, team: Team) -> None:
    (tmp_path / "text.zip").write_text("hello")
    pack(tmp_path / "other.zip", {"readme.txt": "hello"})
    for name, problem in [("text", "not a ZIP"), ("other", "not a Slack export"), ("none", "cannot be read")]:
        with pytest.raises(BadInput, match=problem):
            SlackExport(tmp_path / f"{name}.zip", team)


def test_broken_bytes_inside(tmp_path: Path, team: Team) -> None:
    path = tmp_path / "export.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("channels.json", json.dumps(CHANNELS))
        archive.writestr("support/2026-01-01.json", json.dumps([say("1700000001.000000", "needle")]))
    path.write_bytes(path.read_bytes().replace(b"needle", b"noodle"))
    with SlackExport(path, team) as export, pytest.raises(BadInput, match=r"2026-01-01\.json: is broken inside"):
        list(export.messages())


@pytest.mark.parametrize(
    ("name", "said", "left_out"),
    [
        (
            "houston_datavis_export.zip",
            1031,
            {"channel_join": 320, "channel_purpose": 13, "channel_archive": 9, "channel_leave": 3, "channel_topic": 2,
             "channel_name": 2, "pinned_item": 1, "bot_add": 1},
        ),
        ("ubuntu_irc_export.zip", 42_271, {}),
    ],
)  # fmt: skip
def test_real_exports_lose_no_row(
    team: Team, shared_data: Callable[..., Path], name: str, said: int, left_out: dict[str, int]
) -> None:
    path = shared_data("slack", name)
    with ZipFile(path) as archive:
        days = [name for name in archive.namelist() if name.count("/") == 2 and name.endswith(".json")]
        rows = sum(len(json.loads(archive.read(day))) for day in days)
    skipped: Counter[str] = Counter()
    with SlackExport(path, team, on_skipped=lambda _, why: skipped.update([why])) as export:
        ids = {message.id for message in export.messages()}
    assert (len(ids), dict(skipped)) == (said, left_out)
    assert len(ids) + skipped.total() == rows
