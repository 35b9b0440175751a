"""Shelved decisions held against what was said since: `/because icebox`."""

from bot.domain.verdicts import Revisit, RevisitVerdict
from handlers.blocks.digest_sections import Section, revisit_line
from handlers.blocks.elements import Rendered, context, paragraph, rich, words
from handlers.blocks.escape import escape, one_line
from handlers.blocks.learned_text import revisit_state
from handlers.blocks.learned_words import condition_lead
from handlers.blocks.wording import counted, fallback, quoted_words, shorten, titled

SHOWN = 5
QUOTE = 140
LABEL = 100
_HEADS = {
    RevisitVerdict.MET: "Worth another look",
    RevisitVerdict.UNCLEAR: "A person has to judge",
    RevisitVerdict.NOT_MET: "Still shelved",
}


def icebox_message(found: tuple[Revisit, ...]) -> Rendered:
    """The met ones first, as given."""
    if not found:
        nothing = "No decision is shelved here: rejected and iceboxed ones are held against what customers say."
        return Rendered([context(nothing)], nothing)
    blocks = [rich(paragraph(words(_summary(found))))]
    for verdict, head in _HEADS.items():
        items = tuple(revisit_line(one, QUOTE, LABEL) for one in found if one.verdict is verdict)
        blocks += Section(head, items).blocks(SHOWN, more="more: because icebox.")
    return Rendered(blocks, fallback(_plain(found)))


def icebox_text(found: tuple[Revisit, ...]) -> str:
    """Escaped, all of them."""
    return escape(_plain(found)) if found else "No decision is shelved here."


def _summary(found: tuple[Revisit, ...]) -> str:
    met = sum(one.verdict is RevisitVerdict.MET for one in found)
    state = "none has met its condition" if not met else f"{met} met the condition to be looked at again"
    return f"{counted(len(found), 'shelved decision')}; {state}."


def _plain(found: tuple[Revisit, ...]) -> str:
    lines = [_summary(found)]
    for one in found:
        lines.append(f"{titled(one.title)} ({one.status.value}): {revisit_state(one)}")
        if one.condition:
            lines.append(f"   {condition_lead(one)}: {shorten(one_line(one.condition), 300)}")
        lines += [f"   Now: {one_line(reason)}" for reason in one.reasons[:2]]
        if one.evidence:
            lines.append(f"   “{quoted_words(one.evidence[0].text, QUOTE)}”")
    return "\n".join(lines)
