"""The learned numbers by which the sentences of a record are chosen. Made by `make eval ARGS=learn-reasons`."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from bot.embeddings.port import Vectors
from bot.services.retrieval.weights import Linear

REASONS = (
    "The old way is slow, hard to maintain and causes mistakes.",
    "Users are confused by it and lose data.",
    "This makes the common case easier and avoids errors.",
    "It was rejected because hardly anybody needs it and it would be hard to explain.",
    "We chose it because it is cheaper to run and the team knows it.",
    "It is no longer maintained and has security problems.",
    "There is currently no way to do this without workarounds.",
    "The change reduces the cost of maintenance.",
)
STATEMENTS = (
    "The function takes two arguments and returns a list.",
    "The field must be set to a string value.",
    "In this example the value is printed twice.",
    "Support will be added in the next release.",
    "See the following section for details.",
    "This document describes the proposed syntax.",
    "The following table lists the options.",
    "Tests will be added for this feature.",
)
"""Sentences of the two sorts, about many things: likeness to them tells a reason from what only says how it is."""

Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True)
class ReasonWeights:
    """early: over the features that every sentence has. late: over all, for those that `early` puts first."""

    early: Linear
    late: Linear

    def to_json(self) -> dict[str, Any]:
        return {
            "made_by": "python -m bot.evaluation learn-reasons",
            "early": self.early.to_json(),
            "late": self.late.to_json(),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "ReasonWeights":
        return cls(Linear.from_json(stored["early"]), Linear.from_json(stored["late"]))


@cache
def learned_for_reasons() -> ReasonWeights:
    """The numbers that the package carries."""
    stored = files("bot.services.answering").joinpath("reason_weights.json").read_text("utf-8")
    return ReasonWeights.from_json(json.loads(stored))


@lru_cache(maxsize=2)
def both_sorts(embed: Embed) -> Vectors:
    """(2, dim): the means of REASONS and of STATEMENTS, as this model sees them."""
    vectors = embed([*REASONS, *STATEMENTS])
    means: Vectors = vectors.reshape(2, len(REASONS), -1).mean(axis=1)
    return means
