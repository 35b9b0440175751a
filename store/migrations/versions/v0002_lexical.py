"""Lay the lexical index: FTS5 on SQLite, tsvector on PostgreSQL"""

from types import ModuleType

from alembic import op

from store import lexical_postgres, lexical_sqlite

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in _of_this_database().CREATE:
        op.execute(statement)


def downgrade() -> None:
    for statement in _of_this_database().DROP:
        op.execute(statement)


def _of_this_database() -> ModuleType:
    return lexical_postgres if op.get_bind().dialect.name == "postgresql" else lexical_sqlite
