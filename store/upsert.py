"""Insert-or-update, the same way on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Row = Mapping[str, Any]


async def upsert(conn: AsyncConnection, table: Table, rows: Sequence[Row], *, keep: Sequence[str] = ()) -> None:
    """Writes `rows`; where the primary key is there already, overwrites every given column but those in `keep`."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    statement = _insert(conn, table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys and name not in keep}
    await conn.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=changed)
        if changed
        else statement.on_conflict_do_nothing(index_elements=keys),
        list(rows),
    )


async def insert_once(conn: AsyncConnection, table: Table, row: Row, *, unique: Sequence[str]) -> bool:
    """Inserts the row unless its `unique` columns are there already; True when it was new."""
    statement = _insert(conn, table).values(**row).on_conflict_do_nothing(index_elements=list(unique))
    return bool((await conn.execute(statement)).rowcount)


async def insert_missing(conn: AsyncConnection, table: Table, rows: Sequence[Row], *, unique: Sequence[str]) -> None:
    """Inserts those of `rows` whose `unique` columns are not there yet, in one go."""
    if rows:
        await conn.execute(_insert(conn, table).on_conflict_do_nothing(index_elements=list(unique)), list(rows))


def _insert(conn: AsyncConnection, table: Table) -> Any:
    return (postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert)(table)
