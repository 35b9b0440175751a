"""Values to store."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.decisions import Decision, DecisionFields
from bot.domain.kinds import DecisionStatus, Surface
from bot.domain.mail import Post
from bot.domain.messages import Message, slack_message_id
from tests.databases import TEAM

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NASTY = "a\0b \ud800 ünï 👩‍👩‍👧 %_\\ ' \" ‮"


def ts_of(moment: datetime) -> str:
    return f"{int(moment.timestamp())}.{moment.microsecond:06d}"


def message(n: int = 0, text: str = "We need an export to CSV, please", channel: str = "C1", **facts: Any) -> Message:
    at = facts.pop("at", NOW - timedelta(hours=1) + timedelta(seconds=n))
    ts = ts_of(at)
    values: dict[str, Any] = {
        "id": slack_message_id(channel, ts),
        "team_id": TEAM,
        "text": text,
        "created_at": at,
        "channel_id": channel,
        "ts": ts,
        "author_id": "U1",
        "author": "Ann",
        "surface": Surface.SUPPORT,
    }
    return Message(**{**values, **facts})


def decision(n: int = 1, **facts: Any) -> Decision:
    values: dict[str, Any] = {
        "id": f"D-{n}",
        "team_id": TEAM,
        "title": f"Decision {n}",
        "text": f"# Decision {n}\n\n## Rationale\n\nBecause the queue of exports blocks everything else we do.\n",
        "status": DecisionStatus.ACCEPTED,
        "decided_on": date(2026, 1, n % 28 + 1),
        "recorded_at": NOW,
        "updated_at": NOW,
    }
    return Decision(**{**values, **facts})


def fields(**facts: Any) -> DecisionFields:
    values: dict[str, Any] = {"title": "No CSV", "decision": "We drop CSV", "why": "Nobody used the CSV export at all"}
    return DecisionFields(**{**values, **facts})


def post(key: str = "k", **facts: Any) -> Post:
    return Post(TEAM, key, "digest", "2026-03-02", "C1", **facts)
