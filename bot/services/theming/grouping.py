"""Groups messages that say the same thing. Same input, same output: the order of the input does not matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.services.theming.borders import drawn_again
from bot.services.theming.features import ENOUGH_FOR_AXES, Matrix, meaning_and_words, neighbour_space, normalised
from bot.services.theming.graph import communities, nearest, remembering, shared_neighbours
from bot.services.theming.settings import DEFAULT, GroupingSettings


@dataclass(frozen=True)
class Grouping:
    """`groups` hold message ids, sorted, the largest group first; `ungrouped` said nothing that others said."""

    groups: tuple[tuple[str, ...], ...]
    ungrouped: tuple[str, ...]


def group(
    ids: Sequence[str],
    vectors: Matrix,
    texts: Sequence[str],
    accounts: Sequence[str | None] | None = None,
    settings: GroupingSettings = DEFAULT,
    previous: Mapping[str, str] | None = None,
) -> Grouping:
    """Group messages by meaning.

    ids, texts, accounts: one each message, `accounts` the account's id or None where it is not known.
    vectors: (n, d) float32, rows of length 1, of one embedding model.
    previous: message id to theme id of the last run, from where the search starts: themes then change no more than the
        new messages ask for.
    Raises ValueError where the lengths differ.
    """
    if not len(ids) == len(texts) == len(vectors) or (accounts is not None and len(accounts) != len(ids)):
        raise ValueError(f"{len(ids)} ids, {len(texts)} texts and {len(vectors)} vectors: one each is needed")
    order = np.argsort(np.asarray(ids, dtype=object), kind="stable")
    sorted_ids = [ids[i] for i in order]
    if len(ids) < 2:
        return Grouping((), tuple(sorted_ids))
    vectors = np.ascontiguousarray(vectors[order], dtype=np.float32)
    start = _start(sorted_ids, previous) if previous else None
    first, same = _said_first([texts[i] for i in order])
    start = start[first] if start is not None else None
    labels = _label_rows(vectors[first], [texts[order[i]] for i in first], settings, start)[same]
    known = [accounts[i] if accounts is not None else None for i in order]
    return _with_enough_evidence(sorted_ids, vectors, known, labels, settings, frozenset(previous or ()))


def _said_first(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of the texts that differ, and for every text which of those it repeats: a hundred messages in the same words
    would be each other's only neighbours."""
    plain = np.array([" ".join(text.casefold().split()) for text in texts])
    _, first, same = np.unique(plain, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return first[order], rank[same]


def _start(ids: Sequence[str], previous: Mapping[str, str]) -> NDArray[np.int64]:
    """A number for each theme of before, and one of its own for each message that had none."""
    numbers = {theme: number for number, theme in enumerate(sorted(set(previous.values())))}
    alone = len(numbers)
    return np.array([numbers[previous[i]] if i in previous else alone + row for row, i in enumerate(ids)])


def _label_rows(
    vectors: Matrix, texts: Sequence[str], settings: GroupingSettings, start: NDArray[np.int64] | None
) -> NDArray[np.int64]:
    if len(texts) < 2:
        return np.zeros(len(texts), dtype=np.int64)
    features = meaning_and_words(vectors, texts, settings.lexical_weight)
    total = len(texts)
    rows, _ = nearest(neighbour_space(features, settings.dimensions), settings.neighbours_for(total))
    ties = shared_neighbours(rows, _cosines(vectors, rows) >= settings.min_similarity_for(total))
    if start is not None:
        ties = remembering(ties, start, settings.loyalty)
    labels = communities(ties, resolution=settings.resolution_for(total), seed=settings.seed, start=start)
    return drawn_again(features, labels) if total >= ENOUGH_FOR_AXES else labels


def _cosines(vectors: Matrix, rows: NDArray[np.int64]) -> Matrix:
    """Cosine of each row with each of its neighbours, column by column to keep memory low."""
    columns = [np.einsum("nd,nd->n", vectors, vectors[rows[:, k]]) for k in range(rows.shape[1])]
    return np.asarray(np.stack(columns, axis=1), dtype=np.float32)


def _with_enough_evidence(
    ids: Sequence[str],
    vectors: Matrix,
    accounts: Sequence[str | None],
    labels: NDArray[np.int64],
    settings: GroupingSettings,
    had_theme: frozenset[str],
) -> Grouping:
    members: dict[int, list[int]] = {}
    for row, label in enumerate(labels.tolist()):
        members.setdefault(label, []).append(row)
    least = settings.min_cohesion_for(len(ids))
    groups: list[tuple[str, ...]] = []
    ungrouped: list[str] = []
    for rows in members.values():
        centre = normalised(vectors[rows].mean(axis=0, keepdims=True))[0]
        cohesion = float((vectors[rows] @ centre).mean())
        distinct = {account for row in rows if (account := accounts[row]) is not None}
        said = tuple(ids[row] for row in rows)
        leeway = settings.leeway if 2 * len(had_theme.intersection(said)) > len(said) else 0.0
        agree = len(distinct) >= settings.min_accounts and cohesion >= settings.same - leeway
        if (len(rows) >= settings.min_messages or agree) and cohesion >= least - leeway:
            groups.append(said)
        else:
            ungrouped.extend(said)
    groups.sort(key=lambda group: (-len(group), group))
    return Grouping(tuple(groups), tuple(sorted(ungrouped)))
