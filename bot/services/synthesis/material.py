"""Everything that the synthesis looks at, read in one go for one viewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np

from bot.domain.accounts import Account
from bot.domain.audience import PUBLIC, Viewer
from bot.domain.signals import Signal
from bot.domain.themes import Correction, CorrectionKind
from bot.services.theming.names import parts_of_people
from store.passages import Vectors
from store.themes import StoredTheme
from store.unit_of_work import UnitOfWork

HORIZON = timedelta(days=120)
"""How far before the newest signal themes reach back."""

MOST_SIGNALS = 40_000
"""The newest so many signals make the themes: with more, a morning would take minutes, and four weeks are in them."""


STILL_WRITTEN = timedelta(seconds=10)
"""How long a signal may take from its time to be seen by others: one transaction."""

ASSIGNED = "assigned"
"""A theme's event: somebody took it."""


@dataclass(frozen=True)
class Material:
    """Everything that grouping looks at, read in one go. `vectors` by message id."""

    signals: tuple[Signal, ...]
    vectors: Mapping[str, Vectors]
    accounts: Mapping[str, Account]
    assignment: Mapping[str, str]
    stored: Mapping[str, StoredTheme]
    corrections: tuple[Correction, ...]
    regrouped_at: datetime | None
    updated_at: datetime | None = None  # when signals were last given their themes
    found: Mapping[str, datetime] = field(default_factory=dict)  # those since the regrouping: when each became a signal
    assigned: Mapping[str, str] = field(default_factory=dict)  # who took a theme: user id by theme id
    names: tuple[str, ...] = ()  # of the company, its people and its customers: no theme is called by one

    @cached_property
    def by_id(self) -> Mapping[str, Signal]:
        return {signal.id: signal for signal in self.signals}


def regrouped_key(audience: str) -> str:
    """The setting that holds when everything was last grouped anew."""
    return f"themes_regrouped_at:{audience}"


def updated_key(audience: str) -> str:
    """The setting that holds when signals were last given their themes."""
    return f"themes_updated_at:{audience}"


def themes_audience(viewer: Viewer) -> str:
    """The key under which themes for this viewer are kept: public, or the one private channel that sees more."""
    private = sorted(viewer.audiences - {PUBLIC})
    return private[0] if len(private) == 1 else PUBLIC


async def read_material(uow: UnitOfWork, viewer: Viewer, audience: str, model: str) -> Material:
    events = await uow.themes.events()
    newest = await uow.signals.newest(viewer)
    since = newest - HORIZON if newest else None
    signals = tuple(reversed(await uow.signals.list(viewer, since=since, taggers=False, most=MOST_SIGNALS)))
    regrouped = await uow.settings.get(regrouped_key(audience))
    updated = await uow.settings.get(updated_key(audience))
    regrouped_at = datetime.fromisoformat(regrouped) if regrouped else None
    return Material(
        signals=signals,
        vectors=await uow.passages.vectors_of_messages([s.id for s in signals], model),
        accounts={account.id: account for account in await uow.accounts.all()},
        assignment=await uow.themes.members(audience),
        stored={theme.id: theme for theme in await uow.themes.all(audience)},
        corrections=_corrections(events),
        assigned={str(e["theme_id"]): str(e["detail"]["user_id"]) for e in events if e["change"] == ASSIGNED},
        regrouped_at=regrouped_at,
        updated_at=datetime.fromisoformat(updated) if updated else None,
        found=await uow.signals.found_since(regrouped_at - STILL_WRITTEN) if regrouped_at else {},
        names=await never_in_labels(uow),
    )


async def never_in_labels(uow: UnitOfWork) -> tuple[str, ...]:
    """Names that say who spoke, and not what about."""
    team = await uow.workspaces.team()
    people = parts_of_people(await uow.workspaces.everybodys_names())
    customers = [name for account in await uow.accounts.all() for name in (account.name, *account.aliases)]
    return (*([team.name] if team else []), *sorted(people), *customers)


def matrix_of(ids: Sequence[str], vectors: Mapping[str, Vectors]) -> Vectors:
    """(n, dim), one row each id, in their order."""
    if not ids:
        return np.zeros((0, 1), dtype=np.float32)
    return np.stack([vectors[i] for i in ids])


def _corrections(events: Sequence[Mapping[str, object]]) -> tuple[Correction, ...]:
    kinds = {kind.value for kind in CorrectionKind}
    found = []
    for event in events:
        detail = event["detail"]
        if event["change"] in kinds and isinstance(detail, dict) and isinstance(event["changed_at"], datetime):
            found.append(
                Correction(
                    CorrectionKind(str(event["change"])),
                    str(event["theme_id"]),
                    str(event["changed_by"]),
                    event["changed_at"],
                    tuple(detail.get("message_ids") or ()),
                    detail.get("into"),
                    detail.get("label"),
                    detail.get("reason"),
                )
            )
    return tuple(found)
