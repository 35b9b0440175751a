"""What comes of asking a model for sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.services.composing.verdicts import Claim, Dropped


class Failure(StrEnum):
    """Why there is no model's text. The caller falls back to what it has without a model in every case."""

    UNAVAILABLE = "unavailable"  # the server failed, refused or cannot be reached
    TOO_SLOW = "too slow"
    UNREADABLE = "unreadable"  # twice no JSON
    ABSTAINED = "abstained"  # the model says that the evidence does not say
    UNSUPPORTED = "unsupported"  # nothing that it said is held by its quote
    NO_EVIDENCE = "no evidence"  # it was not asked


@dataclass(frozen=True)
class Cost:
    """What the tries took together. `prompt` is id and version, e.g. `why.v1`; times in milliseconds."""

    prompt: str
    prompt_sha256: str
    model: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    ms: float = 0.0
    tries: int = 0


@dataclass(frozen=True)
class Composed:
    """Checked sentences, in the order to show them in; never empty. Each carries its source number and exact quote."""

    kept: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]
    evidence_ids: tuple[str, ...]  # what the model was given, in the order of its numbers
    cost: Cost

    @property
    def sentences(self) -> tuple[Claim, ...]:
        return self.kept

    @property
    def text(self) -> str:
        """The sentences as one paragraph, each ended by a full stop."""
        return " ".join(_ended(claim.text) for claim in self.kept)

    def resting_on(self, source: int) -> str:
        """The sentences that rest on the evidence of this number, as one paragraph; empty where none does."""
        return " ".join(_ended(claim.text) for claim in self.kept if claim.source == source)

    def trace(self) -> dict[str, object]:
        """JSON-ready: what `why --explain` shows of it."""
        return _trace(self.cost, self.evidence_ids, self.kept, self.dropped) | {"outcome": "composed"}


@dataclass(frozen=True)
class Failed:
    """No model's text. `reason` is a sentence for a person, and is ours: never words of the model."""

    why: Failure
    reason: str
    cost: Cost
    dropped: tuple[Dropped, ...] = ()
    evidence_ids: tuple[str, ...] = ()

    def trace(self) -> dict[str, object]:
        outcome = {"outcome": self.why.value, "reason": self.reason}
        return _trace(self.cost, self.evidence_ids, (), self.dropped) | outcome


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?…。！？" else f"{sentence}."


def _trace(
    cost: Cost, evidence: tuple[str, ...], kept: tuple[Claim, ...], dropped: tuple[Dropped, ...]
) -> dict[str, object]:
    return {
        "prompt": cost.prompt,
        "prompt_sha256": cost.prompt_sha256,
        "model": cost.model,
        "prompt_tokens": cost.prompt_tokens,
        "completion_tokens": cost.completion_tokens,
        "ms": round(cost.ms, 1),
        "tries": cost.tries,
        "evidence": list(evidence),
        "kept": [{"text": claim.text, "source": claim.source, "quote": claim.quote} for claim in kept],
        "dropped": [
            {"text": claim.text, "source": claim.source, "quote": claim.quote, "why": claim.why.value}
            for claim in dropped
        ],
    }
