"""Labels that a paragraph begins with ("**Why:** ..."): headings in all but their place."""

import re

from bot.sources.records.roles import role_of_heading

_BOLD = re.compile(
    r"(?:\*\*|__)(?P<label>[A-Z][^*_\n:.]{1,38}?)(?:[:.](?:\*\*|__)|(?:\*\*|__)[:.])[ \t]*(?:\n[ \t]*)?(?=\S)"
)
_PLAIN = re.compile(
    r"(?P<label>Problem|Context|Background|Decision|Outcome|Why|Reasons?|Rationale|Options(?: considered)?"
    r"|Alternatives(?: considered)?|Rejected(?: alternatives| options)?|Consequences|Revisit(?: when| if)?)"
    r":[ \t]+(?=\S)"
)
_WORDS = 4


def run_in(words: str) -> re.Match[str] | None:
    """The label at the start of a paragraph, its end included; group `label` is what it says.

    Of bold labels only those that tell which part the paragraph plays, of plain ones only the usual few.
    """
    bold = _BOLD.match(words)
    if bold and len(bold["label"].split()) <= _WORDS and role_of_heading(bold["label"]) not in (None, "faq"):
        return bold
    return _PLAIN.match(words)
