"""Posting from the command line: the same outbox as the running bot's, so that two of them post once."""

import asyncio
from datetime import date

from bot.app import App
from bot.cli.slack import connect_reader
from bot.domain.digests import Digest
from bot.errors import BadSettings, Unavailable
from handlers.context import Context
from handlers.posting import Postman
from handlers.slack_calls import posting_client

TRIES = 3


async def post_digest(product: App, day: date) -> Digest:
    """Makes, keeps and posts the digest of `day`; one that is out stays the only one."""
    reader, team, directory = await connect_reader(product)
    plan = await product.services.digests.follow_plan(team.id)
    wanted = plan.channel_id if plan and plan.channel_id else product.settings.because_digest_channel
    found = None
    async for channel in directory.channels():
        if wanted in (channel.id, channel.name):
            found = channel
    if found is None:
        raise BadSettings(
            f"BECAUSE_DIGEST_CHANNEL: Slack shows no channel {wanted!r}; create it or invite the app to it"
        )
    services = product.services
    await services.listening.note_channel(team.id, found)
    viewer = await services.viewers.landing(team.id, found.id)
    digest = await services.digests.make(viewer, found.id, day)
    settings = product.settings
    token = settings.slack_bot_token
    context = Context(
        services=services,
        team=team,
        client=posting_client(token.get_secret_value() if token else None, settings.slack_api_url),
        reader=reader,
        now=product.now,
        reactions=settings.because_reactions,
        surfaces=settings.surfaces,
        leads=frozenset(settings.because_leads),
        digest_channel=wanted,
        digest_channel_id=found.id,
    )
    postman = Postman(context)
    for _ in range(TRIES):
        while await services.outbox.work_off(postman.send, postman.posted):
            pass
        if await services.digests.is_posted(team.id, day, found.id):
            return digest
        await asyncio.sleep(1)
    raise Unavailable("The digest is kept but Slack did not take it; the running bot, or this command again, posts it.")
