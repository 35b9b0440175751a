"""The demo: a local workspace, filled with a made-up company, and the real product connected to it."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta
from pathlib import Path

from bot.app import App, build_app
from bot.domain.kinds import Surface
from bot.running import start
from bot.settings import Settings, load_settings
from bot.sources.decisions import read_decisions
from bot.workspace.clock import WorkspaceClock
from bot.workspace.company.load import load_company
from bot.workspace.company.model import Company
from bot.workspace.records import Records
from bot.workspace.server import LocalWorkspace
from handlers.manifest import manifest

HOUR = time(8, 30)
HISTORY = timedelta(days=70)
OWN_DECISIONS = Path(__file__).parents[2] / "docs" / "decisions"


@asynccontextmanager
async def running(port: int, *, clock: WorkspaceClock | None = None) -> AsyncIterator[str]:
    """The page's address, while everything runs. The data lives in a folder that goes when the demo ends."""
    clock = clock or WorkspaceClock()
    company = load_company(clock.now())
    workspace = LocalWorkspace(company, manifest(), clock, strict_rates=False)
    await workspace.start(port=port)
    for channel in company.channels:
        if channel.is_private:
            inviter = next(p.name for p in company.people if channel.name in p.channels)
            workspace.driver.invite_app(channel.name, inviter)
    with tempfile.TemporaryDirectory(prefix="because-demo-", ignore_cleanup_errors=True) as folder:
        settings = demo_settings(company, workspace, Path(folder))
        product = build_app(settings, now=clock.now)
        try:
            await product.open()
            await fill(product, company, workspace.records)
            running = await start(product, serves_http=False, history_since=clock.now() - HISTORY)
            try:
                yield workspace.url
            finally:
                await running.stop()
        finally:
            await product.close()
            await workspace.stop()


def demo_settings(company: Company, workspace: LocalWorkspace, folder: Path) -> Settings:
    """As a new company would set it. A model is used where the environment names one, nothing else from outside is."""
    base = load_settings()

    def named(surface: Surface) -> tuple[str, ...]:
        return tuple(channel.name for channel in company.channels if channel.surface is surface)

    return load_settings(
        _env_file=None,
        slack_bot_token=workspace.bot_token,
        slack_app_token=workspace.app_token,
        slack_signing_secret=workspace.signing_secret,
        slack_api_url=workspace.api_url,
        database_url=None,
        chroma_url=None,
        because_data_dir=folder,
        because_support_channels=named(Surface.SUPPORT),
        because_sales_channels=named(Surface.SALES),
        because_community_channels=named(Surface.COMMUNITY),
        because_product_channels=named(Surface.PRODUCT),
        because_digest_channel="product",
        because_digest_at=HOUR,
        because_timezone="UTC",
        because_competitors=company.competitors,
        because_leads=tuple(person.id for person in company.people if person.is_lead),
        because_reactions=base.because_reactions,
    )


async def fill(product: App, company: Company, handbook: Records) -> None:
    """What the company kept elsewhere: customers, records, releases, plans. Its talk is read from the workspace."""
    team_id, services = product.team_id, product.services
    await services.accounts.import_accounts(team_id, company.accounts)
    await services.releases.import_releases(team_id, company.releases)
    await services.releases.import_roadmap(team_id, company.roadmap)
    await services.import_decisions(team_id, handbook.publish(company.decisions))
    if OWN_DECISIONS.is_dir():
        await services.import_decisions(team_id, handbook.publish(read_decisions([OWN_DECISIONS])))


async def until_stopped() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await stopped.wait()
