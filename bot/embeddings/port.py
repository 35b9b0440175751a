"""What an embedding model offers, whichever it is."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into vectors of length one, so that a dot product is the cosine.

    `model` names weights and precision: vectors of two different names are never compared.
    """

    @property
    def model(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, dim), L2-normalised, in the order of `texts`. Blocks; call it in a thread. Raises Unavailable."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """(dim,), L2-normalised."""
        ...
