"""Shelved decisions held against what was said since: is the condition for another look met?"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

import numpy as np
from numpy.typing import NDArray

from bot.domain.accounts import Account
from bot.domain.decisions import Decision
from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal
from bot.domain.themes import Quote
from bot.domain.verdicts import Revisit, RevisitVerdict
from bot.services.synthesis_rules.conditions import Clause, clauses_of
from bot.services.theming.quoting import excerpt

Matrix = NDArray[np.float32]

_ABOUT = 0.5  # cosine from which a signal speaks of what was decided
_NOTABLE = 3  # accounts whose new words are worth a look where a condition cannot be counted
_QUOTES = 5
_LOST = frozenset({SignalKind.DEAL_BLOCKER, SignalKind.CHURN_RISK})


def evidence_for(
    decision: Decision, about: Matrix, said: Sequence[Signal], vectors: Matrix, at_least: float = _ABOUT
) -> tuple[Signal, ...]:
    """The signals since the decision that speak of it, praise left out.

    about: (m, d) unit rows of what the decision is about: its title, the condition, the customer problem; a signal
    counts by the row it is nearest to. vectors: (n, d) unit rows, one each signal, of the same model.
    """
    if not said or not len(about):
        return ()
    cosines = (vectors @ about.T).max(axis=1)
    near = [s for s, cosine in zip(said, cosines, strict=True) if cosine >= at_least]
    return tuple(s for s in near if s.kind is not SignalKind.PRAISE and _is_new(s, decision))


def judge_revisit(
    decision: Decision,
    evidence: Sequence[Signal],
    accounts: Mapping[str, Account],
    condition: str | None = None,
) -> Revisit:
    """Hold a shelved decision against new evidence.

    evidence: signals about it (see `evidence_for`, or the members of a theme linked to it); what is older than the
    decision is left out. accounts: by id. condition: the record's words where `decision.revisit_when` is empty (its
    reason, for instance). Met: a clause that can be counted is reached. Not met: every countable clause is short, or
    nothing was said. Unclear: people said something new, and the condition cannot be counted.
    """
    words = condition or decision.revisit_when or ""
    new = tuple(s for s in evidence if _is_new(s, decision))
    asking = {s.account_id for s in new if s.account_id}
    clauses = clauses_of(words) if words else ()
    judged = [_judge(clause, new, accounts) for clause in clauses]
    reasons = [reason for _, reason in judged]
    if any(met for met, _ in judged):
        verdict = RevisitVerdict.MET
        reasons = [reason for met, reason in judged if met]
    elif not new:
        verdict, reasons = RevisitVerdict.NOT_MET, ["nobody has asked for it since"]
    elif judged and all(met is False for met, _ in judged):
        verdict = RevisitVerdict.NOT_MET
    elif len(asking) >= _NOTABLE or (not judged and len(new) >= _NOTABLE):
        verdict = RevisitVerdict.UNCLEAR
        reasons.append(f"{_accounts(len(asking))} spoke of it since, in {len(new)} messages; a person has to judge")
    else:
        verdict = RevisitVerdict.NOT_MET
        reasons.append(f"only {_accounts(len(asking))} spoke of it since")
    return Revisit(
        decision_id=decision.id,
        title=decision.title,
        status=decision.status,
        condition=words,
        verdict=verdict,
        reasons=tuple(reasons),
        evidence=_quotes(new),
        accounts=len(asking),
        arr=_worth(asking, accounts),
        url=decision.url,
    )


def _judge(clause: Clause, new: Sequence[Signal], accounts: Mapping[str, Account]) -> tuple[bool | None, str]:
    """Whether the clause is met (None: cannot be counted), and why in a sentence."""
    if not clause.countable:
        return None, f"cannot be counted here: {clause.text}"
    counted = [s for s in new if s.account_id and (not clause.deals or s.kind in _LOST)]
    asking = {s.account_id for s in counted if s.account_id and _is_of(accounts.get(s.account_id), clause.segment)}
    named = ", ".join(sorted(accounts[a].name if a in accounts else a for a in asking)) or "nobody"
    kind = f"{clause.segment} " if clause.segment else ""
    if clause.deal_above is not None:
        large = {a for a in asking if a in accounts and (accounts[a].arr or 0.0) >= clause.deal_above}
        return bool(large), f"{len(large)} such deals worth {clause.deal_above:,.0f} or more ({named})"
    if clause.together is not None:
        worth = _worth(asking, accounts)
        return worth > clause.together, f"together worth {worth:,.0f} of {clause.together:,.0f} ({named})"
    needed = clause.accounts or 1
    return len(asking) >= needed, f"{len(asking)} of {needed} {kind}accounts ({named})"


def _is_of(account: Account | None, segment: str | None) -> bool:
    if segment is None:
        return True
    own = (account.segment or "").lower().replace("-", "").replace(" ", "") if account else ""
    return bool(own) and (segment.replace("-", "").replace(" ", "") in own)


def _worth(asking: set[str], accounts: Mapping[str, Account]) -> float:
    return sum(accounts[a].arr or 0.0 for a in sorted(asking) if a in accounts)


def _is_new(signal: Signal, decision: Decision) -> bool:
    if decision.decided_on is None or signal.created_at is None:
        return True
    return signal.created_at >= datetime.combine(decision.decided_on, time.min, UTC)


def _quotes(new: Sequence[Signal]) -> tuple[Quote, ...]:
    """The newest words of each account first, then of those whose account is not known."""
    newest = sorted(new, key=lambda s: (str(s.created_at), s.id), reverse=True)
    first = {s.account_id or s.author or s.id: s for s in reversed(newest)}
    chosen = sorted(first.values(), key=lambda s: (s.account_id is None, newest.index(s)))
    return tuple(Quote(s.id, excerpt(s.text), s.url, s.account) for s in chosen[:_QUOTES])


def _accounts(count: int) -> str:
    return "one account" if count == 1 else f"{count} accounts"
