"""A theme's name and the problem behind it, in a model's choice of the customers' own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.services.composing.claims import check_claim, number_of, said
from bot.services.composing.evidence import Evidence
from bot.services.composing.folding import visible
from bot.services.composing.outcome import Cost, Failed
from bot.services.composing.safety import cleaned, unsafe
from bot.services.composing.support import names_beyond, numbers_beyond
from bot.services.composing.tries import Verdict, ask_twice, problem
from bot.services.composing.verdicts import Claim, Drop, Dropped
from bot.services.composing.words import stems, words
from prompts.loader import load

MOST_MESSAGES = 12
LONGEST_MESSAGE = 500  # characters of one message that the model reads
MOST_WORDS = 7
LONGEST_LABEL = 60


@dataclass(frozen=True)
class ThemeLabel:
    """`label` uses only words of the messages; `problem` is None where the model's sentence did not hold."""

    label: str
    problem: Claim | None
    dropped: tuple[Dropped, ...]
    cost: Cost


async def label_theme(
    model: ChatModel,
    messages: Sequence[Evidence],
    keywords: Sequence[str],
    *,
    deadline: float = DEFAULT_DEADLINE,
) -> ThemeLabel | Failed:
    """Names a group from its most typical messages (first is best) and its keywords, or says why it could not."""
    prompt = load("theme_label", 1)
    shown = messages[:MOST_MESSAGES]
    values = {
        "messages": [{"n": item.n, "text": visible(item.text)[:LONGEST_MESSAGE]} for item in shown],
        "keywords": [visible(keyword) for keyword in keywords[:15]],
    }

    def check(reply: Mapping[str, object]) -> Verdict[tuple[str, Claim | None]]:
        return _checked(reply, shown, keywords)

    result = await ask_twice(model, prompt, values, check, deadline=deadline)
    if isinstance(result, Failed):
        return result
    label, behind = result.kept
    return ThemeLabel(label, behind, result.dropped, result.cost)


def _checked(
    reply: Mapping[str, object], messages: Sequence[Evidence], keywords: Sequence[str]
) -> Verdict[tuple[str, Claim | None]]:
    label = cleaned(said(reply.get("label"))).rstrip(".!?:;, ")
    fault = label_fault(label, " ".join([*keywords, *(message.text for message in messages)]))
    if fault:
        return Verdict(None, (problem(label, fault),))
    raw = reply.get("problem")
    if not isinstance(raw, dict):
        return Verdict((label, None))
    text, number, quote = said(raw.get("text")), number_of(raw.get("source")), said(raw.get("quote"))
    verdict = check_claim(text, number, quote, {message.n: message for message in messages}, label)
    if isinstance(verdict, Drop):
        return Verdict((label, None), (problem(text, verdict, number, quote),))
    return Verdict((label, verdict))


def label_fault(label: str, said_by_customers: str) -> Drop | None:
    """Why a label cannot be shown: too long, unsafe, or not in the customers' own words."""
    if len(label) > LONGEST_LABEL or len(list(words(label))) > MOST_WORDS:
        return Drop.TOO_LONG
    fault = unsafe(label)
    if fault:
        return fault
    if numbers_beyond(label, said_by_customers):
        return Drop.NUMBER
    if names_beyond(label, said_by_customers):
        return Drop.NAME
    own = set(stems(label))
    return None if own and own <= set(stems(said_by_customers)) else Drop.UNSUPPORTED
