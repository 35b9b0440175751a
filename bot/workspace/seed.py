"""Fills a workspace from a company: its history exists before the app joins anything, and causes no events."""

from bot.workspace.company.model import Company, SeedMessage
from bot.workspace.ids import Ids, derived
from bot.workspace.shapes import Json
from bot.workspace.state import SLACKBOT, App, Channel, StoredFile, User, World
from bot.workspace.threads import add_reaction, attach_reply
from bot.workspace.typed import rich_text


def build_world(company: Company, app_name: str, now: float) -> World:
    """The workspace of this company with the app installed in it, at the time `now` (seconds)."""
    handle = "".join(c for c in app_name.lower() if c.isalnum()) or "app"
    app = App(
        id=derived("A", company.team_id, handle),
        user_id=derived("U", company.team_id, "app", handle),
        bot_id=derived("B", company.team_id, handle),
        name=app_name,
        bot_token=f"xoxb-local-{company.team_id.lower()}-because",
        app_token=f"xapp-1-local-{company.team_id.lower()}-because",
        signing_secret="local-workspace-signing-secret",
        verification_token="local-verification-token",
    )
    world = World(company.team_id, company.name, company.domain, app, Ids(), welcome=company.welcome)
    world.users[SLACKBOT] = User(SLACKBOT, company.team_id, "slackbot", "Slackbot")
    world.users[app.user_id] = User(
        app.user_id, company.team_id, handle, app_name, is_bot=True, is_app=True, colour="#1f3a34"
    )
    _seed_people(world, company)
    _seed_channels(world, company, now)
    _seed_messages(world, company)
    for user_id in world.users:
        for channel in world.channels.values():
            if channel.messages:
                world.read[(user_id, channel.id)] = next(reversed(channel.messages))
    return world


def _seed_people(world: World, company: Company) -> None:
    for person in company.people:
        team_id = person.team_id or company.team_id
        world.users[person.id] = User(
            id=person.id,
            team_id=team_id,
            name=person.name,
            real_name=person.real_name,
            title=person.title,
            email=person.email,
            colour=person.colour,
            is_guest=person.is_guest,
            is_external=team_id != company.team_id,
        )


def _seed_channels(world: World, company: Company, now: float) -> None:
    for seed in company.channels:
        first = min((m.at.timestamp() for m in company.messages if m.channel_id == seed.id), default=now)
        members = []
        for person in company.people:
            full_member = not person.is_guest and (person.team_id or company.team_id) == company.team_id
            if seed.name in person.channels or (full_member and not seed.is_private):
                members.append(person.id)
        world.channels[seed.id] = Channel(
            id=seed.id,
            name=seed.name,
            created=int(first) - 86_400,
            topic=seed.topic,
            is_private=seed.is_private,
            is_shared=seed.is_shared,
            connected_team_ids=seed.connected_team_ids,
            members=members,
        )


def _seed_messages(world: World, company: Company) -> None:
    ts_of: dict[str, str] = {}
    for seed in sorted(company.messages, key=lambda m: m.at):
        channel = world.channels[seed.channel_id]
        ts = ts_of[seed.key] = world.mint_ts(seed.at.timestamp())
        message = _body(world, seed, ts)
        if seed.parent is not None:
            message["thread_ts"] = ts_of[seed.parent]
        channel.messages[ts] = message
        attach_reply(channel, message)
        for reaction in seed.reactions:
            for user_id in reaction.user_ids:
                add_reaction(message, reaction.name, user_id)
        if seed.file_name is not None:
            _attach_file(world, channel, message, seed.file_name)


def _body(world: World, seed: SeedMessage, ts: str) -> Json:
    message: Json = {"type": "message", "ts": ts, "text": seed.text}
    if seed.attachments:
        message["attachments"] = [dict(a) for a in seed.attachments]
    if seed.user_id is None:
        name = seed.bot_name or "Integration"
        bot_id = derived("B", world.team_id, "integration", name)
        world.integrations[bot_id] = name
        return {**message, "subtype": "bot_message", "bot_id": bot_id, "username": name}
    user = world.users[seed.user_id]
    message |= {"user": user.id, "client_msg_id": f"seed-{seed.key}", "team": user.team_id}
    if seed.text:
        message["blocks"] = [rich_text(seed.text, block_id=f"b{ts[-6:]}")]
    if user.is_external:
        message |= {"user_team": user.team_id, "source_team": user.team_id}
    return message


def _attach_file(world: World, channel: Channel, message: Json, name: str) -> None:
    content = name.encode()
    created = int(float(message["ts"]))
    file = StoredFile(world.ids.next("F"), name, len(content), str(message.get("user", "")), created, name, content)
    file.shares.append((channel.id, message["ts"]))
    world.files[file.id] = file
    message["files"] = [{"id": file.id}]
    message.setdefault("subtype", "file_share")
