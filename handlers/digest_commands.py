"""`/because digest`: what it would say now, and when, where and how long it is."""

import re
from dataclasses import replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.audience import Viewer
from bot.domain.digests import DigestLength
from bot.errors import BadInput, NotAllowed, NotFound
from bot.services.synthesis.days import EVERY_DAY
from bot.services.synthesis.plan import Plan
from handlers.blocks.digest import digest_message
from handlers.blocks.digest_plan import DAYS, plan_message
from handlers.blocks.elements import Rendered
from handlers.context import Context
from handlers.on_question import preview
from handlers.slack_directory import SlackDirectory

USAGE = (
    "`/because digest preview`, or change it: `at 09:00`, `days mon-fri`, `holiday 2026-12-25`, `workday 2026-12-25`, "
    "`zone Europe/Berlin`, `channel #product`, `short`, `long`; `settings` shows how it is set."
)

Body = dict[str, Any]


async def digest(context: Context, viewer: Viewer, body: Body, rest: str) -> Rendered:
    """Only for this person; a change is for everybody."""
    word, _, value = rest.partition(" ")
    word, value = word.casefold(), value.strip()
    if word in ("", "preview", "now"):
        return await _preview(context, viewer, body)
    plan = await context.services.digests.follow_plan(context.team.id)
    if plan is None:
        raise NotFound("There is no digest here.")
    if word == "settings":
        return plan_message(plan, _channel_of(context, plan))
    try:
        changes = await _changes(context, viewer, plan, word, value)
    except (ValueError, BadInput):
        return Rendered([], f"I do not understand that. {USAGE}")
    changed = await context.services.digests.change_plan(viewer, **changes)
    if changed.channel_id:
        context.digest_channel_id = changed.channel_id
    return plan_message(changed, _channel_of(context, changed))


async def _preview(context: Context, viewer: Viewer, body: Body) -> Rendered:
    """What the digest would say now, as far as its readers may see it."""
    channel = context.digest_channel_id or str(body.get("channel_id"))
    everybody = await context.services.viewers.landing(context.team.id, channel)
    return digest_message(await preview(context, channel, viewer.landing_in(everybody)))


async def _changes(context: Context, viewer: Viewer, plan: Plan, word: str, value: str) -> dict[str, Any]:
    """The plan's fields that change. Raises ValueError for what cannot be read."""
    match word:
        case "at" | "hour" | "time":
            return {"at": _hour(value)}
        case "days" | "day":
            return {"days": _days(value)}
        case "holiday" | "holidays":
            return {"holidays": plan.holidays | _dates(value)}
        case "workday" | "workdays":
            return {"holidays": plan.holidays - _dates(value)}
        case "zone" | "timezone":
            return {"zone": _zone(value)}
        case "channel":
            return {"channel_id": await _channel(context, viewer, value)}
        case "short" | "long":
            return {"length": DigestLength(word)}
        case _:
            raise ValueError(word)


def _hour(value: str) -> time:
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", value.casefold())
    if match is None:
        raise ValueError(value)
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise ValueError(value)
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return time(hour, minute)


def _days(value: str) -> frozenset[int]:
    """`mon-fri`, `mon,wed,fri`, `weekdays`, `every day`."""
    plain = value.casefold().strip()
    if plain in ("every day", "everyday", "daily", "all"):
        return EVERY_DAY
    if plain in ("weekdays", "workdays"):
        return frozenset(range(5))
    found: set[int] = set()
    for part in re.split(r"[,\s]+(?:and\s+)?", plain):
        first, _, last = part.partition("-")
        start, end = _weekday(first), _weekday(last or first)
        found.update(day % 7 for day in range(start, end + (7 if end < start else 0) + 1))
    return frozenset(found)


def _weekday(word: str) -> int:
    """By its first three letters."""
    return [day[:3].casefold() for day in DAYS].index(word.strip()[:3])


def _dates(value: str) -> frozenset[date]:
    found = frozenset(date.fromisoformat(part) for part in re.split(r"[,\s]+", value) if part)
    if not found:
        raise ValueError(value)
    return found


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, OSError) as unknown:
        raise ValueError(value) from unknown


async def _channel(context: Context, viewer: Viewer, value: str) -> str:
    """A channel that we can post in and that the person is in, where it is private."""
    match = re.fullmatch(r"<#([A-Z0-9]+)(?:\|[^>]*)?>", value.strip())
    channels = await context.services.listening.channels(context.team.id)
    name = value.strip().lstrip("#")
    channel_id = match[1] if match else next((c.id for c in channels if c.name == name and not c.is_private), None)
    if channel_id is None:
        raise ValueError(value)
    directory = SlackDirectory(context.reader, context.team)
    channel = await directory.channel(channel_id)
    if channel is None or (channel.is_private and channel.audience not in viewer.audiences):
        raise NotFound("I cannot see this channel: invite me first (`/invite @Because`).")
    if channel.is_private and not channel.is_member:
        raise NotAllowed("Invite me to this private channel first: `/invite @Because`.")
    if not channel.is_member:
        await directory.join(channel.id)
    await context.services.listening.note_channel(context.team.id, replace(channel, is_member=True))
    return channel.id


def _channel_of(context: Context, plan: Plan) -> str | None:
    return plan.channel_id or context.digest_channel_id
