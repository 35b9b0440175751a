"""The turns of phrase in which another product is named, each with what has to be in a text for it to be there."""

import re
from collections.abc import Iterator
from functools import cache

_NAME = r"(?P<name>(?-i:[A-Z][\w&+\-]*(?:\.(?:io|ai|com|app|so))?(?: [A-Z][\w&+\-]*){0,2}))"
_PHRASES: tuple[tuple[str, str], ...] = (
    # Words in small letters, "+" for a space: where none of them is in the text, the phrase cannot be. Most texts
    # hold few of them, and a search for words takes a tenth of the time of one for phrases.
    (
        "mov switch migrat chang transition",
        rf"\b(?:mov|switch|migrat|chang|transition)(?:e|ed|es|ing)? (?:over |everything |away )?to {_NAME}",
    ),
    ("from", rf"\b(?:mov|switch|migrat)(?:e|ed|es|ing)? (?:over |away )?from {_NAME} to (?:us|you)\b"),
    (
        "from",
        rf"\b(?:we|i|they|who|anyone|anybody|customers?) (?:have |has |had |just |all )?"
        rf"(?:switched|moved|migrated|came|come) (?:over |away |here )*from {_NAME}",
    ),
    ("coming", rf"(?:^|[.!?]\s+)coming (?:over |here )?from {_NAME},"),
    (
        "instead",
        rf"\b(?:use[sd]?|using|take|took|buy|bought|choose|chose|pick|picked) {_NAME} instead\b(?! of)",
    ),
    ("leav", rf"\bleav(?:e|es|ing)(?: (?:us|you))? for {_NAME}"),
    ("against versus vs", rf"\b(?:you|us|this|it) (?:against|versus|vs\.?) {_NAME}"),
    ("versus vs", rf"\b{_NAME} (?:versus|vs\.?) (?:you|us)\b"),
    (
        "similar+to like as+good+as",
        rf"\b(?:similar to|something like|works? like|as good as) {_NAME}(?:['’]s)?\b",
    ),
    (
        "incumbent competitor rival",
        rf"\b(?:incumbent|competitor|rival)s?(?: (?:is|was|mentioned|named)|:)+ {_NAME}",
    ),
    ("replac", rf"\breplac(?:e|ed|es|ing) {_NAME} (?:with|by) (?:you|this|it|us)\b"),
    (
        "in+",
        rf"(?:^|[.!?,;:]\s+|\b(?:that|because|and|but)\s+)in {_NAME},?"
        rf" (?:this|that|it|you) (?:is|was|can|could|works|just)\b",
    ),
    (
        "compar",
        rf"\bcompar(?:e|ed|es|ing|ison)(?: (?:us|you|it|this|them|prices))? (?:with|to|against|between us and) {_NAME}",
    ),
    (
        "instead+of rather+than unlike versus vs over+to than",
        rf"\b(?:instead of|rather than|unlike|versus|vs\.?|over to|"
        rf"(?:better|cheaper|worse|slower|faster) than) {_NAME}",
    ),
    ("lost losing", rf"\b(?:lost|losing)(?: (?:it|them|this|the deal|out))? (?:to|against) {_NAME}"),
    ("with", rf"\b(?:went|going|go|signed) with {_NAME}"),
    ("left", rf"\bleft {_NAME} for (?:you|us)\b"),
    ("replac", rf"\breplac(?:e|ed|es|ing) (?:you|us) (?:with|by) {_NAME}"),
    (
        "choose chose pick prefer select",
        rf"\b(?:choo?se|chosen|pick(?:s|ed)?|prefer(?:s|red)?|select(?:s|ed)?) {_NAME}(?:['’]s \w+)? (?:over|to)"
        r" (?:you|us)\b",
    ),
    ("instead+of", rf"\b(?:wants?|prefers?|take|took) {_NAME} instead of (?:you|us|this|it)\b"),
    ("demo", rf"\b(?:a|the|saw|seen|had|booked) demos? (?:of|by|from) {_NAME}"),
    ("back+to", rf"\b(?:go|goes|going|went) back to {_NAME}"),
    (
        "tool system software vendor provider app supplier",
        r"\b(?:old|previous|former|last|current|other) (?:tool|system|software|vendor|provider|app|supplier)"
        rf" (?:is|was) {_NAME}",
    ),
    (
        "alternative",
        rf"\balternatives?(?: to (?:us|you))? (?:they|he|she|we) (?:named|mentioned|brought up)(?: is| was)? {_NAME}",
    ),
    ("head", rf"\bhead[ -]to[ -]head with {_NAME}"),
    (
        "why",
        r"\bwhy (?:not|don't we|don't they|shouldn't we)(?: just| simply)? (?:use|take|buy|go for)"
        rf" {_NAME}\b(?! instead of)",
    ),
    ("compar", rf"\bcompar(?:e|ed|es|ing) {_NAME} (?:and|with|to|against) (?:you|us|your|our)\b"),
    ("short", rf"\bshort-?list(?: is|:| are)+ (?:us|you)(?:,| and)+ {_NAME}"),
    (
        "wechsel umgestiegen umsteigen umstieg",
        rf"\b(?:wechsel(?:n|t)|gewechselt|umgestiegen|umsteigen|umstieg) (?:zu|auf) {_NAME}",
    ),
    ("pass migr", rf"\b(?:pass(?:ons|er|é|és|ent)|migr(?:ons|er|é)) (?:à|chez|vers) {_NAME}"),
    (
        "cambia pasa passa overgestapt overstappen",
        rf"\b(?:cambia(?:mos|r|ndo)|pasa(?:mos|r|ndo)|passa(?:ndo|re)|overgestapt|overstappen) (?:a|naar) {_NAME}",
    ),
    (
        "evaluating trial piloting shortlisted looking+at considering bake",
        rf"\b(?:evaluating|trialling|trialing|piloting|shortlisted|looking at|considering|bake-?off with) {_NAME}",
    ),
    ("alternative", rf"\balternatives? (?:to us )?(?:like|such as|is) {_NAME}"),
    ("use", rf"\b(?:we|they|team) (?:already |also |currently )?use[sd]? {_NAME} for\b"),
    ("competitor", rf"\bcompetitors?,? (?:like |such as |namely )?{_NAME}"),
    (
        "does has gives can+do offers lets undercut quoted is+half is+cheaper is+faster is+also",
        rf"(?:^|[.!?,;:]\s+|\b(?:that|because|and|but|says|said)\s+){_NAME} (?:already )?(?:(?:does|has|gives|can do)"
        r" (?:you |us )?(?:this|that|it|these|those|both|all|an?|one|better|native\w*)\b"
        r"|offers|lets (?:you|us)|undercut|quoted|is (?:half|cheaper|faster|also))",
    ),
)


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    return tuple(
        (tuple(cue.replace("+", " ") for cue in cues.split()), re.compile(phrase, re.IGNORECASE))
        for cues, phrase in _PHRASES
    )


def named_in_phrases(text: str) -> Iterator[str]:
    """What stands where a sentence names another product, phrase by phrase."""
    small = text.lower()
    for cues, pattern in _patterns():
        if any(cue in small for cue in cues):
            for match in pattern.finditer(text):
                yield match["name"]
