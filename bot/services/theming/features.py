"""The space in which messages are neighbours: meaning (embedding) beside shared words (latent TF-IDF)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_LATENT_WORDS = 100
_ENOUGH_FOR_WORDS = 40  # messages; fewer share words by chance
ENOUGH_FOR_AXES = 400  # messages; the main axes of fewer are an accident of the sample


def normalised(matrix: Matrix) -> Matrix:
    """Rows of length 1; rows of zeros stay."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(lengths, 1e-9), dtype=np.float32)


def latent_words(texts: Sequence[str], *, axes: int = _LATENT_WORDS) -> Matrix:
    """(n, <= axes) of unit rows; nothing (n, 0) where the texts share too few words."""
    nothing = np.zeros((len(texts), 0), dtype=np.float32)
    from sklearn.decomposition import TruncatedSVD  # a second to import: only where themes are made
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.2, ngram_range=(1, 2))
    try:
        weights = vectorizer.fit_transform(texts)
    except ValueError:  # no word in two texts
        return nothing
    axes = min(axes, min(weights.shape) - 1)
    if axes < 2:
        return nothing
    return normalised(TruncatedSVD(axes, random_state=0).fit_transform(weights))


def main_axes(matrix: Matrix, axes: int) -> Matrix:
    """Centred and turned onto its `axes` strongest directions, rows of length 1."""
    centred = matrix - matrix.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    return normalised(centred @ directions[:, ::-1][:, :axes])


def meaning_and_words(vectors: Matrix, texts: Sequence[str], lexical_weight: float) -> Matrix:
    """(n, d) unit rows: all that tells messages apart."""
    if lexical_weight <= 0 or len(texts) < _ENOUGH_FOR_WORDS:
        return vectors
    return normalised(np.hstack([vectors, lexical_weight * latent_words(texts)]))


def neighbour_space(features: Matrix, axes: int) -> Matrix:
    """(n, <= d) unit rows whose cosine says how alike two messages are, for the building of the graph."""
    space = main_axes(features, axes) if len(features) >= ENOUGH_FOR_AXES else features
    return np.ascontiguousarray(space, dtype=np.float32)
