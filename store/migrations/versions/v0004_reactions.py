"""Keep each person's reactions with their times, so that late and early events come out right"""

import sqlalchemy as sa
from alembic import op

from store.types import UtcDateTime, Words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reactions",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("message_id", Words(), nullable=False),
        sa.Column("user_id", Words(), nullable=False),
        sa.Column("emoji", Words(), nullable=False),
        sa.Column("meaning", Words(), nullable=False),
        sa.Column("is_there", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "message_id", "user_id", "emoji", name=op.f("pk_reactions")),
    )


def downgrade() -> None:
    op.drop_table("reactions")
