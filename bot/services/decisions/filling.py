"""The form of a record filled in from a thread: by a model, where there is one, as far as its words hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.answers import EvidenceKind
from bot.domain.decisions import DecisionFields
from bot.domain.messages import Message
from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.services.composing.draft import DraftedFields, compose_draft
from bot.services.composing.evidence import Evidence
from bot.services.composing.outcome import Failed, Failure
from bot.services.decisions.drafting import fields_from, status_of

OWN_WORDS = "These are the words of the conversation."
BY_MODEL = "Filled in by a model from the conversation; below each field stands the message that it rests on."


@dataclass(frozen=True)
class Quoted:
    """What a field of a draft rests on: a verbatim quote of one message."""

    quote: str
    author: str | None
    message_id: str


@dataclass(frozen=True)
class FilledIn:
    """`rests_on`: of the fields that a model filled in, by name. `notice`: a sentence on how the form came about.

    drafted: how, in one line for the record's history; None without a model.
    """

    fields: DecisionFields
    rests_on: Mapping[str, tuple[Quoted, ...]] = field(default_factory=dict)
    notice: str | None = None
    drafted: str | None = None


class Filling:
    def __init__(self, model: ChatModel | None, *, deadline: float = DEFAULT_DEADLINE) -> None:
        self._model, self._deadline = model, deadline

    async def from_thread(self, thread: Sequence[Message], at: str | None, *, iceboxed: bool = False) -> FilledIn:
        """Fields from a thread, oldest message first; what no model can say truly is the thread's own words.

        at: ts of the message that the person pointed at. Takes no longer than the deadline, and never fails.
        """
        own = fields_from(thread, at, iceboxed=iceboxed)
        if self._model is None or not thread:
            return FilledIn(own)
        evidence = [
            Evidence(n, EvidenceKind.MESSAGE, m.id, "", m.created_at.date(), m.text, author=m.author)
            for n, m in enumerate(thread, start=1)
        ]
        chosen = next((n for n, m in enumerate(thread, start=1) if m.ts == at), len(thread))
        outcome = await compose_draft(self._model, evidence, chosen, deadline=self._deadline)
        if isinstance(outcome, Failed):
            notice = None if outcome.why is Failure.NO_EVIDENCE else f"{outcome.reason} {OWN_WORDS}"
            return FilledIn(own, notice=notice)
        return _filled(own, outcome, thread, iceboxed=iceboxed)


def _filled(own: DecisionFields, drafted: DraftedFields, thread: Sequence[Message], *, iceboxed: bool) -> FilledIn:
    """Fields that nobody could draft stay as they are; who decided and when follow from the message that decides."""
    told = {name: "\n".join(claim.text for claim in claims) for name, claims in drafted.by_field.items()}
    fields = replace(
        own,
        title=told.get("title", own.title).rstrip("."),
        decision=told.get("decision", own.decision),
        why=told.get("why", own.why),
        options=told.get("options", own.options),
        problem=told.get("problem", own.problem),
        revisit_when=told.get("revisit_when", own.revisit_when),
    )
    decision = drafted.by_field.get("decision")
    if decision:
        message = thread[decision[0].source - 1]
        by = (message.author_id,) if message.author_id and not message.is_bot else own.decided_by
        status = status_of([decision[0].text, decision[0].quote], iceboxed=iceboxed)
        fields = replace(fields, decided_by=by, decided_on=message.created_at.date(), status=status)
    rests_on = {
        name: tuple(Quoted(c.quote, thread[c.source - 1].author, thread[c.source - 1].id) for c in claims)
        for name, claims in drafted.by_field.items()
    }
    return FilledIn(fields, rests_on, BY_MODEL, _in_a_line(drafted))


def _in_a_line(drafted: DraftedFields) -> str:
    cost = drafted.cost
    return (
        f"{', '.join(drafted.by_field)} drafted by {cost.model} ({cost.prompt}, {cost.tries} tries, "
        f"{cost.prompt_tokens}+{cost.completion_tokens} tokens, {cost.ms:.0f} ms, {len(drafted.dropped)} dropped)"
    )
