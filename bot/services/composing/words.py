"""Words as they are compared: stems of the ones that carry meaning."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_UNSPACED = re.compile("[\u0e00-\u0fff\u2e80-\u9fff\uf900-\ufaff]+")
_STOP_WORDS = """
a about above after again all also although am an and any anybody anyone are as at be because been before being
below between both but by can could did do does doing done down during each either else even ever every few for
from further get gets getting give given go goes going gone got had has have having he her here hers him his how
however i if in into is it its itself just keep keeps kept let like made make makes making many may me mean means
meant might more most much must my need needs needed of off often on once only onto or other others our ours out
over own people per rather really reason reasons same say says see seen shall she should simply since so some
somebody someone something still such take taken takes than that the their theirs them then there therefore these
they thing things this those though through thus to today together too toward towards under until up upon us use
used uses using very via want wanted wants was way we well were what when where whether which while who whom whose
why will with within would yet you your yours company team decided decide decision chose choose chosen
no nor not never"""
_STOP = frozenset(_STOP_WORDS.split())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one lower-case word."""
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")


def words(text: str) -> Iterator[str]:
    """The words of a text as written, in NFKC."""
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text)):
        yield match.group()


def stems(text: str) -> list[str]:
    """Stems of the content words, in order, repeated as often as they are said; unspaced scripts give bigrams."""
    found: list[str] = []
    for word in words(text):
        low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("n't")
        if _UNSPACED.search(low):
            found.extend(low[i : i + 2] for i in range(max(1, len(low) - 1)))
        elif low not in _STOP and (len(low) > 1 or low.isdigit()):
            found.append(stem(low))
    return found


_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[\"')\]]*\s+(?=[^\W_]|[\"'(\[*`])|\n\s*\n|\n\s*(?=[-*+>#|]|\d+[.)])|(?<=[。！？])"
)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no|fig|dr|mr|mrs|ms|st)\.$", re.I)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """[start, end) of each sentence; list items and paragraphs end one as well."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[start : match.start()]):
            continue
        if text[start : match.start()].strip():
            spans.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


_FAR = 1_500  # characters; no sentence that a quote is cut from is longer


def sentences_around(text: str, start: int, end: int) -> str:
    """The whole sentences that [start, end) touches: what a quote cut from them may have left out."""
    first, last = max(0, start - _FAR), min(len(text), end + _FAR)
    if (first, last) != (0, len(text)):
        return sentences_around(text[first:last], start - first, end - first)
    touched = [span for span in sentence_spans(text) if span[0] < end and span[1] > start]
    return text[touched[0][0] : touched[-1][1]] if touched else text[start:end]
