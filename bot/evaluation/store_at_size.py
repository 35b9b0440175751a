"""A store of its own for a measurement, in a folder, filled as a company would fill it."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import App, build_app
from bot.cli.progress import catch_up
from bot.domain.messages import Feedback
from bot.settings import Settings, load_settings


def settings_in(folder: Path) -> Settings:
    """Nothing outside the folder, no model but the embedded one."""
    return load_settings(
        _env_file=None, database_url=None, chroma_url=None, openai_api_key=None, openai_base_url=None,
        because_data_dir=folder, because_embedding_model=None,
    )  # fmt: skip


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[App]:
    """As a command opens it."""
    app = build_app(settings_in(folder))
    await app.open()
    try:
        yield app
    finally:
        await app.close()


async def take_in(app: App, items: Iterable[Feedback]) -> None:
    """Imported, embedded and read."""
    await app.services.ingestion.import_feedback(app.team_id, items)
    await catch_up(app)
