"""An answer to "why" in a model's words, each sentence held by a verbatim quote."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.clock import Now
from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.services.composing.claims import check_reply
from bot.services.composing.context import EVIDENCE_TOKENS, build_context
from bot.services.composing.evidence import Evidence
from bot.services.composing.folding import visible
from bot.services.composing.outcome import Composed, Cost, Failed, Failure
from bot.services.composing.tries import Verdict, ask_twice, problem
from bot.services.composing.verdicts import Claim, Drop
from prompts.loader import load

LONGEST_QUESTION = 1_000  # characters


async def compose_why(
    model: ChatModel,
    question: str,
    evidence: Sequence[Evidence],
    *,
    now: Now,
    deadline: float = DEFAULT_DEADLINE,
    budget: int = EVIDENCE_TOKENS,
) -> Composed | Failed:
    """One to three checked sentences from evidence the viewer may see (best first), or why there are none.

    The first piece of evidence is what answers: at least one sentence rests on it.
    deadline: seconds for everything, the repair try included. budget: tokens of evidence.
    Never raises for what a model or its server does.
    """
    prompt = load("why", 1)
    asked = visible(question)[:LONGEST_QUESTION]
    given, used = build_context(asked, evidence, budget=budget)
    ids = tuple(item.id for item in used)
    if not used:
        nothing = Cost(prompt.name, prompt.sha256, model.name)
        return Failed(Failure.NO_EVIDENCE, "There is no evidence to answer from.", nothing)

    def check(reply: Mapping[str, object]) -> Verdict[tuple[Claim, ...]]:
        checked = check_reply(reply, used, asked)
        if checked.kept and all(claim.source != used[0].n for claim in checked.kept):
            beside = tuple(problem(c.text, Drop.BESIDE, c.source, c.quote) for c in checked.kept)
            return Verdict(None, (*checked.dropped, *beside))
        return Verdict(checked.kept or None, checked.dropped, checked.abstained)

    values = {"today": now().date().isoformat(), "question": asked, "evidence": given}
    result = await ask_twice(model, prompt, values, check, deadline=deadline)
    if isinstance(result, Failed):
        return replace(result, evidence_ids=ids)
    return Composed(result.kept, result.dropped, ids, result.cost)
