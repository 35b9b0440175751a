"""A linear classifier with its parameters in the package: message to kind of signal, or to nothing."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bot.domain.kinds import SignalKind
from bot.services.classifying.context import Context
from bot.services.classifying.cues import cue_matrix, lacks_grounds

NOTHING = "none"
PARAMETERS = "parameters.npz"
MEANING_WEIGHT = 3.0  # of the embedding beside the cues
_GROUNDLESS = -2.5  # log odds for a rare kind of which the text has no word
_COMPETITOR_NAMED = 2.5  # log odds for a message that names a known competitor

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Classified:
    """`kind` is None for what is no signal. `probability` is that of what was decided, `signal` that it is any signal;
    `likeliest` the kind it would be if it is one."""

    kind: SignalKind | None
    probability: float
    signal: float
    likeliest: SignalKind


@dataclass(frozen=True)
class Classifier:
    """`weights` (classes, 384 + cues), `bias` (classes,); `classes` are kinds, or `none`."""

    classes: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    @classmethod
    def load(cls) -> "Classifier":
        """The classifier that the package carries."""
        data = resources.files(__package__).joinpath(PARAMETERS).read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            classes = tuple(str(name) for name in stored["classes"])
            return cls(classes, stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))

    def against_nothing(self, known: Matrix) -> Matrix:
        """(n, kinds) log odds of each kind against nothing, in the order of `classes` without `none`. known: (n, 384 +
        cues) of `features`."""
        logits = known @ self.weights.T + self.bias
        nothing = self.classes.index(NOTHING)
        return np.asarray(np.delete(logits - logits[:, [nothing]], nothing, axis=1), dtype=np.float32)

    def classify(
        self,
        texts: Sequence[str],
        vectors: Matrix,
        contexts: Sequence[Context] | None = None,
        competitors: Sequence[str] = (),
        at_least: float = 0.5,
    ) -> list[Classified]:
        """What each message is.

        vectors: (n, 384) unit rows of the embedded model for `essence(text)` (of a chat message: the text
        itself).
        contexts: one each message; without them every message counts as a customer's. competitors: known names.
        at_least: the probability of being a signal from which one is one.
        """
        if not texts:
            return []
        said = contexts or [Context()] * len(texts)
        logits = features(texts, vectors) @ self.weights.T + self.bias
        nothing = self.classes.index(NOTHING)
        logits[:, nothing] -= np.array([context.leaning for context in said], dtype=np.float32)
        if competitors:
            named = np.array([_names_one(text, competitors) for text in texts], dtype=np.float32)
            logits[:, self.classes.index(SignalKind.COMPETITOR)] += _COMPETITOR_NAMED * named
        for kind in (SignalKind.COMPETITOR, SignalKind.CHURN_RISK, SignalKind.DEAL_BLOCKER):
            groundless = np.array([lacks_grounds(kind, text) for text in texts], dtype=np.float32)
            if competitors and kind is SignalKind.COMPETITOR:
                groundless *= 1.0 - named
            logits[:, self.classes.index(kind)] += _GROUNDLESS * groundless
        chances = _softmax(logits)
        return [
            self._decide(row, context, at_least, nothing) for row, context in zip(chances, said, strict=True)
        ]

    def _decide(self, chances: Matrix, context: Context, at_least: float, nothing: int) -> Classified:
        kinds = chances.copy()
        kinds[nothing] = -1.0
        best = int(kinds.argmax())
        likeliest = SignalKind(self.classes[best])
        told = 1.0 - float(chances[nothing]) if context.talk is None else _chance(context.talk + context.staff_leaning)
        signal = 0.0 if context.never else round(told, 4)
        if signal < at_least:
            return Classified(None, round(1.0 - signal, 4), signal, likeliest)
        return Classified(likeliest, round(float(chances[best]), 4), signal, likeliest)


def features(texts: Sequence[str], vectors: Matrix) -> Matrix:
    """(n, 384 + cues): what the weights are multiplied with."""
    return np.hstack([MEANING_WEIGHT * vectors.astype(np.float32), cue_matrix(texts)])


def _chance(log_odds: float) -> float:
    return float(1.0 / (1.0 + np.exp(-log_odds)))


def _softmax(logits: Matrix) -> Matrix:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def _names_one(text: str, competitors: Sequence[str]) -> bool:
    padded = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.lower()).split())} "
    return any(f" {name.lower()} " in padded for name in competitors)
