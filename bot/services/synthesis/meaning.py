"""Vectors of the short texts that the synthesis compares with: titles, conditions, releases, plans."""

import asyncio
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from bot.embeddings.port import Embedder, Vectors


class Meaning:
    """Embeds each text once a process: the same few hundred come back every morning."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def model(self) -> str:
        return self._embedder.model

    async def of(self, texts: Sequence[str], kept: Mapping[str, Vectors] = MappingProxyType({})) -> Vectors:
        """(n, dim) unit rows, one each text. kept: vectors of `model` by text, of as many of them as there are."""
        missing = sorted({text for text in texts if text not in kept and text not in self._known})
        if missing:
            vectors = await asyncio.to_thread(self._embedder.embed, missing)
            self._known.update(zip(missing, vectors, strict=True))
        if not texts:
            return np.zeros((0, self._embedder.dim), dtype=np.float32)
        return np.stack([kept[text] if text in kept else self._known[text] for text in texts])
