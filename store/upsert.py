"""Insert-or-update, the same way on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def upsert(
    conn: AsyncConnection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    keep: Sequence[str] = (),
) -> None:
    """Writes `rows`; where the primary key is there already, overwrites every given column but those in `keep`."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    make = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    statement = make(table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys and name not in keep}
    await conn.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=changed)
        if changed
        else statement.on_conflict_do_nothing(index_elements=keys),
        list(rows),
    )


async def insert_new(
    conn: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]
) -> int:
    """Inserts the rows whose `unique` columns are not there yet; returns how many were new."""
    make = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    new = 0
    for row in rows:
        done = await conn.execute(make(table).values(**row).on_conflict_do_nothing(index_elements=list(unique)))
        new += done.rowcount
    return new
