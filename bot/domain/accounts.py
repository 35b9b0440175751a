"""Customers, and what they are worth."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Account:
    """A customer. `arr` is annual recurring revenue in the company's own currency; `id` is a slug of the name."""

    id: str
    team_id: str
    name: str
    domain: str | None = None
    aliases: tuple[str, ...] = ()
    segment: str | None = None
    arr: float | None = None
    renewal_date: date | None = None
    stage: str | None = None
    owner: str | None = None
