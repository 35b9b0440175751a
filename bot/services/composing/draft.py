"""The form of a decision record filled in by a model: each field held by a verbatim quote of one message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.llm.tokens import estimate_tokens
from bot.services.composing.claims import check_claim, number_of, said
from bot.services.composing.context import EVIDENCE_TOKENS
from bot.services.composing.evidence import Evidence
from bot.services.composing.folding import visible
from bot.services.composing.instructions import instructs_a_model
from bot.services.composing.outcome import Cost, Failed, Failure
from bot.services.composing.tries import Verdict, ask_twice, problem
from bot.services.composing.verdicts import Claim, Drop, Dropped
from bot.services.composing.words import sentences_around, stems
from prompts.loader import load

MOST_OF = {"title": 1, "decision": 1, "why": 3, "options": 4, "problem": 1, "revisit_when": 1}
"""How often each field of the form is taken; their order is the form's."""

LONGEST_MESSAGE = 1_000  # characters of one message that the model reads
LONGEST_TITLE = 90
_MOST_READ = 24
_STATES = ("title", "decision", "why")

Fields = Mapping[str, tuple[Claim, ...]]


@dataclass(frozen=True)
class DraftedFields:
    """Fields in the form's order, only those that hold; each claim has the number of its message and its quote."""

    by_field: Fields
    dropped: tuple[Dropped, ...]
    cost: Cost


async def compose_draft(
    model: ChatModel, messages: Sequence[Evidence], chosen: int, *, deadline: float = DEFAULT_DEADLINE
) -> DraftedFields | Failed:
    """The fields that the conversation holds, or why there are none. chosen: the number of the message pointed at.

    messages: oldest first. What talks to an assistant is not read, and what is farthest from the chosen one gives way
    first where there is no room. Never raises for what a model or its server does.
    """
    prompt = load("decision_draft", 1)
    shown = _fitting(messages, chosen)
    if not shown:
        nothing = Cost(prompt.name, prompt.sha256, model.name)
        return Failed(Failure.NO_EVIDENCE, "There is nothing to draft from.", nothing)
    values = {"messages": [{"n": one.n, "by": one.author, "text": _read(one)} for one in shown], "chosen": chosen}

    def check(reply: Mapping[str, object]) -> Verdict[Fields]:
        return _checked(reply, shown)

    result = await ask_twice(model, prompt, values, check, deadline=deadline)
    if isinstance(result, Failed):
        return replace(result, evidence_ids=tuple(one.id for one in shown))
    return DraftedFields(result.kept, result.dropped, result.cost)


def _fitting(messages: Sequence[Evidence], chosen: int) -> list[Evidence]:
    readable = [one for one in messages if visible(one.text).strip() and not instructs_a_model(visible(one.text))]
    room, fitting = EVIDENCE_TOKENS, list[Evidence]()
    for one in sorted(readable, key=lambda one: (abs(one.n - chosen), one.n)):
        room -= estimate_tokens(_read(one)) + 20
        if room < 0:
            break
        fitting.append(one)
    return sorted(fitting, key=lambda one: one.n)


def _read(message: Evidence) -> str:
    return visible(message.text)[:LONGEST_MESSAGE]


def _checked(reply: Mapping[str, object], messages: Sequence[Evidence]) -> Verdict[Fields]:
    numbered = {one.n: one for one in messages}
    kept: dict[str, list[Claim]] = {field: [] for field in MOST_OF}
    dropped: list[Dropped] = []
    fields = reply.get("fields")
    for raw in fields[:_MOST_READ] if isinstance(fields, list) else ():
        if not isinstance(raw, dict) or raw.get("field") not in MOST_OF:
            continue
        field = str(raw["field"])
        text, number, quote = said(raw.get("text")), number_of(raw.get("source")), said(raw.get("quote"))
        verdict = check_claim(text, number, quote, numbered, "")
        if isinstance(verdict, Claim):
            verdict = _fault(field, verdict, numbered[verdict.source].text, kept[field]) or verdict
        if isinstance(verdict, Drop):
            dropped.append(problem(text, verdict, number, quote))
        elif len(kept[field]) < MOST_OF[field]:
            kept[field].append(verdict)
    held = {field: tuple(claims) for field, claims in kept.items() if claims}
    return Verdict(held if any(field in held for field in _STATES) else None, tuple(dropped))


def _fault(field: str, claim: Claim, source: str, earlier: Sequence[Claim]) -> Drop | None:
    """What a form demands beyond the rule for claims."""
    if field == "title" and len(claim.text) > LONGEST_TITLE:
        return Drop.TOO_LONG
    if field in _STATES and sentences_around(source, claim.start, claim.end).rstrip("\"')* ").endswith("?"):
        return Drop.ASKS
    if any(set(stems(claim.text)) == set(stems(one.text)) for one in earlier):
        return Drop.REPEATED
    return None
