"""What has happened since to the matter of a shelved decision: who asked, what was decided, what it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from bot.domain.answers import Answer, Citation, EvidenceKind
from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.domain.messages import SLACK
from bot.domain.signals import Signal
from bot.domain.verdicts import UNCHECKED, Revisit, RevisitVerdict
from bot.services.answering.beside import cited, newer_on_the_same
from bot.services.answering.summary import decided_words
from bot.services.retrieval.ports import Library
from bot.services.retrieval.search import Found
from bot.services.synthesis.bearing import Bearing
from bot.services.synthesis.gists import condition_of
from bot.services.synthesis.material import Material
from bot.services.synthesis.meaning import Meaning
from bot.services.synthesis.records import Records
from store.unit_of_work import Store

NEAR = 150
"""Messages looked at for each text that the decision is about: its title, its condition."""
BACKGROUND = 300
"""The newest signals that tell which words are common."""
NAMED = 3
QUOTED = 3


@dataclass(frozen=True)
class Change:
    """`words` and `state` in whole sentences, empty where nothing is to be told. `citations` are what they rest on."""

    words: str
    state: str = ""
    citations: tuple[Citation, ...] = ()


class Since:
    def __init__(self, store: Store, meaning: Meaning, model: str, now: Now) -> None:
        self._store, self._meaning, self._model, self._now = store, meaning, model, now
        self._bearing = Bearing(meaning)

    async def tell(self, viewer: Viewer, library: Library, found: Found, answer: Answer) -> Answer:
        """`answer` with what changed since the decision that it rests on, where that is a shelved one."""
        first = found.ranked[0].record if found.ranked else None
        decision = answer.decision
        if decision is None or first is None or first.id != decision.id or not first.status.is_shelved:
            return answer
        revisit, signals = await self._revisit(viewer, library, first)
        beside = {answer.rival.id} if answer.rival else set()
        newer = tuple(d for d in newer_on_the_same(found, first) if d.id not in beside)
        change = told(first, revisit, signals, newer, found.confidence)
        if not change.words:
            return answer
        told_anew = {citation.id for citation in change.citations if citation.kind is not EvidenceKind.DECISION}
        kept = tuple(citation for citation in answer.citations if citation.id not in told_anew)
        held = {citation.id for citation in kept}
        return replace(
            answer,
            answer=" ".join(part for part in (answer.answer, change.state, change.words) if part),
            since=change.words,
            condition_state=change.state,
            citations=(*kept, *(c for c in change.citations if c.id not in held)),
        )

    async def _revisit(self, viewer: Viewer, library: Library, record: Decision) -> tuple[Revisit, dict[str, Signal]]:
        """The verdict on the record alone, from the signals nearest to it that this viewer may read."""
        condition = condition_of(record)
        near: set[str] = set()
        for vector in await self._meaning.of([words for words in (record.title, condition) if words]):
            near.update([n.owner_id for n in await library.near_messages(vector, NEAR)])
        start = datetime.combine(record.decided_on, time.min, UTC) if record.decided_on else None
        async with self._store.read(viewer.team_id) as uow:
            about = await uow.signals.of_messages(sorted(near), viewer)
            others = await uow.signals.list(viewer, since=start, taggers=False, most=BACKGROUND)
            signals = tuple({signal.id: signal for signal in (*about, *others)}.values())
            vectors = await uow.passages.vectors_of_messages([s.id for s in signals], self._model)
            accounts = {account.id: account for account in await uow.accounts.all()}
            records = Records((record,), await uow.releases.all())
        material = Material(signals, vectors, accounts, {}, {}, (), None)
        revisits = await self._bearing.revisits(material, records, self._now())
        return revisits[0], {signal.id: signal for signal in signals}


def told(
    record: Decision, revisit: Revisit, signals: dict[str, Signal], newer: tuple[Decision, ...], score: float
) -> Change:
    """The change in words. signals: by id, those that `revisit` rests on among them."""
    quotes = [(quote, signals[quote.id]) for quote in revisit.evidence if quote.id in signals]
    quotes.sort(key=lambda pair: (pair[1].created_at or datetime.min.replace(tzinfo=UTC), pair[0].id), reverse=True)
    words = []
    if quotes:
        latest, said = quotes[0]
        who = latest.account or said.author or "somebody"
        when = f" on {said.created_at:%-d %b %Y}" if said.created_at else ""
        asked = _asked(revisit, [said.account for _, said in quotes])
        words.append(f"Since then: {asked}, the latest {who}{when}: “{' '.join(latest.text.split())}”")
    elif record.status is DecisionStatus.ICEBOXED:
        words.append("Since then: nobody has asked for it.")
    for one in newer:
        words.append(f"“{one.title}” was decided on it later ({one.status.value}, {one.decided_on:%-d %b %Y}).")
    is_checked = (quotes or newer) and not revisit.is_reason and revisit.condition
    citations = [
        Citation(
            EvidenceKind.MESSAGE if said.source == SLACK else EvidenceKind.FEEDBACK,
            quote.id,
            f"#{said.channel}" if said.channel else said.source,
            quote.text,
            quote.url,
            author=said.author,
            account=quote.account,
            said_on=said.created_at.date() if said.created_at else None,
        )
        for quote, said in quotes[:QUOTED]
    ]
    citations += [cited(one, decided_words(one), score) for one in newer if decided_words(one)]
    return Change(" ".join(words), _verdict(revisit) if is_checked else "", tuple(citations))


def _asked(revisit: Revisit, accounts: Sequence[str | None]) -> str:
    """accounts: of the messages that are quoted, the newest first."""
    if not revisit.accounts:
        return "it was asked for once" if len(accounts) == 1 else f"it was asked for in {len(accounts)} messages"
    names = list(dict.fromkeys(name for name in accounts if name))
    count = "one account" if revisit.accounts == 1 else f"{revisit.accounts} accounts"
    more = f" and {revisit.accounts - NAMED} more" if revisit.accounts > NAMED and len(names) >= NAMED else ""
    return f"{count} asked for it ({', '.join(names[:NAMED])}{more})"


def _verdict(revisit: Revisit) -> str:
    state = {
        RevisitVerdict.MET: "That condition is met",
        RevisitVerdict.NOT_MET: "That condition is not met yet",
        RevisitVerdict.UNCLEAR: "Whether that condition is met, a person has to judge",
    }[revisit.verdict]
    state = "Nothing here shows that condition to be met" if revisit.is_unseen else state
    reasons = [reason for reason in revisit.reasons if not reason.startswith(UNCHECKED)]
    return f"{state}: {'; '.join(reasons[:2])}." if reasons else f"{state}."
