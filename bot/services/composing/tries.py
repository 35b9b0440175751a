"""Two tries within one deadline: the second is told what was wrong with the first."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.errors import Unavailable
from bot.llm.port import ChatModel, TooSlow, UnreadableReply
from bot.services.composing.outcome import Cost, Failed, Failure
from bot.services.composing.verdicts import Drop, Dropped
from prompts.prompt import Prompt

Kept = TypeVar("Kept")
MOST_TRIES = 2
MOST_TOLD = 6  # dropped claims that the model is told of
LEAST_TIME = 0.5
"""Seconds that must be left for a second try to make sense."""

_NOT_JSON: list[dict[str, object]] = [{"problem": "the reply was no JSON object of the shape asked for"}]


@dataclass(frozen=True)
class Verdict(Generic[Kept]):
    """What a check made of one reply: something to keep, or None and why. `abstained` ends the tries."""

    kept: Kept | None
    dropped: tuple[Dropped, ...] = ()
    abstained: bool = False


@dataclass(frozen=True)
class Success(Generic[Kept]):
    kept: Kept
    dropped: tuple[Dropped, ...]
    cost: Cost


async def ask_twice(
    model: ChatModel,
    prompt: Prompt,
    values: Mapping[str, object],
    check: Callable[[Mapping[str, object]], Verdict[Kept]],
    *,
    deadline: float,
) -> Success[Kept] | Failed:
    """Asks, checks, and where nothing holds asks once more with `corrections`. Never raises for what a model does.

    values: the prompt's variables but `corrections`; deadline: seconds for both tries together.
    """
    clock = asyncio.get_running_loop().time
    start = clock()
    cost = Cost(prompt.name, prompt.sha256, model.name)
    corrections: list[dict[str, object]] = []
    dropped: tuple[Dropped, ...] = ()
    failed = Failed(Failure.TOO_SLOW, "There was no time left to ask the model.", cost)
    while cost.tries < MOST_TRIES and deadline - (clock() - start) > (LEAST_TIME if cost.tries else 0):
        rendered = prompt.render(**values, corrections=corrections)
        cost = replace(cost, tries=cost.tries + 1)
        try:
            reply = await model.complete(
                rendered, prompt.schema, deadline=deadline - (clock() - start), max_tokens=prompt.max_tokens
            )
        except UnreadableReply as error:
            cost = _plus(cost, error.prompt_tokens, error.completion_tokens)
            failed, corrections = Failed(Failure.UNREADABLE, str(error), cost), _NOT_JSON
            continue
        except Unavailable as error:
            why = Failure.TOO_SLOW if isinstance(error, TooSlow) else Failure.UNAVAILABLE
            failed = Failed(why, str(error), cost)
            break
        cost = replace(_plus(cost, reply.prompt_tokens, reply.completion_tokens), model=reply.model)
        verdict = check(reply.data)
        dropped += verdict.dropped
        if verdict.kept is not None:
            return Success(verdict.kept, dropped, _timed(cost, clock() - start))
        if verdict.abstained:
            failed = Failed(Failure.ABSTAINED, "The model found no reason in the evidence.", cost)
            break
        failed = Failed(Failure.UNSUPPORTED, "Nothing that the model said is held by the evidence.", cost)
        corrections = corrections_of(verdict.dropped)
    return replace(failed, cost=_timed(cost, clock() - start), dropped=dropped)


def corrections_of(dropped: Sequence[Dropped]) -> list[dict[str, object]]:
    """What a model is told of its claims that were dropped. Only what it said itself and our own words."""
    if not dropped:
        return [{"problem": "the reply held no claim at all"}]
    return [{"source": item.source, "quote": item.quote, "problem": item.why.value} for item in dropped[:MOST_TOLD]]


def problem(text: str, why: Drop, source: int | None = None, quote: str = "") -> Dropped:
    """A dropped sentence, cut to a length fit for a log."""
    return Dropped(text[:300], source, quote[:300], why)


def _plus(cost: Cost, prompt_tokens: int, completion_tokens: int) -> Cost:
    return replace(
        cost,
        prompt_tokens=cost.prompt_tokens + prompt_tokens,
        completion_tokens=cost.completion_tokens + completion_tokens,
    )


def _timed(cost: Cost, seconds: float) -> Cost:
    return replace(cost, ms=seconds * 1000)
