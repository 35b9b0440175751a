"""Evidence cut to a token budget: the passages that matter for the question, in their own order.

The same input gives the same output.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from bot.llm.tokens import estimate_tokens
from bot.services.composing.evidence import Evidence
from bot.services.composing.folding import visible
from bot.services.composing.instructions import instructs_a_model
from bot.services.composing.words import sentence_spans, stems

EVIDENCE_TOKENS = 3_000
"""For all evidence of one question together."""
LEAST_TOKENS = 80
"""Evidence that would get less is left out: half a sentence proves nothing."""
LONGEST_PASSAGE = 600  # characters
GAP = " […] "
_OVERHEAD = 40  # tokens of the fields around a text
_REASONS = re.compile(
    r"\b(?:because|since|due to|so that|in order to|reason|rationale|motivation|reject\w*|decid\w*|instead|rather than"
    r"|trade-?off|cost|drawback|alternative|we will not|too)\b",
    re.I,
)


@dataclass(frozen=True)
class _Passage:
    position: int
    text: str
    tokens: int
    score: float


def build_context(
    question: str, evidence: Sequence[Evidence], *, budget: int = EVIDENCE_TOKENS
) -> tuple[list[dict[str, object]], tuple[Evidence, ...]]:
    """What the model is given, as JSON-ready objects, and the evidence that found room (best first, numbers kept).

    Messages that talk to an assistant are left out; so is what is empty.
    budget: tokens, estimated. Earlier evidence is served first; what one does not need goes to the next.
    """
    room = budget
    fitting = [item for item in evidence if visible(item.text).strip() and not _talks_to_the_model(item)]
    fitting = fitting[: max(1, budget // (LEAST_TOKENS + _OVERHEAD))]
    given: list[dict[str, object]] = []
    used: list[Evidence] = []
    for position, item in enumerate(fitting):
        share = max(room // (len(fitting) - position), min(room, budget // 3 if position == 0 else 0)) - _OVERHEAD
        text = excerpt(question, item.text, share)
        if not text:
            continue
        room -= estimate_tokens(text) + _OVERHEAD
        given.append(_as_given(item, text))
        used.append(item)
    return given, tuple(used)


def excerpt(question: str, text: str, budget: int) -> str:
    """The text, or its passages that say most about the question, joined by a gap mark; invisible characters left out.

    What is between two gap marks stands in the text word for word (but for those characters).
    """
    whole = visible(text).strip()
    if estimate_tokens(whole) <= budget:
        return whole
    passages = _passages(question, whole)
    chosen: list[_Passage] = []
    left = budget
    for passage in sorted(passages, key=lambda p: (-p.score, p.position)):
        if passage.tokens + 2 <= left:
            chosen.append(passage)
            left -= passage.tokens + 2
    return _joined(sorted(chosen, key=lambda p: p.position))


def _passages(question: str, text: str) -> list[_Passage]:
    pieces = list(_pieces(text))
    said = [Counter(stems(piece)) for piece in pieces]
    spread = Counter(stem for counts in said for stem in counts)
    asked = set(stems(question))
    found = []
    for position, (piece, counts) in enumerate(zip(pieces, said, strict=True)):
        rare = sum(log(1 + len(pieces) / spread[stem]) for stem in asked & counts.keys())
        cues = min(3, len(_REASONS.findall(piece)))
        score = rare + 0.5 * cues + (1.0 if position == 0 else 0.0) - (2.0 if len(piece) < 40 else 0.0)
        found.append(_Passage(position, piece, estimate_tokens(piece), round(score, 6)))
    return found


def _pieces(text: str) -> Iterable[str]:
    """Paragraphs; long ones in runs of sentences of at most LONGEST_PASSAGE characters."""
    for paragraph in re.split(r"\n\s*\n", text):
        start = end = None
        for first, last in sentence_spans(paragraph):
            if start is not None and end is not None and last - start > LONGEST_PASSAGE:
                yield paragraph[start:end]
                start = None
            start, end = (first if start is None else start), last
            while end - start > LONGEST_PASSAGE:
                yield paragraph[start : start + LONGEST_PASSAGE]
                start += LONGEST_PASSAGE
        if start is not None and end is not None and paragraph[start:end].strip():
            yield paragraph[start:end].strip()


def _joined(passages: Sequence[_Passage]) -> str:
    text = ""
    for before, passage in zip((None, *passages), passages, strict=False):
        if before is not None:
            text += "\n" if passage.position == before.position + 1 else GAP
        text += passage.text
    return text


def _talks_to_the_model(item: Evidence) -> bool:
    """Records are somebody's considered word and are judged quote by quote; a message anybody can write."""
    return not item.considered and instructs_a_model(visible(item.text))


def _as_given(item: Evidence, text: str) -> dict[str, object]:
    fields: dict[str, object] = {"n": item.n, "kind": item.kind.value, "title": visible(item.title)[:200]}
    if item.status:
        fields["status"] = item.status.value
    if item.date:
        fields["date"] = item.date.isoformat()
    return fields | {"text": text}
