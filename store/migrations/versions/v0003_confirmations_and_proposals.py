"""Keep who confirmed a decision, and changes that are proposed to its owner"""

import sqlalchemy as sa
from alembic import op

from store.types import UtcDateTime, Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decisions", sa.Column("confirmed_by", sa.JSON(), nullable=True))
    op.add_column("decisions", sa.Column("confirmed_at", UtcDateTime(), nullable=True))
    op.create_table(
        "proposals",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("decision_id", Words(), nullable=False),
        sa.Column("by_user_id", Words(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_proposals")),
    )


def downgrade() -> None:
    op.drop_table("proposals")
    with op.batch_alter_table("decisions") as table:
        table.drop_column("confirmed_at")
        table.drop_column("confirmed_by")
