"""The company's own side: what was decided, is planned and was shipped, as far as the viewer may see it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.releases import Release, RoadmapItem
from bot.services.synthesis.gists import LONGEST_GIST
from bot.services.synthesis.kept_gists import NONE_KEPT, KeptGists, read_gists
from bot.services.synthesis_rules.checking import Shipped
from store.unit_of_work import UnitOfWork

_REFUSES = re.compile(r"\b(?:no|not|never|don['’]t|won['’]t|without|stop|drop|nothing|nobody|only)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Records:
    decisions: tuple[Decision, ...]
    releases: tuple[Release, ...]
    roadmap: tuple[RoadmapItem, ...] = ()
    kept: KeptGists = NONE_KEPT

    @cached_property
    def shelved(self) -> tuple[Decision, ...]:
        return tuple(d for d in self.decisions if d.status.is_shelved)

    @cached_property
    def refusals(self) -> tuple[Decision, ...]:
        """What was decided against, and what is in force and says no by its title: "No self-hosting"."""
        return tuple(d for d in self.decisions if d.status.is_shelved or (d.status.holds and _REFUSES.search(d.title)))

    @cached_property
    def shipped_things(self) -> tuple[Shipped, ...]:
        """Releases, as a condition may have waited for them."""
        return tuple(Shipped(r.title, r.text[:LONGEST_GIST], r.released_on, r.id) for r in self.releases)

    @cached_property
    def decided(self) -> tuple[Shipped, ...]:
        """What was decided for."""
        agreed = [d for d in self.decisions if d.status.holds]
        return tuple(Shipped(d.title, "", d.decided_on, d.id) for d in agreed if d.decided_on)

    @cached_property
    def shipped(self) -> dict[str, date]:
        """When each release went out, by its id."""
        return {r.id: r.released_on for r in self.releases}


async def read_records(uow: UnitOfWork, viewer: Viewer, model: str) -> Records:
    """model: of which the vectors of the gists are to be."""
    return Records(
        await uow.decisions.list(viewer),
        await uow.releases.all(),
        await uow.releases.roadmap(),
        await read_gists(uow, model, viewer),
    )


def release_gist(release: Release) -> str:
    return f"{release.title}. {release.text[:LONGEST_GIST]}"


def roadmap_gist(item: RoadmapItem) -> str:
    return f"{item.title}. {item.objective[:LONGEST_GIST]}"
