"""What a conversation already says of a decision: the modal is filled in from it as far as it can be."""

import re
from collections.abc import Sequence

from bot.domain.decisions import DecisionFields
from bot.domain.kinds import DecisionStatus
from bot.domain.messages import Message
from bot.services.decisions.noticing import looks_like_a_decision

DECIDED = re.compile(
    r"\b(we (have )?(decided|agreed|chose|settled|will( not|n't)?|won't|are going)|decision:|decided"
    r"|let'?s (not |go|park|drop|ship)|going with|go with|agreed|we('re| are) not|final(ly)? call|so we|conclusion)\b",
    re.IGNORECASE,
)
BECAUSE = re.compile(
    r"\b(because|since|as it|so that|due to|the reason|reason is|otherwise|the problem (is|was)"
    r"|too (expensive|slow|risky|much)|would (break|cost|mean)|in order to|that way|given that)\b",
    re.IGNORECASE,
)
OPTION = re.compile(
    r"\b(instead of|rather than|option [a-d\d]|alternative(ly)?|we (looked at|considered|tried)|versus|vs\.?"
    r"|other option)\b",
    re.IGNORECASE,
)
REVISIT = re.compile(
    r"\b(revisit|come back to (it|this)|look again|reconsider|reopen|until"
    r"|if (more|three|several|an(other)?)\b.{0,40}\bask)",
    re.IGNORECASE,
)
REJECTS = re.compile(
    r"\b(won't|will not|not going to|let'?s not|decided against|drop(ping)?|reject(ed)?|no to)\b", re.IGNORECASE
)
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|$)")
ABOUT_THE_RECORD = re.compile(
    r"(?i)\b(?:(?:i['’]ll|i will|\w+ will|\w+ writes?) (?:\w+ )?(?:record|write|document|the record|it down)\b.*)$"
)
ON_ICE = re.compile(r"(?i)^\W*(?:(?:this|it) (?:is|goes) )?(?:on ice|parked|shelved)\b")
LONGEST_TITLE, SHORTEST_TITLE = 90, 15
SHORTEST_ARGUMENT = 30
SHORT = 400  # characters of a message that is a decision from end to end


def fields_from(messages: Sequence[Message], at: str | None = None, *, iceboxed: bool = False) -> DecisionFields:
    """Fields for the modal from a message and its thread, word for word; what nobody said stays empty.

    at: ts of the message that the person pointed at; its own words go before the rest of the thread's.
    """
    if not messages:
        return DecisionFields(title="", decision="", why="")
    chosen = _deciding(messages, next((m for m in messages if m.ts == at), messages[-1]))
    own = _sentences(chosen.text)
    others = [s for m in messages if m is not chosen for s in _sentences(m.text)]
    kept = [s for s in own if not ABOUT_THE_RECORD.search(s) and not REVISIT.search(s)] or own
    whole = " ".join(kept) if len(" ".join(kept)) <= SHORT else ""
    decided = [s for s in kept if DECIDED.search(s)] or kept[:1]
    why = [s for s in own if BECAUSE.search(s) and s not in decided] or [s for s in decided if BECAUSE.search(s)]
    why = why or [s for s in others if BECAUSE.search(s)] or _arguments(messages, chosen)
    return DecisionFields(
        title=_short_title(decided, kept, messages[0]),
        decision=whole or " ".join(decided) or chosen.text.strip(),
        why="\n".join(why[:4]),
        status=status_of(decided, own, iceboxed=iceboxed),
        options="\n".join(dict.fromkeys(s for s in [*own, *others] if OPTION.search(s))),
        revisit_when=" ".join([s for s in [*own, *others] if REVISIT.search(s)][:2]),
        decided_by=(chosen.author_id,) if chosen.author_id and not chosen.is_bot else (),
        decided_on=chosen.created_at.date(),
    )


def status_of(decided: Sequence[str], around: Sequence[str] = (), *, iceboxed: bool = False) -> DecisionStatus:
    """What sentences that decide something make of it. around: what was said with them."""
    if iceboxed or any(ON_ICE.search(s) for s in (*decided, *around)):
        return DecisionStatus.ICEBOXED
    return DecisionStatus.REJECTED if any(REJECTS.search(s) for s in decided) else DecisionStatus.ACCEPTED


def _arguments(messages: Sequence[Message], chosen: Message) -> list[str]:
    """Where nobody says "because": what the others said before it was decided, but for their questions."""
    before = [m for m in messages[1:] if m.created_at <= chosen.created_at and m is not chosen and not m.is_bot]
    said = [s for m in before if m.author_id != chosen.author_id or not m.author_id for s in _sentences(m.text)]
    return [s for s in said if len(s) >= SHORTEST_ARGUMENT and not s.endswith("?")]


def _short_title(decided: Sequence[str], kept: Sequence[str], root: Message) -> str:
    """From the first sentence that says enough: of the decision, of its message, of what opened the thread."""
    some = [_title(s) for s in (*decided[:1], *kept, *_sentences(root.text))]
    return next((title for title in some if len(title) >= SHORTEST_TITLE), some[0] if some else "")


def _deciding(messages: Sequence[Message], pointed_at: Message) -> Message:
    """The message pointed at; where that only opens the thread, the last one in it that decides."""
    if looks_like_a_decision(pointed_at.text) or any(DECIDED.search(s) for s in _sentences(pointed_at.text)):
        return pointed_at
    return next((m for m in reversed(messages) if looks_like_a_decision(m.text) and not m.is_bot), pointed_at)


def _sentences(text: str) -> list[str]:
    return [" ".join(s.split()) for s in SENTENCE.findall(text) if s.strip()]


def _title(sentence: str) -> str:
    """What is decided as an order, without its reason: "Drop X" for "We decided to drop X because ..."."""
    words = _LEAD.sub("", sentence.strip())
    for pattern, by in _AS_AN_ORDER:
        changed = pattern.sub(by, words, count=1)
        if changed != words:
            words = changed
            break
    words = _REASON.split(words, maxsplit=1)[0].rstrip(".!?,;: ")
    if len(words) > LONGEST_TITLE:
        clause = re.split(r"[,;:] ", words, maxsplit=1)[0]
        words = clause if 20 <= len(clause) <= LONGEST_TITLE else words[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return words[:1].upper() + words[1:]


_LEAD = re.compile(
    r"(?i)^(?:(?:ok|okay|so|right|alright|then|and|(?:it(?: is|['’]s) )?decided|decision|final call)\b[,:– -]*)+"
)
_REASON = re.compile(r"(?i)[\s,;]+(?:because|since|otherwise|so that|due to|as it)\b")
_AS_AN_ORDER = tuple(
    (re.compile(rf"(?i)^{pattern}\s+"), by)
    for pattern, by in (
        (r"(?:we|i|the team)(?:['’]ve| have)?(?: just| now)? (?:decided|agreed) (?:not to|against)", "Do not "),
        (r"(?:we|i|the team)(?:['’]ve| have)?(?: just| now)? (?:decided|agreed|chose) (?:to|that|on)", ""),
        (r"(?:we(?:['’]re| are)|i['’]m) not going with", "Do not go with "),
        (r"(?:(?:we(?:['’]re| are)|i['’]m) )?going with", "Go with "),
        (r"let['’]?s not", "Do not "),
        (r"let['’]?s", ""),
        (r"we (?:won['’]?t|will not|are not going to)", "Do not "),
        (r"(?:we(?:['’]ll| will)|it['’]s|it is)", ""),
    )
)
