"""Loads the company from the files beside this one, with all times relative to the last midnight."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from bot.domain.kinds import Surface
from bot.workspace.company import tables
from bot.workspace.company.attachments import integration_attachment
from bot.workspace.company.chatlog import Line, read_chatlog
from bot.workspace.company.days import Days
from bot.workspace.company.markup import to_slack
from bot.workspace.company.model import Company, SeedChannel, SeedMessage, SeedPerson, SeedReaction, Welcome
from bot.workspace.company.records import read_record
from bot.workspace.company.smalltalk import Pool, chatter

HISTORY_DAYS = 60
_SEED = 20


def load_company(now: datetime) -> Company:
    """The whole company as it stands at `now` (aware): messages in order of time, none of them later than `now`."""
    days = Days.ending(now)
    folder = files(__package__)
    head: Mapping[str, Any] = yaml.safe_load(_text(folder / "company.yaml"))
    team_id = str(head["team_id"])
    people = tuple(_person(row) for row in head["people"])
    channels = tuple(_channel(row) for row in head["channels"])
    bots = {str(handle): str(name) for handle, name in head["bots"].items()}
    return Company(
        team_id=team_id, name=head["name"], domain=head["domain"], people=people, channels=channels,
        messages=_Writer(days, people, channels, bots).write(_all_lines(folder, channels)),
        accounts=tables.accounts(team_id, tables.rows(_text(folder / "accounts.jsonl")), days),
        decisions=tuple(
            read_record(f"decisions/{file.name}", _text(file), days)
            for file in sorted((folder / "decisions").iterdir(), key=lambda file: file.name)
            if file.name.endswith(".md")
        ),
        releases=tables.releases(team_id, tables.rows(_text(folder / "releases.jsonl")), days),
        roadmap=tables.roadmap(team_id, tables.rows(_text(folder / "roadmap.jsonl")), days),
        competitors=tuple(head["competitors"]),
        welcome=Welcome(head["welcome"]["channel"], tuple(head["welcome"]["questions"])),
    )


def load_planted() -> dict[str, Any]:
    """The truth that is planted in the messages (planted.yaml): what a synthesis has to find, and what it must not."""
    planted: dict[str, Any] = yaml.safe_load(_text(files(__package__) / "planted.yaml"))
    return planted


def _text(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")


def _person(row: Mapping[str, Any]) -> SeedPerson:
    name = str(row["name"])
    return SeedPerson(
        id=f"U0{name.upper():0<9}", name=name, real_name=row["real_name"], title=row.get("title", ""),
        email=row.get("email", ""), team_id=row.get("team"), is_guest=row.get("guest", False),
        is_lead=row.get("lead", False), channels=tuple(row.get("channels", ())), colour=row.get("colour", "#5b5b5b"),
    )


def _channel(row: Mapping[str, Any]) -> SeedChannel:
    surface = row.get("surface")
    return SeedChannel(
        id=row["id"], name=row["name"], topic=row.get("topic", ""), is_private=row.get("private", False),
        is_shared=bool(row.get("shared_with")), surface=Surface(surface) if surface else None,
        connected_team_ids=tuple(row.get("shared_with", ())),
    )


def _all_lines(folder: Traversable, channels: Iterable[SeedChannel]) -> Iterator[tuple[str, Line]]:
    for channel in channels:
        for line in read_chatlog(channel.name, _text(folder / "talk" / f"{channel.name}.md")):
            yield channel.name, line
    pools: Mapping[str, Any] = yaml.safe_load(_text(folder / "smalltalk.yaml"))
    for name, row in pools.items():
        pool = Pool(row["channel"], tuple(row["authors"]), row["openers"], row.get("slots", {}), row["count"])
        for line in chatter(pool, name, HISTORY_DAYS, _SEED):
            yield pool.channel, line


class _Writer:
    """Turns written lines into messages: ids for names, moments for days, markup for text."""

    def __init__(self, days: Days, people: Iterable[SeedPerson], channels: Iterable[SeedChannel],
                 bots: Mapping[str, str]) -> None:
        self._days = days
        self._people = {person.name: person.id for person in people}
        self._channels = {channel.name: channel.id for channel in channels}
        self._bots = bots
        self._moments: dict[str, datetime] = {}
        self._taken: set[tuple[str, datetime]] = set()

    def write(self, lines: Iterable[tuple[str, Line]]) -> tuple[SeedMessage, ...]:
        timed = [(channel, line, self._moment(channel, line)) for channel, line in lines]
        timed.sort(key=lambda item: (item[2], item[1].key))
        return tuple(
            self._message(channel, line, at, number) for number, (channel, line, at) in enumerate(timed, start=4100)
        )

    def _moment(self, channel: str, line: Line) -> datetime:
        """Seconds come from the key: natural, and the same each time. A reply never comes before its parent."""
        noise = zlib.crc32(line.key.encode())
        clock = line.clock.replace(second=noise % 60, microsecond=noise // 60 % 1_000_000)
        at = self._days.at(line.day, clock)
        if line.parent:
            at = max(at, self._moments[line.parent] + timedelta(milliseconds=40))
        while (channel, at) in self._taken:
            at += timedelta(milliseconds=1)
        self._taken.add((channel, at))
        self._moments[line.key] = at
        return at

    def _message(self, channel: str, line: Line, at: datetime, number: int) -> SeedMessage:
        message = SeedMessage(
            key=line.key, channel_id=self._channels[channel], at=at, parent=line.parent, file_name=line.file_name,
            reactions=tuple(
                SeedReaction(name, tuple(self._people[person] for person in people)) for name, people in line.reactions
            ),
        )
        if line.author not in self._bots:
            return replace(message, user_id=self._people[line.author], text=self._markup(line.text))
        bot_name = self._bots[line.author]
        fields, text = line.fields()
        if not fields:
            return replace(message, bot_name=bot_name, text=self._markup(text))
        marked = {name: self._markup(value) for name, value in fields.items()}
        fallback = self._markup(" · ".join([*fields.values(), text]))
        return replace(message, bot_name=bot_name, attachments=(
            integration_attachment(bot_name, number, marked, self._markup(text), fallback),))

    def _markup(self, text: str) -> str:
        return to_slack(self._days.fill(text), self._people, self._channels)
