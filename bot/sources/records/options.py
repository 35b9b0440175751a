"""The options that lost, as a record names them."""

import re

from rapidfuzz import fuzz

from bot.sources.records.option_names import Span, in_heading, in_list, in_prose, is_counted, is_label, without_lead
from bot.sources.records.plain import plain
from bot.sources.records.sections import Part

MOST = 8
_CHOSEN = re.compile(
    r"(?i)chosen (?:option|solution|alternative)s?\W*[:,]?\s*[\"“'`*_]*(.+?)(?:[\"”`*]|,? because|\.\s|\n\n|$)"
)
_NOTICE = re.compile(
    r"(?i)\b(?:notice|rejection|rejecting|withdrawal|withdrawn|deferral|deferment|deferred|postpone\w*|non-goals?)\b"
)
_WEIGHED = re.compile(
    r"(?i)\balternatives\b|\bpros (?:and|&) cons\b|\b(?:ideas|solutions|designs|proposals) considered\b"
)
_OF_ANY_KIND = re.compile(r"(?i)\b(?:alternative|options?|candidates|approaches|considered|discarded)\b")
"""Words that head options only where nothing is said of what: not "Mount options", nor "Features considered"."""
_EARLIER_WORK = re.compile(r"(?i)\bprior art\b|\b(?:related|other|previous) work\b")
_NUMBERED = re.compile(r"(?i)(?:\b(?:option|alternative|solution|approach)\W*|[(\[])(\w{1,2})\W*$")
_NUMBERS = re.compile(r"(?:\b(?:option|alternative|solution|approach)\W*|[(\[])(\w{1,2})\b")
_COUNTED = re.compile(r"(?i)\W*(?:option|alternative)?\W*\w{1,2}[.):\]]")
_LONGEST_LABEL = 60  # characters of a heading that says what kind of thing stands below it
_MARKS = "*_`\"' "


def options_lost(text: str, found: tuple[Part, ...]) -> tuple[Span, ...]:
    """Spans in the record, one an option, in its order: rejected ones, and considered ones that were not chosen."""
    chosen = _chosen(text, found)
    rejected = _named(text, found, [p for p in found if p.section.role in ("rejected", "faq") and _rejects(p)])
    considered = [] if rejected else _named(text, found, [p for p in found if _weighs_options(p)])
    kept: list[Span] = []
    for start, end in rejected or considered:
        words = _bare(text[start:end])
        if words and all(fuzz.ratio(words, _bare(text[a:b])) < 90 for a, b in kept):
            kept.append((start, end))
    lost = [span for span in kept if not _is_chosen(text, span, chosen)]
    if rejected or chosen or not _is_list(text, found):
        return tuple(lost[:MOST])
    # Where nothing says what was chosen, a list of considered options holds the winner too.
    return _all_but_the_titled(text, found, lost)[:MOST]


def _headings(part: Part) -> tuple[str, ...]:
    return (*part.section.path, part.section.heading)


def _rejects(part: Part) -> bool:
    """Under a heading of rejected ideas, or a "why not"; a question only there or among options."""
    above = " / ".join(_headings(part))
    if _NOTICE.search(above) or _EARLIER_WORK.search(above):
        return False
    if part.section.role == "rejected":
        return True
    over = " / ".join(part.section.path)
    return bool(re.match(r"(?i)(?:but )?why not\b", part.section.heading)) and bool(
        re.search(r"(?i)\breject|\bdiscarded|\balternativ", over)
    )


def _weighs_options(part: Part) -> bool:
    above = _headings(part)
    if part.section.role not in ("options", "faq") or any(_EARLIER_WORK.search(one) for one in above):
        return False
    return any(map(_weighs, above)) or is_counted(part.section.heading)


def _weighs(heading: str) -> bool:
    if len(heading) > _LONGEST_LABEL:
        return False
    return bool(_WEIGHED.search(heading)) or (is_label(heading) and bool(_OF_ANY_KIND.search(heading)))


def _chosen(text: str, found: tuple[Part, ...]) -> str | None:
    for part in found:
        if part.section.role in ("decision", "title", "summary", "options"):
            match = _CHOSEN.search(text, part.section.start, part.section.end)
            if match:
                return plain(match[1]).strip(_MARKS).lower()[:160]
    return None


def _is_chosen(text: str, option: Span, chosen: str | None) -> bool:
    """Whether what was chosen is called as the option is, or by its number ("Option 2")."""
    if chosen is None:
        return False
    words = _bare(text[slice(*option)])
    if fuzz.partial_ratio(words, chosen) >= 88 or fuzz.token_set_ratio(words, without_lead(chosen)) >= 88:
        return True
    number = _NUMBERED.search(text[text.rfind("\n", 0, option[0]) + 1 : option[0]])
    said = [one for found in _NUMBERS.findall(chosen) for one in (found, *found)]  # "1b": both 1 and b
    return number is not None and number[1].lower() in said


def _all_but_the_titled(text: str, found: tuple[Part, ...], lost: list[Span]) -> tuple[Span, ...]:
    """The options but the one that the record's title names, where it names exactly one."""
    title = next((plain(p.section.heading).lower() for p in found if p.section.role == "title"), "")
    named = [span for span in lost if title and fuzz.token_set_ratio(_bare(text[slice(*span)]), title) >= 95]
    return tuple(span for span in lost if span != named[0]) if len(named) == 1 else ()


def _bare(words: str) -> str:
    return without_lead(plain(words).strip(_MARKS)).lower()[:160]


def _named(text: str, found: tuple[Part, ...], some: list[Part]) -> list[Span]:
    """Headings below the section's own; failing those its list; failing that its paragraphs."""
    elsewhere = {p.section.heading.lower() for p in found if p not in some}
    spans: list[Span] = []
    below: tuple[str, ...] | None = None
    for part in some:
        above = part.section.path
        if below is not None and above[: len(below)] == below:
            continue  # what stands below an option is about it
        below = None
        if part.section.heading.lower() in elsewhere or _only_groups(part, some):
            continue
        if not (
            (part.section.role == "rejected" and above) or any(map(_weighs, above)) or is_counted(part.section.heading)
        ):
            continue
        if span := in_heading(text, part):
            spans.append(span)
            below = _headings(part)
    if spans:
        return spans
    for part in some:
        if spans := in_list(text, part):
            return spans
    return [span for p in some if p.section.role == "rejected" for span in in_prose(text, p)]


def _only_groups(part: Part, some: list[Part]) -> bool:
    """Whether a heading stands over options: with nothing of its own, or over counted ones."""
    own = _headings(part)
    below = [p.section.heading for p in some if p.section.path == own and not is_label(p.section.heading)]
    says_something = any(b.is_prose for b in part.blocks)
    return bool(below) and (not says_something or all(map(_COUNTED.match, below)))


def _is_list(text: str, found: tuple[Part, ...]) -> bool:
    options = [p for p in found if _weighs_options(p)]
    return any(in_list(text, p) for p in options) and not any(in_heading(text, p) for p in options if p.section.path)
