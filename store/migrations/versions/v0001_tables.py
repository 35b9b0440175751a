"""Lay the tables"""

import sqlalchemy as sa
from alembic import op

from store.types import UtcDateTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("domain", Words(), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("segment", Words(), nullable=True),
        sa.Column("arr", sa.Float(), nullable=True),
        sa.Column("renewal_date", sa.Date(), nullable=True),
        sa.Column("stage", Words(), nullable=True),
        sa.Column("owner", Words(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_accounts")),
    )
    op.create_table(
        "answers",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("asked_by", Words(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("channel_id", Words(), nullable=True),
        sa.Column("question", Words(), nullable=False),
        sa.Column("question_key", Words(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("decision_id", Words(), nullable=True),
        sa.Column("mode", Words(), nullable=False),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=True),
        sa.Column("helpful_reason", Words(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_answers")),
    )
    op.create_index("ix_answers_asked", "answers", ["team_id", "asked_at"], unique=False)
    op.create_table(
        "backfills",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("channel_id", Words(), nullable=False),
        sa.Column("oldest", UtcDateTime(), nullable=False),
        sa.Column("reached_ts", Words(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "channel_id", name=op.f("pk_backfills")),
    )
    op.create_table(
        "channels",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("has_guests", sa.Boolean(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("surface", Words(), nullable=True),
        sa.Column("connected_team_ids", sa.JSON(), nullable=False),
        sa.Column("last_event_at", UtcDateTime(), nullable=True),
        sa.Column("backfilled_to", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_channels")),
    )
    op.create_table(
        "decision_versions",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("decision_id", Words(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("changed_by", Words(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("change", Words(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "decision_id", "version", name=op.f("pk_decision_versions")),
    )
    op.create_table(
        "decisions",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("status", Words(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("url", Words(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("supersedes", sa.JSON(), nullable=False),
        sa.Column("superseded_by", Words(), nullable=True),
        sa.Column("objective", Words(), nullable=True),
        sa.Column("revisit_when", Words(), nullable=True),
        sa.Column("decided_by", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=True),
        sa.Column("recorded_by", Words(), nullable=True),
        sa.Column("source_channel_id", Words(), nullable=True),
        sa.Column("source_ts", Words(), nullable=True),
        sa.Column("source_thread_ts", Words(), nullable=True),
        sa.Column("posted_channel_id", Words(), nullable=True),
        sa.Column("posted_ts", Words(), nullable=True),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("contested_by", sa.JSON(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("origin_key", Words(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("team_id", "origin_key", name=op.f("uq_decisions_team_id_origin_key")),
    )
    op.create_table(
        "digests",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("channel_id", Words(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "local_date", "channel_id", name=op.f("pk_digests")),
    )
    op.create_table(
        "drafts",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("for_user_id", Words(), nullable=False),
        sa.Column("channel_id", Words(), nullable=False),
        sa.Column("ts", Words(), nullable=False),
        sa.Column("status_word", Words(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_drafts")),
        sa.UniqueConstraint(
            "team_id", "channel_id", "ts", "for_user_id", name=op.f("uq_drafts_team_id_channel_id_ts_for_user_id")
        ),
    )
    op.create_table(
        "embeddings",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("text_hash", Words(), nullable=False),
        sa.Column("model", Words(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "text_hash", "model", name=op.f("pk_embeddings")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("event_id", Words(), nullable=False),
        sa.Column("lane", Words(), nullable=False),
        sa.Column("body", Words(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("state", Words(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.Column("error", Words(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("event_id", name=op.f("uq_inbox_event_id")),
    )
    op.create_index("ix_inbox_waiting", "inbox", ["state", "lane", "next_try_at"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("channel_id", Words(), nullable=False),
        sa.Column("user_id", Words(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "user_id", name=op.f("pk_memberships")),
    )
    op.create_table(
        "messages",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("source", Words(), nullable=False),
        sa.Column("external_id", Words(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("channel_id", Words(), nullable=True),
        sa.Column("ts", Words(), nullable=True),
        sa.Column("thread_ts", Words(), nullable=True),
        sa.Column("author_id", Words(), nullable=True),
        sa.Column("author", Words(), nullable=True),
        sa.Column("author_email", Words(), nullable=True),
        sa.Column("author_team_id", Words(), nullable=True),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("surface", Words(), nullable=True),
        sa.Column("url", Words(), nullable=True),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("account_id", Words(), nullable=True),
        sa.Column("account_set_by", Words(), nullable=True),
        sa.Column("account_hint", Words(), nullable=True),
        sa.Column("kind_hint", Words(), nullable=True),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_messages")),
        sa.UniqueConstraint("team_id", "source", "external_id", name=op.f("uq_messages_team_id_source_external_id")),
    )
    op.create_index("ix_messages_author", "messages", ["team_id", "author_id"], unique=False)
    op.create_index("ix_messages_created", "messages", ["team_id", "created_at"], unique=False)
    op.create_index("ix_messages_thread", "messages", ["team_id", "channel_id", "thread_ts"], unique=False)
    op.create_index("ix_messages_unread", "messages", ["team_id", "read_at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("key", Words(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("ref", Words(), nullable=False),
        sa.Column("channel_id", Words(), nullable=False),
        sa.Column("thread_ts", Words(), nullable=True),
        sa.Column("user_id", Words(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("state", Words(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.Column("posted_ts", Words(), nullable=True),
        sa.Column("error", Words(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("team_id", "key", name=op.f("uq_outbox_team_id_key")),
    )
    op.create_index("ix_outbox_waiting", "outbox", ["state", "next_try_at"], unique=False)
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("owner_kind", Words(), nullable=False),
        sa.Column("owner_id", Words(), nullable=False),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("section", Words(), nullable=False),
        sa.Column("role", Words(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", Words(), nullable=True),
        sa.Column("text_hash", Words(), nullable=False),
        sa.Column("model", Words(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_passages_model", "passages", ["team_id", "model", "id"], unique=False)
    op.create_index("ix_passages_owner", "passages", ["team_id", "owner_kind", "owner_id"], unique=False)
    op.create_index("ix_passages_shelf", "passages", ["team_id", "model", "owner_kind", "audience", "id"], unique=False)
    op.create_index("ix_passages_text", "passages", ["team_id", "text_hash"], unique=False)
    op.create_table(
        "people",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("email", Words(), nullable=True),
        sa.Column("home_team_id", Words(), nullable=True),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_external", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("is_silenced", sa.Boolean(), nullable=False),
        sa.Column("looked_up_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_people")),
    )
    op.create_table(
        "releases",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("url", Words(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_releases")),
    )
    op.create_table(
        "roadmap_items",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("status", Words(), nullable=False),
        sa.Column("objective", Words(), nullable=False),
        sa.Column("target_date", sa.Date(), nullable=True),
        sa.Column("url", Words(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_roadmap_items")),
    )
    op.create_table(
        "settings",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "name", name=op.f("pk_settings")),
    )
    op.create_table(
        "signal_tags",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("message_id", Words(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("user_id", Words(), nullable=False),
        sa.Column("note", Words(), nullable=True),
        sa.Column("tagged_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "message_id", "kind", "user_id", name=op.f("pk_signal_tags")),
    )
    op.create_table(
        "signals",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("message_id", Words(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("decided_by", Words(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=True),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "message_id", name=op.f("pk_signals")),
    )
    op.create_table(
        "teams",
        sa.Column("id", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("bot_user_id", Words(), nullable=True),
        sa.Column("bot_id", Words(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_table(
        "theme_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("theme_id", Words(), nullable=False),
        sa.Column("change", Words(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("changed_by", Words(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_events")),
    )
    op.create_table(
        "theme_members",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("message_id", Words(), nullable=False),
        sa.Column("theme_id", Words(), nullable=False),
        sa.Column("set_by", Words(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "audience", "message_id", name=op.f("pk_theme_members")),
    )
    op.create_index("ix_theme_members_theme", "theme_members", ["team_id", "theme_id"], unique=False)
    op.create_table(
        "themes",
        sa.Column("team_id", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("label", Words(), nullable=False),
        sa.Column("label_set_by", Words(), nullable=True),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("audience", Words(), nullable=False),
        sa.Column("status", Words(), nullable=False),
        sa.Column("merged_into", Words(), nullable=True),
        sa.Column("first_seen", UtcDateTime(), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "id", name=op.f("pk_themes")),
    )


def downgrade() -> None:
    op.drop_table("themes")
    op.drop_index("ix_theme_members_theme", table_name="theme_members")
    op.drop_table("theme_members")
    op.drop_table("theme_events")
    op.drop_table("teams")
    op.drop_table("signals")
    op.drop_table("signal_tags")
    op.drop_table("settings")
    op.drop_table("roadmap_items")
    op.drop_table("releases")
    op.drop_table("people")
    op.drop_index("ix_passages_text", table_name="passages")
    op.drop_index("ix_passages_shelf", table_name="passages")
    op.drop_index("ix_passages_owner", table_name="passages")
    op.drop_index("ix_passages_model", table_name="passages")
    op.drop_table("passages")
    op.drop_index("ix_outbox_waiting", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("ix_messages_unread", table_name="messages")
    op.drop_index("ix_messages_thread", table_name="messages")
    op.drop_index("ix_messages_created", table_name="messages")
    op.drop_index("ix_messages_author", table_name="messages")
    op.drop_table("messages")
    op.drop_table("memberships")
    op.drop_index("ix_inbox_waiting", table_name="inbox")
    op.drop_table("inbox")
    op.drop_table("embeddings")
    op.drop_table("drafts")
    op.drop_table("digests")
    op.drop_table("decisions")
    op.drop_table("decision_versions")
    op.drop_table("channels")
    op.drop_table("backfills")
    op.drop_index("ix_answers_asked", table_name="answers")
    op.drop_table("answers")
    op.drop_table("accounts")
