"""Lasting ids: today's groups take the ids of the themes that their members come from."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.themes import ThemeEvent, ThemeEventKind
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
) -> Reconciled:
    """Give each group of a regrouping its lasting id.

    previous: message id to theme id as the last run left it, *before* people's corrections (those are laid over the
    result again, see `corrections`). A theme goes on in the group that holds most of its members (ties: the larger
    group); a group that gets several themes keeps the id that most of its members had and the others are merged
    into it; a group that gets none is new, or split off from the theme most of its known members had.
    taken: ids of earlier themes (dismissed, gone) that a new theme must not be given.
    """
    sizes = Counter(previous.values())
    heirs = _heirs(previous, grouping)
    used = set(sizes) | set(taken)
    assignment: dict[str, str] = {}
    events: list[ThemeEvent] = []
    for number, members in enumerate(grouping.groups):
        inherited = sorted((t for t, heir in heirs.items() if heir == number), key=lambda t: (-sizes[t], t))
        came_from = Counter(previous[m] for m in members if m in previous)
        if inherited:
            theme_id = min(inherited, key=lambda t: (-came_from[t], t))
            merged = tuple(t for t in inherited if t != theme_id)
            if merged:
                count = sum(came_from[t] for t in merged)
                events.append(ThemeEvent(ThemeEventKind.MERGE, theme_id, merged, count))
        else:
            theme_id = _unused(new_id(members), used)
            used.add(theme_id)
            events.append(_new_or_split(theme_id, members, came_from, sizes))
        assignment.update(dict.fromkeys(members, theme_id))
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


def _new_or_split(
    theme_id: str, members: Sequence[str], came_from: Counter[str], sizes: Counter[str]
) -> ThemeEvent:
    if came_from:
        parent, moved = min(came_from.items(), key=lambda item: (-item[1], item[0]))
        if moved >= max(2, _MEANT * sizes[parent]) or moved * 2 > len(members):
            return ThemeEvent(ThemeEventKind.SPLIT, theme_id, (parent,), moved)
    return ThemeEvent(ThemeEventKind.NEW, theme_id, messages=len(members))


def _unused(theme_id: str, used: set[str]) -> str:
    candidate, number = theme_id, 2
    while candidate in used:
        candidate, number = f"{theme_id}-{number}", number + 1
    return candidate
