"""What a section is for, told by the words of its heading, whatever template the company uses."""

import re

_ROLES: tuple[tuple[str, str], ...] = (
    # The first that matches wins, so the narrow ones stand above the wide ones.
    ("revisit", r"\b(re-?visit|reconsider|re-?evaluat|review (date|trigger|when|condition)|when to (re)?think|sunset)"),
    (
        "rejected",
        r"\breject|\bwithdraw|\bdeferr?al|\bwhy not\b|\bnot (chosen|doing|taken|pursued)|\bdiscarded"
        r"|\bdismissed|\bruled out"
        r"|\babandon|\bpostpone|\bnot (included|adopted)",
    ),
    ("faq", r"\bfaq|frequently asked|\bq ?& ?a\b|\bq and a\b|\bobjections?\b|\bcommon questions"),
    (
        "noise",
        r"\breferences?\b|copyright|acknowledge?ments?|change ?(log|history)|table of contents|^contents$"
        r"|footnotes?|^links?\b"
        r"|implementation history|sign-?off|test(s|ing)?( plan)?$|graduation|production readiness|appendi(x|ces)"
        r"|infrastructure needed|revision|reviewers|approvers|resources|further reading|see also|contributors"
        r"|^authors?\b"
        r"|rollout|monitoring requirements|troubleshooting|feature enablement|version skew|^status$|^date$"
        r"|^deciders?$"
        r"|release (schedule|manager)|timeline|milestones|glossary|terminology|^alpha|^beta|^ga$|upgrade / downgrade",
    ),
    (
        "options",
        r"\balternativ|\boptions?\b|\bpros\b|\bcons\b|\bconsidered\b|prior art|comparison|other (approaches"
        r"|languages|solutions|designs)"
        r"|trade-?offs?\b|\bevaluat|\bcandidates?\b",
    ),
    (
        "rationale",
        r"\brationales?\b|\breason|\bjustif|\bwhy\b|\bmotivat|\bdrivers?\b|\bargument|\bdiscussion"
        r"|\bprinciples?\b|\badvantages?\b"
        r"|\bbenefits?\b|\bexplanation of choice|\bthinking\b|\bforces\b|\bconsiderations?\b",
    ),
    (
        "consequences",
        r"\bconsequen|\bimplication|\bimpact|\bdrawback|\brisks?\b|\bcompatib|\blimitation|\bcaveat|\bnegative"
        r"|\bpositive|\bdownside",
    ),
    (
        "decision",
        r"\bdecisions?\b|\bdecided\b|\boutcome|\bresolution|\bproposal|\bproposed|\brecommend|\bspecification"
        r"|\bconclusion|\bverdict"
        r"|\bacceptance|\bsolution|\bwhat we (will|chose)|\bdesign\b|\bimplementation|\bchoice|\bresult"
        r"|\bdetailed explanation",
    ),
    ("summary", r"\bsummary|\babstract|\boverview|tl;?dr|\bin short\b|\bin brief\b|\bsynopsis"),
    (
        "problem",
        r"\bcontext|\bbackground|\bproblem|\bintroduct|\bissue|\bcurrent (state|situation)|\bstory\b|\bstories"
        r"|\brequirements?\b"
        r"|\buse cases?\b|\bgoals?\b|\bneeds?\b|\bhistory\b|\bscope\b|\bobjectives?\b|\bpain\b|\bassumptions?\b"
        r"|\bconstraints?\b",
    ),
)
_COMPILED = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES)
_QUESTION = re.compile(
    r"(?i)(?:q\d*[:.)]\s*)?(?:but\s+|so\s+)?(?:why|what|how|when|who|where|which|can|could|should|is|isn't|are"
    r"|aren't|do|does|doesn't|don't"
    r"|did|will|won't|would|wouldn't)\b.*\?\W*$"
)
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.):]?|[A-Z][.)])\s+")
NOISE = "noise"
"""Said of headings under which nothing gives a reason; outside this package such sections have the role `other`."""


def role_of_heading(heading: str) -> str | None:
    """The role that a heading's own words give, or None where only the headings above it can tell."""
    words = _NUMBER.sub("", heading.strip().strip("*_`:# "))
    if _QUESTION.match(words):
        return "faq"
    if len(words) > 70:
        return None  # a sentence, not a label: it names a thing, not the part that the section plays
    for role, pattern in _COMPILED:
        if pattern.search(words):
            return role
    return None
