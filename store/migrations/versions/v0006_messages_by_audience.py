"""Messages are counted by audience without reading their texts."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("ix_messages_audience", "messages", ["team_id", "audience", "deleted_at", "channel_id"])


def downgrade() -> None:
    op.drop_index("ix_messages_audience", table_name="messages")
