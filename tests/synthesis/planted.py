"""The made-up company in a real product without Slack: its messages as Slack stores them, its files as imported."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import App, build_app
from bot.domain.audience import PUBLIC, Viewer
from bot.domain.kinds import SignalKind
from bot.domain.messages import slack_message_id
from bot.domain.workspace import Channel, Person, Team
from bot.settings import DEFAULT_REACTIONS, DRAFT_WORDS, Settings
from bot.sources.reactions import plain_reaction
from bot.sources.slack_message import read_message
from bot.workspace.company.load import load_company, load_planted
from bot.workspace.company.model import Company
from bot.workspace.seed import build_world
from bot.workspace.state import World

NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)


@dataclass
class Quarter:
    """The product filled with the company's time until `NOW`. `ids`: the product's message id by planted key."""

    app: App
    company: Company
    planted: dict[str, Any]
    ids: dict[str, str]

    @property
    def public(self) -> Viewer:
        return Viewer.public(self.app.team_id)

    def private(self, name: str) -> Viewer:
        channel = next(c for c in self.company.channels if c.name == name)
        return Viewer(self.app.team_id, None, frozenset({PUBLIC, channel.id}))

    def of(self, keys: list[str]) -> set[str]:
        return {self.ids[key] for key in keys}


@asynccontextmanager
async def quarter(now: datetime = NOW, folder: Path | None = None) -> AsyncIterator[Quarter]:
    company = load_company(now)
    with tempfile.TemporaryDirectory(prefix="because-quarter-", ignore_cleanup_errors=True) as made:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            database_url=None,
            chroma_url=None,
            openai_api_key=None,
            openai_base_url=None,
            because_embedding_model=None,
            because_data_dir=folder or Path(made),
            because_competitors=company.competitors,
            because_digest_channel="product",
            because_leads=(),
        )
        app = build_app(settings, now=lambda: now)
        await app.open()
        try:
            yield Quarter(app, company, load_planted(), await _fill(app, company, now))
        finally:
            await app.close()


async def _fill(app: App, company: Company, now: datetime) -> dict[str, str]:
    services = app.services
    team = Team(company.team_id, company.name, f"https://{company.domain}.slack.com/", "U0BECAUSE1", "B0BECAUSE1")
    await services.listening.connect(team)
    app.team_id = team.id
    await app.wire(owns_index=False, directory=None)
    services = app.services
    await services.accounts.import_accounts(team.id, company.accounts)
    await services.releases.import_releases(team.id, company.releases)
    await services.releases.import_roadmap(team.id, company.roadmap)
    await services.import_decisions(team.id, company.decisions)
    world = build_world(company, "Because", now.timestamp())
    await services.listening.note_people(
        team.id,
        [
            Person(
                team.id,
                user.id,
                user.real_name,
                user.email,
                user.team_id,
                is_guest=user.is_guest,
                is_external=user.is_external,
                is_bot=user.is_bot,
            )
            for user in world.users.values()
        ],
    )
    for seed in company.channels:
        channel = Channel(
            team.id,
            seed.id,
            seed.name,
            is_private=seed.is_private,
            is_shared=seed.is_shared,
            surface=seed.surface,
            is_member=True,
            connected_team_ids=seed.connected_team_ids,
        )
        await services.listening.note_channel(team.id, channel)
        if seed.surface is not None:
            await services.listening.listen(team.id, channel, seed.surface)
            await _read(app, world, channel, team)
        await services.listening.note_members(team.id, channel.id, frozenset(world.channels[seed.id].members))
    await app.catch_up()
    return _ids(company, world)


async def _read(app: App, world: World, channel: Channel, team: Team) -> None:
    """What was said in the channel, and the reactions on it as tags."""
    names = {user.id: user.real_name for user in world.users.values()}
    names |= {one.id: one.name for one in world.channels.values()}
    rows = list(world.channels[channel.id].messages.values())
    found = [
        message
        for row in rows
        if (message := read_message(_with_profile(row, world), team=team, channel=channel, names=names)) is not None
    ]
    await app.services.ingestion.capture(team.id, found)
    known = {message.id for message in found}
    kinds = {name: SignalKind(word) for name, word in DEFAULT_REACTIONS.items() if word not in DRAFT_WORDS}
    for row in rows:
        message_id = slack_message_id(channel.id, row["ts"])
        for reaction in row.get("reactions") or ():
            kind = kinds.get(plain_reaction(reaction["name"]))
            if kind is None or message_id not in known:
                continue
            for user_id in reaction["users"]:
                viewer = await app.services.viewers.asking(team.id, user_id)
                if viewer.audiences:
                    await app.services.signals.tag(viewer, message_id, kind)


def _with_profile(row: dict[str, Any], world: World) -> dict[str, Any]:
    user = world.users.get(row.get("user", ""))
    return {**row, "user_profile": {"email": user.email, "team": user.team_id}} if user else row


def _ids(company: Company, world: World) -> dict[str, str]:
    """By author and text, in the order of time: seeds and world rows are the same list."""
    found: dict[str, str] = {}
    for channel in company.channels:
        seeds = sorted((m for m in company.messages if m.channel_id == channel.id), key=lambda m: m.at)
        rows = world.channels[channel.id].messages
        for seed, ts in zip(seeds, rows, strict=True):
            found[seed.key] = slack_message_id(channel.id, ts)
    return found
