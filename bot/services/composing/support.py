"""Whether a sentence says what its quote says, as far as words can tell. Its numbers are measured (docs/decisions)."""

import re

from bot.services.composing.contraries import says_the_contrary
from bot.services.composing.safety import cleaned
from bot.services.composing.verdicts import Drop
from bot.services.composing.words import sentence_spans, stems, words

LEAST_OF_NEW = 0.5
"""Of a sentence's content words that are not the question's, the share that must be in its quote."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS = """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens half twice
double doubled triple tripled"""
_SPELLED = frozenset(_NUMBER_WORDS.split())
_STATUS = re.compile(
    r"\b(?:revers|overturn|overrul|overrid|cancell?|revok|rescind|re-?open|supersed|approv|confirm|sign(?:ed)? off)\w*",
    re.I,
)
_DENIES = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b|n['’]t\b", re.I)
_LEANS_AGAINST = re.compile(
    r"\b(?:reject|declin|refus|drop|abandon|avoid|prevent|remov|disallow|forb[aio]d|shelv|icebox|defer|postpon|lack"
    r"|lost|lose|fail|block|ban|stop|exclud|withdr|rul(?:e|ed|es|ing) out|turn(?:ed)? down|against|instead|rather"
    r"|unable|unlike|only|impossib|insufficient|unavailab|unsupport|too|beyond|little|few|hard|difficult|costl"
    r"|expensive|wast|miss|except|less|minor|until|wait|out of|away|leav|end|unclear|unneed|unnecess)\w*",
    re.I,
)
_NO_NAMES = frozenset(("I", "I'm", "I'd", "I've"))
_REJECTS = re.compile(r"\b(?:reject|declin|refus|ruled out|turned down|dismiss|voted down)\w*", re.I)
_CLAUSE_END = re.compile(
    r"[;:—]|,\s|\s[-–]\s|\b(?:because|since|but|although|though|while|so that|which|whereas|unless)\b", re.I
)


def unsupported(text: str, quote: str, around: str, source: str, question: str) -> Drop | None:
    """What the sentence says beyond its quote, or None.

    around: the whole sentences that the quote was cut from; source: the title and whole text of the cited evidence.
    Each sentence of `text` is held to the rule for itself, so that nothing rides along with a true one.
    """
    for start, end in sentence_spans(text):
        drop = _one(cleaned(text[start:end]), quote, around, source, question)
        if drop:
            return drop
    return None


def numbers_beyond(text: str, allowed: str) -> bool:
    """Whether the text names a number, in digits or spelled out, that `allowed` does not name the same way."""
    given, said = _numbers(allowed), _numbers(text)
    return not said <= given


def names_beyond(text: str, allowed: str) -> bool:
    """Whether the text holds a name (a capital inside a sentence, or odd capitals) that `allowed` does not hold."""
    names = [
        word.lower().removesuffix("'s").removesuffix("’s")
        for position, word in enumerate(words(text))
        if _odd_capitals(word) or (position and word[0].isupper() and word not in _NO_NAMES)
    ]
    if not names:
        return False
    given = {word.lower() for word in words(allowed)}
    strange = [name for name in names if name not in given and name.removesuffix("s") not in given]
    return bool(strange) and not set(stems(" ".join(strange))) <= set(stems(allowed))


def _odd_capitals(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word[1:] != word[1:].lower()


def share_of_new(text: str, quote: str, question: str) -> float:
    """Of the content words that the question does not say, the share that the quote says; 1.0 where there are none."""
    asked, quoted = set(stems(question)), set(stems(quote))
    new = [stem for stem in stems(text) if stem not in asked]
    return sum(stem in quoted for stem in new) / len(new) if new else 1.0


def _one(text: str, quote: str, around: str, source: str, question: str) -> Drop | None:
    if numbers_beyond(text, f"{quote} {question}"):
        return Drop.NUMBER
    if names_beyond(text, f"{source} {question}"):
        return Drop.NAME
    if any(found.group().lower()[:5] not in quote.lower() for found in _STATUS.finditer(text)):
        return Drop.STATUS
    if share_of_new(text, quote, question) < LEAST_OF_NEW or not set(stems(text)) & set(stems(quote)):
        return Drop.UNSUPPORTED
    if any(_wholly_new(clause, quote, question) for clause in _CLAUSE_END.split(text)):
        return Drop.UNSUPPORTED
    return Drop.DENIAL if _turns_around(text, around) or says_the_contrary(text, quote, around) else None


def _wholly_new(clause: str, quote: str, question: str) -> bool:
    """Whether a clause says two things or more and none of them is its quote's: a lie riding along with a truth."""
    return len(set(stems(clause)) - set(stems(question))) > 1 and not share_of_new(clause, quote, question)


def _turns_around(text: str, around: str) -> bool:
    """Whether one of the two denies and the other does not even lean that way.

    Of the quote's sentences only the clause that the text speaks of counts: "not built, because it costs six weeks"
    may be told as "it costs six weeks".
    """
    clause = _clause_of(text, around)
    text_denies, clause_denies = bool(_DENIES.search(text)), bool(_DENIES.search(clause) or _REJECTS.search(clause))
    if text_denies and not _DENIES.search(around):
        return not _LEANS_AGAINST.search(around)
    return clause_denies and not text_denies and not _LEANS_AGAINST.search(text)


def _clause_of(text: str, around: str) -> str:
    """The clauses of `around` that share the most content words with the text."""
    said = set(stems(text))
    clauses = [(len(said & set(stems(clause))), clause) for clause in _CLAUSE_END.split(around) if clause.strip()]
    most = max((shared for shared, _ in clauses), default=0)
    return "; ".join(clause for shared, clause in clauses if shared == most)


def _numbers(text: str) -> set[str]:
    digits = {found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text)}
    return digits | {word.lower() for word in words(text)} & _SPELLED
