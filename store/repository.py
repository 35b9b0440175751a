"""What every repository has: one open connection and the one workspace whose rows it touches."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True)
class Repository:
    conn: AsyncConnection
    team_id: str
