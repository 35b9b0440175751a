"""Chooses the sentences of a record that give the reason asked for: whole, verbatim, and few."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus
from bot.services.retrieval.ports import OwnPassage, Vector
from bot.services.retrieval.terms import terms_of
from bot.sources.records.plain import plain
from bot.sources.records.roles import role_of_heading
from bot.sources.records.sections import parts
from bot.sources.records.sentences import Sentence, sentences

SHORTLIST = 7
"""Sentences that are compared with the question by meaning: a few milliseconds each."""
MOST_CHARACTERS = 650
COMPARED_CHARACTERS = 260
SECOND_WITHIN = 0.2
"""A second run is shown only where it is worth nearly as much as the first."""
_STRONG = re.compile(
    r"(?i)\b(because|the (?:main |primary |key |only |real )?reasons?|due to|in order to|so that|otherwise|therefore|thus|hence"
    r"|consequently|rather than|instead of|as a result|this (?:means|allows|avoids|makes|gives|lets|enables|prevents)"
    r"|which (?:means|makes|would)|rejected|motivat\w+|rationale|justif\w+|not worth|in favou?r of|chosen|dismissed"
    r"|we (?:chose|decided|rejected|prefer|felt|believe|concluded|want)"
    r"|too (?:hard|slow|complex|complicated|much|many|expensive|easy|confusing|late|difficult|big|small|risky))\b"
)
_WEAK = re.compile(
    r"(?i)\b(since|as|but|however|although|while|would|could|cannot|can't|don't|doesn't|problem\w*|difficult\w*|confus\w+"
    r"|complex\w*|simpl\w+|eas(?:y|ier|ily)|hard(?:er)?|better|worse|cost\w*|risk\w*|secur\w+|benefit\w*|advantage\w*"
    r"|drawback\w*|disadvantage\w*|avoid\w*|allow\w*|need\w*|require\w*|lack\w*|unnecessar\w+|error-prone|fail\w*"
    r"|slow\w*|fast\w*|consisten\w+)\b"
)
_STATES = re.compile(
    r"(?i)^\W*chosen (?:option|solution)|^\W*(?:good|bad), because|\b(?:main|primary|key|only) reasons?\b"
)
_POINTS_ELSEWHERE = re.compile(
    r"(?i)\b(this section|sections? (?:above|below)|described (?:below|above|in)|as follows|see (?:also|the|section|below|above|pep|:|`)"
    r"|for more (?:information|details?)|the following|discussed (?:below|above|in)|listed (?:below|above)|for (?:example|instance)"
    r"|more details|please refer|refer to|note that|thanks to|would like to thank)\b"
)
_TURNED_DOWN = re.compile(
    r"(?i)\b(?:this|the) (?:pep|proposal|record|rfc|kep|oep|adr|idea|feature|decision|design|document)? ?(?:is|was|has been|will be"
    r"|is being|has now been) (?:\w+ )?(?:rejected|withdrawn|deferred|declined|superseded|abandoned|dropped|postponed)"
    r"|\b(?:i'm|i am|we are|hereby) (?:\w+ )?(?:rejecting|withdrawing|deferring)|\b(?:rejected|withdrawn|deferred|declined) because\b"
)
_NOTICE = re.compile(
    r"(?i)\b(?:rejection|withdrawal|deferral|deferment|notice|resolution|withdrawn|superseded|status)\b"
)
_ANNOUNCES = re.compile(
    r"(?i)^\W*(?:this|the) (?:pep|proposal|document|rfc|kep|oep|adr|record|enhancement|design)\W+(?:proposes|describes|specifies"
    r"|introduces|adds|defines|outlines|suggests|proposed|is about)\b"
)
_FOR, _AGAINST = (
    re.compile(r"(?i)\b(?:pros?|advantages?|positives?|benefits?)\b"),
    re.compile(r"(?i)\b(?:cons?|disadvantages?|negatives?|drawbacks?|risks?)\b"),
)
_LEANS = re.compile(
    r"(?i)^(?:this|that|these|those|it|they|he|she|such|however|but|also|therefore|thus|hence|so|instead|moreover|furthermore"
    r"|additionally|in addition|as a result|otherwise|for (?:this|that|these) reasons?|then|consequently|similarly|finally|second\w*"
    r"|both|neither|and|or|yet|still|again|here|there,)\b"
)
_NOT_HOLDING = (
    DecisionStatus.REJECTED,
    DecisionStatus.ICEBOXED,
    DecisionStatus.SUPERSEDED,
    DecisionStatus.DEPRECATED,
)
_ROLE_WORTH = {
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


@dataclass(frozen=True)
class Reason:
    """A run of whole sentences: `text[start:end]` of the record."""

    start: int
    end: int
    worth: float

    def quote(self, record: Decision) -> str:
        return record.text[self.start : self.end]


@dataclass(frozen=True)
class Option:
    """A sentence with what is known of it before its meaning is compared."""

    sentence: Sentence
    near: float  # similarity of the passage it stands in
    worth: float  # what its own words and place say for it

    @property
    def rough(self) -> float:
        return 0.7 * self.near + self.worth


def shortlist(
    record: Decision,
    passages: Sequence[tuple[OwnPassage, float]],
    worth: Mapping[str, float],
    *,
    asks_against: bool = False,
) -> list[Option]:
    """The SHORTLIST sentences that may give the reason, best first, by the passages they stand in and their words.

    passages: the record's, with their similarity to the question. worth: the question's terms by rarity.
    asks_against: the question is why something was not done.
    """
    found = _quotable(record)
    base = float(np.median([similarity for _, similarity in passages])) if passages else 0.0
    total = sum(worth.values()) or 1.0
    options = []
    opened: set[tuple[str, ...]] = set()
    for sentence in found:
        words = record.text[sentence.start : sentence.end]
        near = max((s for p, s in passages if p.start <= sentence.start < p.end and p.role != "headings"), default=base)
        terms = set(terms_of(words))
        about = set(terms_of(" ".join((sentence.heading, *sentence.path[-1:]))))
        held = sum(value for term, value in worth.items() if term in terms) / total
        headed = sum(value for term, value in worth.items() if term in about) / total
        place = (*sentence.path, sentence.heading)
        opens = 0.0 if place in opened else 0.04
        opened.add(place)
        said = 0.2 * held + 0.2 * headed + opens + gives_reason(words) + _ROLE_WORTH.get(sentence.role, 0.0)
        options.append(Option(sentence, near, said + _stand(record, sentence, words, asks_against)))
    return sorted(options, key=lambda o: (-o.rough, o.sentence.start))[:SHORTLIST]


def _stand(record: Decision, sentence: Sentence, words: str, asks_against: bool) -> float:
    """What speaks for a sentence by how the record came to stand as it does: why it was turned down, above all."""
    worth = -0.08 if _ANNOUNCES.search(words) else 0.0
    if record.status in _NOT_HOLDING:
        if _NOTICE.search(sentence.heading):
            worth += 0.2
        worth += 0.12 if _TURNED_DOWN.search(words) else 0.0
    if asks_against:
        worth += 0.1 * bool(_AGAINST.search(sentence.heading)) - 0.1 * bool(_FOR.search(sentence.heading))
    return worth


def _quotable(record: Decision) -> tuple[Sentence, ...]:
    """The record's sentences; of a record too terse for whole ones, its paragraphs as they stand."""
    found = sentences(record.text, parts(record.text))
    if found:
        return found
    return tuple(
        Sentence(b.start, b.end, p.section.role, p.section.heading, p.section.path, n)
        for n, (p, b) in enumerate((p, b) for p in parts(record.text) if not p.is_noise for b in p.blocks if b.is_prose)
        if p.section.role in ("rationale", "decision", "problem", "summary", "rejected", "consequences")
        and record.text[b.start : b.end][-1] not in ":?"
    )


def gives_reason(words: str) -> float:
    """0 to 0.26: how much these words sound like giving a reason."""
    strong = 0.12 if _STRONG.search(words) else 0.0
    stated = 0.06 if _STATES.search(words) else 0.0
    elsewhere = 0.1 if _POINTS_ELSEWHERE.search(words) else 0.0
    return max(0.0, strong + stated + 0.04 * min(2, len(_WEAK.findall(words))) - elsewhere)


def choose(record: Decision, options: Sequence[Option], question: Vector, vectors: Vector) -> tuple[Reason, ...]:
    """One to three runs of sentences, best first. vectors: (len(options), dim), of the options' words; may be empty."""
    if not options:
        return ()
    meaning = vectors @ question if len(vectors) else np.array([option.near for option in options])
    scored = sorted(
        ((o.worth + 0.3 * o.near + float(near), o.sentence) for o, near in zip(options, meaning, strict=True)),
        key=lambda pair: (-pair[0], pair[1].start),
    )
    every = _quotable(record)
    best = scored[0][0]
    chosen: list[Reason] = []
    room = MOST_CHARACTERS
    for worth, sentence in scored[:4]:
        start, end = _stand_alone(record.text, sentence, every)
        if any(r.start < end and start < r.end for r in chosen):
            continue
        adds = worth >= best - SECOND_WITHIN and gives_reason(record.text[start:end]) >= 0.12
        if chosen and (not adds or end - start > room):
            continue
        chosen.append(Reason(start, end, worth))
        room -= end - start
        if len(chosen) == 2 or room < 120:
            break
    return _joined(record.text, chosen, every)


def words_for_meaning(record: Decision, options: Sequence[Option]) -> list[str]:
    """What of each option is embedded: its words, under its heading where that names something."""
    return [
        f"{plain(o.sentence.heading)}: {words}" if _is_telling(o.sentence) else words
        for o in options
        for words in [plain(record.text[o.sentence.start : o.sentence.end])[:COMPARED_CHARACTERS]]
    ]


def _is_telling(sentence: Sentence) -> bool:
    return sentence.role != "title" and role_of_heading(sentence.heading) in (None, "faq") and bool(sentence.heading)


def _stand_alone(text: str, sentence: Sentence, every: Sequence[Sentence]) -> tuple[int, int]:
    """The sentence with the one before it where it leans on that, or the one after it where that gives the reason."""
    at = every.index(sentence)
    start, end = sentence.start, sentence.end
    words = text[start:end]
    before = every[at - 1] if at else None
    after = every[at + 1] if at + 1 < len(every) else None
    if before is not None and _LEANS.match(plain(words)) and _touch(text, before, sentence):
        start = before.start
    elif (
        after is not None
        and not _STRONG.search(words)
        and _STRONG.search(text[after.start : after.end])
        and _touch(text, sentence, after)
        and after.end - start < MOST_CHARACTERS
    ):
        end = after.end
    return start, end


def _touch(text: str, first: Sentence, second: Sentence) -> bool:
    """Whether nothing but white space stands between the two, in one paragraph."""
    return first.block == second.block and not text[first.end : second.start].strip()


def _joined(text: str, chosen: list[Reason], every: Sequence[Sentence]) -> tuple[Reason, ...]:
    """Runs that follow on each other in one paragraph become one, so that a quote is not cut in two."""
    if len(chosen) == 2:
        first, second = sorted(chosen, key=lambda r: r.start)
        ends = next((s for s in every if s.end == first.end), None)
        begins = next((s for s in every if s.start == second.start), None)
        if ends is not None and begins is not None and _touch(text, ends, begins):
            return (Reason(first.start, second.end, max(first.worth, second.worth)),)
    return tuple(chosen)
