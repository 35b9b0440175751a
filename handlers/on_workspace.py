"""Changes of the workspace itself: channels, members, people, names."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.sources.reactions import custom_aliases
from bot.sources.slack_message import timestamp
from handlers.context import Context
from handlers.slack_directory import SlackDirectory, read_person
from handlers.slack_history import SlackHistory

log = structlog.get_logger(__name__)


async def channel_changed(context: Context, event: Mapping[str, Any]) -> None:
    """Renamed, archived, shared: what Slack says of it now."""
    given = event.get("channel")
    channel_id = str(given.get("id") if isinstance(given, dict) else given or "")
    found = await SlackDirectory(context.reader, context.team).channel(channel_id)
    if found is not None:
        await context.services.listening.note_channel(context.team.id, found)
        context.names[found.id] = "private channel" if found.is_private else found.name
        context.services.viewers.forget_members(found.id)


async def _as_set(context: Context, channel_id: str) -> None:
    """A channel that the settings name, and that we were not in until now, is read from now on."""
    channel = await context.services.viewers.channel(context.team.id, channel_id)
    if channel is None:
        return
    if context.digest_channel_id is None and context.digest_channel in (channel.id, channel.name):
        context.digest_channel_id = channel.id
    surface = context.surfaces.get(channel.id) or context.surfaces.get(channel.name)
    if surface is None or not channel.is_member or channel.is_archived:
        return
    if channel.surface is None:
        await context.services.listening.listen(context.team.id, channel, surface)
        context.read_back(replace(channel, surface=surface))


async def channel_left(context: Context, event: Mapping[str, Any]) -> None:
    known = await context.services.viewers.channel(context.team.id, str(event.get("channel") or ""))
    if known is not None:
        await context.services.listening.note_channel(context.team.id, replace(known, is_member=False))
        context.services.viewers.forget_members(known.id)


async def channel_deleted(context: Context, event: Mapping[str, Any]) -> None:
    """What was said there stays known until somebody asks to forget it; nothing more will be heard."""
    known = await context.services.viewers.channel(context.team.id, str(event.get("channel") or ""))
    if known is not None:
        await context.services.listening.note_channel(
            context.team.id, replace(known, is_member=False, is_archived=True)
        )


async def history_changed(context: Context, event: Mapping[str, Any]) -> None:
    """Slack erased much at once (retention, a bulk deletion): what is gone there goes here."""
    channel = await context.services.viewers.channel(context.team.id, str(event.get("channel") or ""))
    if channel is None or not channel.is_member:
        return
    history = SlackHistory(context.reader, context.team, lambda: context.names)
    erased = await context.services.verifying(history).verify(channel, timestamp(event.get("latest"), "event.latest"))
    log.info("history_changed", channel=channel.id, erased=erased)


async def channel_id_changed(context: Context, event: Mapping[str, Any]) -> None:
    old, new = str(event.get("old_channel_id") or ""), str(event.get("new_channel_id") or "")
    if old and new:
        await context.services.listening.rename_channel_id(context.team.id, old, new)
        if context.digest_channel_id == old:
            context.digest_channel_id = new
        context.services.viewers.forget_members(old)
        await channel_changed(context, {"channel": new})


async def member_came(context: Context, event: Mapping[str, Any]) -> None:
    await _member(context, event, is_in=True)


async def member_left(context: Context, event: Mapping[str, Any]) -> None:
    await _member(context, event, is_in=False)


async def _member(context: Context, event: Mapping[str, Any], *, is_in: bool) -> None:
    user_id, channel_id = str(event.get("user") or ""), str(event.get("channel") or "")
    if not user_id or not channel_id:
        return
    await context.services.listening.note_member(context.team.id, channel_id, user_id, is_in=is_in)
    context.services.viewers.forget_members(channel_id)
    if user_id == context.team.bot_user_id:
        await channel_changed(context, event)
        if is_in:
            await _as_set(context, channel_id)


async def person_changed(context: Context, event: Mapping[str, Any]) -> None:
    user = event.get("user")
    if isinstance(user, dict) and user.get("id"):
        person = read_person(user, context.team)
        await context.services.listening.note_people(context.team.id, [person])
        context.names[person.id] = person.name
        context.services.viewers.forget_person(person.id)


async def team_changed(context: Context, event: Mapping[str, Any]) -> None:
    """Links are built from the domain, so a new one changes them all at once."""
    url = str(event.get("url") or context.team.url)
    context.team = replace(context.team, url=url, name=str(event.get("name") or context.team.name))
    await context.services.listening.connect(context.team)


async def emoji_changed(context: Context, event: Mapping[str, Any]) -> None:
    directory = SlackDirectory(context.reader, context.team)
    context.emoji_aliases.clear()
    context.emoji_aliases.update(custom_aliases(await directory.emoji_aliases()))


async def uninstalled(context: Context, event: Mapping[str, Any]) -> None:
    log.warning("app_uninstalled", mend="reinstall the app, or stop this process")


HANDLERS: Mapping[str, Callable[[Context, Mapping[str, Any]], Awaitable[None]]] = {
    "channel_rename": channel_changed,
    "channel_archive": channel_changed,
    "channel_unarchive": channel_changed,
    "channel_shared": channel_changed,
    "channel_unshared": channel_changed,
    "channel_left": channel_left,
    "channel_deleted": channel_deleted,
    "channel_id_changed": channel_id_changed,
    "channel_history_changed": history_changed,
    "group_history_changed": history_changed,
    "group_rename": channel_changed,
    "group_archive": channel_changed,
    "group_unarchive": channel_changed,
    "group_left": channel_left,
    "group_deleted": channel_deleted,
    "member_joined_channel": member_came,
    "member_left_channel": member_left,
    "user_change": person_changed,
    "team_domain_change": team_changed,
    "team_rename": team_changed,
    "emoji_changed": emoji_changed,
    "app_uninstalled": uninstalled,
    "tokens_revoked": uninstalled,
}
