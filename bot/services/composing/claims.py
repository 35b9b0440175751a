"""A model's reply, held to its evidence: what may be shown, and what was dropped and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.services.composing.evidence import Source
from bot.services.composing.folding import HIDING, find_quote, fold
from bot.services.composing.instructions import instructs_a_model
from bot.services.composing.safety import cleaned, unsafe
from bot.services.composing.support import unsupported
from bot.services.composing.verdicts import Claim, Drop, Dropped
from bot.services.composing.words import sentences_around, stems

SHORTEST_QUOTE = 15
"""Characters, after folding."""
MOST_CLAIMS = 3
_MOST_READ = 12  # claims looked at; a model that sends more is not answering
_LOGGED = 300


@dataclass(frozen=True)
class Checked:
    """Claims in the model's order. `abstained` is the model's own word that the evidence does not say."""

    kept: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]
    abstained: bool
    reason: str = ""


@dataclass(frozen=True)
class Found:
    """A quote where it stands: `text` is the source's own characters, `around` the sentences it was cut from."""

    text: str
    start: int
    end: int
    around: str


def check_reply(reply: Mapping[str, object], sources: Sequence[Source], question: str) -> Checked:
    """Each claim of a reply `{claims: [{text, source, quote}], abstain, reason}`; whatever is no claim is skipped."""
    numbered = {source.n: source for source in sources}
    kept: list[Claim] = []
    dropped: list[Dropped] = []
    claims = reply.get("claims")
    for raw in claims[:_MOST_READ] if isinstance(claims, list) else ():
        if not isinstance(raw, dict):
            continue
        text, quote, number = said(raw.get("text")), said(raw.get("quote")), number_of(raw.get("source"))
        verdict = check_claim(text, number, quote, numbered, question)
        if isinstance(verdict, Claim) and not _speaks_of(question, numbered[verdict.source]):
            verdict = Drop.OFF_TOPIC
        if isinstance(verdict, Claim) and any(set(stems(verdict.text)) == set(stems(k.text)) for k in kept):
            verdict = Drop.REPEATED
        if isinstance(verdict, Drop):
            dropped.append(Dropped(text[:_LOGGED], number, quote[:_LOGGED], verdict))
        elif len(kept) < MOST_CLAIMS:
            kept.append(verdict)
    reason = said(reply.get("reason"))
    abstained = reply.get("abstain") is True and not kept
    return Checked(tuple(kept), tuple(dropped), abstained, "" if unsafe(reason) else cleaned(reason))


def check_claim(
    text: str, number: int | None, quote: str, numbered: Mapping[int, Source], question: str
) -> Claim | Drop:
    """One sentence resting on one quote of one source: the claim as it may be shown, or why not."""
    source = numbered.get(number) if number is not None else None
    if source is None or number is None:
        return Drop.NO_SOURCE
    found = locate(quote, source)
    if isinstance(found, Drop):
        return found
    shown = cleaned(text)
    drop = unsafe(text, f"{found.text} {question}") or unsafe(shown, f"{found.text} {question}")
    drop = drop or unsupported(shown, found.text, found.around, f"{source.title} {source.text}", question)
    return drop or Claim(shown, number, found.text, found.start, found.end)


def locate(quote: str, source: Source) -> Found | Drop:
    """A quote's exact place in its source, or why it is none."""
    if len(fold(quote).text.strip()) < SHORTEST_QUOTE:
        return Drop.QUOTE_SHORT
    span = find_quote(quote, source.text)
    if span is None:
        return Drop.QUOTE_NOT_FOUND
    start, end = span
    exact, around = source.text[start:end], sentences_around(source.text, start, end)
    if len(exact.strip()) < SHORTEST_QUOTE:
        return Drop.QUOTE_SHORT
    if _is_heading(source.text, start, end):
        return Drop.QUOTE_HEADING
    if HIDING.search(exact):
        return Drop.QUOTE_HIDES
    if instructs_a_model(around):
        return Drop.QUOTE_INSTRUCTS
    return Found(exact, start, end, around)


def _speaks_of(question: str, source: Source) -> bool:
    """Whether a message shares a word with the question. Anybody can write one, so it has to; a record need not."""
    asked = set(stems(question))
    return source.considered or not asked or not asked.isdisjoint(stems(f"{source.title} {source.text}"))


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether [start, end) lies within one Markdown heading, or one underlined line."""
    first = text.rfind("\n", 0, start) + 1
    line, _, rest = text[first:].partition("\n")
    underlined = re.match(r"(=|-|~|\^|\*)\1{2,}\s*(?:\n|$)", rest) is not None
    return end <= first + len(line) and (re.match(r"#{1,6}\s", line) is not None or underlined)


def said(value: object) -> str:
    return value if isinstance(value, str) else ""


def number_of(value: object) -> int | None:
    """A source's number; models also write `"1"` and `"[1]"`."""
    if isinstance(value, str) and value.strip("[] n#").isdecimal() and len(value) < 8:
        return int(value.strip("[] n#"))
    return value if isinstance(value, int) and not isinstance(value, bool) else None
