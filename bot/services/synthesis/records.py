"""The company's own side: what was decided, is planned and was shipped, as far as the viewer may see it."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.audience import Viewer
from bot.domain.decisions import Decision
from bot.domain.releases import Release, RoadmapItem
from bot.services.answering.cues import gives_reason
from bot.services.synthesis_rules.checking import Shipped
from bot.services.theming.quoting import sentences as plain_sentences
from bot.sources.records.facts import record_facts
from bot.sources.records.sections import parts
from bot.sources.records.sentences import sentences
from store.unit_of_work import UnitOfWork

_REFUSES = re.compile(r"\b(?:no|not|never|don['’]t|won['’]t|without|stop|drop|nothing|nobody|only)\b", re.IGNORECASE)

GIST = 400
"""Characters of a text that say what it is about."""


@dataclass(frozen=True)
class Records:
    decisions: tuple[Decision, ...]
    releases: tuple[Release, ...]
    roadmap: tuple[RoadmapItem, ...] = ()

    @property
    def shelved(self) -> tuple[Decision, ...]:
        return tuple(d for d in self.decisions if d.status.is_shelved)

    @property
    def refusals(self) -> tuple[Decision, ...]:
        """What was decided against, and what is in force and says no by its title: "No self-hosting"."""
        return tuple(d for d in self.decisions if d.status.is_shelved or (d.status.holds and _REFUSES.search(d.title)))

    @property
    def shipped_things(self) -> tuple[Shipped, ...]:
        """Releases, as a condition may have waited for them."""
        return tuple(Shipped(r.title, r.text[:GIST], r.released_on, r.id) for r in self.releases)

    @property
    def decided(self) -> tuple[Shipped, ...]:
        """What was decided for."""
        agreed = [d for d in self.decisions if d.status.holds]
        return tuple(Shipped(d.title, "", d.decided_on, d.id) for d in agreed if d.decided_on)

    @property
    def shipped(self) -> dict[str, date]:
        """When each release went out, by its id."""
        return {r.id: r.released_on for r in self.releases}


async def read_records(uow: UnitOfWork, viewer: Viewer) -> Records:
    return Records(await uow.decisions.list(viewer), await uow.releases.all(), await uow.releases.roadmap())


def decision_gist(decision: Decision) -> str:
    """Title and what was decided: what a theme or a promise is compared with."""
    if decision.fields is not None:
        decided = decision.fields.decision
    else:
        decided = span_of(decision.text, record_facts(decision.text).decision)
    return f"{decision.title}. {' '.join(decided.split())[:GIST]}".strip()


def release_gist(release: Release) -> str:
    return f"{release.title}. {release.text[:GIST]}"


def roadmap_gist(item: RoadmapItem) -> str:
    return f"{item.title}. {item.objective[:GIST]}"


def reason_of(decision: Decision) -> str:
    """The first sentence of the record that says why, word for word; empty where none does."""
    if decision.fields is not None:
        why = decision.fields.why
        return next((why[start:end] for start, end in plain_sentences(why)), why)
    said = [(s.role, decision.text[s.start : s.end]) for s in sentences(decision.text, parts(decision.text))]
    grounds = [words for role, words in said if role == "rationale"]
    outcome = [words for role, words in said if role == "decision"]
    telling = [words for words in grounds or outcome if gives_reason(words)]
    return next(iter([*telling, *grounds, *outcome[1:]]), "")


def condition_of(decision: Decision) -> str:
    """What would make us look at it again, in the record's own words."""
    return decision.revisit_when or span_of(decision.text, record_facts(decision.text).revisit)


def span_of(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span else ""
