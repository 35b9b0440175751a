"""What the grouping can be told, with the values that held up over several kinds of customer text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GroupingSettings:
    """`neighbours`: of each message in the graph. `lexical_weight`: of shared words beside meaning (0 = meaning alone).

    `min_messages` or `min_accounts` is the evidence a theme needs. `min_similarity` is the cosine below which two
    messages are no neighbours; `min_cohesion` the mean cosine to its centre below which a group is no theme.
    """

    neighbours: int = 15
    resolution: float = 1.0
    lexical_weight: float = 0.4
    dimensions: int = 64
    min_similarity: float = 0.30
    min_cohesion: float = 0.45
    min_messages: int = 3
    min_accounts: int = 2
    seed: int = 7


DEFAULT = GroupingSettings()
