"""Decisions are counted by audience without reading their texts."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_decisions_audience", "decisions", ["team_id", "audience", "source_channel_id"])


def downgrade() -> None:
    op.drop_index("ix_decisions_audience", table_name="decisions")
