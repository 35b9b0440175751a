"""Every table. Each row belongs to a workspace (`team_id`); times are UTC; ids of messages and decisions are text."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from store.types import UtcDateTime, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _team() -> Column[str]:
    return Column("team_id", Words, primary_key=True)


teams = Table(
    "teams",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("bot_user_id", Words),
    Column("bot_id", Words),
)

channels = Table(
    "channels",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("is_private", Boolean, nullable=False, default=False),
    Column("is_shared", Boolean, nullable=False, default=False),
    Column("has_guests", Boolean, nullable=False, default=False),
    Column("is_member", Boolean, nullable=False, default=False),
    Column("is_archived", Boolean, nullable=False, default=False),
    Column("surface", Words),
    Column("connected_team_ids", JSON, nullable=False, default=list),
    Column("last_event_at", UtcDateTime),
    Column("backfilled_to", UtcDateTime),
)

people = Table(
    "people",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("email", Words),
    Column("home_team_id", Words),
    Column("is_bot", Boolean, nullable=False, default=False),
    Column("is_guest", Boolean, nullable=False, default=False),
    Column("is_external", Boolean, nullable=False, default=False),
    Column("is_deleted", Boolean, nullable=False, default=False),
    Column("is_silenced", Boolean, nullable=False, default=False),  # asked to be forgotten: nothing of theirs is kept
    Column("looked_up_at", UtcDateTime),
)

memberships = Table(
    "memberships",
    metadata,
    _team(),
    Column("channel_id", Words, primary_key=True),
    Column("user_id", Words, primary_key=True),
)

accounts = Table(
    "accounts",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("domain", Words),
    Column("aliases", JSON, nullable=False, default=list),
    Column("segment", Words),
    Column("arr", Float),
    Column("renewal_date", Date),
    Column("stage", Words),
    Column("owner", Words),
)

messages = Table(
    "messages",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("source", Words, nullable=False),
    Column("external_id", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("channel_id", Words),
    Column("ts", Words),
    Column("thread_ts", Words),
    Column("author_id", Words),
    Column("author", Words),
    Column("author_email", Words),
    Column("author_team_id", Words),
    Column("is_bot", Boolean, nullable=False, default=False),
    Column("is_staff", Boolean, nullable=False, default=False),
    Column("surface", Words),
    Column("url", Words),
    Column("audience", Words, nullable=False),
    Column("account_id", Words),
    Column("account_set_by", Words),  # a person's word, never overwritten by the machine
    Column("account_hint", Words),
    Column("kind_hint", Words),
    Column("edited_at", UtcDateTime),
    Column("deleted_at", UtcDateTime),  # a tombstone: the text is gone, the id stays so that nothing brings it back
    Column("read_at", UtcDateTime),  # classified
    UniqueConstraint("team_id", "source", "external_id"),
    Index("ix_messages_created", "team_id", "created_at"),
    Index("ix_messages_thread", "team_id", "channel_id", "thread_ts"),
    Index("ix_messages_unread", "team_id", "read_at"),
    Index("ix_messages_author", "team_id", "author_id"),
)

signals = Table(
    "signals",
    metadata,
    _team(),
    Column("message_id", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("decided_by", Words, nullable=False),  # person | classifier
    Column("probability", Float),
    Column("dismissed", Boolean, nullable=False, default=False),
    Column("created_at", UtcDateTime, nullable=False),
)

signal_tags = Table(
    "signal_tags",
    metadata,
    _team(),
    Column("message_id", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("user_id", Words, primary_key=True),
    Column("note", Words),
    Column("tagged_at", UtcDateTime, nullable=False),
)

reactions = Table(
    "reactions",
    metadata,
    _team(),
    Column("message_id", Words, primary_key=True),
    Column("user_id", Words, primary_key=True),
    Column("emoji", Words, primary_key=True),
    Column("meaning", Words, nullable=False),
    Column("is_there", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),  # of the newest event that is known
)

decisions = Table(
    "decisions",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("decided_on", Date),
    Column("url", Words),
    Column("tags", JSON, nullable=False, default=list),
    Column("supersedes", JSON, nullable=False, default=list),
    Column("superseded_by", Words),
    Column("objective", Words),
    Column("revisit_when", Words),
    Column("decided_by", JSON, nullable=False, default=list),
    Column("fields", JSON),
    Column("recorded_by", Words),
    Column("source_channel_id", Words),
    Column("source_ts", Words),
    Column("source_thread_ts", Words),
    Column("posted_channel_id", Words),
    Column("posted_ts", Words),
    Column("audience", Words, nullable=False),
    Column("contested_by", JSON, nullable=False, default=list),
    Column("confirmed_by", JSON),
    Column("confirmed_at", UtcDateTime),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("origin_key", Words),  # the view submission or file it came from: the same one twice is one record
    UniqueConstraint("team_id", "origin_key"),
    Index("ix_decisions_audience", "team_id", "audience", "source_channel_id"),  # to count them unread: texts are long
)

decision_versions = Table(
    "decision_versions",
    metadata,
    _team(),
    Column("decision_id", Words, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("snapshot", JSON, nullable=False),
    Column("changed_by", Words),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("change", Words, nullable=False),  # recorded, edited, ... (bot.domain.decisions.Version)
)

proposals = Table(
    "proposals",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("decision_id", Words, nullable=False),
    Column("by_user_id", Words, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("state", Words, nullable=False),  # waiting | accepted | declined
    Column("created_at", UtcDateTime, nullable=False),
)
drafts = Table(
    "drafts",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("for_user_id", Words, nullable=False),
    Column("channel_id", Words, nullable=False),
    Column("ts", Words, nullable=False),
    Column("status_word", Words, nullable=False),
    Column("state", Words, nullable=False),  # waiting | recorded | dismissed
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("team_id", "channel_id", "ts", "for_user_id"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),  # never reused: a stale index entry finds nothing
    Column("team_id", Words, nullable=False),
    Column("owner_kind", Words, nullable=False),  # decision | message
    Column("owner_id", Words, nullable=False),
    Column("audience", Words, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("section", Words, nullable=False, default=""),
    Column("role", Words, nullable=False, default=""),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words),  # what is embedded; None where the owner's own text is
    Column("text_hash", Words, nullable=False),
    Column("model", Words),  # of the stored vector; None while it waits to be embedded
    Index("ix_passages_owner", "team_id", "owner_kind", "owner_id"),
    Index("ix_passages_model", "team_id", "model", "id"),
    Index("ix_passages_shelf", "team_id", "model", "owner_kind", "audience", "id"),
    Index("ix_passages_text", "team_id", "text_hash"),
    sqlite_autoincrement=True,
)

embeddings = Table(
    "embeddings",
    metadata,
    _team(),
    Column("text_hash", Words, primary_key=True),
    Column("model", Words, primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float16, L2-normalised
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team_id", Words, nullable=False),
    Column("event_id", Words, nullable=False, unique=True),
    Column("lane", Words, nullable=False),  # record | reply: a slow answer never holds up the listening
    Column("body", Words, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("state", Words, nullable=False),  # waiting | done | dead
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("error", Words),
    Index("ix_inbox_waiting", "state", "lane", "next_try_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team_id", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("ref", Words, nullable=False),
    Column("channel_id", Words, nullable=False),
    Column("thread_ts", Words),
    Column("user_id", Words),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("state", Words, nullable=False),  # waiting | posted | dead | expired
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("posted_ts", Words),
    Column("error", Words),
    UniqueConstraint("team_id", "key"),
    Index("ix_outbox_waiting", "state", "next_try_at"),
)

answers = Table(
    "answers",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("asked_by", Words),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("channel_id", Words),
    Column("question", Words, nullable=False),
    Column("question_key", Words, nullable=False),  # folded, so that the same question counts as one
    Column("answered", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("decision_id", Words),
    Column("mode", Words, nullable=False),
    Column("audience", Words, nullable=False),
    Column("body", JSON, nullable=False),
    Column("trace", JSON, nullable=False),
    Column("helpful", Boolean),
    Column("helpful_reason", Words),
    Index("ix_answers_asked", "team_id", "asked_at"),
)

themes = Table(
    "themes",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("label", Words, nullable=False),
    Column("label_set_by", Words),
    Column("keywords", JSON, nullable=False, default=list),
    Column("audience", Words, nullable=False),
    Column("status", Words, nullable=False),  # open | dismissed | merged
    Column("merged_into", Words),
    Column("first_seen", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
)

theme_members = Table(
    "theme_members",
    metadata,
    _team(),
    Column("audience", Words, primary_key=True),
    Column("message_id", Words, primary_key=True),
    Column("theme_id", Words, nullable=False),
    Column("set_by", Words),
    Index("ix_theme_members_theme", "team_id", "theme_id"),
)

theme_events = Table(
    "theme_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team_id", Words, nullable=False),
    Column("theme_id", Words, nullable=False),
    Column("change", Words, nullable=False),  # split, merge, renamed, dismissed, not_this_one, assigned
    Column("detail", JSON, nullable=False),
    Column("changed_by", Words),
    Column("changed_at", UtcDateTime, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    _team(),
    Column("local_date", Date, primary_key=True),
    Column("channel_id", Words, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("released_on", Date, nullable=False),
    Column("text", Words, nullable=False),
    Column("url", Words),
)

roadmap_items = Table(
    "roadmap_items",
    metadata,
    _team(),
    Column("id", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("objective", Words, nullable=False),
    Column("target_date", Date),
    Column("url", Words),
)

backfills = Table(
    "backfills",
    metadata,
    _team(),
    Column("channel_id", Words, primary_key=True),
    Column("oldest", UtcDateTime, nullable=False),  # how far back to go
    Column("reached_ts", Words),  # everything from here to the start of the run has been read
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
)

settings = Table(
    "settings",
    metadata,
    _team(),
    Column("name", Words, primary_key=True),
    Column("value", JSON, nullable=False),
)
