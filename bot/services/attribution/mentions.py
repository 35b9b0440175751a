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
    r"(?:is|are|it|this|that|looks?|works?|something|anything|competitors?|tools?|products?|apps?|vendors?) like|"
    r"(?:get|buy|order|source|purchase)\w* (?:\w+ ){0,4}from|"
    r"acquired by|partner\w* with|used to (?:work|be) (?:at|for|with)|worked (?:at|for)|formerly (?:at|of)|ex-|"
    r"(?:our|my) (?:landlord|suppliers?|vendors?|providers?|bank|insurers?|agency|resellers?|competitors?)|"
    r"\ban? (?:supplier|client|customer|partner|vendor|reseller|subsidiary|competitor) of|"
    r"(?:their|its|whose) (?:client|customer|partner|supplier|vendor|owner|parent)|"
    r"\bmy (?!company|team|org|firm|employer)\w+ (?:is|was|works?|worked) (?:at|for|with)|"
    r"\b(?:we|i|they|team|previously|before|currently) (?:\w+ )?(?:use[sd]?|using|tried|left|prefer(?:red)?|miss))"
    r"(?: (?:the|our|a|an|their|your|tools?|products?|likes? of|both|and|or|either))*)\s*$",
    re.IGNORECASE,
)
_AGAINST_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:(?:is |are )?(?:supported|compatible)|as an? |vs\.?\s|versus\b|"
    r"integration|connector|plugin|plug-in|app\b|api\b|import\b|export\b|webhook|sso|login|"
    r"(?:already )?(?:offers?|has|does|lets you|supports?) (?:this|that|it)\b(?! too| as well| also)|"
    r"is (?:a |our |their )?(?:main )?(?:competitor|cheaper|better|alternative)|style\b|-style\b|-like\b)",
    re.IGNORECASE,
)
_ABOUT_BEFORE = re.compile(
    r"(?:\b(?:customers?|accounts?|clients?|prospects?|from|at|for|with|deal|renewal|renewal of|loss of|call with|"
    r"meeting with|demo for|"
    r"demo with|team at|folks at|people at|behalf of|here at|we at|told|visited|lost|losing|won|closed?|closing|"
    r"onboarding|company|we are|we're|this is|i'm|my company)"
    r"(?: (?:the|our|big|new|customer|account|client|prospect|team|folks|guys))*[:,]?|[\[(#*|]|^|\n)\s*$",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:[\]):|*]|(?:[-–—]\s)|"
    r"(?:team|folks|people|admins?|users?|c[efiot]o|ciso|(?-i:IT)\b|security team|procurement|legal|account|deal|"
    r"renewal|buyers?|director|engineers?|developers?|staff|crew|onboarding|rollout|contract|poc|pilot|trial|workspace|tenant|instance|org\b|call\b|champion)\b|"
    r"(?:just |also |again |still |now |really )*(?:wants?|needs?|asks?|asked|asking|says?|said|told|reports?|reported|"
    r"complains?|complained|would|will(?: not|n't)?|won't|can(?:no|')t|"
    r"brauch(?:t|en)|mocht?en?|mochte|wunsch(?:t|en)|frag(?:t|en)|meld(?:et|en)|veut|veulent|demande|a besoin|"
    r"quiere|necesita|pide|vuole|chiede|ha bisogno|wil\b|vraagt|"
    r"is (?:stuck|live|down|frustrated|interested|losing|missing|seeing|testing|migrating|pushing|leaving|"
    r"in (?:trial|onboarding)|asking|blocked|waiting|unhappy|threatening|"
    r"considering|churning|evaluating|happy|on)|are|"
    r"has (?:been|asked|hit|raised|(?:it|this|that|the same)(?: too| as well| also)?)|have|keeps?|requested|requests|"
    r"escalated|churned|cancel\w+|renew\w*|signed|mentioned|wrote|flagged|raised|hit|got|gets|sees?|saw|loves?|hates?|"
    r"runs into|ran into|pushed back|decided|chose|went|refus\w+|insist\w*)\b)",
    re.IGNORECASE,
)

_WEAK_AFTER = re.compile(r"^\s*(?:are|has|have|will|would|can|got|gets|hits?|went)", re.IGNORECASE)
"""Said of things as well."""
_MET_BEFORE = re.compile(
    r"\b(?:customers?|clients?|prospects?|call with|meeting with|met with|"
    r"spoke (?:with|to|w/)|talk(?:ed|ing) (?:with|to)|"
    r"demo (?:for|with)|team at|"
    r"(?:mail|ticket|call|message|note|feedback|request|complaint|question|word|reply|update) from|"
    r"folks at|people at|heard from|phone with|behalf of|renewal of|deal with|"
    r"(?:says|said|asks|asked|writes|wrote|told|hi,?|hello,?|with|by|[-–—]) (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?,? "
    r"(?:here )?(?:from|at|of))[:,]?\s*$",
    re.IGNORECASE,
)
_SOMEBODY_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:team|folks|people|guys|admins?|users?|c[efiot]o|ciso|account|deal|renewal|contract|poc|pilot|"
    r"trial|workspace|tenant|instance|org\b|champion)",
    re.IGNORECASE,
)
_COORDINATE = re.compile(r"\s*(?:,|/|&|\+|and|or|und|et|y|e|,\s*and)\s*", re.IGNORECASE)
"""Between names of which both are meant or none."""
_POSSESSIVE = ("'s", "’s")
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?|our|my|your|their|this|that|these|those|any|some|every)\s*$", re.IGNORECASE)


def named_in(text: str, book: AccountBook) -> tuple[str, ...]:
    """The ids of the accounts that the text speaks of as customers, in the order of first mention.

    A heading that opens the text with a name ("Acme: ...", "[Acme] ...") decides alone. Of "Mint and Acme" both count,
    though Mint alone might be the herb.
    """
    text = unaccented(text)
    found: dict[str, int] = {}
    sure: list[tuple[int, int]] = []
    doubtful: list[tuple[int, int, str]] = []
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
                sure.append((start, end))
            elif not _is_in_lower_case(name, match.group()):
                doubtful.append((start, end, name.account_id))
    for start, end, account_id in doubtful:
        if any(_COORDINATE.fullmatch(text[min(end, last) : max(start, first)]) for first, last in sure):
            found.setdefault(account_id, start)
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
    if _is_in_lower_case(name, text[start:end]):
        sure = about and not _WEAK_AFTER.match(after)
        return sure or bool(_MET_BEFORE.search(before)) or (not name.common and text[:end].endswith(_POSSESSIVE))
    if not name.common:
        return True
    if name.name.isupper() and text[:end].endswith(_POSSESSIVE):
        return True
    opens_sentence = not before.strip() or before.rstrip()[-1:] in ".!?:\n"
    return about or (bool(_ABOUT_BEFORE.search(before)) and not opens_sentence)


def _is_a_thing(name: NamePattern, as_written: str, before: str) -> bool:
    """`the acme of`, `our harbor map`: in lower case after an article."""
    return _is_in_lower_case(name, as_written) and bool(_ARTICLE_BEFORE.search(before))


def _is_in_lower_case(name: NamePattern, as_written: str) -> bool:
    """`uplift`, `hill and marsh`: perhaps the name of a customer, perhaps the words that it is made of."""
    return as_written.islower() and not name.name.islower()


def _is_subject(after: str) -> bool:
    return bool(re.match(r"^\s*(?:wants?|needs?|asked|says?|said|told|complain\w+|reported|is asking)\b", after))


def _is_heading(text: str, start: int, end: int) -> bool:
    opening = text[:start].strip(" \t*_[(#<>|:-")
    emoji_only = not re.sub(r":[a-z0-9_+\-]+:|[^\w]", "", opening)
    return emoji_only and "\n" not in text[:start].strip() and bool(re.match(r"^\s*[*_]*\s*[\]):|–—-]", text[end:]))
