"""The learned numbers belong to the features that the code measures, and learning finds what tells."""

from datetime import date

import numpy as np

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.evaluation.learning import Case, answered_and_refused, learn
from bot.evaluation.questions import Asked
from bot.services.retrieval.confidence import SURENESS
from bot.services.retrieval.features import FEATURES, Candidate, Gathered
from bot.services.retrieval.phrases import phrase_fit
from bot.services.retrieval.ports import OwnPassages
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import rank
from bot.services.retrieval.weights import Weights, learned
from store.lexical import RecordMatch


def gathered(number: int, *, answerable: bool, rng: np.random.Generator) -> Gathered:
    """Five candidates of which the third answers: it alone is near the question."""
    table = rng.normal(0.3, 0.05, (5, len(FEATURES)))
    if answerable:
        table[2, FEATURES.index("best")] += 0.4
    candidates = tuple(
        Candidate(
            Decision(f"R-{i}", "eval", "t", "x", DecisionStatus.ACCEPTED),
            OwnPassages((), np.zeros((0, 4), np.float32)),
            np.zeros((0, 2)),
            RecordMatch("", 0.0, 0.0, 0.0),
            frozenset(),
            i,
            i,
            0,
        )
        for i in range(5)
    )
    question = read_question(f"why {number}?", date(2026, 1, 1))
    return Gathered(
        question,
        candidates,
        table,
        {},
        frozenset(),
        phrase_fit((), [np.zeros((0, 0))] * 5, {}),
        np.zeros(4, np.float32),
        5,
    )


def cases() -> list[Case]:
    rng = np.random.default_rng(0)
    return [
        Case(
            Asked(f"q{n}", "why?", frozenset({"R-2"} if n % 2 else ()), "paraphrase", company, given=True),
            company,
            gathered(n, answerable=bool(n % 2), rng=rng),
            1.0,
        )
        for company in ("one", "two", "three")
        for n in range(20)
    ]


def test_the_numbers_in_the_package_are_for_the_features_in_the_code() -> None:
    weights = learned()
    assert weights.ranking.names == FEATURES
    assert weights.answering.names == SURENESS
    assert 0 < weights.threshold < 1
    assert Weights.from_json(weights.to_json()).to_json() == weights.to_json()


def test_what_tells_is_learned_for_companies_never_seen() -> None:
    some = cases()
    weights, judged = learn(some)
    known = [j for j in judged if j.case.asked.is_answerable]
    assert sum(j.place == 1 for j in known) >= 0.9 * len(known)
    assert min(answered_and_refused(judged, weights.threshold)) > 0.7
    assert rank(some[1].gathered, weights).ranked[0].record.id == "R-2"


def test_nothing_found_is_nothing_ranked() -> None:
    empty = Gathered(
        read_question("why?", date(2026, 1, 1)),
        (),
        np.zeros((0, len(FEATURES))),
        {},
        frozenset(),
        phrase_fit((), [], {}),
        np.zeros(4, np.float32),
        0,
    )
    assert rank(empty, learned()).ranked == ()
    assert rank(empty, learned()).confidence == 0
