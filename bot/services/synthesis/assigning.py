"""Which theme each signal has: what is new is held against the themes there are; all are grouped anew weekly."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from bot.domain.audience import PUBLIC
from bot.domain.signals import Signal
from bot.services.classifying.essence import essence
from bot.services.synthesis.material import STILL_WRITTEN, Material, matrix_of
from bot.services.theming.corrections import apply_corrections
from bot.services.theming.daily import ThemeVectors, join_nearest
from bot.services.theming.grouping import group
from bot.services.theming.lasting import reconcile, theme_id_of
from bot.services.theming.settings import DEFAULT
from store.passages import Vectors

REGROUP_AFTER = timedelta(days=7)
STANDS_FOR = 200
"""Messages of a theme, the newest, that a new one is held against."""

MOST_LOOSE = 0.2
"""Share of signals from which on, so many new ones having no theme, everything is grouped anew."""

_BLOCK = 512  # rows of similarities at a time: bounds memory


def assign(
    material: Material, audience: str, now: datetime, *, regroup: bool = False
) -> tuple[Mapping[str, str], bool]:
    """Theme by message, and whether everything was grouped anew. regroup: group anew, due or not."""
    signals = [s for s in material.signals if s.id in material.vectors]
    new_id = partial(_id_for, audience)
    known = {s.id: material.assignment[s.id] for s in signals if s.id in material.assignment}
    loose = [s for s in signals if s.id not in known]
    new = [s for s in loose if s.id in material.found]
    due = material.regrouped_at is None or now - material.regrouped_at >= REGROUP_AFTER
    if regroup or due or len(new) > MOST_LOOSE * len(signals):
        grouping = group(*_columns(signals, material.vectors), previous=known)
        lasting = reconcile(known, grouping, new_id, taken=material.stored, corrections=material.corrections)
        return lasting.assignment, True
    waiting = _since_update(new, material)
    if not waiting:
        return known, False
    by_theme: dict[str, list[str]] = {}
    for signal in signals:
        if theme_id := known.get(signal.id):
            by_theme.setdefault(theme_id, []).append(signal.id)
    barred = apply_corrections(known, material.corrections).barred
    joined = join_nearest(
        [s.id for s in waiting],
        matrix_of([s.id for s in waiting], material.vectors),
        [ThemeVectors(theme, matrix_of(ids[-STANDS_FOR:], material.vectors)) for theme, ids in by_theme.items()],
        barred,
    )
    still = [s for s in waiting if s.id not in joined.assignment]
    seen = {s.id for s in waiting}
    still += _beside(still, [s for s in loose if s.id not in seen], material)
    fresh = reconcile({}, group(*_columns(still, material.vectors)), new_id, material.stored) if still else None
    return {**known, **joined.assignment, **(fresh.assignment if fresh else {})}, False


def _since_update(new: Sequence[Signal], material: Material) -> list[Signal]:
    """Those that no update has seen. The others found no theme then; the next regrouping looks at them again."""
    if material.updated_at is None:
        return list(new)
    return [s for s in new if material.found[s.id] >= material.updated_at - STILL_WRITTEN]


def _beside(new: Sequence[Signal], older: Sequence[Signal], material: Material) -> list[Signal]:
    """The older ones without a theme that are nearest to a new one: together they may be enough for one."""
    if not new or not older:
        return []
    about, before = (matrix_of([s.id for s in some], material.vectors) for some in (new, older))
    count, near = min(DEFAULT.neighbours, len(older)), DEFAULT.min_similarity_for(len(new) + len(older))
    found: set[int] = set()
    for start in range(0, len(new), _BLOCK):
        cosines = about[start : start + _BLOCK] @ before.T
        nearest = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        found.update(nearest[np.take_along_axis(cosines, nearest, axis=1) >= near].tolist())
    return [older[i] for i in sorted(found)]


def _id_for(audience: str, members: Sequence[str]) -> str:
    """The same messages have themes of different ids for different audiences."""
    return theme_id_of(members if audience == PUBLIC else [*members, audience])


def _columns(
    signals: Sequence[Signal], vectors: Mapping[str, Vectors]
) -> tuple[list[str], Vectors, list[str], list[str | None]]:
    ordered = sorted(signals, key=lambda s: s.id)
    ids = [s.id for s in ordered]
    return ids, matrix_of(ids, vectors), [essence(s.text) for s in ordered], [s.account_id for s in ordered]
