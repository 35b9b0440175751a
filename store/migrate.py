"""Brings the database to the schema of this version, by Alembic, before anything else touches it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import BecauseError
from store.database import begin_writing

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def migrate(engine: AsyncEngine) -> None:
    """Upgrades to the newest revision. Raises BecauseError with one sentence when the database cannot be used."""
    try:
        async with engine.connect() as conn:
            await begin_writing(conn, "migrations")
            await conn.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
            await conn.commit()
    except OperationalError as failure:
        raise BecauseError(f"The database at {engine.url!r} cannot be opened: {failure.orig}") from failure
    except (DBAPIError, OSError) as failure:
        raise BecauseError(f"The database at {engine.url!r} cannot be used: {failure}") from failure
