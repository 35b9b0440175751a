"""What is read of a signal, and how it becomes one."""

from typing import Any

from sqlalchemy import Row

from bot.domain.kinds import SignalKind, Surface
from bot.domain.messages import SLACK, named_by_people, speaks_for_itself
from bot.domain.signals import Signal
from store.message_reads import link_of

COLUMNS = (
    "id", "text", "source", "surface", "channel_id", "ts", "thread_ts", "url", "author", "author_team_id", "is_bot",
    "is_staff", "account_hint", "account_id", "created_at", "audience",
)  # fmt: skip
"""Of a message, what a signal shows: there are many signals, and every column costs."""

KINDS = {kind.value: kind for kind in SignalKind}
SURFACES = {surface.value: surface for surface in Surface}


def to_signal(row: Row[Any], tagged_by: tuple[str, ...], team_id: str) -> Signal:
    surface = SURFACES.get(row.surface)
    return Signal(
        id=row.id,
        kind=KINDS[row.kind],
        text=row.text,
        source=row.source,
        surface=surface,
        channel=row.channel_name,
        channel_id=row.channel_id,
        ts=row.ts,
        url=link_of(row._mapping) if row.source == SLACK else row.url,
        author=row.author,
        account=row.account_name or named_by_people(row.account_hint),
        account_id=row.account_id,
        arr=row.arr,
        tagged_by=tagged_by,
        created_at=row.created_at,
        audience=row.audience,
        is_customers_own=speaks_for_itself(
            row.source,
            surface,
            is_external=row.author_team_id not in (None, team_id),
            is_ours=row.is_bot or row.is_staff,
        ),
    )
