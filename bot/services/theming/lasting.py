"""Lasting ids: today's groups take the ids of the themes that their members come from."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.themes import Correction, CorrectionKind, ThemeEvent, ThemeEventKind
from bot.services.theming.grouping import Grouping

_MEANT = 0.25  # share of a theme that has to move together before it is told as a split or a merge

NewId = Callable[[Sequence[str]], str]
"""Makes the id of a new theme from its member ids."""


@dataclass(frozen=True)
class Reconciled:
    """`assignment`: message id to theme id, for every message that has a theme. `events` in a stable order."""

    assignment: Mapping[str, str]
    events: tuple[ThemeEvent, ...]


def theme_id_of(member_ids: Sequence[str]) -> str:
    """An id for a new theme: the same members give the same id."""
    digest = hashlib.sha256("\n".join(sorted(member_ids)).encode()).hexdigest()
    return f"T{digest[:10].upper()}"


def reconcile(
    previous: Mapping[str, str],
    grouping: Grouping,
    new_id: NewId = theme_id_of,
    taken: Iterable[str] = (),
    corrections: Iterable[Correction] = (),
) -> Reconciled:
    """Give each group of a regrouping its lasting id.

    previous: message id to theme id as the last run left it. A theme goes on in the group that holds most of its
    members (ties: the larger group); a group that gets several themes keeps the id that most of its members had and
    the others are merged into it; a group that gets none is new, or split off from the theme most of its known
    members had.
    taken: ids of earlier themes (dismissed, gone) that a new theme must not be given.
    corrections: what people did. A theme that others were merged into is not split again, and one that was split off
    keeps its messages; lay the corrections over the result as well (`apply_corrections`).
    """
    made = tuple(corrections)
    whole = {c.into for c in made if c.kind is CorrectionKind.MERGE and c.into}
    apart = {c.into for c in made if c.kind is CorrectionKind.SPLIT and c.into}
    sizes = Counter(previous.values())
    heirs = _heirs(previous, grouping)
    used = set(sizes) | set(taken)
    assignment: dict[str, str] = {}
    events: list[ThemeEvent] = []
    for number, members in enumerate(grouping.groups):
        came_from = Counter(previous[m] for m in members if m in previous)
        inherited = sorted(t for t, heir in heirs.items() if heir == number)
        inherited = [t for t in inherited if t not in apart] or inherited
        parent = _parent(came_from)
        if inherited:
            theme_id = min(inherited, key=lambda t: (-came_from[t], t))
            merged = tuple(sorted((t for t in inherited if t != theme_id), key=lambda t: (-sizes[t], t)))
            if merged:
                count = sum(came_from[t] for t in merged)
                events.append(ThemeEvent(ThemeEventKind.MERGE, theme_id, merged, count))
        elif parent in whole:
            theme_id = str(parent)
        else:
            theme_id = _unused(new_id(members), used)
            used.add(theme_id)
            events.append(_new_or_split(theme_id, members, came_from, sizes))
        assignment.update({m: previous[m] if previous.get(m) in apart else theme_id for m in members})
    held = set(assignment.values())
    events = [e for e in events if e.kind is not ThemeEventKind.MERGE or not held.issuperset(e.other_ids)]
    gone = [ThemeEvent(ThemeEventKind.GONE, t, messages=sizes[t]) for t in sizes if t not in heirs]
    events.extend(gone)
    return Reconciled(assignment, tuple(sorted(events, key=lambda e: (e.kind, e.theme_id))))


def _heirs(previous: Mapping[str, str], grouping: Grouping) -> dict[str, int]:
    """The group that each theme goes on in: where most of its members are."""
    shared: dict[str, Counter[int]] = {}
    for number, members in enumerate(grouping.groups):
        for member in members:
            if member in previous:
                shared.setdefault(previous[member], Counter())[number] += 1
    return {theme: min(counts, key=lambda n: (-counts[n], n)) for theme, counts in shared.items()}


def _parent(came_from: Counter[str]) -> str | None:
    """The theme that most of a group's known members had."""
    return min(came_from, key=lambda t: (-came_from[t], t)) if came_from else None


def _new_or_split(
    theme_id: str, members: Sequence[str], came_from: Counter[str], sizes: Counter[str]
) -> ThemeEvent:
    if came_from:
        parent = min(came_from, key=lambda t: (-came_from[t], t))
        moved = came_from[parent]
        if moved >= max(2, _MEANT * sizes[parent]) or moved * 2 > len(members):
            return ThemeEvent(ThemeEventKind.SPLIT, theme_id, (parent,), moved)
    return ThemeEvent(ThemeEventKind.NEW, theme_id, messages=len(members))


def _unused(theme_id: str, used: set[str]) -> str:
    candidate, number = theme_id, 2
    while candidate in used:
        candidate, number = f"{theme_id}-{number}", number + 1
    return candidate
