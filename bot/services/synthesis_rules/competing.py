"""Other products that customers speak of: known ones, and new names that keep turning up in tell-tale phrases."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources

from bot.domain.digests import CompetitorMentions
from bot.domain.signals import Signal
from bot.domain.themes import Quote
from bot.services.theming.excerpts import excerpt

_REPEATED = 2  # different accounts or authors that have to name a new one
_QUOTES = 3
_MOSTLY = 2  # messages with a name in small letters for one with it in capitals
_ARTICLE = r"(?:[Tt]he|[Aa]n?|[Mm]y|[Oo]ur|[Yy]our|[Tt]heir|[Tt]his|[Ss]ome|[Nn]o)"
_NAME = r"(?P<name>(?-i:[A-Z][\w&+\-]*(?:\.(?:io|ai|com|app|so))?(?: [A-Z][\w&+\-]*){0,2}))"
_PHRASES = (
    rf"\b(?:mov|switch|migrat|chang|transition)(?:e|ed|es|ing)? (?:over |everything |away )?to {_NAME}",
    rf"\b(?:mov|switch|migrat)(?:e|ed|es|ing)? (?:over |away )?from {_NAME} to (?:us|you)\b",
    rf"\b(?:we|i|they|who|anyone|anybody|customers?) (?:have |has |had |just |all )?"
    rf"(?:switched|moved|migrated|came|come) (?:over |away |here )*from {_NAME}",
    rf"(?:^|[.!?]\s+)coming (?:over |here )?from {_NAME},",
    rf"\b(?:use[sd]?|using|take|took|buy|bought|choose|chose|pick|picked) {_NAME} instead\b(?! of)",
    rf"\bleav(?:e|es|ing)(?: (?:us|you))? for {_NAME}",
    rf"\b(?:you|us|this|it) (?:against|versus|vs\.?) {_NAME}",
    rf"\b{_NAME} (?:versus|vs\.?) (?:you|us)\b",
    rf"\b(?:similar to|something like|works? like|as good as) {_NAME}(?:['’]s)?\b",
    rf"\b(?:incumbent|competitor|rival)s?(?: (?:is|was|mentioned|named)|:)+ {_NAME}",
    rf"\breplac(?:e|ed|es|ing) {_NAME} (?:with|by) (?:you|this|it|us)\b",
    rf"(?:^|[.!?,;:]\s+|\b(?:that|because|and|but)\s+)in {_NAME},?"
    rf" (?:this|that|it|you) (?:is|was|can|could|works|just)\b",
    rf"\bcompar(?:e|ed|es|ing|ison)(?: (?:us|you|it|this|them|prices))? (?:with|to|against|between us and) {_NAME}",
    rf"\b(?:instead of|rather than|unlike|versus|vs\.?|over to|(?:better|cheaper|worse|slower|faster) than) {_NAME}",
    rf"\b(?:lost|losing)(?: (?:it|them|this|the deal|out))? (?:to|against) {_NAME}",
    rf"\b(?:went|going|go|signed) with {_NAME}",
    rf"\bleft {_NAME} for (?:you|us)\b",
    rf"\breplac(?:e|ed|es|ing) (?:you|us) (?:with|by) {_NAME}",
    rf"\b(?:choo?se|chosen|pick(?:s|ed)?|prefer(?:s|red)?|select(?:s|ed)?) {_NAME}(?:['’]s \w+)? (?:over|to)"
    r" (?:you|us)\b",
    rf"\b(?:wants?|prefers?|take|took) {_NAME} instead of (?:you|us|this|it)\b",
    rf"\b(?:a|the|saw|seen|had|booked) demos? (?:of|by|from) {_NAME}",
    rf"\b(?:go|goes|going|went) back to {_NAME}",
    r"\b(?:old|previous|former|last|current|other) (?:tool|system|software|vendor|provider|app|supplier)"
    rf" (?:is|was) {_NAME}",
    rf"\balternatives?(?: to (?:us|you))? (?:they|he|she|we) (?:named|mentioned|brought up)(?: is| was)? {_NAME}",
    rf"\bhead[ -]to[ -]head with {_NAME}",
    r"\bwhy (?:not|don't we|don't they|shouldn't we)(?: just| simply)? (?:use|take|buy|go for)"
    rf" {_NAME}\b(?! instead of)",
    rf"\bcompar(?:e|ed|es|ing) {_NAME} (?:and|with|to|against) (?:you|us|your|our)\b",
    rf"\bshort-?list(?: is|:| are)+ (?:us|you)(?:,| and)+ {_NAME}",
    rf"\b(?:wechsel(?:n|t)|gewechselt|umgestiegen|umsteigen|umstieg) (?:zu|auf) {_NAME}",
    rf"\b(?:pass(?:ons|er|é|és|ent)|migr(?:ons|er|é)) (?:à|chez|vers) {_NAME}",
    rf"\b(?:cambia(?:mos|r|ndo)|pasa(?:mos|r|ndo)|passa(?:ndo|re)|overgestapt|overstappen) (?:a|naar) {_NAME}",
    rf"\b(?:evaluating|trialling|trialing|piloting|shortlisted|looking at|considering|bake-?off with) {_NAME}",
    rf"\balternatives? (?:to us )?(?:like|such as|is) {_NAME}",
    rf"\b(?:we|they|team) (?:already |also |currently )?use[sd]? {_NAME} for\b",
    rf"\bcompetitors?,? (?:like |such as |namely )?{_NAME}",
    rf"(?:^|[.!?,;:]\s+|\b(?:that|because|and|but|says|said)\s+){_NAME} (?:already )?(?:(?:does|has|gives|can do)"
    r" (?:you |us )?(?:this|that|it|these|those|both|all|an?|one|better|native\w*)\b"
    r"|offers|lets (?:you|us)|undercut|quoted|is (?:half|cheaper|faster|also))",
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(phrase, re.IGNORECASE) for phrase in _PHRASES)


@cache
def _ordinary() -> frozenset[str]:
    text = resources.files(__package__).joinpath("not_competitors.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@lru_cache(maxsize=32_768)
def names_in(text: str) -> tuple[str, ...]:
    """Names in the places of a sentence where another product stands, in order; ordinary words are left out."""
    found: dict[str, None] = {}
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name = _trimmed(match["name"])
            if name:
                found[name] = None
    return tuple(found)


def find_competitors(
    said: Sequence[Signal], known: Iterable[str] = (), never: Iterable[str] = ()
) -> tuple[CompetitorMentions, ...]:
    """Who is named, most messages first.

    said: messages of the window (and, for new names, of the weeks before it: a name counts as a competitor once two
    accounts or authors brought it up). known: names from the settings, found anywhere in the text. never: names that
    are something else: the company's own, its accounts, its people.
    """
    settled = {name.lower(): name for name in known if name.strip()}
    barred = {name.lower() for name in never}
    mentions: dict[str, list[Signal]] = {name: [] for name in settled}
    spelling: dict[str, str] = dict(settled)
    for signal in said:
        here = {key for key, name in settled.items() if _mentions(signal.text, name)}
        for name in names_in(signal.text):
            key = name.lower()
            if key not in barred and not any(key in other or other in key for other in here):
                spelling.setdefault(key, name)
                here.add(key)
        for key in here:
            mentions.setdefault(key, []).append(signal)
    kept = [
        _told(spelling[key], signals)
        for key, signals in mentions.items()
        if signals and (key in settled or _is_a_name(spelling[key], signals, said))
    ]
    return tuple(sorted(kept, key=lambda c: (-c.messages, -len(c.accounts), c.name)))


def _is_a_name(name: str, signals: Sequence[Signal], said: Sequence[Signal]) -> bool:
    """Whether several brought it up, and it is no word of every day that some write large: `the photos`, `a comment`,
    or `overtime`, which most write small."""
    if len({_speaker(signal) for signal in signals}) < _REPEATED:
        return False
    small, large = re.compile(rf"\b{re.escape(name.lower())}s?\b"), re.compile(rf"\b{re.escape(name)}\b")
    as_a_thing = re.compile(rf"\b{_ARTICLE} {re.escape(name.lower())}s?\b")
    written_small = sum(1 for signal in said if small.search(signal.text))
    written_large = sum(1 for signal in said if large.search(signal.text))
    things = sum(1 for signal in said if as_a_thing.search(signal.text))
    return things < len(signals) and written_small <= _MOSTLY * written_large


def _told(name: str, signals: Sequence[Signal]) -> CompetitorMentions:
    accounts = tuple(dict.fromkeys(s.account for s in signals if s.account))
    quotes: list[Quote] = []
    seen: set[str] = set()
    for signal in signals:
        if _speaker(signal) not in seen and len(quotes) < _QUOTES:
            seen.add(_speaker(signal))
            wanted = frozenset(name.lower().split())
            quotes.append(Quote(signal.id, excerpt(signal.text, wanted), signal.url, signal.account))
    return CompetitorMentions(name, len(signals), accounts, tuple(quotes))


def _speaker(signal: Signal) -> str:
    return signal.account_id or signal.author or signal.id


def _mentions(text: str, name: str) -> bool:
    flags = 0 if name.lower() in _ordinary() else re.IGNORECASE
    return bool(re.search(rf"(?<![\w@]){re.escape(name)}(?![\w])", text, flags))


def _trimmed(name: str) -> str | None:
    words = name.rstrip(".-").split()
    while words and words[-1].lower() in _ordinary():
        words.pop()
    if not words or words[0].lower() in _ordinary() or len(words[0]) < 3:
        return None
    return " ".join(words)
