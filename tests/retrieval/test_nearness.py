"""What similarity says beyond the nearest passage: apart from what all share, and phrase by phrase."""

import numpy as np
import pytest

from bot.services.retrieval.apart import apart
from bot.services.retrieval.phrases import phrase_fit


def test_what_all_candidates_share_says_nothing() -> None:
    """Passages differ most in three ways that have no part in the question's point; only the second record has that."""
    rng = np.random.default_rng(0)
    vectors = rng.normal(0, 0.1, (3, 40, 16))
    vectors[:, :, :3] = rng.normal(1, 2, (3, 40, 3))
    vectors[1, :, 3] += 0.5
    question = np.zeros(16, np.float32)
    question[:4] = (3, 3, 3, 0.8)
    records = [record.astype(np.float32) for record in vectors]
    likeness = apart(question, records)
    assert [len(some) for some in likeness] == [40, 40, 40]
    assert likeness[1].mean() > 0.5
    assert max(likeness[0].mean(), likeness[2].mean()) < 0


@pytest.mark.parametrize("passages", [1, 2, 7])
def test_a_handful_of_passages_is_no_stumble(passages: int) -> None:
    own = np.eye(8, dtype=np.float32)[:passages]
    (likeness,) = apart(own[0], [own])
    assert likeness.shape == (passages,)
    assert likeness.argmax() == 0
    assert likeness[0] == pytest.approx(1.0)


def test_a_record_that_meets_every_phrase_fits_best() -> None:
    both = np.array([[0.8, 0.1], [0.1, 0.7]])
    one = np.array([[0.9, 0.1], [0.9, 0.1]])
    together = np.array([[0.6, 0.6]])
    fit = phrase_fit(("flat", "two tenants"), [both, one, together], {"tenant": 3.0})
    assert fit.nearest.tolist() == [[0.8, 0.7], [0.9, 0.1], [0.6, 0.6]]
    assert fit.apart.argmax() == 0
    assert fit.together.argmax() == 2
    assert fit.apart.argmin() == 1


def test_a_question_without_phrases_has_nothing_to_meet() -> None:
    fit = phrase_fit((), [np.zeros((3, 0)), np.zeros((1, 0))], {})
    assert fit.nearest.shape == (2, 0)
    assert fit.apart.tolist() == fit.together.tolist() == [0.0, 0.0]


def test_where_nothing_was_found_nothing_is_met() -> None:
    assert phrase_fit(("flat",), [], {}).apart.tolist() == []
