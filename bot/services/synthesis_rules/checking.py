"""One clause of a revisit condition held against what was said, shipped and decided since."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property

from bot.domain.accounts import Account
from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal
from bot.domain.verdicts import UNCHECKED
from bot.services.synthesis_rules.clauses import Clause, Known
from bot.services.synthesis_rules.linking import words_of

_AT_RISK = frozenset({SignalKind.DEAL_BLOCKER, SignalKind.CHURN_RISK})
_NOT_WHOLE = re.compile(
    r"\b(?:beta|alpha|preview|pilot|partial|part one|phase (?:1|one)|experimental|early access|read-only|first step|"
    r"prototype|removed?|drop(?:s|ped)?|postponed|cancell?ed|deprecat\w+|no|without|not|fix\w*|bug\w*|docs?|"
    r"documentation|patch|groundwork|towards|prepar\w+|plan(?:ned|s)?|soon)\b",
    re.IGNORECASE,
)
_NAMED = 4
_NEARLY = 0.66  # of what is waited for


_GONE = re.compile(
    r"\b(?:lost|went with|going with|signed with|chose|chosen|cancell?ed|cancell?ing|churned|left|leaving|moved to|"
    r"switched to|gone|terminated|did(?:n't| not) (?:sign|renew))\b",
    re.IGNORECASE,
)
_GONE_STAGES = frozenset({"churned", "closed lost", "closed-lost", "lost"})


@dataclass(frozen=True)
class Shipped:
    """A release, or a decision that was accepted: something that a condition may have waited for."""

    title: str
    text: str
    on: date
    id: str = ""


@dataclass(frozen=True)
class World:
    """What is known besides messages. accounts: by id. since: the day of the decision; today: of the judgement."""

    accounts: Mapping[str, Account]
    shipped: tuple[Shipped, ...]
    decided: tuple[Shipped, ...]
    since: date
    today: date

    def of(self, decided_on: date) -> "World":
        """The same for a decision of another day."""
        other = replace(self, since=decided_on)
        vars(other)["known"] = self.known  # there are thousands of decisions, and as many names
        return other

    @cached_property
    def known(self) -> Known:
        names = {name.lower() for a in self.accounts.values() for name in (a.name, *a.aliases) if len(name) > 2}
        return Known(frozenset(names), frozenset(a.segment.lower() for a in self.accounts.values() if a.segment))


@dataclass(frozen=True)
class Checked:
    """is_met None: cannot be told here. `reason` says what was counted, in a sentence's part. is_near: a person should
    look, whatever else was said. accounts: ids of those that count."""

    is_met: bool | None
    reason: str
    is_near: bool = False
    accounts: frozenset[str] = frozenset()


def check(clause: Clause, new: Sequence[Signal], world: World) -> Checked:
    """new: the signals about the matter since the decision."""
    if clause.due is not None and (clause.due > world.today or not clause.is_counted):
        came = clause.due <= world.today
        return Checked(came, f"{_plain(clause.due)} has come" if came else f"{_plain(clause.due)} has not come yet")
    if clause.is_counted:
        tries = [_count(clause, some, world.accounts) for some in _spans(clause, new)]
        best = next((one for one in tries if one.is_met), tries[0])
        if best.is_met and clause.qualifier:
            return Checked(
                None, f"{best.reason}; whether {clause.qualifier.strip()}, a person has to see", is_near=True
            )
        return best
    if clause.renewal_of is not None:
        return _renewal(clause.renewal_of, world)
    if clause.ships or clause.version:
        return _came(clause, clause.ships, world.shipped, world)
    if clause.decides:
        return _came(clause, clause.decides, world.decided, world)
    return Checked(None, f"{UNCHECKED}: {clause.text}")


def _spans(clause: Clause, new: Sequence[Signal]) -> Iterator[Sequence[Signal]]:
    """All of them; with a time limit what was said in each so long time, the newest first."""
    timed = sorted((s for s in new if s.created_at), key=lambda s: (str(s.created_at), s.id), reverse=True)
    if clause.until is not None:
        end = datetime.combine(clause.until, time.min, UTC)
        timed = [s for s in timed if s.created_at and s.created_at < end]
    if clause.within is None:
        yield timed if clause.until is not None else new
        return
    for at, last in enumerate(timed):
        assert last.created_at is not None
        start = last.created_at - clause.within
        yield [s for s in timed[at:] if s.created_at and s.created_at >= start]
    if not timed:
        yield ()


def _count(clause: Clause, said: Sequence[Signal], accounts: Mapping[str, Account]) -> Checked:
    at_risk = [s for s in said if not clause.deals or s.kind in _AT_RISK or _is_gone(s, accounts)]
    if not clause.is_lost:
        return _counted(clause, at_risk, accounts)
    lost = _counted(clause, [s for s in at_risk if _is_gone(s, accounts)], accounts)
    may_be = _counted(clause, at_risk, accounts)
    if may_be.is_met and not lost.is_met:
        return Checked(None, f"{may_be.reason}; at risk, and not known to be lost", is_near=True)
    return lost


def _counted(clause: Clause, said: Sequence[Signal], accounts: Mapping[str, Account]) -> Checked:
    if clause.messages is not None:
        told = [s for s in said if _is_of(accounts.get(s.account_id or ""), clause)]
        return Checked(len(told) >= clause.messages, f"{len(told)} messages, {clause.messages} are needed")
    asking = {s.account_id for s in said if s.account_id and _is_of(accounts.get(s.account_id), clause)}
    named = f": {_names(asking, accounts)}" if asking else ""
    if clause.deal_above is not None:
        large = {a for a in asking if a in accounts and (accounts[a].arr or 0.0) >= clause.deal_above}
        named = f": {_names(large, accounts)}" if large else ""
        told_of = f"{_number(len(large))} such deal worth {clause.deal_above:,.0f} or more{named}"
        return Checked(bool(large), told_of, accounts=frozenset(large))
    if clause.together is not None:
        worth = sum(accounts[a].arr or 0.0 for a in sorted(asking) if a in accounts)
        told_of = f"worth {worth:,.0f} together, {clause.together:,.0f} is needed{named}"
        return Checked(worth > clause.together, told_of, accounts=frozenset(asking))
    needed = clause.accounts or 1
    kind = f"{clause.segment} " if clause.segment else ""
    worth_each = f" worth {clause.min_arr:,.0f} or more" if clause.min_arr else ""
    did = "lost" if clause.is_lost else "blocked" if clause.deals else "asked"
    who = f"{_number(len(asking))} {kind}{'accounts' if len(asking) > 1 else 'account'}{worth_each} {did}"
    told_of = f"{who}, {needed} {'is' if needed == 1 else 'are'} needed{named}"
    return Checked(len(asking) >= needed, told_of, accounts=frozenset(asking))


def _is_gone(signal: Signal, accounts: Mapping[str, Account]) -> bool:
    account = accounts.get(signal.account_id or "")
    return bool(_GONE.search(signal.text)) or (account is not None and (account.stage or "").lower() in _GONE_STAGES)


def _is_of(account: Account | None, clause: Clause) -> bool:
    """Whether the account is of the kind that counts; one that is not known is of none."""
    if clause.segment is None and clause.min_arr is None and clause.account is None:
        return True
    if account is None:
        return False
    if clause.segment is not None and _folded(clause.segment) not in _folded(account.segment or ""):
        return False
    if clause.min_arr is not None and (account.arr or 0.0) < clause.min_arr:
        return False
    return clause.account is None or clause.account in {name.lower() for name in (account.name, *account.aliases)}


def _renewal(name: str, world: World) -> Checked:
    for account in world.accounts.values():
        if name in {one.lower() for one in (account.name, *account.aliases)} and account.renewal_date:
            came = world.since < account.renewal_date <= world.today
            when = _plain(account.renewal_date)
            return Checked(came, f"{account.name} {'renewed' if came else 'renews'} on {when}")
    return Checked(None, f"no renewal date is known of {name}")


def _came(clause: Clause, wanted: frozenset[str], things: Sequence[Shipped], world: World) -> Checked:
    """Met where one thing's words hold all that is waited for; a part of it is worth a look."""
    partly = None
    for one in sorted(things, key=lambda s: (s.on, s.title), reverse=True):
        if not world.since < one.on <= world.today:
            continue
        named = clause.version is None or clause.version.lstrip("v") in f"{one.id} {one.title}"
        title, whole = words_of(one.title), words_of(f"{one.title} {one.text}")
        held = len(wanted & whole) / len(wanted) if wanted else 1.0
        in_title = len(wanted & title)
        # One word in a long title is more likely about something else.
        is_it = in_title >= max(1, len(wanted) / 2) and (len(wanted) > 1 or len(title) <= 2) if wanted else named
        is_whole = not (_NOT_WHOLE.search(one.title) and not _NOT_WHOLE.search(clause.text))
        if named and held == 1.0 and is_it and is_whole:
            return Checked(True, f"“{one.title}” is out since {_plain(one.on)}")
        if named and in_title and held >= _NEARLY and partly is None:
            partly = one
    if partly is not None:
        return Checked(None, f"“{partly.title}” ({_plain(partly.on)}) may be it", is_near=True)
    return Checked(False, f"nothing that came since says so: {clause.text}")


def _names(asking: set[str], accounts: Mapping[str, Account]) -> str:
    names = sorted(accounts[a].name if a in accounts else a for a in asking)
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    return ", ".join(names) or "nobody"


def _number(count: int) -> str:
    return str(count) if count else "no"


def _folded(segment: str) -> str:
    return re.sub(r"[\s\-_]", "", segment.lower())


def _plain(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
