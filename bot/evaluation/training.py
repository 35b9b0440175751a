"""Trains the classifiers of signals from the examples that the package carries, and stores their parameters there.

Also by itself: `python -m bot.evaluation.training [CACHE_DIR]`.
"""

import json
import sys
from collections import Counter
from importlib import resources
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.domain.kinds import SignalKind
from bot.embeddings.minilm import MiniLM
from bot.evaluation.talk_training import train_talk
from bot.services import classifying
from bot.services.classifying.classifier import NOTHING, PARAMETERS, features
from bot.services.classifying.essence import essence

_STRENGTH = 0.1  # inverse regularisation: strong, so that unseen text of other kinds is read as well
_ASKED = 0.5  # log odds for questions: people who ask for help word it like a failure


def train(cache_dir: Path, into: Path | None = None) -> Path:
    """Embed the examples, fit, and write the parameters (`into`, or beside the classifier). Returns where they are."""
    lines = resources.files(classifying).joinpath("examples.jsonl").read_text(encoding="utf-8").splitlines()
    examples = [json.loads(line) for line in lines]
    texts = [example["text"] for example in examples]
    kinds = [example["kind"] or NOTHING for example in examples]
    vectors = MiniLM(cache_dir).embed([essence(text) for text in texts])
    counts = Counter(kinds)
    weights = {kind: (max(counts.values()) / count) ** 0.5 for kind, count in counts.items()}
    model = LogisticRegression(C=_STRENGTH, max_iter=3000, class_weight=weights)
    by_hand = np.array([2.0 if example["genre"] == "hand" else 1.0 for example in examples])
    model.fit(features(texts, vectors), kinds, sample_weight=by_hand)
    bias = model.intercept_ + np.array([_ASKED if kind == SignalKind.QUESTION else 0.0 for kind in model.classes_])
    target = into or Path(str(resources.files(classifying))) / PARAMETERS
    np.savez_compressed(
        target,
        classes=np.array(model.classes_, dtype="U16"),
        weights=model.coef_.astype(np.float32),
        bias=bias.astype(np.float32),
    )
    return target


if __name__ == "__main__":
    cache = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data/evaluation")
    sys.stdout.write(f"{train(cache)}\n{train_talk(MiniLM(cache))}\n")
