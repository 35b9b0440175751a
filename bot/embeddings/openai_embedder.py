"""Embeddings by OpenAI or a compatible server, only where BECAUSE_EMBEDDING_MODEL asks for it."""

from collections.abc import Sequence

import numpy as np
import openai

from bot.embeddings.port import Vectors
from bot.errors import Unavailable

BATCH = 128
LONGEST = 8_000  # characters
TIMEOUT_S = 30.0


class OpenAIEmbedder:
    """`dim` is asked of the server on first need."""

    def __init__(self, model: str, *, api_key: str | None, base_url: str | None = None) -> None:
        self._name = model
        self._dim: int | None = None
        self._client = openai.OpenAI(api_key=api_key or "none", base_url=base_url, timeout=TIMEOUT_S, max_retries=2)

    @property
    def model(self) -> str:
        return f"openai/{self._name}"

    @property
    def dim(self) -> int:
        if self._dim is None:
            self._dim = int(self._ask(["."]).shape[1])
        return self._dim

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, dim), L2-normalised. Raises Unavailable with what the server said."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        cut = [text[:LONGEST] or " " for text in texts]
        return np.concatenate([self._ask(cut[i : i + BATCH]) for i in range(0, len(cut), BATCH)])

    def embed_query(self, text: str) -> Vectors:
        """(dim,), L2-normalised."""
        vector: Vectors = self.embed([text])[0]
        return vector

    def _ask(self, texts: list[str]) -> Vectors:
        try:
            reply = self._client.embeddings.create(model=self._name, input=texts, encoding_format="float")
        except openai.OpenAIError as wrong:
            raise Unavailable(
                f"The embedding model {self._name!r} did not answer ({wrong.__class__.__name__}); check "
                "BECAUSE_EMBEDDING_MODEL, OPENAI_API_KEY and OPENAI_BASE_URL, or unset the first to do without."
            ) from wrong
        rows = sorted(reply.data, key=lambda item: item.index)
        if len(rows) != len(texts):
            raise Unavailable(f"The embedding model {self._name!r} sent {len(rows)} vectors for {len(texts)} texts.")
        vectors = np.array([row.embedding for row in rows], dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(lengths, 1e-12)
        return unit
