"""What messages mean for the product, by a model: the same closed list as the built-in classifier's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.kinds import SignalKind
from bot.errors import Unavailable
from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.services.composing.claims import number_of
from bot.services.composing.folding import visible
from bot.services.composing.instructions import instructs_a_model
from prompts.loader import load

BATCH = 25
"""Messages in one question: few enough that one who talks to the model can spoil little."""
LONGEST_MESSAGE = 600
LONGEST_BEFORE = 200

_NOTHING = "nothing"


@dataclass(frozen=True)
class Asked:
    """A message to judge. `before`: what was said just before it, oldest first, each with whether its author is the
    message's own."""

    id: str
    text: str
    before: tuple[tuple[bool, str], ...] = ()


@dataclass(frozen=True)
class Kinds:
    """`by_id` holds what the model said of each message it spoke of: a kind, or None for "no signal".

    A message that is missing was not judged (the server failed, or the model left it out): the built-in classifier's
    word stands.
    """

    by_id: Mapping[str, SignalKind | None]
    failure: str | None
    prompt: str
    model: str


async def classify(model: ChatModel, messages: Sequence[Asked], *, deadline: float = DEFAULT_DEADLINE) -> Kinds:
    """Kinds of the messages, in batches; stops at the first failure. deadline: seconds for one batch.

    Messages that talk to an assistant are not judged: one of them could speak for all of its batch.
    """
    prompt = load("signals", 2)
    found: dict[str, SignalKind | None] = {}
    asked = [one for one in messages if not instructs_a_model(visible(one.text))]
    for start in range(0, len(asked), BATCH):
        batch = asked[start : start + BATCH]
        rendered = prompt.render(messages=[_given(n, asked) for n, asked in enumerate(batch, 1)])
        try:
            reply = await model.complete(rendered, prompt.schema, deadline=deadline, max_tokens=prompt.max_tokens)
        except Unavailable as error:
            return Kinds(found, str(error), prompt.name, model.name)
        found.update(_labels(reply.data, batch))
    return Kinds(found, None, prompt.name, model.name)


def _given(n: int, asked: Asked) -> dict[str, object]:
    before = [
        {"by": "same" if own else "other", "text": visible(text)[:LONGEST_BEFORE]}
        for own, text in asked.before
        if not instructs_a_model(visible(text))
    ]
    return {"n": n, **({"before": before} if before else {}), "text": visible(asked.text)[:LONGEST_MESSAGE]}


def _labels(reply: Mapping[str, object], batch: Sequence[Asked]) -> dict[str, SignalKind | None]:
    """The labels that are of this batch and of the list; a message labelled twice in two ways is not judged."""
    raw = reply.get("labels")
    said: dict[str, set[SignalKind | None]] = {}
    for item in raw[: 4 * BATCH] if isinstance(raw, list) else ():
        n, kind = (number_of(item.get("n")), item.get("kind")) if isinstance(item, dict) else (None, None)
        if n is None or not 1 <= n <= len(batch) or not isinstance(kind, str):
            continue
        if kind == _NOTHING:
            said.setdefault(batch[n - 1].id, set()).add(None)
        elif kind in _KINDS:
            said.setdefault(batch[n - 1].id, set()).add(SignalKind(kind))
    return {id: next(iter(kinds)) for id, kinds in said.items() if len(kinds) == 1}


_KINDS = frozenset(kind.value for kind in SignalKind if kind is not SignalKind.SIGNAL)
