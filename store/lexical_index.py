"""The lexical index of the database that is open."""

from sqlalchemy.ext.asyncio import AsyncConnection

from store.lexical import LexicalIndex
from store.lexical_postgres import LexicalPostgres
from store.lexical_sqlite import LexicalSqlite


def lexical_index(conn: AsyncConnection, team_id: str) -> LexicalIndex:
    if conn.dialect.name == "postgresql":
        return LexicalPostgres(conn, team_id)
    return LexicalSqlite(conn, team_id)
