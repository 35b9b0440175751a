"""What the grouping can be told, with the values that held up over several kinds and amounts of customer text."""

import math
from dataclasses import dataclass

_FEW, _MANY = 500, 5_000


@dataclass(frozen=True)
class GroupingSettings:
    """`neighbours`: of each message in the graph, at most. `lexical_weight`: of shared words beside meaning (0 =
    meaning alone). `dimensions`: main axes kept.

    Three values depend on how many messages there are, moving from the first to the second between 500 and 5,000:
    `resolution` (more and smaller groups), `min_similarity`, the cosine below which two messages are no neighbours
    (few messages leave large gaps between what they speak of; many leave none), and `min_cohesion`, the mean cosine to
    its centre below which a group is no theme.
    `min_messages` is the evidence a theme needs; fewer are enough from `min_accounts` who say nearly the same, with a
    mean cosine to their centre of `same`. So that themes last: `loyalty` is how much stronger,
    as a share, ties within a theme of before are; `leeway` the cohesion that a theme of before may lack.
    """

    neighbours: int = 15
    resolution: tuple[float, float] = (1.0, 2.5)
    min_similarity: tuple[float, float] = (0.5, 0.3)
    lexical_weight: float = 0.4
    dimensions: int = 40
    min_cohesion: tuple[float, float] = (0.5, 0.4)
    min_messages: int = 3
    min_accounts: int = 2
    same: float = 0.95
    loyalty: float = 0.25
    leeway: float = 0.05
    seed: int = 7

    def neighbours_for(self, messages: int) -> int:
        """Few messages have few that say the same: a neighbourhood of 15 would hold everything."""
        return max(2, min(self.neighbours, round(float(messages**0.43))))

    def resolution_for(self, messages: int) -> float:
        return _between(self.resolution, messages)

    def min_similarity_for(self, messages: int) -> float:
        return _between(self.min_similarity, messages)

    def min_cohesion_for(self, messages: int) -> float:
        return _between(self.min_cohesion, messages)


def _between(ends: tuple[float, float], messages: int) -> float:
    share = math.log(max(messages, 1) / _FEW) / math.log(_MANY / _FEW)
    return ends[0] + (ends[1] - ends[0]) * min(max(share, 0.0), 1.0)


DEFAULT = GroupingSettings()
