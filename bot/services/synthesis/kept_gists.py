"""Gists kept with their vectors beside what is searched of a record, so that no morning reads thousands of records."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.services.synthesis.gists import Gist, gist_of
from store.passages import GIST, NewPassage, Vectors
from store.unit_of_work import UnitOfWork

ABOUT, CONDITION, PROBLEM, REASON, TITLE = "about", "condition", "problem", "reason", "title"


@dataclass(frozen=True)
class KeptGists:
    """Of decisions, by id. whole: those that hold what a shelved one needs. vectors: (dim,) unit, by text."""

    gists: Mapping[str, Gist]
    whole: frozenset[str]
    vectors: Mapping[str, Vectors]

    def of(self, decision: Decision) -> Gist | None:
        if decision.status.is_shelved and decision.id not in self.whole:
            return None
        return self.gists.get(decision.id)


NONE_KEPT = KeptGists({}, frozenset(), {})


def gist_passages(decision: Decision) -> list[NewPassage]:
    """The gist as it is kept. A shelved decision's ends with its title: where that is there, nothing is missing."""
    gist = gist_of(decision)
    told = [(ABOUT, gist.about), (CONDITION, gist.condition), (PROBLEM, gist.problem), (REASON, gist.reason)]
    told += [(TITLE, decision.title)] if decision.status.is_shelved else []
    return [
        NewPassage(GIST, decision.id, decision.audience, text, 0, 0, ordinal=number, role=role)
        for number, (role, text) in enumerate(told)
        if text
    ]


async def read_gists(uow: UnitOfWork, model: str, viewer: Viewer) -> KeptGists:
    """Those of the viewer's audiences that are embedded by `model`."""
    gists: dict[str, Gist] = {}
    whole: set[str] = set()
    vectors: dict[str, Vectors] = {}
    for decision_id, (lines, matrix) in (await uow.passages.of_owners(GIST, None, model, viewer)).items():
        said = {line.role: line.text or "" for line in lines}
        vectors.update(zip((line.text or "" for line in lines), matrix, strict=True))
        if ABOUT in said:
            gists[decision_id] = Gist(*(said.get(role, "") for role in (ABOUT, CONDITION, PROBLEM, REASON)))
        if TITLE in said:
            whole.add(decision_id)
    return KeptGists(gists, frozenset(whole), vectors)


class Gists:
    """Of decisions; what is not kept is cut out of the record once a process, and never in the event loop."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, int], Gist] = {}

    async def of(self, decisions: Sequence[Decision], kept: KeptGists) -> list[Gist]:
        """One each, in their order."""
        missing = [d for d in decisions if kept.of(d) is None and _key(d) not in self._known]
        if missing:
            await asyncio.to_thread(self._cut_out, missing)
        return [kept.of(d) or self._known[_key(d)] for d in decisions]

    def _cut_out(self, decisions: Sequence[Decision]) -> None:
        self._known.update((_key(d), gist_of(d)) for d in decisions)


def _key(decision: Decision) -> tuple[str, str, int]:
    return decision.team_id, decision.id, decision.version
