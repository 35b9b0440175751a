"""Chooses the sentences of a record that give the reason asked for: whole, verbatim, and few."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.decisions import Decision
from bot.services.retrieval.ports import OwnPassage, Vector
from bot.services.retrieval.terms import terms_of
from bot.sources.records.plain import plain
from bot.sources.records.sections import parts
from bot.sources.records.sentences import Sentence, sentences

SHORTLIST = 12
"""Sentences that are compared with the question by meaning: a few milliseconds each."""
MOST_CHARACTERS = 650
_STRONG = re.compile(
    r"(?i)\b(because|the (?:main |primary |key |only )?reasons?|due to|in order to|so that|otherwise|therefore|thus|hence|consequently"
    r"|rather than|instead of|as a result|this (?:means|allows|avoids|makes|gives|lets|enables|prevents)|which (?:means|makes|would)|rejected"
    r"|motivat\w+|rationale|justif\w+|we (?:chose|decided|rejected|prefer|felt|believe|concluded|want)|too (?:hard|slow|complex|much|many"
    r"|expensive|easy|confusing|late|difficult)|not worth|in favou?r of|chosen)\b"
)
_WEAK = re.compile(
    r"(?i)\b(since|as|but|however|although|while|would|could|cannot|can't|don't|doesn't|problem\w*|difficult\w*|confus\w+|complex\w*"
    r"|simpl\w+|eas(?:y|ier|ily)|hard(?:er)?|better|worse|cost\w*|risk\w*|secur\w+|benefit\w*|advantage\w*|drawback\w*|disadvantage\w*"
    r"|avoid\w*|allow\w*|need\w*|require\w*|lack\w*|unnecessar\w+|error-prone|fail\w*|slow\w*|fast\w*|consisten\w+)\b"
)
_LEANS = re.compile(
    r"(?i)^(?:this|that|these|those|it|they|he|she|such|however|but|also|therefore|thus|hence|so|instead|moreover|furthermore"
    r"|additionally|in addition|as a result|otherwise|for (?:this|that|these) reasons?|then|consequently|similarly|finally|second\w*"
    r"|both|neither|and|or|yet|still|again|here|there,)\b"
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
    worth: float


def shortlist(
    record: Decision,
    passages: Sequence[tuple[OwnPassage, float]],
    worth: Mapping[str, float],
    avoid: frozenset[str] = frozenset(),
) -> list[Option]:
    """The SHORTLIST sentences that may give the reason, best first, by the passages they stand in and their words.

    passages: the record's, with their similarity to the question. worth: the question's terms by rarity. avoid: roles.
    """
    found = [s for s in sentences(record.text, parts(record.text)) if s.role not in avoid]
    base = min((similarity for _, similarity in passages), default=0.0)
    total = sum(worth.values()) or 1.0
    options = []
    for sentence in found:
        words = record.text[sentence.start : sentence.end]
        near = max((s for p, s in passages if p.start <= sentence.start < p.end and p.role != "headings"), default=base)
        terms = set(terms_of(words))
        about = set(terms_of(" ".join((sentence.heading, *sentence.path[-1:]))))
        held = sum(value for term, value in worth.items() if term in terms) / total
        headed = sum(value for term, value in worth.items() if term in about) / total
        options.append(
            Option(
                sentence, near + 0.25 * held + 0.15 * headed + gives_reason(words) + _ROLE_WORTH.get(sentence.role, 0)
            )
        )
    return sorted(options, key=lambda o: (-o.worth, o.sentence.start))[:SHORTLIST]


def gives_reason(words: str) -> float:
    """0 to 0.2: how much these words sound like giving a reason."""
    strong = 0.12 if _STRONG.search(words) else 0.0
    return strong + 0.04 * min(2, len(_WEAK.findall(words)))


def choose(record: Decision, options: Sequence[Option], question: Vector, vectors: Vector) -> tuple[Reason, ...]:
    """One to three runs of sentences, best first. vectors: (len(options), dim), of the options' words; may be empty."""
    if not options:
        return ()
    meaning = vectors @ question if len(vectors) else np.zeros(len(options))
    scored = sorted(
        ((option.worth + 0.8 * float(near), option.sentence) for option, near in zip(options, meaning, strict=True)),
        key=lambda pair: (-pair[0], pair[1].start),
    )
    every = sentences(record.text, parts(record.text))
    best = scored[0][0]
    chosen: list[Reason] = []
    room = MOST_CHARACTERS
    for worth, sentence in scored[:4]:
        start, end = _stand_alone(record.text, sentence, every)
        if any(r.start < end and start < r.end for r in chosen):
            continue
        if chosen and (worth < best - 0.25 or end - start > room):
            continue
        chosen.append(Reason(start, end, worth))
        room -= end - start
        if len(chosen) == 2 or room < 120:
            break
    return _joined(record.text, chosen, every)


def words_for_meaning(record: Decision, options: Sequence[Option]) -> list[str]:
    """What of each option is embedded: its words, under its heading where that names something."""
    return [plain(record.text[o.sentence.start : o.sentence.end]) for o in options]


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
