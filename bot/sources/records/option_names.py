"""Whether words name an option, or are the template's, an argument or a lead-in; and which of the words name it."""

import re

from bot.sources.records.blocks import Block, BlockKind
from bot.sources.records.plain import plain
from bot.sources.records.sections import Part
from bot.sources.records.sentences import split

Span = tuple[int, int]
LONG = 160
"""Characters from which an option that says its reason, too, is cut down to its name."""

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LABEL_WORDS = frozenset(
    _WORD.findall(
        """
        a abandoned about additional advantages alternate alternative alternatives amendment an analysis and
        appendix approach approaches attempts background bad benefits bikeshedding brought by candidates caveats
        choice choices comparison compatibility conclusion conclusions cons consequences considerations considered
        constraints context cost costs criteria decision decisions description design designs desired detail
        detailed details disadvantages discarded disclaimer discussed discussion discussions drawbacks evaluated
        evaluation example examples existing explained explanation for further future goals good history idea ideas
        impact implementation implementations implemented in introduction issue issues item items limitations link
        linked links list looked mitigation mitigations more motivation negative neutral no non-goals none not note
        notes of on open option optional options or other others outcome overview past positive possible previous
        pro problem problems proposal proposals proposed pros question questions rationale rationales reading
        reasons reference references rejected related required requirement requirements resources risk risks
        satisfaction scope section sections see sketch solution solutions some specification statement status
        stories story sub-alternatives suggestions summary syntax terminology the things to trade-offs tradeoffs
        unresolved user variants we were what with withdrawal work workarounds
        """
    )
)
_OF_SEVERAL = re.compile(
    r"(?:\W*(?:other|rejected|possible|alternative|considered|abandoned|\d+[.)])\s+)*"
    r"(?:alternatives|options|approaches|attempts)\b|.*\balternatives$|alternative (?:\w+ )?(?:changes|approaches)\b"
)
"""Heads a group of options: "Alternatives to the change", "Options for ..."."""
_LEAD = re.compile(
    r"(?ix)^[\[(*_`]*(?:(?:rejected|alternative|possible|other)\s+)?"
    r"(?:(?:option|alternative|solution|approach|idea|proposal|variant)s?\s*\#?\w{0,3}|\(?\w{1,2}(?=[.):\]]))"
    r"[\])*_]*\s*(?:[.):\]]|\s[-–—]|:)[*_]*(?:\s+|$)"
)
"""`Option 2: `, `(b) `, `Rejected alternative - `: what stands before an option's own words."""
_WHY_NOT = re.compile(r"(?i)^(?:but |so |and )?why not (?:just |simply )?")
_WHY = re.compile(r"(?i)^(?:why|how|what|when|who|which|where)\b")
_ARGUES = re.compile(
    r"(?i)^(?:good|bad|neutral|pros?|cons?|\+|-|advantages?|disadvantages?|positives?|negatives?)\b[ ,:]"
)
_NO_OPTION = re.compile(
    r"(?i)^(?:none\b|(?:also )?see\b|n/a\b|not applicable|no (?:\w+ )?(?:alternatives?|options?)\b"
    r"|there (?:are|were|is|was) no\b|(?:at the time|so far)\b.*\bno\b|we (?:did|have) not (?:\w+ )?consider)"
)
_GOES_ON = re.compile(
    r"(?i)^(?:this|that|these|those|they|it(?! (?:was|has been) (?:suggested|proposed|considered))|however|but|and"
    r"|also|moreover|furthermore|previously|otherwise|for example|because|since|additionally"
    r"|in (?:addition|comparison|contrast)|along with|here"
    r"|as (?:noted|discussed|mentioned|described|\w+ \w+ noted)|thus|so)\b"
)
_PROPOSES = re.compile(
    r"(?i)\b(?:alternativ\w+|suggest\w*|propos(?:ed|al|als)|considered|consider|options?|ideas?|instead|iteration"
    r"|could|approach|possibilit\w+|was (?:dropped|removed|rejected)|we (?:also )?reject)\b"
)
_SPEAKS_OF_MANY = re.compile(
    r"(?i)\b(?:alternatives|options|ideas|proposals|suggestions|choices|approaches|following|below|several|many"
    r"|various|a (?:variety|number|few))\b"
)
_LEADS_ELSEWHERE = re.compile(
    r"(?i)\b(?:lacks?|lacking|reasons?|because|problems?|issues|drawbacks|benefits|advantages|disadvantages|conditions?"
    r"|criteria|features|requirements|must|met|true|when|if|steps|goals|examples?|downsides?)\b[^.]*$"
)
"""How a paragraph leads in a list that is not one of options: its last sentence says so."""
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)\1")
_COLON = re.compile(r":(?:\*\*)?\s")


def is_label(words: str) -> bool:
    """Whether a heading or a list's item only says what kind of thing stands below ("Risks and Mitigations")."""
    bare = plain(words).lower()
    if _OF_SEVERAL.match(bare):
        return True
    return all(word in _LABEL_WORDS or len(word) == 1 for word in _WORD.findall(bare))


def is_counted(heading: str) -> bool:
    """Whether the heading itself says that an option follows: `Alternative: X`, `Why not X?`."""
    lead = _LEAD.match(heading)
    return bool(_WHY_NOT.match(heading)) or bool(
        lead and re.search(r"(?i)option|alternative|rejected", lead[0]) and not is_label(heading[lead.end() :])
    )


def without_lead(words: str) -> str:
    return _LEAD.sub("", words, count=1)


def in_heading(text: str, part: Part) -> Span | None:
    """The option that a heading names: `X` of `Option 2: X` and `Why not X?`. One that only counts its option
    ("Solution #1") is named by the first sentence below it."""
    heading = part.section.heading
    lead = _LEAD.match(heading)
    if not heading or (not lead and _is_bare_list(text, part)):
        return None
    start = text.index(heading, part.section.start)
    end = start + len(heading)
    if why := _WHY_NOT.match(heading):
        end = start + len(heading.split("?")[0].rstrip("!. "))
        return (start + why.end(), end) if end - start > why.end() else None
    if _WHY.match(heading):
        return None
    if lead and not is_label(heading[lead.end() :]):
        return _unmarked(text, start + lead.end(), end)
    if not is_label(heading):
        return _unmarked(text, start, end)
    if any(c.isdigit() for c in heading) or re.search(r"(?i)\b(?:option|alternative|solution) [a-z]$", heading.strip()):
        prose = next((b for b in part.blocks if b.is_prose), None)
        return split(text, prose.start, prose.end)[0] if prose is not None else None
    return None


def _unmarked(text: str, start: int, end: int) -> Span:
    """Without a colon at the end, and without marks of emphasis that only open or only close there."""
    end -= text[end - 1] == ":"
    for mark in ("**", "__"):
        if text[start:end].count(mark) % 2:
            end -= 2 * text[start:end].endswith(mark)
            start += 2 * text[start:end].startswith(mark)
    return start, end


def _is_bare_list(text: str, part: Part) -> bool:
    """Whether the heading stands over nothing but names: it heads a group of options."""
    items = [text[b.start : b.end] for b in part.blocks if b.kind is BlockKind.ITEM]
    prose = any(b.kind is BlockKind.PARAGRAPH for b in part.blocks)
    return (
        len(items) > 1 and not prose and all(len(i) < 80 and not _ARGUES.match(i) and i[-1] not in ".;" for i in items)
    )


def in_list(text: str, part: Part) -> list[Span]:
    """The options of a section's list, unless it is led in as one of something else."""
    items: list[Block] = []
    lead: Block | None = None
    for block in part.blocks:
        if block.kind is BlockKind.ITEM:
            items.append(block)
        elif block.kind is BlockKind.PARAGRAPH and not items:
            lead = block
    if lead is not None and _LEADS_ELSEWHERE.search(text[lead.start : lead.end]):
        return []
    top = min((b.indent for b in items), default=0)
    if [b for b in items if b.indent == top and is_label(text[b.start : b.end])]:
        return []
    named = [b for b in items if b.indent == top and not _ARGUES.match(text[b.start : b.end])]
    return [_named_in(text, b) for b in named if not _NO_OPTION.match(plain(text[b.start : b.end]))]


def in_prose(text: str, part: Part) -> list[Span]:
    """The options told in paragraphs, one each: its words in bold, or the sentence that says what was proposed."""
    blocks = [b for b in part.blocks if b.kind is BlockKind.PARAGRAPH]
    bold = [(b.start + m.start(2), b.start + m.end(2)) for b in blocks if (m := _BOLD.match(text[b.start : b.end]))]
    bold = [(a, b - (text[b - 1] == ":")) for a, b in bold if not is_label(text[a:b])]
    if bold:
        return bold
    firsts = [split(text, b.start, b.end)[0] for b in blocks if b.end - b.start > 40 and text[b.end - 1] != ":"]
    return [span for span in firsts if _proposes(plain(text[slice(*span)]))]


def _proposes(words: str) -> bool:
    return not (_GOES_ON.match(words) or _NO_OPTION.match(words) or _SPEAKS_OF_MANY.search(words)) and bool(
        _PROPOSES.search(words)
    )


def _named_in(text: str, block: Block) -> Span:
    """The item's first sentence; of a long one, what stands before its colon or in bold."""
    start, end = split(text, block.start, block.end)[0]
    if lead := _LEAD.match(text[start:end]):
        start += lead.end() if not is_label(text[start + lead.end() : end]) else 0
    if end - start <= LONG:
        return _unmarked(text, start, end)
    if bold := _BOLD.match(text[start:end]):
        return start + bold.start(2), start + bold.end(2) - (text[start + bold.end(2) - 1] == ":")
    colon = _COLON.search(text, start, start + LONG)
    return (start, colon.start()) if colon else (start, end)
