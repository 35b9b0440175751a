"""Shelved decisions held against what happened since: is the condition for another look met?"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time

from bot.domain.decisions import Decision
from bot.domain.kinds import SignalKind, Surface
from bot.domain.signals import Signal
from bot.domain.themes import Quote
from bot.domain.verdicts import UNCHECKED, Revisit, RevisitVerdict
from bot.services.synthesis_rules.checking import Checked, World, check
from bot.services.synthesis_rules.clauses import Clause
from bot.services.synthesis_rules.conditions import alternatives_of
from bot.services.synthesis_rules.contradicting import promise_in
from bot.services.synthesis_rules.numbers import NUMBER, number_of
from bot.services.theming.excerpts import excerpt

_NOTABLE = 3  # accounts whose new words are worth a look where a condition cannot be counted
_QUOTES = 5
_ASKED = r"(?:asks?|asked|wants?|wanted|needs?|needed|requested|reported)\b"
_HARDLY = re.compile(
    rf"\b(?:only|just) (?P<number>{NUMBER}) (?:[\w\-]+ ){{0,2}}(?:have )?{_ASKED}"
    r"|\b(?P<nobody>hardly (?:anybody|anyone|any \w+)|nobody|no one|no customers?|few customers|very few)\b"
    rf"[^.]{{0,20}}\b{_ASKED}",
    re.IGNORECASE,
)
_DECLINES = re.compile(
    r"\b(?:(?:do|does|did|would|will)(?:n't| not)|never|no longer) (?:\w+ )?(?:need|want|care|miss|require|use|ask)\b"
    r"|\bno (?:need|use|interest)\b|\bnot interested\b|\b(?:fine|do|live) without\b"
    r"|\b(?:glad|happy|relieved) (?:that )?(?:you|it)\b[^.]{0,20}\b(?:n't|not|no)\b",
    re.IGNORECASE,
)


def judge_revisit(
    decision: Decision, evidence: Sequence[Signal], world: World, condition: str = "", reason: str = ""
) -> Revisit:
    """Hold a shelved decision against new evidence.

    evidence: signals about it; what is older than the decision is left out. condition: the record's words on when to
    look again. reason: why it was shelved, which speaks where there is no condition.

    Met: all clauses of one alternative are so. Not met: in each alternative one is not, or nothing was said. Unclear:
    something that cannot be checked here decides, and enough was said or shipped for a person to look.
    """
    new = tuple(s for s in evidence if _is_new(s, decision))
    asking = {s.account_id for s in new if s.account_id}
    ways = alternatives_of(condition, world.since, world.known) if condition else _reason_gone(reason)
    checked = [[check(clause, new, world) for clause in way] for way in ways]
    verdict, reasons = _verdict(checked, new, len(asking))
    counted = frozenset(a for way in checked for one in way if one.is_met for a in one.accounts)
    accounts = world.accounts
    return Revisit(
        decision_id=decision.id,
        title=decision.title,
        status=decision.status,
        condition=condition or reason,
        verdict=verdict,
        reasons=tuple(UNCHECKED if _is_all_of_it(one, condition) else one for one in reasons),
        evidence=_quotes(new, counted),
        accounts=len(asking),
        arr=sum(accounts[a].arr or 0.0 for a in sorted(asking) if a in accounts),
        url=decision.url,
        is_reason=not condition,
    )


def _is_all_of_it(reason: str, condition: str) -> bool:
    """Whether it says no more than that the condition, which is told beside it, cannot be checked."""
    return reason.startswith(UNCHECKED) and reason.removeprefix(f"{UNCHECKED}: ").strip(" .") == condition.strip(" .")


def _verdict(
    ways: Sequence[Sequence[Checked]], new: Sequence[Signal], asking: int
) -> tuple[RevisitVerdict, Sequence[str]]:
    for way in ways:
        if way and all(one.is_met for one in way):
            return RevisitVerdict.MET, [one.reason for one in way]
    open_ways = [way for way in ways if all(one.is_met is not False for one in way)]
    reasons = [one.reason for way in ways for one in way]
    if any(one.is_met or one.is_near for way in open_ways for one in way):
        return RevisitVerdict.UNCLEAR, reasons
    if not new:
        return RevisitVerdict.NOT_MET, [*reasons, "nobody has asked for it since"]
    if ways and not open_ways:
        return RevisitVerdict.NOT_MET, reasons
    if asking >= _NOTABLE or (not ways and len(new) >= _NOTABLE):
        told = f"{_accounts(asking)} spoke of it since, in {len(new)} messages; a person has to judge"
        return RevisitVerdict.UNCLEAR, [told, *reasons]
    return RevisitVerdict.NOT_MET, [*reasons, f"only {_accounts(asking)} spoke of it since"]


def _reason_gone(reason: str) -> tuple[tuple[Clause, ...], ...]:
    """Where hardly anybody had asked, the reason is gone when many do."""
    match = _HARDLY.search(reason)
    if match is None:
        return ()
    asked = 0 if match["nobody"] else number_of(match["number"]) or 0
    return ((Clause(reason, accounts=max(2 * asked + 1, _NOTABLE)),),)


def _is_new(signal: Signal, decision: Decision) -> bool:
    if decision.decided_on is None or signal.created_at is None:
        return True
    return signal.created_at >= datetime.combine(decision.decided_on, time.min, UTC)


def is_evidence(signal: Signal) -> bool:
    """Whether it can speak for another look: it asks or complains, and is neither a "no need" nor our own promise."""
    if signal.kind is SignalKind.PRAISE or _DECLINES.search(signal.text):
        return False
    return not (signal.surface is Surface.SALES and promise_in(signal.text))


def _quotes(new: Sequence[Signal], counted: frozenset[str]) -> tuple[Quote, ...]:
    """The newest words of each account, those that count first, and last those whose account is not known."""
    newest = sorted(new, key=lambda s: (str(s.created_at), s.id), reverse=True)
    first = {s.account_id or s.author or s.id: s for s in reversed(newest)}
    chosen = sorted(first.values(), key=lambda s: (s.account_id not in counted, s.account_id is None, newest.index(s)))
    return tuple(Quote(s.id, excerpt(s.text), s.url, s.account) for s in chosen[:_QUOTES])


def _accounts(count: int) -> str:
    return "one account" if count == 1 else f"{count} accounts"
