"""Grouping on planted groups: what belongs together comes together, whatever the order, and few are as good as many."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from bot.services.theming.borders import drawn_again
from bot.services.theming.features import Matrix, normalised
from bot.services.theming.graph import remembering
from bot.services.theming.grouping import Grouping, group
from bot.services.theming.settings import DEFAULT

WORDS = ("export", "login", "invoice", "calendar", "battery", "webhook", "search", "printer", "camera", "billing")


def planted(groups: int, each: int, noise: int = 0, seed: int = 1) -> tuple[list[str], Matrix, list[str]]:
    """Points around `groups` random centres (cosine to it about .8), and points of nowhere."""
    rng = np.random.default_rng(seed)
    centres = normalised(rng.normal(size=(groups, 384)).astype(np.float32))
    ids, rows, texts = [], [], []
    for number in range(groups):
        for member in range(each):
            ids.append(f"g{number}-{member:03d}")
            rows.append(centres[number] + rng.normal(size=384) * 0.04)
            texts.append(f"the {WORDS[number % 10]} {number} is a matter number {member}")
    for number in range(noise):
        ids.append(f"n-{number:03d}")
        rows.append(rng.normal(size=384))
        texts.append(f"something else altogether {number}")
    return ids, normalised(np.array(rows, dtype=np.float32)), texts


def pure(grouping: Grouping) -> bool:
    return all(len({member.split("-")[0] for member in members}) == 1 for members in grouping.groups)


@pytest.mark.parametrize(("groups", "each", "noise"), [(2, 5, 0), (5, 10, 8), (10, 30, 30), (12, 100, 50)])
def test_finds_what_was_planted(groups: int, each: int, noise: int) -> None:
    ids, vectors, texts = planted(groups, each, noise)
    found = group(ids, vectors, texts)
    assert pure(found)
    assert len(found.groups) == groups
    assert {m for m in found.ungrouped if m.startswith("n")} == {i for i in ids if i.startswith("n")}


def test_the_order_of_the_input_does_not_matter() -> None:
    ids, vectors, texts = planted(8, 40, 20)
    shuffled = np.random.default_rng(3).permutation(len(ids))
    again = group([ids[i] for i in shuffled], vectors[shuffled], [texts[i] for i in shuffled])
    assert again == group(ids, vectors, texts)


def test_a_theme_needs_evidence() -> None:
    ids, vectors, texts = planted(1, 2)
    assert group(ids, vectors, texts, ["acme", "acme"]).groups == ()
    assert group(ids, vectors, texts, ["acme", "globex"]).groups == (), "two that are somewhat alike are an accident"
    same = np.repeat(vectors[:1], 2, axis=0)
    assert group(ids, same, texts, ["acme", "globex"]).groups == (tuple(ids),)
    assert group(ids, same, texts, [None, None]).ungrouped == tuple(ids)
    three = planted(1, 3)
    assert group(*three).groups == (tuple(three[0]),)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_next_to_nothing_is_no_error(count: int) -> None:
    ids, vectors, texts = planted(1, 3)
    found = group(ids[:count], vectors[:count], texts[:count])
    assert sum(map(len, found.groups)) + len(found.ungrouped) == count


def test_the_same_words_over_and_over_are_one_theme() -> None:
    _, vectors, _ = planted(1, 1)
    found = group([f"m{n}" for n in range(60)], np.repeat(vectors, 60, axis=0), ["same words"] * 60)
    assert [len(members) for members in found.groups] == [60]


def test_starting_from_yesterday_changes_little() -> None:
    ids, vectors, texts = planted(10, 40, 20)
    old = [i for i in range(len(ids)) if i % 20]
    before = group([ids[i] for i in old], vectors[old], [texts[i] for i in old])
    previous = {m: members[0] for members in before.groups for m in members}
    after = group(ids, vectors, texts, previous=previous)
    together = {m: members for members in after.groups for m in members}
    assert all(len({together[m] for m in members}) == 1 for members in before.groups)


def test_lengths_have_to_agree() -> None:
    ids, vectors, texts = planted(1, 3)
    with pytest.raises(ValueError, match="one each"):
        group(ids, vectors[:2], texts)


def alike(groups: int, each: int, shared: float = 0.4) -> tuple[list[str], Matrix, list[str]]:
    """Groups that are told apart along a few axes, in messages that differ more along others that mean nothing."""
    rng = np.random.default_rng(4)
    centres = normalised(rng.normal(size=(groups, 384)).astype(np.float32))
    manners = normalised(rng.normal(size=(6, 384)).astype(np.float32))
    ids, rows, texts = [], [], []
    for number in range(groups):
        for member in range(each):
            ids.append(f"g{number}-{member:03d}")
            rows.append(centres[number] + rng.normal(size=6) @ manners * shared + rng.normal(size=384) * 0.03)
            texts.append(f"this is number {member} of its kind")
    return ids, normalised(np.array(rows, dtype=np.float32)), texts


def test_messages_at_a_border_go_where_their_meaning_is() -> None:
    ids, vectors, _ = alike(6, 80)
    true = np.array([int(i[1]) for i in ids])
    misplaced = true.copy()
    swapped = np.random.default_rng(5).permutation(len(ids))[:60]
    misplaced[swapped] = (true[swapped] + 1) % 6
    again = drawn_again(vectors, misplaced)
    assert (again == true).mean() > 0.98
    assert (drawn_again(vectors[:8], np.arange(8)) == np.arange(8)).all()  # nothing is settled: all stay


def test_ties_within_a_theme_of_before_are_stronger() -> None:
    ties = sparse.coo_array((np.ones(2, dtype=np.float32), ([0, 1], [1, 2])), shape=(3, 3))
    assert remembering(ties, np.array([0, 0, 1]), 0.25).data.tolist() == [1.25, 1.0]


def test_a_theme_of_before_may_be_a_little_looser_than_a_new_one() -> None:
    ids, vectors, texts = planted(1, 4)
    centre = normalised(vectors.mean(axis=0, keepdims=True))[0]
    above = float((vectors @ centre).mean()) + 0.02
    strict = replace(DEFAULT, min_cohesion=(above, above))
    assert group(ids, vectors, texts, settings=strict).groups == ()
    assert group(ids, vectors, texts, settings=strict, previous=dict.fromkeys(ids, "T1")).groups == (tuple(ids),)
