"""A Slack export (a ZIP of channels, people and one JSON file a channel and day) to channels, people and messages."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot.domain.kinds import Surface
from bot.domain.messages import Message
from bot.domain.workspace import Channel, Person, Team
from bot.errors import BadInput
from bot.sources.files import OnError, parse_json, stop_at_first
from bot.sources.slack_message import message_fields, not_said, read_message

MAX_FILE_BYTES = 256 * 1024 * 1024
"""Of one file inside the ZIP, unpacked; a busy channel's day is about one megabyte."""

OnSkipped = Callable[[str, str], None]
"""Told of each thing that is left out on purpose: its place, and why."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")
_LISTS = ("channels.json", "groups.json", "dms.json", "mpims.json", "users.json")


@dataclass(frozen=True)
class ExportedChannel:
    """A channel and the ids of its members, as the export lists them."""

    channel: Channel
    members: frozenset[str]


def _silent(place: str, why: str) -> None:
    pass


class SlackExport:
    """An open export; use it in a `with`. Raises BadInput where the file is not a Slack export or not safe to read.

    surfaces: what the channels are for, by name or id. Channels without one are read as well.
    """

    def __init__(
        self,
        path: Path,
        team: Team,
        *,
        surfaces: Mapping[str, Surface] | None = None,
        on_error: OnError = stop_at_first,
        on_skipped: OnSkipped = _silent,
    ) -> None:
        self.path, self.team = path, team
        self._surfaces, self._on_error, self._on_skipped = surfaces or {}, on_error, on_skipped
        try:
            self._zip = ZipFile(path)
        except (BadZipFile, NotImplementedError) as problem:
            raise BadInput(str(path), f"is not a ZIP file ({problem})") from problem
        except OSError as problem:
            raise BadInput(str(path), f"cannot be read: {problem.strerror or problem}") from problem
        self._files = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        for name in self._files:
            _refuse_unsafe(name, str(path))
        self._root = self._find_root()
        users = self._read_optional("users.json")
        self._own_team_id = _most_common(user.get("team_id") for user in users)
        self.people = tuple(self._read_people(users))
        self.channels = tuple(self._read_channels())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def messages(self) -> Iterator[Message]:
        """Every message, a channel after the other, oldest first; one day's file is held in memory at a time."""
        names = {person.id: person.name for person in self.people}
        names |= {exported.channel.id: exported.channel.name for exported in self.channels}
        folders = self._day_files()
        for exported in self.channels:
            channel = exported.channel
            for file in folders.pop(channel.name, []) + (folders.pop(channel.id, []) if channel.id in folders else []):
                yield from self._messages_of(file, channel, names)
        private = self._conversations("dms.json") | self._conversations("mpims.json")
        for folder in folders:
            why = "direct messages are not imported" if folder in private else "the export does not list this channel"
            self._on_skipped(f"{self.path}:{self._root}{folder}", why)

    def _messages_of(self, file: str, channel: Channel, names: Mapping[str, str]) -> Iterator[Message]:
        place = f"{self.path}:{file}"
        try:
            payloads = self._read_list(file)
        except BadInput as problem:
            self._on_error(problem)
            return
        for row, payload in enumerate(payloads, start=1):
            here = f"{place}:{row}"
            try:
                message = read_message(
                    payload,
                    team=self.team,
                    channel=channel,
                    names=names,
                    place=here,
                    own_team_id=self._own_team_id,
                )
            except BadInput as problem:
                self._on_error(problem)
                continue
            if message is not None:
                yield message
            else:
                self._on_skipped(here, not_said(message_fields(payload, here)) or "no words in it")

    def _read_people(self, users: list[Mapping[str, Any]]) -> Iterator[Person]:
        for user in users:
            profile = user["profile"] if isinstance(user.get("profile"), Mapping) else {}
            names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
            home = user.get("team_id") if isinstance(user.get("team_id"), str) else None
            if isinstance(user.get("id"), str):
                yield Person(
                    team_id=self.team.id,
                    id=user["id"],
                    name=next((name for name in names if isinstance(name, str) and name.strip()), user["id"]),
                    email=profile.get("email") if isinstance(profile.get("email"), str) else None,
                    home_team_id=self.team.id if home == self._own_team_id else home,
                    is_bot=user.get("is_bot") is True,
                    is_guest=user.get("is_restricted") is True or user.get("is_ultra_restricted") is True,
                    is_external=user.get("is_stranger") is True or home not in (None, self._own_team_id),
                    is_deleted=user.get("deleted") is True,
                )

    def _read_channels(self) -> Iterator[ExportedChannel]:
        for list_name in ("channels.json", "groups.json"):
            for row, listed in enumerate(self._read_optional(list_name), start=1):
                id_, name, members = listed.get("id"), listed.get("name"), listed.get("members")
                if not (isinstance(id_, str) and id_ and isinstance(name, str) and name):
                    place = f"{self.path}:{self._root}{list_name}:{row}"
                    self._on_error(BadInput(place, "a channel needs `id` and `name`"))
                    continue
                channel = Channel(
                    team_id=self.team.id,
                    id=id_,
                    name=name,
                    is_private=list_name == "groups.json" or listed.get("is_private") is True,
                    is_shared=listed.get("is_ext_shared") is True,
                    is_archived=listed.get("is_archived") is True,
                    surface=self._surfaces.get(name) or self._surfaces.get(id_),
                )
                listed_members = members if isinstance(members, list) else []
                yield ExportedChannel(channel, frozenset(who for who in listed_members if isinstance(who, str)))

    def _find_root(self) -> str:
        """The folder that everything is in, "" for none: where the list of channels lies."""
        for name in sorted(self._files, key=lambda name: (name.count("/"), name)):
            folder, _, file = name.rpartition("/")
            if file in _LISTS[:2] and not folder.startswith("__MACOSX"):
                return f"{folder}/" if folder else ""
        raise BadInput(str(self.path), "is not a Slack export: there is no channels.json in it")

    def _day_files(self) -> dict[str, list[str]]:
        """Day files by the name of their folder, oldest first."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._files):
            folder, slash, file = name.removeprefix(self._root).rpartition("/")
            if not name.startswith(self._root) or not slash or "/" in folder or folder == "__MACOSX":
                continue
            if _DAY.fullmatch(file):
                found.setdefault(folder, []).append(name)
            else:
                self._on_skipped(f"{self.path}:{name}", "not a day of a channel")
        return found

    def _conversations(self, list_name: str) -> set[object]:
        return {listed.get(key) for listed in self._read_optional(list_name) for key in ("id", "name")}

    def _read_optional(self, list_name: str) -> list[Mapping[str, Any]]:
        name = self._root + list_name
        if name not in self._files:
            return []
        return [item for item in self._read_list(name) if isinstance(item, Mapping)]

    def _read_list(self, name: str) -> list[Any]:
        place = f"{self.path}:{name}"
        content = parse_json(self._read_bytes(self._files[name], place), place)
        if not isinstance(content, list):
            raise BadInput(place, f"must hold a list, this is {type(content).__name__}")
        return content

    def _read_bytes(self, info: ZipInfo, place: str) -> bytes:
        if info.file_size > MAX_FILE_BYTES:
            raise BadInput(place, f"unpacks to {info.file_size:,} bytes, more than {MAX_FILE_BYTES:,}")
        try:
            with self._zip.open(info) as stream:
                return stream.read(MAX_FILE_BYTES)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as problem:
            raise BadInput(place, f"is broken inside the ZIP ({problem})") from problem
        except RuntimeError as problem:  # zipfile's word for an encrypted file
            raise BadInput(place, f"cannot be unpacked ({problem})") from problem


def _most_common(ids: Iterable[object]) -> str | None:
    """The company's own team: nearly everybody in an export is of it."""
    counted = Counter(id_ for id_ in ids if isinstance(id_, str))
    return counted.most_common(1)[0][0] if counted else None


def _refuse_unsafe(name: str, place: str) -> None:
    """Nothing is ever unpacked to disk; a ZIP that tries to climb out of its folder is not read all the same."""
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name.partition("/")[0]:
        raise BadInput(place, f"has an unsafe path inside: {name[:80]!r}")
