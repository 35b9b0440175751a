"""The connection to the database: SQLite in WAL mode by default, PostgreSQL where the URL says so."""

from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import BadSettings

BUSY_TIMEOUT_MS = 30_000
BEGIN = "sqlite_begin"


def open_database(url: str) -> AsyncEngine:
    """An engine for `url`. Raises BadSettings where the URL or its driver cannot be used."""
    parsed = _with_async_driver(url)
    try:
        engine = create_async_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
    except ModuleNotFoundError as missing:
        raise BadSettings(
            f"DATABASE_URL needs the Python package {missing.name!r}: install because[postgres]"
        ) from missing
    if parsed.get_backend_name() == "sqlite":
        _prepare_sqlite(engine)
    return engine


def _with_async_driver(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as wrong:
        raise BadSettings(
            "DATABASE_URL is not a database address (examples: sqlite:///data/because.db, "
            "postgresql://user:password@host/because)"
        ) from wrong
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            folder = Path(parsed.database).parent
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as refused:
                raise BadSettings(
                    f"The folder {folder} cannot be made ({refused.strerror}): set BECAUSE_DATA_DIR or DATABASE_URL "
                    "to a place that can be written"
                ) from refused
        return parsed.set(drivername="sqlite+aiosqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+asyncpg")
    raise BadSettings(f"DATABASE_URL names {backend!r}; SQLite and PostgreSQL are supported")


def _prepare_sqlite(engine: AsyncEngine) -> None:
    # The driver's own transaction handling starts too late and never IMMEDIATE, so it is switched off.
    @event.listens_for(engine.sync_engine, "connect")
    def connect(dbapi: Any, _: Any) -> None:
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",  # what is erased is gone from the file
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(conn: Any) -> None:
        conn.exec_driver_sql(f"BEGIN {conn.get_execution_options().get(BEGIN, 'DEFERRED')}")


async def begin_writing(conn: AsyncConnection, team_id: str) -> None:
    """One writer of a workspace at a time, on both databases: what is read in the transaction stays true in it."""
    await conn.execution_options(**{BEGIN: "IMMEDIATE"})
    if conn.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtext('because'), hashtext(:team))")
        await conn.execute(lock, {"team": team_id})


async def finish_erasing(engine: AsyncEngine) -> None:
    """SQLite: empties the write-ahead log, which holds old pages. PostgreSQL: frees the dead rows."""
    async with engine.connect() as conn:
        if engine.dialect.name == "postgresql":
            await conn.execution_options(isolation_level="AUTOCOMMIT")
            await conn.execute(text("VACUUM"))
            return
        raw = await conn.get_raw_connection()  # below SQLAlchemy, which would begin a transaction
        driver: Any = raw.driver_connection
        cursor = await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        await cursor.close()
