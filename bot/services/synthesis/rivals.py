"""Competitors and objections, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.accounts import Account
from bot.domain.digests import CompetitorMentions, Objections, Window
from bot.domain.kinds import SignalKind
from bot.domain.signals import Signal
from bot.domain.themes import Quote, Theme
from bot.services.synthesis.bearing import as_signal
from bot.services.synthesis.material import Material
from bot.services.synthesis.window import LATELY, NAMES_FROM, Read
from bot.services.synthesis_rules.competing import find_competitors, names_in
from bot.services.theming.excerpts import excerpt

OBJECTIONS = (SignalKind.DEAL_BLOCKER, SignalKind.CHURN_RISK)
TELLING = (SignalKind.COMPETITOR, SignalKind.CHURN_RISK, SignalKind.DEAL_BLOCKER)
QUOTES = 3


def names_to_look_for(material: Material, known: Sequence[str], span: Window) -> tuple[str, ...]:
    """Names that two or more speakers put where a competitor stands in the weeks before, the commonest first."""
    speakers: dict[str, set[str]] = {}
    for signal in material.signals:
        if signal.kind in TELLING and signal.created_at and signal.created_at >= span.start - NAMES_FROM:
            for name in names_in(signal.text):
                speakers.setdefault(name, set()).add(signal.account_id or signal.author or signal.id)
    often = sorted((name for name, by in speakers.items() if len(by) > 1), key=lambda n: (-len(speakers[n]), n))
    return tuple(dict.fromkeys((*known, *often)))


def named_competitors(
    read: Read, said: Sequence[Signal], material: Material, known: Sequence[str]
) -> tuple[CompetitorMentions, ...]:
    """Who was named in `said`; a new name counts once it has turned up before, too."""
    never = (*read.own_names, *names_of(material.accounts))
    before = [as_signal(message, material.accounts) for message in read.earlier]
    unknown = {signal.id: signal for signal in (*before, *said)}
    found = [c.name for c in find_competitors(list(unknown.values()), known, never)]
    return find_competitors(said, (*known, *found), never)


def competitors_lately(read: Read, material: Material, known: Sequence[str]) -> tuple[CompetitorMentions, ...]:
    """Those named in the last four weeks, with how often since the last digest; those named again first."""
    start = read.span.end - LATELY
    said = [as_signal(m, material.accounts) for m in read.messages]
    lately = [as_signal(m, material.accounts) for m in read.earlier if m.created_at >= start]
    new = {c.name: c.messages for c in named_competitors(read, said, material, known)}
    found = [replace(c, new=new.get(c.name, 0)) for c in named_competitors(read, [*lately, *said], material, known)]
    return tuple(sorted(found, key=lambda c: (-c.new, -c.messages, c.name)))


def not_of_rivals(themes: Sequence[Theme], rivals: Sequence[CompetitorMentions]) -> tuple[Theme, ...]:
    """Without themes that are but a competitor's name: those are told as competitors."""
    names = {rival.name.lower() for rival in rivals}
    return tuple(theme for theme in themes if theme.label.lower() not in names)


def objections(said: Sequence[Signal], accounts: Mapping[str, Account]) -> tuple[Objections, ...]:
    """Blocked deals and customers about to leave, counted by kind."""
    found = []
    for kind in OBJECTIONS:
        newest = sorted((s for s in said if s.kind is kind), key=lambda s: (str(s.created_at), s.id), reverse=True)
        if not newest:
            continue
        spoke = sorted({s.account_id for s in newest if s.account_id})
        first = list({s.account_id or s.author or s.id: s for s in reversed(newest)}.values())[::-1]
        found.append(
            Objections(
                kind,
                len(newest),
                tuple(accounts[a].name if a in accounts else a for a in spoke),
                sum(accounts[a].arr or 0.0 for a in spoke if a in accounts),
                tuple(Quote(s.id, excerpt(s.text), s.url, s.account) for s in first[:QUOTES]),
            )
        )
    return tuple(found)


def names_of(accounts: Mapping[str, Account]) -> tuple[str, ...]:
    """Names and aliases of all accounts."""
    return tuple(name for account in accounts.values() for name in (account.name, *account.aliases))
