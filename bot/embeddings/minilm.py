"""all-MiniLM-L6-v2 on ONNX Runtime, quantised to int8: the embedded model, no account and no download."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from bot.embeddings.artefact import GRAPH_VERSION, prepare
from bot.embeddings.port import Vectors
from bot.embeddings.quiet import keep_onnxruntime_quiet

MODEL = f"all-MiniLM-L6-v2/int8-v{GRAPH_VERSION}"
DIM = 384
LONGEST = 256  # tokens; the rest of a text is not read
BATCH_TOKENS = 2_048  # padded tokens a batch: keeps memory flat and the cores busy
BATCH_TEXTS = 64


class MiniLM:
    """Loads on first use and then stays; safe to share between threads.

    cache_dir: where the quantised model is kept (30 MB); `threads`: how many cores one batch may take.
    """

    model = MODEL
    dim = DIM

    def __init__(self, cache_dir: Path, *, threads: int = 2) -> None:
        self._cache_dir, self._threads = cache_dir, threads
        self._lock = Lock()
        self._session: Any = None
        self._tokenizer: Any = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, 384), L2-normalised. Raises Unavailable where the weights are not installed."""
        vectors = np.zeros((len(texts), DIM), dtype=np.float32)
        if not texts:
            return vectors
        self.load()
        tokens = [e.ids for e in self._tokenizer.encode_batch_fast([t or " " for t in texts])]
        for batch in _batches([len(ids) for ids in tokens]):
            vectors[batch] = self._run([tokens[i] for i in batch])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """(384,), L2-normalised."""
        vector: Vectors = self.embed([text])[0]
        return vector

    def load(self) -> None:
        """Reads the model from the cache, building it where it is missing. Raises Unavailable."""
        with self._lock:
            if self._session is None:
                self._load()

    def _load(self) -> None:
        keep_onnxruntime_quiet()
        import onnxruntime
        from tokenizers import Tokenizer

        made = prepare(self._cache_dir)
        tokenizer = Tokenizer.from_file(str(made.tokenizer))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # an idle bot burns no core
        self._tokenizer = tokenizer
        self._session = onnxruntime.InferenceSession(str(made.model), options, providers=["CPUExecutionProvider"])

    def _run(self, tokens: list[list[int]]) -> Vectors:
        width = max(map(len, tokens))
        ids = np.zeros((len(tokens), width), dtype=np.int32)
        mask = np.zeros_like(ids)
        for row, some in enumerate(tokens):
            ids[row, : len(some)] = some
            mask[row, : len(some)] = 1
        vectors: Vectors = self._session.run(["vectors"], {"ids": ids, "mask": mask})[0]
        return vectors


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices of texts of like length together, so that little padding is computed."""
    batches: list[list[int]] = [[]]
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        full = len(batches[-1]) >= BATCH_TEXTS or (len(batches[-1]) + 1) * lengths[i] > BATCH_TOKENS
        if batches[-1] and full:
            batches.append([])
        batches[-1].append(i)
    return batches
