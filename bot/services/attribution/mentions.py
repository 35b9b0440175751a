"""Accounts named in running text, and the turns of phrase in which a name does not mean the speaker's company."""

import re

from bot.services.attribution.book import AccountBook, NamePattern
from bot.services.attribution.names import unaccented

_AGAINST_BEFORE = re.compile(
    r"(?:\b(?:competitors?|competing|rivals?|alternatives?|unlike|instead of|rather than|"
    r"compar\w+ (?:us |it |you |this |them )?(?:to|with|against)|"
    r"versus|vs\.?|over at|mov\w+ (?:over )?to|switch\w* (?:over )?to|migrat\w+ (?:over )?to|"
    r"(?:(?:mov|switch|migrat)\w*|came|coming) (?:\w+ ){0,3}from|"
    r"(?:tried|try|tested|test|works?|working|compatible|together)"
    r" (?:it |this |that )?with|leav\w+ (?:us )?for|went with|going with|evaluat\w+|lost (?:\w+ )?to|better than|"
    r"worse than|cheaper than|just like|similar to|such as|"
    r"integrat\w+ (?:with|for|to)|sync\w* (?:with|to|from)|connect\w*(?: with| to)?|"
    r"link\w*(?: with| to)?|export\w* (?:\w+ )?(?:to|from|into)|"
    r"import\w* (?:\w+ )?(?:to|from|into)|plugs? into|log ?in with|sign ?in with|using|via|through|powered by|built on|"
    r"acquired by|partner\w* with|used to work (?:at|for)|worked (?:at|for)|formerly (?:at|of)|ex-|"
    r"(?:their|its|whose) (?:client|customer|partner|supplier|vendor|owner|parent)|"
    r"\b(?:we|i|they|team|previously|before|currently) (?:\w+ )?(?:use[sd]?|using|tried|left|prefer(?:red)?|miss))"
    r"(?: (?:the|our|a|an|their|your|tools?|products?|likes? of|both|and|or|either))*)\s*$",
    re.IGNORECASE,
)
_AGAINST_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:(?:is |are )?(?:supported|compatible)|as an? |"
    r"integration|connector|plugin|plug-in|app\b|api\b|import\b|export\b|webhook|sso|login|"
    r"(?:already )?(?:offers?|has|does|lets you|supports?) (?:this|that|it)|"
    r"is (?:a |our |their )?(?:main )?(?:competitor|cheaper|better|alternative)|style\b|-style\b|-like\b)",
    re.IGNORECASE,
)
_ABOUT_BEFORE = re.compile(
    r"(?:\b(?:customers?|accounts?|clients?|prospects?|from|at|for|with|deal|renewal|call with|meeting with|demo for|"
    r"demo with|team at|folks at|people at|behalf of|here at|we at|told|visited|lost|losing|won|closed?|closing|"
    r"onboarding|company)"
    r"(?: (?:the|our|big|new|customer|account|client|prospect|team|folks|guys))*[:,]?|[\[(#*|]|^|\n)\s*$",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:[\]):|*]|(?:[-–—]\s)|"
    r"(?:team|folks|people|admins?|users?|ceo|cto|cio|ciso|it\b|security team|procurement|legal|account|deal|renewal|"
    r"contract|poc|pilot|trial|workspace|tenant|instance|org\b|call\b|champion)|"
    r"(?:just |also |again |still |now |really )*(?:wants?|needs?|asks?|asked|asking|says?|said|told|reports?|reported|"
    r"complains?|complained|would|will(?: not|n't)?|won't|can(?:no|')t|"
    r"is (?:asking|blocked|waiting|unhappy|threatening|"
    r"considering|churning|evaluating|happy|on)|are|has (?:been|asked|hit|raised)|have|keeps?|requested|requests|"
    r"escalated|churned|cancel\w+|renew\w*|signed|mentioned|wrote|flagged|raised|hit|got|gets|sees?|saw|loves?|hates?|"
    r"runs into|ran into|pushed back|decided|chose|went|refus\w+|insist\w*))",
    re.IGNORECASE,
)

_MET_BEFORE = re.compile(
    r"\b(?:customers?|clients?|prospects?|call with|meeting with|met with|"
    r"spoke (?:with|to|w/)|talk(?:ed|ing) (?:with|to)|"
    r"demo (?:for|with)|team at|"
    r"(?:mail|ticket|call|message|note|feedback|request|complaint|question|word|reply|update) from|"
    r"folks at|people at|heard from|behalf of|renewal of|deal with)[:,]?\s*$",
    re.IGNORECASE,
)
_SOMEBODY_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:team|folks|people|guys|admins?|users?|ceo|cto|cio|ciso|account|deal|renewal|contract|poc|pilot|"
    r"trial|workspace|tenant|instance|org\b|champion)",
    re.IGNORECASE,
)
_POSSESSIVE = ("'s", "’s")
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?|our|my|your|their|this|that|these|those|any|some|every)\s*$", re.IGNORECASE)


def named_in(text: str, book: AccountBook) -> tuple[str, ...]:
    """The ids of the accounts that the text speaks of as customers, in the order of first mention.

    A heading that opens the text with a name ("Acme: ...", "[Acme] ...") decides alone.
    """
    text = unaccented(text)
    found: dict[str, int] = {}
    covered: list[tuple[int, int]] = []
    for name in book.patterns_for(text):
        for match in name.pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and end > other_start for other_start, other_end in covered):
                continue
            covered.append((start, end))
            if _means_the_customer(name, text, start, end):
                if _is_heading(text, start, end):
                    return (name.account_id,)
                found[name.account_id] = min(start, found.get(name.account_id, start))
    return tuple(sorted(found, key=lambda account: found[account]))


def _means_the_customer(name: NamePattern, text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    about = bool(_ABOUT_AFTER.match(after))
    if _AGAINST_AFTER.match(after) or (_AGAINST_BEFORE.search(before) and not _is_subject(after)):
        return False
    if name.short:
        is_written_as_name = text[start:end][:1].isupper()
        return about or (is_written_as_name and bool(_MET_BEFORE.search(before) or text[:end].endswith(_POSSESSIVE)))
    if _is_a_thing(name, text[start:end], before):
        return bool(_SOMEBODY_AFTER.match(after))
    if not name.common:
        return True
    opens_sentence = not before.strip() or before.rstrip()[-1:] in ".!?:\n"
    return about or (bool(_ABOUT_BEFORE.search(before)) and not opens_sentence)


def _is_a_thing(name: NamePattern, as_written: str, before: str) -> bool:
    """`the acme of`, `our harbor map`: in lower case after an article."""
    in_lower_case = as_written.islower() and not name.name.islower()
    return in_lower_case and bool(_ARTICLE_BEFORE.search(before))


def _is_subject(after: str) -> bool:
    return bool(re.match(r"^\s*(?:wants?|needs?|asked|says?|said|told|complain\w+|reported|is asking)\b", after))


def _is_heading(text: str, start: int, end: int) -> bool:
    opening = text[:start].strip(" \t*_[(#<>|:-")
    emoji_only = not re.sub(r":[a-z0-9_+\-]+:|[^\w]", "", opening)
    return emoji_only and "\n" not in text[:start].strip() and bool(re.match(r"^\s*[*_]*\s*[\]):|–—-]", text[end:]))
