"""The learned numbers: how much each feature counts, and how sure a first place makes us. Made by `make eval`."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Linear:
    """A weighted sum of standardised features. `names` fixes their order."""

    names: tuple[str, ...]
    mean: Array
    scale: Array
    weight: Array
    bias: float = 0.0

    def __call__(self, table: Array) -> Array:
        """(n, features) to (n,)."""
        score: Array = ((table - self.mean) / self.scale) @ self.weight + self.bias
        return score

    def to_json(self) -> dict[str, Any]:
        rows = zip(self.names, self.mean, self.scale, self.weight, strict=True)
        return {
            "bias": round(self.bias, 5),
            "features": {n: [round(float(x), 5) for x in (m, s, w)] for n, m, s, w in rows},
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Linear":
        names = tuple(stored["features"])
        rows = np.array([stored["features"][name] for name in names], dtype=np.float64)
        return cls(names, rows[:, 0], rows[:, 1], rows[:, 2], float(stored["bias"]))


@dataclass(frozen=True)
class Weights:
    """threshold: the confidence from which a question is answered."""

    ranking: Linear
    answering: Linear
    threshold: float

    def to_json(self) -> dict[str, Any]:
        return {
            "made_by": "python -m bot.evaluation why --learn",
            "threshold": round(self.threshold, 4),
            "ranking": self.ranking.to_json(),
            "answering": self.answering.to_json(),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Weights":
        return cls(
            Linear.from_json(stored["ranking"]), Linear.from_json(stored["answering"]), float(stored["threshold"])
        )


@cache
def learned() -> Weights:
    """The numbers that the package carries."""
    return Weights.from_json(json.loads(files("bot.services.retrieval").joinpath("weights.json").read_text("utf-8")))
