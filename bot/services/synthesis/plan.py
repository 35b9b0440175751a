"""When, where and how long the digest is: as set from Slack, else as the settings say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.audience import Viewer
from bot.domain.digests import DigestLength
from bot.errors import NotAllowed
from bot.services.synthesis.days import EVERY_DAY, Rhythm
from store.unit_of_work import Store

PLAN = "digest_plan"
"""The name of the setting."""

ONLY_LEADS = "Only product leads can change the digest: they are named in BECAUSE_LEADS."
ONLY_MEMBERS = "Only members of this workspace can change the digest."


@dataclass(frozen=True)
class Plan:
    """`channel_id` None: the channel of the settings."""

    at: time
    zone: str
    days: frozenset[int] = EVERY_DAY
    holidays: frozenset[date] = frozenset()
    channel_id: str | None = None
    length: DigestLength = DigestLength.LONG

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.at, ZoneInfo(self.zone), self.days, self.holidays)


class Plans:
    """`at` and `zone` are those of the environment; `leads` may change the plan, everybody where there are none."""

    def __init__(self, store: Store, at: time, zone: str, leads: frozenset[str]) -> None:
        self._store, self._default, self._leads = store, Plan(at, zone), leads

    async def read(self, team_id: str) -> Plan:
        async with self._store.read(team_id) as uow:
            return self._of(await uow.settings.get(PLAN))

    async def change(self, viewer: Viewer, **changes: Any) -> Plan:
        """Keeps what is changed, by the plan's own names. Raises NotAllowed for who may not."""
        if viewer.only_channels is not None or not viewer.audiences:
            raise NotAllowed(ONLY_MEMBERS)
        if self._leads and viewer.user_id not in self._leads:
            raise NotAllowed(ONLY_LEADS)
        async with self._store.write(viewer.team_id) as uow:
            kept = dict(await uow.settings.get(PLAN) or {})
            plan = replace(self._of(kept), **changes)
            kept.update({name: _plain(plan)[name] for name in changes})
            await uow.settings.set(PLAN, kept)
            await uow.commit()
        return plan

    def _of(self, kept: Mapping[str, Any] | None) -> Plan:
        kept, default = kept or {}, self._default
        return Plan(
            at=time.fromisoformat(kept["at"]) if "at" in kept else default.at,
            zone=kept.get("zone", default.zone),
            days=frozenset(kept["days"]) if "days" in kept else default.days,
            holidays=frozenset(date.fromisoformat(day) for day in kept.get("holidays", ())),
            channel_id=kept.get("channel_id"),
            length=DigestLength(kept.get("length", default.length)),
        )


def _plain(plan: Plan) -> dict[str, Any]:
    return {
        "at": plan.at.isoformat("minutes"),
        "zone": plan.zone,
        "days": sorted(plan.days),
        "holidays": [day.isoformat() for day in sorted(plan.holidays)],
        "channel_id": plan.channel_id,
        "length": plan.length.value,
    }
