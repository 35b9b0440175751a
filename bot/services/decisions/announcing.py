"""The message that a record has in Slack: posted once, and kept true when the record changes."""

from bot.domain.decisions import Decision
from bot.domain.mail import Post

ANNOUNCEMENT = "decision"
"""The outbox kind of the message that confirms a record in the channel."""

REVISION = "decision_revision"
"""The outbox kind of its correction, after the record changed."""


def announcement(decision: Decision, channel_id: str) -> Post:
    return Post(
        team_id=decision.team_id,
        key=f"decision:{decision.id}",
        kind=ANNOUNCEMENT,
        ref=decision.id,
        channel_id=channel_id,
        thread_ts=decision.source_thread_ts or decision.source_ts if decision.source_channel_id == channel_id else None,
        user_id=decision.recorded_by,
    )


def revision(decision: Decision) -> Post | None:
    """None for a record that has no message of ours."""
    if not decision.posted_channel_id or not decision.posted_ts or decision.fields is None:
        return None
    return Post(
        team_id=decision.team_id,
        key=f"decision:{decision.id}:v{decision.version}",
        kind=REVISION,
        ref=decision.id,
        channel_id=decision.posted_channel_id,
    )
