"""Which sentences of a record are taken for the reason asked for, and how judgements of them are kept."""

from datetime import date

import pytest

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.embeddings.minilm import MiniLM
from bot.evaluation.questions import TODAY
from bot.evaluation.reasons import mark, read_judgements
from bot.evaluation.short_records import short_asks
from bot.services.answering.extractive import asks_against
from bot.services.answering.grounds import GROUNDS, ground_features
from bot.services.answering.reason_weights import both_sorts, learned_for_reasons
from bot.services.answering.reasons import Reason, choose, shortlist, words_for_meaning
from bot.services.answering.sentence_features import EARLY, FEATURES, early_features
from bot.services.retrieval.passages import passages_of
from bot.services.retrieval.ports import OwnPassage
from bot.services.retrieval.question import read_question
from bot.services.retrieval.terms import content_terms
from bot.sources.records.sections import parts
from bot.sources.records.sentences import sentences
from tests.embeddings.conftest import minilm  # noqa: F401

LANES = """# Reserve a lane for rowing boats

## Rejection

A poll among the harbour masters showed that nobody wants it. This proposal is therefore rejected.

## Abstract

This proposal reserves one lane of each harbour for rowing boats, so that rowers are safe from ferries.

## Motivation

Rowers and ferries share lanes today. Two rowers were hurt last year because ferries could not see them in time.

## Specification

The lane must be five metres wide. Its buoys shall be yellow. For example, see the plan of the north basin.
"""
QUAY = """# Paint the quays blue

## Context

Quays are grey, and visitors cannot tell them from the road. Last summer three cars drove into the water.

## Decision

All quays are painted blue. The paint is bought in spring.

## Questions and answers

**Why not red?**

Red is kept for fire lanes. The fire brigade asked us to use it nowhere else, since they look for it at night.

**Why not put up fences?**

A fence would block the cranes, which have to reach over the edge.

## Consequences

- the paint has to be renewed every second year; and
- the harbour map gets a new legend, because blue meant water there;
"""
DIESEL = """# No diesel at the jetty

## Context and Problem Statement

Skippers ask for diesel at the jetty. Eleven of them wrote to us last summer, because two harbours nearby sell it.

## Considered Options

* No diesel at the jetty
* A pump at the jetty
* A lorry that comes on call from the boatyard

## Decision Outcome

Rejected. Diesel is sold at the boatyard alone.

A spill of ten litres closes the bathing beach for a week. The insurer would double the premium.

## Pros and Cons of the Options

### A lorry that comes on call

No tank to look after. Lost because the quay does not carry its weight.
"""
FORM = """# Cranes are booked by the hour

## Context and Problem Statement

Boatyards want the crane for a whole day, and four of them have asked for a price for that.

## Decision Outcome

The crane is booked by the hour.

## Rationale

A boat hangs in the slings for forty minutes, and a crane that is booked for the day stands still for the rest of it.
"""
BUOYS = """# Buoys of plastic

## Context

Steel buoys rust through within four years, and the smith who repaired them has retired.

## Decision

We lay out plastic buoys from spring on.

## Consequences

They are lighter and are carried away by ice.
"""


def chosen(model: MiniLM, text: str, question: str, status: DecisionStatus = DecisionStatus.ACCEPTED) -> str:
    record = Decision("X-1", "eval", text.split("\n")[0].strip("# "), text, status, date(2025, 1, 1))
    asked = read_question(question, TODAY)
    vector = model.embed([question])[0]
    passages = passages_of(record)
    near = model.embed([p.text for p in passages]) @ vector
    own = [
        (OwnPassage(p.role, p.section, p.start, p.end, p.text), float(n)) for p, n in zip(passages, near, strict=True)
    ]
    worth = dict.fromkeys(content_terms(question), 1.0)
    weights = learned_for_reasons()
    short = shortlist(record, own, worth, weights, asks_against=asks_against(asked))
    vectors = model.embed(words_for_meaning(record, short))
    found: tuple[Reason, ...] = choose(record, short, vector, vectors, both_sorts(model.embed), weights)
    return found[0].quote(record)


@pytest.mark.parametrize(
    ("text", "question", "status", "right"),
    [
        (LANES, "why was the lane for rowing boats turned down?", DecisionStatus.REJECTED, "nobody wants it"),
        (LANES, "why is there a lane for rowing boats?", DecisionStatus.ACCEPTED, "rowers"),
        (QUAY, "why are the quays blue?", DecisionStatus.ACCEPTED, "cannot tell them from the road"),
        (QUAY, "why not red?", DecisionStatus.ACCEPTED, "fire"),
        (QUAY, "why did we not build fences on the quays?", DecisionStatus.ACCEPTED, "block the cranes"),
        (DIESEL, "why no diesel at the jetty?", DecisionStatus.REJECTED, "closes the bathing beach"),
        (DIESEL, "why can't skippers buy diesel at the jetty?", DecisionStatus.REJECTED, "closes the bathing beach"),
        (DIESEL, "why didn't we let a lorry come on call?", DecisionStatus.REJECTED, "does not carry its weight"),
        (FORM, "why can't boatyards book the crane for a day?", DecisionStatus.ACCEPTED, "stands still"),
        (BUOYS, "why are the buoys made of plastic?", DecisionStatus.ACCEPTED, "rust through"),
    ],
)
def test_the_reason_asked_for_is_chosen(
    minilm: MiniLM,  # noqa: F811
    text: str,
    question: str,
    status: DecisionStatus,
    right: str,
) -> None:
    assert right in chosen(minilm, text, question, status)


def test_a_question_is_no_reason_and_a_list_is_not_cut_in_its_middle() -> None:
    said = [QUAY[s.start : s.end] for s in sentences(QUAY, parts(QUAY))]
    assert not any("Why not" in words for words in said)
    assert "the paint has to be renewed every second year" in said
    assert "the harbour map gets a new legend, because blue meant water there" in said


def test_each_sentence_is_measured_by_every_feature_that_was_learned() -> None:
    record = Decision("X-1", "eval", "Lanes", LANES, DecisionStatus.REJECTED)
    said = sentences(LANES, parts(LANES))
    table = early_features(record, said, [0.5] * len(said), {"lane": 1.0}, beside=-0.1, asks_against=False)
    assert table.shape == (len(said), len(EARLY))
    weights = learned_for_reasons()
    assert (weights.early.names, weights.late.names) == (EARLY, FEATURES)
    assert early_features(record, (), [], {}, beside=0.0, asks_against=True).shape == (0, len(EARLY))


def test_the_paragraph_that_gives_the_ground_is_told_whole(minilm: MiniLM) -> None:  # noqa: F811
    told = chosen(minilm, DIESEL, "why no diesel at the jetty?", DecisionStatus.REJECTED)
    assert told == "A spill of ten litres closes the bathing beach for a week. The insurer would double the premium."


def test_the_place_of_a_sentence_counts_in_short_records_alone() -> None:
    said = sentences(DIESEL, parts(DIESEL))
    record = Decision("X-1", "eval", "No diesel at the jetty", DIESEL, DecisionStatus.REJECTED)
    table = ground_features(record, said, {"diesel": 1.0}, asks_against=True)
    named = {
        DIESEL[s.start : s.end][:12]: dict(zip(GROUNDS, row, strict=True)) for s, row in zip(said, table, strict=True)
    }
    assert named["A spill of t"]["ground_later"] == named["A spill of t"]["ground_opens"] == 1
    assert named["Eleven of th"]["wish"] == named["Eleven of th"]["problem_against"] == 1
    assert named["A lorry that"]["option_named"] == 1
    long = DIESEL + "\n\n".join(
        f"## Part {n}\n\nA berth is a place for a boat, and this is number {n}." for n in range(60)
    )
    many = sentences(long, parts(long))
    assert not ground_features(record, many, {"diesel": 1.0}, asks_against=True).any()


def test_short_made_up_records_hold_what_is_judged_right_and_half_is_kept_aside() -> None:
    asked = short_asks()
    assert len(asked) > 60
    assert all(words in ask.record.text for ask in asked for words in ask.good)
    assert 0.4 < sum(ask.is_held for ask in asked) / len(asked) < 0.6


def test_judgements_carry_no_words_and_every_third_is_kept_aside() -> None:
    judged = list(read_judgements().values())
    assert len(judged) > 100
    assert all(len(good) == 10 and int(good, 16) >= 0 for one in judged for good in one.good)
    assert sum(one.is_aside for one in judged) == len(judged) // 3
    assert mark("one  and\ntwo") == mark("one and two")
