"""Measures the classifier of signals on labelled reviews and issues (never trained on)."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from bot.embeddings.port import Embedder
from bot.services.classifying import Classifier, essence

KINDS = ("problem", "request", "praise", "question")
_NAMES = {"pain": "problem", "feature_request": "request"}


@dataclass(frozen=True)
class SignalMeasures:
    """`macro_f1` over bug, request, praise and question where one is true; `by_kind` the F1 of each. `recall` is the
    share of true signals that are taken for signals, `taken_of_nothing` that of sentences which are none."""

    messages: int
    macro_f1: float
    by_kind: dict[str, float]
    recall: float
    taken_of_nothing: float


def measure(path: Path, embedder: Embedder) -> SignalMeasures:
    """path: JSONL of `{"text", "kind"}` with kind pain, feature_request, question, praise or null."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in rows]
    true = np.array([_NAMES.get(row["kind"], row["kind"]) or "none" for row in rows])
    vectors = embedder.embed([essence(text) for text in texts])
    found = Classifier.load().classify(texts, vectors)
    kinds = np.array([one.likeliest.value for one in found])
    taken = np.array([one.kind is not None for one in found])
    real = true != "none"
    scores = f1_score(true[real], kinds[real], labels=KINDS, average=None, zero_division=0)
    return SignalMeasures(
        messages=len(rows),
        macro_f1=round(float(np.mean(scores)), 4),
        by_kind={kind: round(float(score), 4) for kind, score in zip(KINDS, scores, strict=True)},
        recall=round(float(taken[real].mean()), 4),
        taken_of_nothing=round(float(taken[~real].mean()), 4) if (~real).any() else 0.0,
    )
