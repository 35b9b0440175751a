"""Brings the database to the schema of this version, by Alembic, before anything else touches it."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import BecauseError
from store.database import begin_writing

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config  # imported only where something is to be migrated

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """As the names of the migrations say: `v0003_what.py` is revision 0003."""
    return max(path.name for path in MIGRATIONS.glob("versions/v*.py"))[1:5]


async def migrate(engine: AsyncEngine) -> None:
    """Upgrades to the newest revision. Raises BecauseError with one sentence when the database cannot be used.

    One that is there already is only read: no command waits for another one's long write to find that out.
    """
    try:
        async with engine.connect() as conn:
            if await conn.run_sync(_revision) == newest_revision():
                return
        async with engine.connect() as conn:
            await begin_writing(conn, "migrations")
            await conn.run_sync(_upgrade)
            await conn.commit()
    except OperationalError as failure:
        raise BecauseError(f"The database at {engine.url!r} cannot be opened: {failure.orig}") from failure
    except (DBAPIError, OSError) as failure:
        raise BecauseError(f"The database at {engine.url!r} cannot be used: {failure}") from failure


def _revision(connection: Connection) -> str | None:
    """The database's revision; None where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), "head")
