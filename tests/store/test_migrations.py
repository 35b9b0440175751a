"""The migrations lead to exactly the tables that the code knows, on both databases, and back."""

import asyncio

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from store.database import begin_writing, open_database
from store.migrate import alembic_config, migrate, newest_revision
from store.tables import metadata

LEXICAL = ("record_", "message_terms", "message_vocabulary", "lexical_rows", "term_counts")
"""The search by words is made by hand-written statements; its tables are not in the metadata."""


def _differences(connection: Connection) -> list[object]:
    def ours(_: object, name: str | None, kind: str, *rest: object) -> bool:
        return not (kind == "table" and (name or "").startswith(LEXICAL))

    options = {"include_object": ours, "compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


async def test_the_migrations_and_the_tables_agree(database_url: str) -> None:
    engine = open_database(database_url)
    async with engine.connect() as conn:
        assert await conn.run_sync(_differences) == []
    await engine.dispose()


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    engine = open_database(database_url)
    await migrate(engine)
    await migrate(engine)
    await engine.dispose()


def test_the_newest_revision_is_the_one_that_alembic_goes_to() -> None:
    assert newest_revision() == ScriptDirectory.from_config(alembic_config()).get_current_head()


async def test_a_database_of_this_version_is_opened_while_another_one_writes(database_url: str) -> None:
    writing, opening = open_database(database_url), open_database(database_url)
    async with writing.connect() as conn:
        await begin_writing(conn, "migrations")
        await conn.execute(text("DELETE FROM settings"))
        async with asyncio.timeout(5):
            await migrate(opening)
        await conn.rollback()
    await writing.dispose()
    await opening.dispose()


async def test_down_and_up_again(database_url: str) -> None:
    engine = open_database(database_url)
    async with engine.connect() as conn:
        await conn.run_sync(lambda sync: command.downgrade(alembic_config(sync), "base"))
        await conn.commit()
        left = await conn.run_sync(lambda sync: inspect(sync).get_table_names())
        assert left == ["alembic_version"]
        await conn.rollback()
    await migrate(engine)
    async with engine.connect() as conn:
        assert await conn.run_sync(_differences) == []
    await engine.dispose()
