"""What decisions are about, in a line each: cut out of their records once a process, and never in the event loop."""

import asyncio
from collections.abc import Sequence

from bot.domain.decisions import Decision
from bot.services.synthesis.records import decision_gist


class Gists:
    """A long record takes milliseconds to read, and thousands of them come back every morning."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, int], str] = {}

    async def of(self, decisions: Sequence[Decision]) -> list[str]:
        """One text each, in their order."""
        await asyncio.to_thread(self._read, [d for d in decisions if _key(d) not in self._known])
        return [self._known[_key(d)] for d in decisions]

    def _read(self, decisions: Sequence[Decision]) -> None:
        self._known.update((_key(d), decision_gist(d)) for d in decisions)


def _key(decision: Decision) -> tuple[str, str, int]:
    return decision.team_id, decision.id, decision.version
