"""What a conversation already says of a decision: the modal is filled in from it as far as it can be."""

import re
from collections.abc import Sequence

from bot.domain.decisions import DecisionFields
from bot.domain.kinds import DecisionStatus
from bot.domain.messages import Message

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
LONGEST_TITLE = 90


def fields_from(messages: Sequence[Message], at: str | None = None, *, iceboxed: bool = False) -> DecisionFields:
    """Fields for the modal from a message and its thread, word for word; what nobody said stays empty.

    at: ts of the message that the person pointed at; its own words go before the rest of the thread's.
    """
    if not messages:
        return DecisionFields(title="", decision="", why="")
    chosen = next((m for m in messages if m.ts == at), messages[-1])
    own = _sentences(chosen.text)
    others = [s for m in messages if m is not chosen for s in _sentences(m.text)]
    decided = [s for s in own if DECIDED.search(s)] or own[:1]
    why = [s for s in own if BECAUSE.search(s) and s not in decided] or [s for s in decided if BECAUSE.search(s)]
    why = why or [s for s in others if BECAUSE.search(s)]
    status = DecisionStatus.ACCEPTED
    if iceboxed:
        status = DecisionStatus.ICEBOXED
    elif any(REJECTS.search(s) for s in decided):
        status = DecisionStatus.REJECTED
    return DecisionFields(
        title=_title(decided[0] if decided else chosen.text),
        decision=" ".join(decided) or chosen.text.strip(),
        why=" ".join(why[:4]),
        status=status,
        options="\n".join(dict.fromkeys(s for s in [*own, *others] if OPTION.search(s))),
        revisit_when=" ".join([s for s in [*own, *others] if REVISIT.search(s)][:2]),
        decided_by=(chosen.author_id,) if chosen.author_id and not chosen.is_bot else (),
        decided_on=chosen.created_at.date(),
    )


def _sentences(text: str) -> list[str]:
    return [" ".join(s.split()) for s in SENTENCE.findall(text) if s.strip()]


def _title(sentence: str) -> str:
    words = re.sub(r"^(ok|okay|so|right|alright|decision|decided)[,: ]+", "", sentence.strip(), flags=re.IGNORECASE)
    words = words.rstrip(".!? ")
    if len(words) > LONGEST_TITLE:
        words = words[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return words[:1].upper() + words[1:]
