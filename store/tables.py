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
    String,
    Table,
    Text,
    UniqueConstraint,
)

from store.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _team() -> Column[str]:
    return Column("team_id", String(64), primary_key=True)


teams = Table(
    "teams",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("bot_user_id", String(64)),
    Column("bot_id", String(64)),
)

channels = Table(
    "channels",
    metadata,
    _team(),
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("is_private", Boolean, nullable=False, default=False),
    Column("is_shared", Boolean, nullable=False, default=False),
    Column("has_guests", Boolean, nullable=False, default=False),
    Column("is_member", Boolean, nullable=False, default=False),
    Column("is_archived", Boolean, nullable=False, default=False),
    Column("surface", String(16)),
    Column("connected_team_ids", JSON, nullable=False, default=list),
    Column("last_event_at", UtcDateTime),
    Column("backfilled_to", UtcDateTime),
)

people = Table(
    "people",
    metadata,
    _team(),
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("home_team_id", String(64)),
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
    Column("channel_id", String(64), primary_key=True),
    Column("user_id", String(64), primary_key=True),
)

accounts = Table(
    "accounts",
    metadata,
    _team(),
    Column("id", String(128), primary_key=True),
    Column("name", Text, nullable=False),
    Column("domain", Text),
    Column("aliases", JSON, nullable=False, default=list),
    Column("segment", Text),
    Column("arr", Float),
    Column("renewal_date", Date),
    Column("stage", Text),
    Column("owner", Text),
)

messages = Table(
    "messages",
    metadata,
    _team(),
    Column("id", String(255), primary_key=True),
    Column("source", String(64), nullable=False),
    Column("external_id", String(255), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("channel_id", String(64)),
    Column("ts", String(32)),
    Column("thread_ts", String(32)),
    Column("author_id", String(64)),
    Column("author", Text),
    Column("author_email", Text),
    Column("author_team_id", String(64)),
    Column("is_bot", Boolean, nullable=False, default=False),
    Column("is_staff", Boolean, nullable=False, default=False),
    Column("surface", String(16)),
    Column("url", Text),
    Column("audience", String(64), nullable=False),
    Column("account_id", String(128)),
    Column("account_set_by", String(64)),  # a person's word, never overwritten by the machine
    Column("account_hint", Text),
    Column("kind_hint", String(16)),
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
    Column("message_id", String(255), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("decided_by", String(16), nullable=False),  # person | classifier
    Column("probability", Float),
    Column("dismissed", Boolean, nullable=False, default=False),
    Column("created_at", UtcDateTime, nullable=False),
)

signal_tags = Table(
    "signal_tags",
    metadata,
    _team(),
    Column("message_id", String(255), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("user_id", String(64), primary_key=True),
    Column("note", Text),
    Column("tagged_at", UtcDateTime, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    _team(),
    Column("id", String(255), primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("decided_on", Date),
    Column("url", Text),
    Column("tags", JSON, nullable=False, default=list),
    Column("supersedes", JSON, nullable=False, default=list),
    Column("superseded_by", String(255)),
    Column("objective", Text),
    Column("revisit_when", Text),
    Column("decided_by", JSON, nullable=False, default=list),
    Column("fields", JSON),
    Column("recorded_by", String(64)),
    Column("source_channel_id", String(64)),
    Column("source_ts", String(32)),
    Column("source_thread_ts", String(32)),
    Column("posted_channel_id", String(64)),
    Column("posted_ts", String(32)),
    Column("audience", String(64), nullable=False),
    Column("contested_by", JSON, nullable=False, default=list),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("origin_key", String(255)),  # the view submission or file it came from: the same one twice is one record
    UniqueConstraint("team_id", "origin_key"),
)

decision_versions = Table(
    "decision_versions",
    metadata,
    _team(),
    Column("decision_id", String(255), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("snapshot", JSON, nullable=False),
    Column("changed_by", String(64)),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("change", Text, nullable=False),  # recorded, edited, superseded, reopened, contested, confirmed
)

drafts = Table(
    "drafts",
    metadata,
    _team(),
    Column("id", String(64), primary_key=True),
    Column("for_user_id", String(64), nullable=False),
    Column("channel_id", String(64), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("status_word", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # waiting | recorded | dismissed
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("team_id", "channel_id", "ts", "for_user_id"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),  # never reused: a stale index entry finds nothing
    Column("team_id", String(64), nullable=False),
    Column("owner_kind", String(16), nullable=False),  # decision | message
    Column("owner_id", String(255), nullable=False),
    Column("audience", String(64), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("section", Text, nullable=False, default=""),
    Column("role", String(16), nullable=False, default=""),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text),  # what is embedded; None where the owner's own text is
    Column("text_hash", String(64), nullable=False),
    Column("model", String(128)),  # of the stored vector; None while it waits to be embedded
    Index("ix_passages_owner", "team_id", "owner_kind", "owner_id"),
    Index("ix_passages_model", "model"),
    Index("ix_passages_audience", "team_id", "owner_kind", "audience"),
    sqlite_autoincrement=True,
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("text_hash", String(64), primary_key=True),
    Column("model", String(128), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float16, L2-normalised
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team_id", String(64), nullable=False),
    Column("event_id", String(128), nullable=False, unique=True),
    Column("lane", String(16), nullable=False),  # record | reply: a slow answer never holds up the listening
    Column("body", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),  # waiting | done | dead
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("error", Text),
    Index("ix_inbox_waiting", "state", "lane", "next_try_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team_id", String(64), nullable=False),
    Column("key", String(255), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("ref", Text, nullable=False),
    Column("channel_id", String(64), nullable=False),
    Column("thread_ts", String(32)),
    Column("user_id", String(64)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("state", String(16), nullable=False),  # waiting | posted | dead | expired
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("posted_ts", String(32)),
    Column("error", Text),
    UniqueConstraint("team_id", "key"),
    Index("ix_outbox_waiting", "state", "next_try_at"),
)

answers = Table(
    "answers",
    metadata,
    _team(),
    Column("id", String(64), primary_key=True),
    Column("asked_by", String(64)),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("channel_id", String(64)),
    Column("question", Text, nullable=False),
    Column("question_key", Text, nullable=False),  # folded, so that the same question counts as one
    Column("answered", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("decision_id", String(255)),
    Column("mode", String(16), nullable=False),
    Column("audience", String(64), nullable=False),
    Column("body", JSON, nullable=False),
    Column("trace", JSON, nullable=False),
    Column("helpful", Boolean),
    Column("helpful_reason", Text),
    Index("ix_answers_asked", "team_id", "asked_at"),
)

themes = Table(
    "themes",
    metadata,
    _team(),
    Column("id", String(64), primary_key=True),
    Column("label", Text, nullable=False),
    Column("label_set_by", String(64)),
    Column("keywords", JSON, nullable=False, default=list),
    Column("audience", String(64), nullable=False),
    Column("status", String(16), nullable=False),  # open | dismissed | merged
    Column("merged_into", String(64)),
    Column("first_seen", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
)

theme_members = Table(
    "theme_members",
    metadata,
    _team(),
    Column("audience", String(64), primary_key=True),
    Column("message_id", String(255), primary_key=True),
    Column("theme_id", String(64), nullable=False),
    Column("set_by", String(64)),
    Index("ix_theme_members_theme", "team_id", "theme_id"),
)

theme_events = Table(
    "theme_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team_id", String(64), nullable=False),
    Column("theme_id", String(64), nullable=False),
    Column("change", String(32), nullable=False),  # split, merge, renamed, dismissed, not_this_one, assigned
    Column("detail", JSON, nullable=False),
    Column("changed_by", String(64)),
    Column("changed_at", UtcDateTime, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    _team(),
    Column("local_date", Date, primary_key=True),
    Column("channel_id", String(64), primary_key=True),
    Column("body", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    _team(),
    Column("id", String(255), primary_key=True),
    Column("title", Text, nullable=False),
    Column("released_on", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text),
)

roadmap_items = Table(
    "roadmap_items",
    metadata,
    _team(),
    Column("id", String(255), primary_key=True),
    Column("title", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("objective", Text, nullable=False),
    Column("target_date", Date),
    Column("url", Text),
)

backfills = Table(
    "backfills",
    metadata,
    _team(),
    Column("channel_id", String(64), primary_key=True),
    Column("oldest", UtcDateTime, nullable=False),  # how far back to go
    Column("reached_ts", String(32)),  # everything from here to the start of the run has been read
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
)

settings = Table(
    "settings",
    metadata,
    _team(),
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)
