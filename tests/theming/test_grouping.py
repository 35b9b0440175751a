"""Grouping on planted groups: what belongs together comes together, whatever the order, and few are as good as many."""

import numpy as np
import pytest

from bot.services.theming.features import Matrix, normalised
from bot.services.theming.grouping import Grouping, group

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
    assert group(ids, vectors, texts, ["acme", "globex"]).groups == (tuple(ids),)
    assert group(ids, vectors, texts, [None, None]).ungrouped == tuple(ids)


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
