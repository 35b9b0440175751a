"""The borders of groups, drawn again by what tells the groups apart and not by where the graph happened to be cut."""

import numpy as np
from numpy.typing import NDArray

from bot.services.theming.features import Matrix

_SHRINKAGE = 0.3  # of the covariance within groups, of which a few thousand messages tell only the strongest axes
_SETTLED = 5  # members from which a group says where it lies


def drawn_again(features: Matrix, labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each message goes to the group it is likeliest in; messages of groups under five members stay where they are.

    Linear discriminant analysis: what varies within groups (the customer's way of asking) counts less than what varies
    between them. features: (n, d), what tells messages apart; labels: (n,) the group of each.
    """
    settled = np.bincount(labels)[labels] >= _SETTLED
    if len(np.unique(labels[settled])) < 2:
        return labels
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis  # slow to import: only where themes are made

    model = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=_SHRINKAGE)
    again = labels.copy()
    again[settled] = model.fit(features[settled], labels[settled]).predict(features[settled])
    return again
