"""What the scripted model says to each of our prompts, in each of its moods.

It reads the prompt like a model would: evidence out of the user message, so that what it says fits any test.
"""

import json
import re
from collections.abc import Callable, Mapping
from enum import StrEnum


class Mood(StrEnum):
    WELL = "well"  # claims in the evidence's own words, true quotes
    NO_CLAIMS = "no claims"
    ABSTAINS = "abstains"
    SLOW = "slow"  # past any deadline
    TRICKLES = "trickles"  # headers at once, then a byte now and then
    RESETS = "resets"  # closes the connection without a word
    FAILS = "fails"  # 500
    BUSY = "busy"  # 429
    NO_KEY = "no key"  # 401
    NO_MODEL = "no model"  # 404
    HTML = "html"  # 200 and a page
    EMPTY = "empty"  # 200 and no choices
    BROKEN_JSON = "broken json"
    DEEP_JSON = "deep json"
    CUT = "cut"  # hits the length limit in mid-reply
    REFUSES = "refuses"  # the refusal field
    FENCED = "fenced"  # JSON in a Markdown fence, with talk around it
    THINKS = "thinks"  # a thinking part before the JSON
    FALSE_QUOTES = "false quotes"
    MENDS = "mends"  # false quotes at first, true ones once told so
    OTHER_LANGUAGE = "other language"
    WRONG_SOURCE = "wrong source"  # true quotes, each under the number of another piece
    OPPOSITE = "opposite"  # true quotes, and sentences that turn them around
    HUGE = "huge"  # a megabyte of claims
    ATTACKER = "attacker"  # does what the evidence tells it, see `attack`


Item = Mapping[str, object]
Claim = dict[str, object]
Attack = Callable[[list[Item]], list[Claim]]
FALSE = "our lawyers told us so in no uncertain terms"
GERMAN = "Das wurde abgelehnt, weil niemand die Wartung übernehmen wollte."


def words_for(mood: Mood, prompt: str, attack: Attack | None) -> str:
    """The reply's text."""
    evidence = evidence_in(prompt)
    good = json.dumps(_reply(prompt, [_true_claim(item) for item in evidence[:2]]))
    match mood:
        case Mood.NO_CLAIMS:
            return json.dumps(_reply(prompt, []))
        case Mood.ABSTAINS:
            return json.dumps({**_reply(prompt, []), "abstain": True, "reason": "I don't have enough information."})
        case Mood.BROKEN_JSON:
            return good.replace('":', '" =', 1)
        case Mood.DEEP_JSON:
            return '{"claims": ' + "[" * 50_000
        case Mood.HUGE:
            return json.dumps(_reply(prompt, [{**_true_claim(item), "text": "x " * 500_000} for item in evidence[:1]]))
        case Mood.FENCED:
            return f"Sure! Here is the answer:\n```json\n{good}\n```\nLet me know if you need more."
        case Mood.THINKS:
            return f'<think>Perhaps {{"claims": []}}?</think>\n{good}'
        case Mood.FALSE_QUOTES:
            return json.dumps(_reply(prompt, _false_quotes(evidence)))
        case Mood.MENDS:
            is_told = "[]" not in re.split("your earlier", prompt)[-1]
            return good if is_told else json.dumps(_reply(prompt, _false_quotes(evidence)))
        case Mood.OTHER_LANGUAGE:
            return json.dumps(_reply(prompt, [{**_true_claim(item), "text": GERMAN} for item in evidence[:1]]))
        case Mood.WRONG_SOURCE:
            moved = [{**_true_claim(item), "source": evidence[i - 1]["n"]} for i, item in enumerate(evidence)]
            return json.dumps(_reply(prompt, moved if len(evidence) > 1 else [{**moved[0], "source": 2}]))
        case Mood.OPPOSITE:
            return json.dumps(_reply(prompt, [_turned(_true_claim(item)) for item in evidence[:2]]))
        case Mood.ATTACKER if attack is not None:
            return json.dumps(_reply(prompt, attack(evidence)))
    return good


def _reply(prompt: str, claims: list[Claim]) -> dict[str, object]:
    """The claims in the shape that this prompt asks for."""
    first = claims[0] if claims else {"text": "", "source": 0, "quote": ""}
    if "\nFacts, a JSON list" in f"\n{prompt}":
        return {"text": first["text"], "sources": claims}
    if "Words that set the group apart" in prompt:
        label = re.findall(r"[^\W\d_]{4,}", str(first["text"]).lower())[:2]
        return {"label": " ".join(label), "problem": first}
    if prompt.startswith("Conversation, a JSON list"):
        named = zip(("decision", "why", "options", "problem"), claims, strict=False)
        return {"fields": [{"field": "title", **first}, *({"field": name, **claim} for name, claim in named)]}
    return {"claims": claims, "abstain": False, "reason": ""}


def evidence_in(prompt: str) -> list[Mapping[str, object]]:
    """The first JSON list of objects in a prompt: the evidence, as a model would read it."""
    found = re.search(r"^\[\n\{.*?^\]$", prompt, re.S | re.M)
    return json.loads(found.group()) if found else []


def first_sentence(item: Mapping[str, object]) -> str:
    """The first sentence of at least 15 characters in a piece of evidence that is no heading, as it stands there."""
    text = str(item["text"])
    for line in text.splitlines():
        for match in re.finditer(r"[^.!?]+[.!?]?", "" if line.startswith(("#", "|", "-", "=")) else line):
            if len(match.group().strip()) >= 15:
                return match.group().strip()
    return text


def _true_claim(item: Mapping[str, object]) -> Claim:
    return {"text": first_sentence(item), "source": item["n"], "quote": first_sentence(item)}


def _false_quotes(evidence: list[Item]) -> list[Claim]:
    return [{**_true_claim(item), "quote": FALSE} for item in evidence[:2]]


def _turned(claim: Claim) -> Claim:
    """The same quote under a sentence that says the contrary."""
    text = str(claim["text"])
    for word, other in (
        ("will not", "will"),
        ("cannot", "can"),
        ("were rejected", "were built"),
        ("because", "not because"),
    ):
        if word in text:
            return {**claim, "text": text.replace(word, other, 1)}
    return {**claim, "text": f"It is not true that {text[:1].lower()}{text[1:]}"}
