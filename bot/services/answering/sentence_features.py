"""What is measured of a sentence as the reason asked for: one row of numbers a sentence, in the order of FEATURES.

What it costs much to know (its own meaning) is measured only of the few that the rest speaks for: see LATE.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.services.answering import cues
from bot.services.answering.grounds import GROUNDS, ground_features
from bot.services.retrieval.ports import OwnPassage, Vector
from bot.services.retrieval.terms import terms_of
from bot.sources.records.plain import plain
from bot.sources.records.sections import parts
from bot.sources.records.sentences import Sentence

Table = NDArray[np.float64]

ROLES = (
    "rationale",
    "rejected",
    "faq",
    "decision",
    "options",
    "summary",
    "problem",
    "consequences",
    "title",
    "other",
    "revisit",
)
COMMON = (
    *(f"in_{role}" for role in ROLES),
    "near",  # similarity of the nearest passage that it stands in
    "terms",  # share of the question's terms, by rarity, that it holds
    "heading_terms",  # ... that its heading and the one above hold
    "strong",  # words that reason outright
    "problem",  # words of trouble, up to three, as a share of three; and so on
    "gain",
    "argues",
    "specifies",
    "elsewhere",  # points to another place
    "illustrates",
    "people",
    "announces",
    "only_decides",  # says what was decided, without a reason
    "leans",  # on the sentence before it
    "aside",  # in brackets
    "length",
    "opens_section",
    "first_paragraph",
    "into_section",  # how far, up to ten sentences
    "into_record",  # how far, as a share of it
    "from_start",  # how far, up to thirty sentences
    "item",
    "down_notice",  # of a record that does not hold: under a notice that says so; and so on
    "down_says_so",  # says that, and goes on
    "down_problem",
    "down_rationale",
    "down_summary",
    "down_no_favour",
    "against_options",  # asked why not: it stands among the options
    "aside_early",  # asked beside the record's own matter, and it stands where that is told; and so on
    "aside_options",
    "summary_beyond",  # in the summary, and more than an announcement
    "argued_problem",  # words of trouble where the record argues
    "argued_gain",
    "answers_terms",  # share of the question's terms in the question that the text asks before it
    "answers_first",  # ... and it is what is said to that at once
)
"""Of the sentences of every record."""
EARLY = (*COMMON, *GROUNDS)
LATE = ("meaning", "aside_meaning", "like_reasons", "like_statements")
"""Similarity to the question; that, asked beside the record's own matter; to sentences of either sort."""
FEATURES = (*EARLY, *LATE)

_DOWN = frozenset(
    (DecisionStatus.REJECTED, DecisionStatus.ICEBOXED, DecisionStatus.SUPERSEDED, DecisionStatus.DEPRECATED)
)
_ARGUED = frozenset(("rationale", "summary", "problem"))
_OWN_MATTER = frozenset(("summary", "rationale", "problem", "title"))
_ASKED_WITHIN = 900  # characters before a sentence in which a question may stand that it answers
_AT_ONCE = 25  # words between the question and the sentence
_OPENS_QUESTION = re.compile(r"\n\n|\. |\?")


def early_features(
    record: Decision,
    found: Sequence[Sentence],
    near: Sequence[float],
    worth: Mapping[str, float],
    *,
    beside: float,
    asks_against: bool,
) -> Table:
    """(len(found), len(EARLY)).

    near: similarity of each sentence's passage. worth: the question's terms by rarity. beside: see `beside_the_matter`.
    """
    is_down = record.status in _DOWN
    total = sum(worth.values()) or 1.0
    starts = [part.section.start for part in parts(record.text)]
    opened: dict[int, tuple[int, int, float]] = {}  # by section: its first sentence, that one's block, heading's share
    rows = []
    for number, (sentence, similarity) in enumerate(zip(found, near, strict=True)):
        text = record.text[sentence.start : sentence.end]
        words = plain(text)
        section = bisect_right(starts, sentence.start) - 1
        heading = " / ".join((*sentence.path, sentence.heading)[-2:])
        opens = section not in opened
        if opens:
            opened[section] = (number, sentence.block, held(heading, worth) / total)
        first, first_block, headed = opened[section]
        role = sentence.role
        problem, gain = _share(cues.TELLS_A_PROBLEM, words, 3), _share(cues.TELLS_A_GAIN, words, 3)
        announces = bool(cues.ANNOUNCES.search(words))
        no_reason = bool(cues.OUTCOME.search(words)) and not cues.GOES_ON.search(words)
        asked, at_once = _asked_before(record.text, starts[section], sentence.start, worth)
        rows.append(
            [
                *(float(role == one) for one in ROLES),
                similarity,
                held(text, worth) / total,
                headed,
                float(bool(cues.STRONG.search(words))),
                problem,
                gain,
                _share(cues.ARGUES, words, 2),
                _share(cues.SPECIFIES, words, 3),
                float(bool(cues.POINTS_ELSEWHERE.search(words))),
                float(bool(cues.ILLUSTRATES.search(words))),
                float(bool(cues.NAMES_PEOPLE.search(words))),
                float(announces),
                float(no_reason),
                float(bool(cues.LEANS.match(words))),
                float(words.startswith("(")),
                min(1.0, len(words) / 300),
                float(opens),
                float(sentence.block == first_block),
                min(1.0, (number - first) / 10),
                number / len(found),
                min(1.0, number / 30),
                float(sentence.is_item),
                float(is_down and bool(cues.NOTICE.search(heading))),
                float(is_down and bool(cues.SAYS_IT_IS_DOWN.search(words))),
                float(is_down and role == "problem"),
                float(is_down and role == "rationale"),
                float(is_down and role == "summary"),
                float(is_down and bool(cues.FINDS_NO_FAVOUR.search(words))),
                float(asks_against and role in ("rejected", "options")),
                beside * (role in _OWN_MATTER),
                beside * (role in ("rejected", "options", "faq")),
                float(role == "summary" and number > 0 and not announces),
                problem * (role in _ARGUED),
                gain * (role in _ARGUED),
                asked / total,
                asked / total * at_once,
            ]
        )
    common = np.array(rows, dtype=np.float64).reshape(len(found), len(COMMON))
    return np.hstack([common, ground_features(record, found, worth, asks_against=asks_against)])


def late_features(beside: float, meaning: Vector, like_reasons: Vector, like_statements: Vector) -> Table:
    """(n, len(LATE)), from similarities (n,) to the question and to the two sorts of sentences."""
    return np.column_stack([meaning, beside * meaning, like_reasons, like_statements]).astype(np.float64)


def beside_the_matter(passages: Sequence[tuple[OwnPassage, float]]) -> float:
    """0 or less: how much nearer the question is to some passage than to the record's title with its summary."""
    front = max((similarity for passage, similarity in passages if passage.role == "title"), default=0.0)
    return front - max((similarity for _, similarity in passages), default=0.0)


def held(words: str, worth: Mapping[str, float]) -> float:
    """What the question's terms in these words are worth; words that cannot hold any are not taken apart."""
    lowered = words.lower()
    if not any(term[: max(3, len(term) - 2)] in lowered for term in worth):
        return 0.0
    terms = set(terms_of(words))
    return sum(value for term, value in worth.items() if term in terms)


def _share(pattern: re.Pattern[str], words: str, most: int) -> float:
    return min(most, len(pattern.findall(words))) / most


def _asked_before(text: str, section: int, start: int, worth: Mapping[str, float]) -> tuple[float, bool]:
    """What the question's terms are worth in the last question before `start`, and whether that stands just before."""
    begin = max(section, start - _ASKED_WITHIN)
    mark = text.rfind("?", begin, start)
    if mark < 0:
        return 0.0, False
    opens = [match.end() for match in _OPENS_QUESTION.finditer(text, begin, mark)]
    return held(text[opens[-1] if opens else begin : mark], worth), len(text[mark + 1 : start].split()) < _AT_ONCE
