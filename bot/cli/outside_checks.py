"""What `because doctor` asks of others: Slack and the model's server."""

from collections.abc import Iterable

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import App
from bot.cli.finding import Finding, fail, ok, warn
from bot.domain.workspace import Channel
from bot.errors import BecauseError
from bot.settings import Settings
from handlers.lifecycle import who_we_are
from handlers.manifest import manifest
from handlers.slack_calls import answer_of, reading_client
from handlers.slack_directory import SlackDirectory

OPENAI = "https://api.openai.com/v1"
TIMEOUT = aiohttp.ClientTimeout(total=10)


async def check_slack(product: App) -> list[Finding]:
    settings = product.settings
    if settings.slack_bot_token is None:
        return [warn("SLACK_BOT_TOKEN is not set", "`because demo` needs none; for Slack see `because manifest`")]
    reader = reading_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        team = await who_we_are(reader)
    except BecauseError as refused:
        return [fail(str(refused))]
    findings = [ok(f"Slack takes the bot token (workspace {team.name})"), *await _scopes(reader)]
    findings += await _app_token(settings)
    try:
        rooms = [channel async for channel in SlackDirectory(reader, team).channels()]
    except BecauseError as refused:
        return [
            *findings,
            fail(f"channels cannot be listed: {refused}", "reinstall the app with its manifest's scopes"),
        ]
    listened = await product.services.listening.listened(team.id)
    findings.append(_digest_channel(settings.because_digest_channel, rooms))
    findings += _listened([*settings.surfaces, *(c.id for c in listened)], rooms)
    return findings


async def _scopes(reader: AsyncWebClient) -> list[Finding]:
    answer = await reader.auth_test()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    granted = {scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",") if scope.strip()}
    if not granted:
        return [warn("Slack does not say which scopes are granted", "compare them with `because manifest`")]
    missing = sorted(set(manifest()["oauth_config"]["scopes"]["bot"]) - granted)
    if missing:
        return [fail(f"scopes are missing: {', '.join(missing)}", "add them under OAuth & Permissions and reinstall")]
    return [ok(f"all {len(granted)} scopes are granted")]


async def _app_token(settings: Settings) -> list[Finding]:
    if settings.slack_app_token is None:
        if settings.slack_signing_secret is None:
            return [
                fail("no way to receive events", "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
            ]
        return [ok("events come by HTTP")]
    client = AsyncWebClient(base_url=settings.slack_api_url)
    try:
        await answer_of(client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value()))
    except BecauseError as refused:
        mend = "create an app-level token (xapp-...) with the scope connections:write under Basic Information"
        return [fail(f"SLACK_APP_TOKEN: {refused}", mend)]
    return [ok("Slack takes the app token")]


def _digest_channel(wanted: str, rooms: Iterable[Channel]) -> Finding:
    found = next((room for room in rooms if wanted in (room.id, room.name)), None)
    if found is None:
        return fail(
            f"there is no digest channel {wanted!r}", "create it, invite the app, or set BECAUSE_DIGEST_CHANNEL"
        )
    if not found.is_member:
        return fail(
            f"the app is not in the digest channel #{found.name}", f"in Slack: /invite the app to #{found.name}"
        )
    return ok(f"digest goes to #{found.name}")


def _listened(wanted: Iterable[str], rooms: Iterable[Channel]) -> list[Finding]:
    known = {name: room for room in rooms for name in (room.id, room.name)}
    found: dict[str, Finding] = {}
    for name in wanted:
        room = known.get(name)
        if room is None:
            found[name] = fail(
                f"there is no channel {name!r} to listen to", "create it, or invite the app if it is private"
            )
        elif not room.is_member:
            found[room.id] = warn(f"the app is not in #{room.name}", "start the bot, which joins; or /invite it")
        else:
            found[room.id] = ok(f"listens to #{room.name}")
    if not found:
        mend = "set BECAUSE_SUPPORT_CHANNELS and its like, or say `/because listen support` in a channel"
        return [warn("no channel is listened to", mend)]
    return list(found.values())


async def check_model(settings: Settings) -> list[Finding]:
    key, base = settings.openai_api_key, settings.openai_base_url
    if key is None and base is None:
        return [ok("no model is set: answers are extracts")]
    address = f"{(base or OPENAI).rstrip('/')}/models"
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    mend = "check OPENAI_BASE_URL and OPENAI_API_KEY; until then answers are extracts"
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session, session.get(address, headers=headers) as answer:
            if answer.status >= 400:
                return [fail(f"the model's server answers {answer.status} at {address}", mend)]
    except (aiohttp.ClientError, TimeoutError, ValueError) as failure:
        return [fail(f"the model's server does not answer at {address}: {failure or 'timeout'}", mend)]
    return [ok(f"the model's server answers ({settings.because_chat_model})")]
