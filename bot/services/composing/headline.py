"""The digest's first sentence in a model's words. Its numbers are the program's, or it is not used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.clock import Now
from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.services.composing.claims import Found, locate, number_of, said
from bot.services.composing.evidence import Fact
from bot.services.composing.folding import visible
from bot.services.composing.outcome import Cost, Failed, Failure
from bot.services.composing.safety import cleaned, unsafe
from bot.services.composing.support import unsupported
from bot.services.composing.tries import Verdict, ask_twice, problem
from bot.services.composing.verdicts import Claim, Drop, Dropped
from bot.services.composing.words import sentence_spans
from prompts.loader import load

MOST_FACTS = 24
MOST_QUOTES = 3
LONGEST_HEADLINE = 260


@dataclass(frozen=True)
class Headline:
    """One sentence and the facts it rests on (each claim repeats the sentence with one of its quotes)."""

    text: str
    rests_on: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]
    cost: Cost

    def trace(self) -> dict[str, object]:
        return {
            "prompt": self.cost.prompt,
            "prompt_sha256": self.cost.prompt_sha256,
            "model": self.cost.model,
            "facts": [claim.source for claim in self.rests_on],
        }


async def compose_headline(
    model: ChatModel, facts: Sequence[Fact], *, now: Now, deadline: float = DEFAULT_DEADLINE
) -> Headline | Failed:
    """A sentence from facts that the program has counted, or why there is none: the caller has its own."""
    prompt = load("digest_headline", 1)
    given = facts[:MOST_FACTS]
    if not given:
        nothing = Cost(prompt.name, prompt.sha256, model.name)
        return Failed(Failure.NO_EVIDENCE, "There are no facts to make a sentence of.", nothing)
    values = {"today": now().date().isoformat(), "facts": [{"n": f.n, "text": visible(f.text)} for f in given]}

    def check(reply: Mapping[str, object]) -> Verdict[tuple[Claim, ...]]:
        return _checked(reply, given)

    result = await ask_twice(model, prompt, values, check, deadline=deadline)
    if isinstance(result, Failed):
        return replace(result, evidence_ids=tuple(str(fact.n) for fact in given))
    return Headline(result.kept[0].text, result.kept, result.dropped, result.cost)


def _checked(reply: Mapping[str, object], facts: Sequence[Fact]) -> Verdict[tuple[Claim, ...]]:
    text, cited = said(reply.get("text")), reply.get("sources")
    numbered = {fact.n: fact for fact in facts}
    found: list[tuple[int, Found]] = []
    dropped: list[Dropped] = []
    for raw in cited[:MOST_QUOTES] if isinstance(cited, list) else ():
        number = number_of(raw.get("source")) if isinstance(raw, dict) else None
        quote = said(raw.get("quote")) if isinstance(raw, dict) else ""
        fact = numbered.get(number) if number is not None else None
        place = locate(quote, fact) if fact else Drop.NO_SOURCE
        if isinstance(place, Drop) or number is None:
            dropped.append(problem(text, place if isinstance(place, Drop) else Drop.NO_SOURCE, number, quote))
        else:
            found.append((number, place))
    if not found:
        return Verdict(None, tuple(dropped) or (problem(text, Drop.NO_SOURCE),))
    shown = cleaned(text)
    why = _fault(text, shown, [place for _, place in found], " ".join(fact.text for fact in facts))
    if why:
        return Verdict(None, (*dropped, problem(text, why)))
    return Verdict(tuple(Claim(shown, n, place.text, place.start, place.end) for n, place in found), tuple(dropped))


def _fault(text: str, shown: str, places: Sequence[Found], facts: str) -> Drop | None:
    quotes = " ".join(place.text for place in places)
    around = " ".join(place.around for place in places)
    if len(shown) > LONGEST_HEADLINE or len(sentence_spans(shown)) > 1:
        return Drop.TOO_LONG
    return unsafe(text, quotes) or unsafe(shown, quotes) or unsupported(shown, quotes, around, facts, "")
