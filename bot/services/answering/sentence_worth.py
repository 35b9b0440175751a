"""What a sentence is worth as a reason, by its place in the record and its own words."""

from collections.abc import Mapping

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.services.answering.cues import AGAINST, ANNOUNCES, FOR, GOES_ON, NOTICE, TURNED_DOWN, gives_reason
from bot.services.retrieval.terms import terms_of
from bot.sources.records.sentences import Sentence

_NOT_HOLDING = (
    DecisionStatus.REJECTED,
    DecisionStatus.ICEBOXED,
    DecisionStatus.SUPERSEDED,
    DecisionStatus.DEPRECATED,
)
ROLE_WORTH = {
    "rationale": 0.10,
    "rejected": 0.08,
    "faq": 0.08,
    "decision": 0.06,
    "options": 0.05,
    "summary": 0.06,
    "problem": 0.04,
    "consequences": 0.04,
    "revisit": 0.0,
    "title": 0.02,
    "other": 0.0,
}


def held(words: str, worth: Mapping[str, float]) -> float:
    """What the question's terms in these words are worth; words that cannot hold any are not taken apart."""
    lowered = words.lower()
    if not any(term[: max(3, len(term) - 2)] in lowered for term in worth):
        return 0.0
    terms = set(terms_of(words))
    return sum(value for term, value in worth.items() if term in terms)


def stand(record: Decision, sentence: Sentence, words: str, asks_against: bool) -> float:
    """What speaks for a sentence by how the record came to stand as it does: why it was turned down, above all."""
    worth = -0.08 if ANNOUNCES.search(words) else 0.0
    if record.status in _NOT_HOLDING:
        if NOTICE.search(sentence.heading):
            worth += 0.2
        worth += 0.12 if TURNED_DOWN.search(words) else 0.0
        worth -= 0.18 if sentence.role == "problem" else 0.0  # says why it was wanted, not why it was turned down
    if asks_against:
        worth += 0.1 * bool(AGAINST.search(sentence.heading)) - 0.1 * bool(FOR.search(sentence.heading))
    return worth


def by_place(sentence: Sentence, words: str, *, is_ground: bool) -> float:
    """A decision's first paragraph says what was decided, the ones after it why; words without a reason say less."""
    if is_ground:
        return 0.12 + 0.06 * (not gives_reason(words))
    tells_only_what = sentence.role == "decision" and not GOES_ON.search(words)
    return -0.12 if tells_only_what else -0.06 * (not gives_reason(words))
