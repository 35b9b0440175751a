"""Each theme tied to what was decided about it, is planned for it and was shipped for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.domain.releases import Release, RoadmapItem
from bot.domain.themes import Theme, Tie, TieKind
from bot.services.synthesis.gists import reason_of
from bot.services.synthesis.kept_gists import NONE_KEPT, Gists
from bot.services.synthesis.material import Material, matrix_of
from bot.services.synthesis.meaning import Meaning
from bot.services.synthesis.records import Records, release_gist, roadmap_gist
from bot.services.synthesis_rules.linking import Link, Linkable, link
from store.passages import Vectors

MOST_OF_A_KIND = 2


class Ties:
    """Pure but for embedding the records' short texts."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self.gists = Gists()

    async def tied(self, themes: Sequence[Theme], material: Material, records: Records) -> tuple[Theme, ...]:
        """The themes with their ties: shelved decisions first, then plans, other decisions and releases."""
        gists = await self.gists.of(records.decisions, records.kept)
        decided = ((d.id, d.title, gist.about) for d, gist in zip(records.decisions, gists, strict=True))
        decisions = await self.linkable(decided, records.kept.vectors)
        plans = await self.linkable((r.id, r.title, roadmap_gist(r)) for r in records.roadmap)
        releases = await self.linkable((r.id, r.title, release_gist(r)) for r in records.releases)
        by_id = {d.id: d for d in records.decisions}
        planned, out = {r.id: r for r in records.roadmap}, {r.id: r for r in records.releases}
        found = []
        for theme in themes:
            told = _with_successors([by_id[one.id] for one in self.links(theme, material, decisions)], by_id)
            of_plans = [planned[one.id] for one in self.links(theme, material, plans)[:MOST_OF_A_KIND]]
            of_releases = [out[one.id] for one in self.links(theme, material, releases)[:MOST_OF_A_KIND]]
            ties = [_decided(d) for d in told if d.status is not DecisionStatus.SUPERSEDED]
            ties += [_planned(item) for item in of_plans]
            ties += [shipped(r) for r in sorted(of_releases, key=lambda r: r.released_on, reverse=True)]
            ties.sort(key=_rank)
            found.append(replace(theme, decision_ids=tuple(d.id for d in told), ties=tuple(ties)))
        return tuple(found)

    async def linkable(
        self, told: Iterable[tuple[str, str, str]], kept: Mapping[str, Vectors] = NONE_KEPT.vectors
    ) -> list[Linkable]:
        """Of (id, title, title with gist). kept: vectors by text."""
        rows = list(told)
        vectors = await self._meaning.of([text for _, _, text in rows], kept)
        return [Linkable(id_, text, vector, title) for (id_, title, text), vector in zip(rows, vectors, strict=True)]

    def links(self, theme: Theme, material: Material, others: Sequence[Linkable]) -> tuple[Link, ...]:
        """Those of `others` that speak of the theme, the closest first."""
        if not others or not any(i in material.vectors for i in theme.member_ids):
            return ()
        said = [material.by_id[i].text for i in theme.member_ids if i in material.by_id]
        return link(theme.keywords, centre_of(theme, material), others, said=said)


def centre_of(theme: Theme, material: Material) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """(dim,) unit mean of the theme's members."""
    vectors: Vectors = matrix_of([i for i in theme.member_ids if i in material.vectors], material.vectors)
    mean = vectors.mean(axis=0)
    centre: np.ndarray[tuple[int], np.dtype[np.float32]] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return centre


def _with_successors(found: Sequence[Decision], by_id: Mapping[str, Decision]) -> list[Decision]:
    """What replaced a decision speaks for it, and stands before it."""
    told: dict[str, Decision] = {}
    for decision in found:
        for one in reversed(_chain(decision, by_id)):
            told.setdefault(one.id, one)
    return list(told.values())


def _chain(decision: Decision, by_id: Mapping[str, Decision]) -> list[Decision]:
    """The decision and those that replaced it in turn."""
    chain = [decision]
    while (then := by_id.get(chain[-1].superseded_by or "")) is not None and then not in chain:
        chain.append(then)
    return chain


def _decided(decision: Decision) -> Tie:
    return Tie(
        TieKind.DECISION,
        decision.id,
        decision.title,
        decision.status.value,
        decision.decided_on,
        decision.url,
        reason_of(decision),
    )


def _planned(item: RoadmapItem) -> Tie:
    return Tie(TieKind.ROADMAP, item.id, item.title, item.status, item.target_date, item.url)


def shipped(release: Release) -> Tie:
    return Tie(TieKind.RELEASE, release.id, release.title, "shipped", release.released_on, release.url)


def _rank(tie: Tie) -> int:
    """Python's sort keeps the order among equals."""
    if tie.kind is TieKind.DECISION:
        return 0 if DecisionStatus(tie.status).is_shelved else 2
    return 1 if tie.kind is TieKind.ROADMAP else 3
