"""Trains the classifier of signals from the examples that the package carries, and stores its parameters there."""

import json
from importlib import resources
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.embeddings.minilm import MiniLM
from bot.services import classifying
from bot.services.classifying.classifier import NOTHING, PARAMETERS, features
from bot.services.classifying.essence import essence

_STRENGTH = 0.2  # inverse regularisation: strong, so that unseen text of other kinds is read as well


def train(cache_dir: Path, into: Path | None = None) -> Path:
    """Embed the examples, fit, and write the parameters (`into`, or beside the classifier). Returns where they are."""
    lines = resources.files(classifying).joinpath("examples.jsonl").read_text(encoding="utf-8").splitlines()
    examples = [json.loads(line) for line in lines]
    texts = [example["text"] for example in examples]
    kinds = [example["kind"] or NOTHING for example in examples]
    vectors = MiniLM(cache_dir).embed([essence(text) for text in texts])
    model = LogisticRegression(C=_STRENGTH, max_iter=3000, class_weight="balanced")
    model.fit(features(texts, vectors), kinds)
    target = into or Path(str(resources.files(classifying))) / PARAMETERS
    np.savez_compressed(
        target,
        classes=np.array(model.classes_, dtype="U16"),
        weights=model.coef_.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )
    return target
